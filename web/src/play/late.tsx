// What is shown of the parts that are loaded later, when they are there.
import { t } from "../i18n";
import { useLater, useTalks } from "./later";

export function Late({ part }: { part: "Founding" | "Report" | "Conclusion" }) {
    const Part = useLater()?.[part];
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}

export function Talks() {
    const Part = useTalks()?.Negotiation;
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
