// The guided step that the clock has come to, in a few words; for the console and the projector.
import { f, type FKey } from "../catalogue/facilitator";
import { tx } from "../i18n";
import type { RoomDoc } from "../types";

const KNOWN = new Set(
    (
        "situation card table read alone sheet points presenter pitch base clauses inject carry " +
        "final questions complete plenary out_of_role story next feel happened why parallels keep"
    ).split(" "),
);

const stepAt = (room: RoomDoc, elapsed: number) =>
    [...(room.phases[room.clock.phase]?.steps ?? [])].reverse().find((s) => s.at_s <= elapsed);
export const stepId = (room: RoomDoc, elapsed: number): string => stepAt(room, elapsed)?.id ?? "";

/** Empty when the phase has no steps; a scenario may name its own. */
export function stepText(room: RoomDoc, elapsed: number): string {
    const now = stepAt(room, elapsed);
    if (!now) return "";
    return tx(now.title) || (KNOWN.has(now.id) ? f(`step_${now.id}` as FKey) : "");
}
