// What the hall has woven: each table from above, its threads in their colours as soon as its
// outcome is open; in the order of the tables, for nothing here is a league.
import { tableName } from "../people";
import { useWindow } from "../projector/paged";
import { columns } from "../projector/wall";
import { useDoc } from "../store";
import { GROUPS, type OutcomeDoc, type RoomDoc, type TableDoc } from "../types";
import { GroupBadge, TableTop } from "../ui";
import { ofY } from "./say";
import { o } from "./words";

/** Dropped ones are in nobody's text any more. */
const cordsOf = (table: TableDoc | undefined) =>
    Object.values(table?.clauses ?? {})
        .filter((c) => c.state !== "dropped")
        .map((c) => c.thread);

function Woven({ room, id }: { room: RoomDoc; id: string }) {
    const table = useDoc<TableDoc>(`table/${id}`);
    const { tally } = useDoc<OutcomeDoc>(`outcome/${id}`) ?? {};
    const seats = Object.values(room.people ?? {}).flatMap((x) =>
        !x.gone && x.table === id && x.group ? [{ group: x.group }] : [],
    );
    return (
        <li>
            <TableTop far seats={seats} cords={tally ? cordsOf(table) : []} />
            <strong translate={false}>{tableName(id)}</strong>
            <span class={tally ? "sr" : "soft"}>
                {tally
                    ? `${o("row_adopted")} : ${tally.m}. ${o("row_carried")} : ${ofY([tally.carried, tally.m])}.`
                    : ` ${o("not_yet")}`}
            </span>
        </li>
    );
}

export function Cloth({ room, ids }: { room: RoomDoc; ids: string[] }) {
    const { width, height } = useWindow();
    const cols = columns(ids.length, width * 0.95, height * 0.58);
    return (
        <div class="out-slide out-cloth">
            <h2>{o("cloth")}</h2>
            <ul class="scr-wall" style={{ gridTemplateColumns: `repeat(${cols}, minmax(0, 1fr))` }}>
                {ids.map((id) => (
                    <Woven key={id} room={room} id={id} />
                ))}
            </ul>
            <p class="scr-groups">
                {GROUPS.map((g) => (
                    <GroupBadge key={g} group={g} name />
                ))}
            </p>
            <p class="soft">{o("cloth_say")}</p>
        </div>
    );
}
