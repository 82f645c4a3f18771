// The plenary in the hall: what to do, and who with whom.
import { f } from "../catalogue/facilitator";
import { listText } from "../i18n";
import { tableName } from "../people";
import type { RoomDoc } from "../types";

const pairText = ([a = "", ...rest]: string[]): string =>
    rest.length
        ? f("plenary_with", { a: tableName(a), b: listText(rest.map((x) => tableName(x))) })
        : tableName(a);

/** Who speaks, in order; empty when all do, or all walk around. */
export function speakersText({ plenary }: RoomDoc): string {
    return [...plenary.pairs.map((x) => pairText(x.tables)), ...plenary.order.map(tableName)].join(
        " · ",
    );
}

export function PlenaryHall({ room }: { room: RoomDoc }) {
    const { how } = room.plenary;
    return (
        <div class="stack">
            <h1>{f(`plenary_${how}`)}</h1>
            <p>{f(`plenary_${how}_say`)}</p>
            {how !== "each" && speakersText(room) && <p class="strong">{speakersText(room)}</p>}
        </div>
    );
}
