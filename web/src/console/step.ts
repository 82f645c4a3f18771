// The guided step that the clock has come to, in a few words; for the console and the projector.
import { f, type FKey } from "../catalogue/facilitator";
import { tx } from "../i18n";
import type { RoomDoc, Step } from "../types";

const KNOWN = new Set(
    (
        "situation card table read alone sheet points presenter pitch base clauses inject carry " +
        "final questions complete plenary out_of_role story next feel happened why parallels keep"
    ).split(" "),
);

/** Its words; a scenario may name its own, and one without either is not told. */
export const stepTitle = (step: Step): string =>
    tx(step.title) || (KNOWN.has(step.id) ? f(`step_${step.id}` as FKey) : "");
const stepAt = (room: RoomDoc, elapsed: number) =>
    [...(room.phases[room.clock.phase]?.steps ?? [])].reverse().find((s) => s.at_s <= elapsed);
export const stepId = (room: RoomDoc, elapsed: number): string => stepAt(room, elapsed)?.id ?? "";

/** Empty when the phase has no steps. */
export function stepText(room: RoomDoc, elapsed: number): string {
    const now = stepAt(room, elapsed);
    return now ? stepTitle(now) : "";
}
