// The plenary in the hall: what to do, and who with whom.
import { f } from "../catalogue/facilitator";
import { listText } from "../i18n";
import { tableName } from "../people";
import type { RoomDoc } from "../types";

/** Two by two; an odd table joins the last pair. */
export function pairsOf(order: string[]): string[][] {
    const pairs: string[][] = [];
    for (let i = 0; i < order.length; i += 2) pairs.push(order.slice(i, i + 2));
    const last = pairs.at(-1);
    if (pairs.length > 1 && last?.length === 1) {
        pairs.pop();
        pairs.at(-1)?.push(...last);
    }
    return pairs;
}

const pairText = ([a = "", ...rest]: string[]): string =>
    rest.length
        ? f("plenary_with", { a: tableName(a), b: listText(rest.map((x) => tableName(x))) })
        : tableName(a);

/** Who speaks, in order; empty when all do, or all walk around. */
export function speakersText({ plenary }: RoomDoc): string {
    if (plenary.how === "pairs") return pairsOf(plenary.order).map(pairText).join(" · ");
    return plenary.order.map(tableName).join(" · ");
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
