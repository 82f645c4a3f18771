// The outcome on the hall's screen: one table as a few pictures, or all tables side by side as
// counts in the order of the tables.
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { useDoc } from "../store";
import type { OutcomeDoc, RoomDoc, TableDoc, Tally } from "../types";
import { Button } from "../ui";
import { Absent, Cases, Models, Picture, type Shown } from "./cards";
import { Patterns, ThreadKey, ThreadPicture } from "./draw";
import { lineOf, LINES, ofY, reliedText, threadAlt, type LineId } from "./say";
import { tablesOf } from "./tables";
import { o } from "./words";

const COLUMNS = 6;
const ROWS = 4;
const nameOf = (room: RoomDoc, id: string): string =>
    room.tables?.[id]?.name ?? `${t("table_word")} ${id.slice(1)}`;

/* -- one table ------------------------------------------------------------------------------------ */
function Six({ tally, table }: Shown) {
    return (
        <ul class="out-six">
            {LINES.map((id) => {
                const line = lineOf(id, tally, table.base ?? []);
                return (
                    <li key={id}>
                        <span>{line.title}</span>
                        <strong>{line.text}</strong>
                    </li>
                );
            })}
            {tally.relied && (
                <li>
                    <span>{o("relied")}</span>
                    <strong>{reliedText(tally)}</strong>
                </li>
            )}
        </ul>
    );
}
function Said(p: Shown & { id: LineId }) {
    const line = lineOf(p.id, p.tally, p.table.base ?? []);
    return (
        <div class="out-slide">
            <h2>{line.title}</h2>
            <p class="out-say">{line.text}</p>
            <Picture {...p} brief />
        </div>
    );
}
const two = (p: Shown, a: LineId, b: LineId): ComponentChildren => (
    <div class="out-split">
        <Said {...p} id={a} />
        <Said {...p} id={b} />
    </div>
);
function Thread({ tally }: { tally: Tally }) {
    return (
        <div class="out-slide">
            <h2>{o("thread")}</h2>
            {tally.lead.length ? (
                <>
                    <ThreadPicture tally={tally} alt={threadAlt(tally)} width={760} />
                    <ThreadKey />
                    <p class="soft">{o("thread_say")}</p>
                </>
            ) : (
                <p>{o("thread_none")}</p>
            )}
        </div>
    );
}
const PICTURES: ((p: Shown) => ComponentChildren)[] = [
    (p) => <Six {...p} />,
    (p) => two(p, "origin", "objections"),
    (p) => <Said {...p} id="hands" />,
    (p) => two(p, "grid", "dims"),
    (p) => <Thread tally={p.tally} />,
    (p) => (
        <div class="out-slide">
            <h2>{o("models")}</h2>
            <Models tally={p.tally} />
        </div>
    ),
    (p) => (
        <div class="out-slide">
            <h2>{o("cases")}</h2>
            <div class="out-three">
                <Cases tally={p.tally} />
            </div>
        </div>
    ),
];

/* -- all tables ---------------------------------------------------------------------------------- */
interface RowSaid {
    name: string;
    of: (x: Tally) => string | number;
    sub?: boolean;
}
const COUNTS: RowSaid[] = [
    { name: "row_adopted", of: (x) => x.m },
    { name: "row_carried", of: (x) => ofY([x.carried, x.m]) },
    { name: "row_hands", of: (x) => ofY(x.hands2) },
    { name: "row_objections", of: (x) => x.objections.raised },
    { name: "row_compromise", of: (x) => x.objections.compromise, sub: true },
    { name: "row_standing", of: (x) => x.objections.standing, sub: true },
    { name: "row_scales", of: (x) => x.scales },
    { name: "row_dims", of: (x) => `${x.soc} · ${x.eco} · ${x.both}` },
    { name: "row_engaged", of: (x) => ofY(x.engaged) },
    { name: "row_cross", of: (x) => ofY(x.solidarity) },
];
function useTally(id: string): Tally | undefined {
    return useDoc<OutcomeDoc>(`outcome/${id}`)?.tally;
}
function Cell({ id, row }: { id: string; row: RowSaid }) {
    const tally = useTally(id);
    return <td>{tally ? row.of(tally) : <span class="soft">…</span>}</td>;
}
function Side({ room, ids }: { room: RoomDoc; ids: string[] }) {
    return (
        <div class="out-slide">
            <h2>{o("side")}</h2>
            <table class="out-side">
                <thead>
                    <tr>
                        <td class="out-first" />
                        {ids.map((id) => (
                            <th key={id} scope="col">
                                {nameOf(room, id)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {COUNTS.map((row) => (
                        <tr key={row.name} class={row.sub ? "out-sub" : undefined}>
                            <th scope="row">{o(row.name as "row_adopted")}</th>
                            {ids.map((id) => (
                                <Cell key={id} id={id} row={row} />
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            <p class="soft">{o("side_say")}</p>
        </div>
    );
}
function SlimThread({ room, id, rows }: { room: RoomDoc; id: string; rows: number }) {
    const tally = useTally(id);
    return (
        <section>
            <h3>{nameOf(room, id)}</h3>
            {!tally ? (
                <p class="soft">{o("no_outcome")}</p>
            ) : tally.lead.length ? (
                <ThreadPicture
                    tally={tally}
                    alt={threadAlt(tally)}
                    slim
                    width={400 * Math.max(rows, 2)}
                />
            ) : (
                <p class="soft">{o("thread_none")}</p>
            )}
        </section>
    );
}
function Threads({ room, ids }: { room: RoomDoc; ids: string[] }) {
    return (
        <div class="out-slide">
            <h2>{o("threads")}</h2>
            <div class="out-threads" style={{ "--rows": String(Math.max(ids.length, 2)) }}>
                {ids.map((id) => (
                    <SlimThread key={id} room={room} id={id} rows={ids.length} />
                ))}
            </div>
            <ThreadKey />
        </div>
    );
}
const chunks = (ids: string[], size: number): string[][] =>
    Array.from({ length: Math.ceil(ids.length / size) }, (_, i) =>
        ids.slice(i * size, (i + 1) * size),
    );

/* -- turning the pages ------------------------------------------------------------------------------ */
export interface Turning {
    page: number;
    turn: (step: number) => void;
}
/** How many pages there are of one table's outcome, or of all tables'. */
export function pagesOf(room: RoomDoc | undefined, table?: string): number {
    if (table) return PICTURES.length;
    const n = room ? tablesOf(room).length : 0;
    return Math.ceil(n / COLUMNS) + Math.ceil(n / ROWS);
}
function Pages(p: Turning & { of: number }) {
    const text = o("page_of", { n: p.page + 1, of: p.of });
    return (
        <nav class="out-pages" aria-label={text}>
            <Button small aria-label={o("previous")} onClick={() => p.turn(-1)}>
                ←
            </Button>
            <span role="status">{text}</span>
            <Button small aria-label={o("next")} onClick={() => p.turn(1)}>
                →
            </Button>
        </nav>
    );
}
function OfTable(p: Turning & { room: RoomDoc; id: string }) {
    const { room, id } = p;
    const table = useDoc<TableDoc>(`table/${id}`);
    const tally = useTally(id);
    const draw = PICTURES[p.page] ?? PICTURES[0];
    return (
        <>
            {tally && table ? (
                <div class="out-slide">
                    <Absent tally={tally} />
                    {draw?.({ tally, table, room })}
                </div>
            ) : (
                <p>{o("no_outcome")}</p>
            )}
            <Pages {...p} of={PICTURES.length} />
        </>
    );
}
function OfHall(p: Turning & { room: RoomDoc }) {
    const ids = tablesOf(p.room);
    const sides = chunks(ids, COLUMNS);
    const part = sides[p.page];
    const rest = chunks(ids, ROWS)[p.page - sides.length] ?? [];
    return (
        <>
            {part ? <Side room={p.room} ids={part} /> : <Threads room={p.room} ids={rest} />}
            <Pages {...p} of={pagesOf(p.room)} />
        </>
    );
}
export function Slides(p: Turning & { room: RoomDoc; table?: string }) {
    const { table, ...rest } = p;
    return (
        <main class="scr-main out-main">
            <Patterns />
            {table ? <OfTable {...rest} id={table} /> : <OfHall {...rest} />}
        </main>
    );
}
