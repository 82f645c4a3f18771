// Which tables there is something to tell of.
import type { RoomDoc } from "../types";

/** The tables where somebody sits. */
export const tablesOf = (room: RoomDoc): string[] =>
    Object.keys(room.tables ?? {}).filter((id) =>
        Object.values(room.people ?? {}).some((x) => x.table === id && !x.gone),
    );
