// What few people open is loaded when they do.
import { useEffect, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import { t } from "../i18n";

export function LateFounding() {
    const [Part, setPart] = useState<ComponentType>();
    useEffect(() => {
        void import("./founding").then((m) => setPart(() => m.Founding));
    }, []);
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
