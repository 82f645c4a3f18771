// The counts of a table beside those of others, as the server has them: in tables of the hall, of
// paper, and of other rooms.
import type { Tally } from "../types";
import { ofY } from "./say";
import type { OutcomeKey } from "./words";

export interface Count {
    name: OutcomeKey;
    of: (x: Tally) => string | number;
    sub?: boolean;
}
export const COUNTS: readonly Count[] = [
    { name: "row_adopted", of: (x) => x.m },
    { name: "row_carried", of: (x) => ofY([x.carried, x.m]) },
    { name: "row_hands", of: (x) => ofY(x.hands2) },
    { name: "row_objections", of: (x) => x.objections.raised },
    { name: "row_compromise", of: (x) => x.objections.compromise, sub: true },
    { name: "row_standing", of: (x) => x.objections.standing, sub: true },
];
export const MORE_COUNTS: readonly Count[] = [
    { name: "row_scales", of: (x) => x.scales },
    { name: "row_dims", of: (x) => `${x.soc} · ${x.eco} · ${x.both}` },
    { name: "row_engaged", of: (x) => ofY(x.engaged) },
    { name: "row_cross", of: (x) => ofY(x.solidarity) },
];
