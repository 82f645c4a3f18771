// What the hall has woven: each table from above, its threads in their colours as soon as its
// outcome is open; in the order of the tables, for nothing here is a league.
import { tableName } from "../people";
import { Groups, Rows, seatsOf } from "../projector/wall";
import { useDoc } from "../store";
import type { OutcomeDoc, RoomDoc, TableDoc } from "../types";
import { TableTop } from "../ui";
import { ofY, pair } from "./say";
import { o } from "./words";

/** Dropped ones are in nobody's text any more. */
const cordsOf = (table: TableDoc | undefined) =>
    Object.values(table?.clauses ?? {})
        .filter((c) => c.state !== "dropped")
        .map((c) => c.thread);

function Woven({ room, id, high }: { room: RoomDoc; id: string; high: number }) {
    const table = useDoc<TableDoc>(`table/${id}`);
    const { tally } = useDoc<OutcomeDoc>(`outcome/${id}`) ?? {};
    return (
        <li>
            <TableTop far seats={seatsOf(room, id)} cords={tally ? cordsOf(table) : []} h={high} />
            <strong translate={false}>{tableName(id)}</strong>
            <span class={tally ? "sr" : "soft"}>
                {tally
                    ? `${pair(o("row_adopted"), String(tally.m))}. ${pair(o("row_carried"), ofY([tally.carried, tally.m]))}.`
                    : ` ${o("not_yet")}`}
            </span>
        </li>
    );
}

export function Cloth({ room, ids }: { room: RoomDoc; ids: string[] }) {
    return (
        <div class="out-slide out-cloth">
            <h2>{o("cloth")}</h2>
            <Rows n={ids.length} share={[0.95, 0.58]}>
                {(high) => ids.map((id) => <Woven key={id} room={room} id={id} high={high} />)}
            </Rows>
            <Groups />
            <p class="soft">{o("cloth_say")}</p>
        </div>
    );
}
