// The tables as they stand in the hall, or in their order until a facilitator arranged them.
import { useState } from "preact/hooks";
import { tableName } from "../people";
import { replayed } from "../replayed";
import type { RoomDoc } from "../types";
import { AsIs, Button, cx } from "../ui";
import type { Opening, Seen } from "./doc";
import { tablesOf, type TableNeeds } from "./needs";
import { inOrder, keep, kept, swap, tidy, widen, type Plan } from "./plan";
import { c } from "./texts";
import { Tile } from "./tile";

/** One place of the hall, while tables are arranged: what a tap there does is its name. */
function Place(p: { plan: Plan; at: number; taken: number | undefined; onTap: () => void }) {
    const { plan, at, taken } = p;
    const here = plan.at[at] ?? "";
    const moved = taken === undefined ? "" : (plan.at[taken] ?? "");
    const table = tableName(moved);
    const label =
        taken === undefined
            ? c("arrange_take", { table: tableName(here) })
            : here && taken !== at
              ? c("arrange_swap", { a: table, b: tableName(here) })
              : c("arrange_put", {
                    table,
                    row: Math.floor(at / plan.cols) + 1,
                    col: (at % plan.cols) + 1,
                });
    const idle = taken === undefined && !here;
    return (
        <li>
            <button
                type="button"
                class={cx("con-place", !here && "con-free", taken === at && "con-taken")}
                aria-label={idle ? undefined : label}
                aria-pressed={taken === at}
                disabled={idle}
                onClick={p.onTap}
            >
                <AsIs>{here.slice(1)}</AsIs>
            </button>
        </li>
    );
}

function Arranging(p: { room: RoomDoc; tables: string[]; first: Plan; onDone: () => void }) {
    const { room, tables } = p;
    const [plan, setPlan] = useState(() => tidy(p.first, tables, true));
    const [taken, setTaken] = useState<number>();
    const change = (next: Plan): void => {
        setTaken(undefined);
        setPlan(tidy(next, tables, true));
        keep(room.code, tidy(next, tables));
    };
    const tap = (at: number): void => {
        if (taken === undefined) setTaken(at);
        else if (taken === at) setTaken(undefined);
        else change(swap(plan, taken, at));
    };
    const forget = (): void => {
        keep(room.code, undefined);
        setTaken(undefined);
        setPlan(tidy(inOrder(tables), tables, true));
    };
    return (
        <div class="card stack">
            <p role="status">
                {taken === undefined
                    ? c("arrange_hint")
                    : c("arrange_where", { table: tableName(plan.at[taken] ?? "") })}
            </p>
            <ul
                class="con-plan"
                style={{ gridTemplateColumns: `repeat(${plan.cols}, minmax(0, 10rem))` }}
            >
                {plan.at.map((_, at) => (
                    <Place key={at} plan={plan} at={at} taken={taken} onTap={() => tap(at)} />
                ))}
            </ul>
            <div class="row">
                <span>{c("arrange_cols")}</span>
                <Button
                    aria-label={`${c("arrange_cols")} −`}
                    onClick={() => change(widen(plan, -1))}
                >
                    −
                </Button>
                <Button
                    aria-label={`${c("arrange_cols")} +`}
                    onClick={() => change(widen(plan, 1))}
                >
                    +
                </Button>
                <Button small kind="quiet" onClick={forget}>
                    {c("arrange_order")}
                </Button>
            </div>
            <Button kind="primary" onClick={p.onDone}>
                {c("arrange_done")}
            </Button>
        </div>
    );
}

export function RoomMap({
    room,
    doc,
    feed,
    onOpen,
}: Seen & Opening & { feed: readonly TableNeeds[] }) {
    const tables = tablesOf(room);
    const [arranging, setArranging] = useState(false);
    const [mine, setMine] = useState(() => kept(room.code));
    const plan = mine && tidy(mine, tables);
    const tile = (id: string) => (
        <Tile
            key={id}
            room={room}
            doc={doc}
            id={id}
            needs={feed.find((x) => x.table === id)}
            onOpen={onOpen}
        />
    );
    return (
        <section class="stack-s" aria-label={c("map")}>
            <div class="row row-between">
                <h2>{c("map")}</h2>
                {tables.length > 1 && !arranging && !replayed() && (
                    <Button small kind="quiet" onClick={() => setArranging(true)}>
                        {c("arrange")}
                    </Button>
                )}
            </div>
            {arranging ? (
                <Arranging
                    room={room}
                    tables={tables}
                    first={mine ?? inOrder(tables)}
                    onDone={() => {
                        setMine(kept(room.code));
                        setArranging(false);
                    }}
                />
            ) : plan ? (
                <div
                    class={cx("con-grid con-hall", tables.length > 6 && "con-many")}
                    style={{ "--cols": plan.cols }}
                >
                    {plan.at.map((id, i) =>
                        id ? tile(id) : <span key={i} class="con-gap" aria-hidden="true" />,
                    )}
                </div>
            ) : (
                <div class={cx("con-grid", tables.length > 6 && "con-many")}>
                    {tables.map(tile)}
                </div>
            )}
        </section>
    );
}
