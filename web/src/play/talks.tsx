// Phase 2, fetched while people read and write in their groups.
import { t } from "../i18n";
import { part } from "./later";

const talks = part(() => import("./negotiation"));
export const fetchTalks = talks.fetch;

export function Talks() {
    const Part = talks.use()?.Negotiation;
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
