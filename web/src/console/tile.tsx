// One table at a glance: its number, its threads or its seats, how far it is, and what it needs.
import { f } from "../catalogue/facilitator";
import { nameOf, tableName } from "../people";
import { AsIs, cx, GroupBadge, TableTop } from "../ui";
import { peopleAt, type Opening, type Seen, type Watch } from "./doc";
import { NeedTag } from "./needed";
import { isWaiting, type TableNeeds } from "./needs";
import { Cords } from "./table";
import { c } from "./texts";
import { Place } from "./words";

/** Before there are threads: who sits where, and which group is missing. */
function Seats({ room, id }: Pick<Seen, "room"> & { id: string }) {
    const seats = peopleAt(room, id).flatMap((x) => room.people?.[x]?.group ?? []);
    const missing = room.tables?.[id]?.missing ?? [];
    return (
        <TableTop
            seats={[
                ...seats.map((group) => ({ group })),
                ...missing.map((group) => ({ group, empty: true })),
            ]}
        />
    );
}

/** How far the table is, in one line. */
function Line(p: Seen & { id: string; few: boolean }) {
    const watch: Partial<Watch> = p.doc?.tables[p.id] ?? {};
    const kind = p.room.clock?.kind;
    const { done = 0, of = 0 } = watch.progress ?? {};
    if (kind === "pooling")
        return (
            <p class="con-line">
                {!p.few && (
                    <span aria-hidden="true">
                        ✓ {watch.adopted ?? 0} ○ {watch.open ?? 0}
                    </span>
                )}
                <span class={cx(!p.few && "sr")}>
                    {f("adopted", { n: watch.adopted ?? 0 })}, {f("open", { n: watch.open ?? 0 })}
                </span>
                {!!watch.hands_missing?.length && (
                    <span class="con-nohand">
                        {watch.hands_missing.map((g) => (
                            <GroupBadge key={g} group={g} />
                        ))}
                        <span class={cx(!p.few && "sr")}>{c("no_hand")}</span>
                    </span>
                )}
            </p>
        );
    if (p.room.tables?.[p.id]?.reported) return <p class="con-line">✓ {f("reported")}</p>;
    if (!of || p.room.state === "lobby") return null;
    return (
        <p class="con-line">
            <progress class="progress" value={done} max={of} aria-hidden="true" />
            {c("done_of", { n: done, of })}
        </p>
    );
}

/** Few tables: nothing needs to be opened to see who sits where. */
const FEW = 6;

export function Tile({
    room,
    doc,
    id,
    needs,
    onOpen,
}: Seen & Opening & { id: string; needs?: TableNeeds }) {
    const ids = peopleAt(room, id);
    const on = ids.filter((x) => room.people?.[x]?.on).length;
    const kind = room.clock?.kind;
    const woven = kind !== undefined && !["briefing", "group_work"].includes(kind);
    const first = needs?.needs[0];
    const few = Object.keys(room.tables ?? {}).length <= FEW;
    return (
        <section
            id={id}
            class={cx("card con-tile", isWaiting(needs) && "con-waits")}
            aria-label={tableName(id)}
        >
            <div class="row row-between">
                <h3>
                    <button
                        type="button"
                        class="con-open"
                        aria-label={c("open_table", { table: tableName(id) })}
                        onClick={() => onOpen({ what: "table", table: id })}
                    >
                        {few ? tableName(id) : <AsIs>{id.slice(1)}</AsIs>}
                    </button>
                </h3>
                <span class={cx("soft", on < ids.length && "con-away")}>
                    {!ids.length
                        ? f("nobody")
                        : few
                          ? f("connected", { on, of: ids.length })
                          : c("on_of", { n: on, of: ids.length })}
                </span>
            </div>
            <Place room={room} id={id} />
            {first && <NeedTag need={first} />}
            {woven && room.state !== "lobby" ? <Cords id={id} /> : <Seats room={room} id={id} />}
            <Line room={room} doc={doc} id={id} few={few} />
            {few && (
                <p class="con-names" translate={false}>
                    {ids.map((x) => nameOf(room, x)).join(", ")}
                </p>
            )}
        </section>
    );
}
