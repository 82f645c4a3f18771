// What is shown of the part that is loaded later, when it is there.
import { t } from "../i18n";
import { useLater } from "./later";

export function Late({ part }: { part: "Founding" | "Report" | "Conclusion" }) {
    const Part = useLater()?.[part];
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
