// Which tables there is something to tell of.
import type { RoomDoc } from "../types";

/** The tables where somebody sits. */
export const tablesOf = (room: RoomDoc): string[] =>
    Object.keys(room.tables ?? {}).filter((id) =>
        Object.values(room.people ?? {}).some((x) => x.table === id && !x.gone),
    );

const TURN_MS = 15_000;
/** Those that a hall sees now, at most so many at once and each as long as the others: nobody is there
    to turn a page. */
export function inTurn<T>(all: readonly T[], most: number, now: number, ms = TURN_MS): T[] {
    const pages = Math.max(1, Math.ceil(all.length / most));
    const first = (Math.floor(now / ms) % pages) * most;
    return all.slice(first, first + most);
}
