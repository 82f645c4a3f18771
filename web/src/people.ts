// What somebody is called, and what they said. A name that was erased, or that a replay withholds,
// leaves a number, and words leave a place.
import { t } from "./i18n";
import type { RoomDoc } from "./types";

export function nameOf(room: RoomDoc | undefined, id: string | undefined): string {
    if (!id) return t("somebody");
    return room?.people?.[id]?.name || t("person_n", { n: id.slice(1) });
}

/** Removed, or not there yet. */
export const isGone = (room: RoomDoc | undefined, id: string): boolean =>
    room?.people?.[id]?.gone ?? !room?.people?.[id];

export const told = (text: string | undefined): string => text || t("left_out");
