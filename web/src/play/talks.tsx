// Phases 1 and 2, fetched while people read the situation and their cards.
import { t } from "../i18n";
import { dressed } from "../sheet";
import { part } from "./later";
import light from "./talks.late.css";

const work = part(() => import("./group"));
const talks = part(() => dressed(import("./negotiation"), light));
export const fetchWork = work.fetch;
export const fetchTalks = talks.fetch;

const Wait = () => <p class="soft">{t("loading")}</p>;

export function Work() {
    const Part = work.use()?.GroupWork;
    return Part ? <Part /> : <Wait />;
}

export function Talks() {
    const Part = talks.use()?.Negotiation;
    return Part ? <Part /> : <Wait />;
}
