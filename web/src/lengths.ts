// How long phases are in a workshop that is set up here, in seconds: asked by its form, by the editor
// for a new scenario, and by the sentences that say them.
import { Bound, type PhaseKind } from "./types";

/** Those that a scenario brings, in order. */
export const KINDS = [
    "briefing",
    "group_work",
    "pooling",
    "report",
    "conclusion",
] as const satisfies readonly PhaseKind[];

/** As the deck has them. */
export const DECK = [300, 900, 1200, 900, 300];
export const COURSE = [600, 900, 1500, 900, 300];
export const SHORT = [50, 150, 200, 150, 50];
/** What a debrief has, after them. */
export const DEBRIEF = 1200;
const LEAST = Bound.PHASE_SECONDS_MIN;
/** The editor's, to see how a scenario looks. */
export const TRIAL = [LEAST, LEAST, 2 * LEAST, LEAST, LEAST];

export const sum = (seconds: readonly number[]): number => seconds.reduce((a, b) => a + b, 0);
