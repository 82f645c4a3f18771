// The figures that sentences say by name, «{SPEAK_MS}»: of the server's bounds and of the lengths of
// phases, so that none is typed in a sentence.
import { COURSE, DEBRIEF, DECK, SHORT, sum, TRIAL } from "./lengths";
import { Bound } from "./types";

/** Lengths of time, in seconds. */
const LENGTHS: Record<string, number> = {
    WARN_MS: Bound.WARN_MS / 1000,
    WARN_LAST_MS: Bound.WARN_LAST_MS / 1000,
    STANCE_WINDOW_MS: Bound.STANCE_WINDOW_MS / 1000,
    SPEAK_MS: Bound.SPEAK_MS / 1000,
    NO_ADOPTION_MS: Bound.NO_ADOPTION_MS / 1000,
    IDLE_MS: Bound.IDLE_MS / 1000,
    SILENT_MS: Bound.SILENT_MS / 1000,
    DOOM_DAYS: Bound.DOOM_DAYS * 86400,
    HOUR: sum(DECK),
    HOUR_BACK: sum(DECK) + DEBRIEF,
    COURSE: sum(COURSE) + DEBRIEF,
    SHORT: sum(SHORT),
    DEBRIEF,
    TRIAL: sum(TRIAL),
};
const NUMBERS: Record<string, number> = {
    CLAUSES_PER_GROUP: Bound.CLAUSES_PER_GROUP,
    CLAUSES_PER_GROUP_LARGE: Bound.CLAUSES_PER_GROUP_LARGE,
    LARGE_TABLE: Bound.LARGE_TABLE,
    CALLS_MAX: Bound.CALLS_MAX,
    POINTS_TOTAL: Bound.POINTS_TOTAL,
    PLENARY_DRAWN: Bound.PLENARY_DRAWN,
    RATING_MAX: Bound.RATING_MAX,
    RELIED_ON: Bound.RELIED_ON,
    RATERS_FROM: Bound.RATERS_FROM,
    RATERS_PERCENT: Bound.RATERS_PERCENT,
    MODEL_TOP_PERCENT: Bound.MODEL_TOP_PERCENT,
    MODEL_LEAD: Bound.MODEL_LEAD_PERCENT / 100,
    MODEL_SHARED_PERCENT: Bound.MODEL_SHARED_PERCENT,
};
const LISTS: Record<string, readonly number[]> = { HOUR_PHASES: DECK, COURSE_PHASES: COURSE };

const UNITS = [
    ["day", 86400],
    ["minute", 60],
    ["second", 1],
] as const;

/** «90 secondes», «2 minutes», «1 h 20». */
function lengthText(locale: string, seconds: number): string {
    const minutes = seconds / 60;
    if (minutes >= 60 && minutes < 1440)
        return `${Math.floor(minutes / 60)}\u00a0h${minutes % 60 ? `\u00a0${minutes % 60}` : ""}`;
    const [unit, of] = UNITS.find(([, n]) => seconds % n === 0 && seconds > n) ?? UNITS[2];
    const form = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
    return form.format(seconds / of).replace(/\s/g, "\u00a0");
}

/** What that name stands for; nothing when it is no figure. */
export function figure(locale: string, name: string): string | undefined {
    const length = LENGTHS[name];
    const number = NUMBERS[name];
    if (length !== undefined) return lengthText(locale, length);
    if (number !== undefined) return new Intl.NumberFormat(locale).format(number);
    return LISTS[name]?.map((s) => s / 60).join(", ");
}
