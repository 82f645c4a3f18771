// Phase 2, fetched while people read and write in their groups.
import { t } from "../i18n";
import { dressed } from "../sheet";
import { part } from "./later";
import light from "./talks.late.css";

const talks = part(() => dressed(import("./negotiation"), light));
export const fetchTalks = talks.fetch;

export function Talks() {
    const Part = talks.use()?.Negotiation;
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
