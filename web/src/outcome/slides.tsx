// The outcome on the hall's screen: one table as a few pictures, or all tables side by side as
// counts in the order of the tables.
import type { ComponentChildren } from "preact";
import { tableName } from "../people";
import { Pages, Paged, useWindow, type Turning } from "../projector/paged";
import { seatsOf } from "../projector/wall";
import { useDoc } from "../store";
import type { OutcomeDoc, RoomDoc, TableDoc, Tally } from "../types";
import { TableTop } from "../ui";
import { Absent, Cases, Models, Picture } from "./cards";
import { Cloth } from "./cloth";
import { COUNTS, MORE_COUNTS, type Count } from "./counts";
import { Criteria, CRITERIA } from "./criteria";
import { Founding, foundingTitle } from "./founding";
import { Gist } from "./gist";
import { Patterns } from "./marks";
import { lineOf, LINES, reliedText, threadAlt, type LineId } from "./say";
import { tablesOf } from "./tables";
import { ThreadKey, ThreadPicture } from "./thread";
import { titleOf, woven, type Shown } from "./told";
import { WIDE } from "./wide";
import { o } from "./words";

const TALL = 1000; // from here on, all counts stand under each other
const COLUMN = 180; // what a table's counts need beside their names, which take the rest
const NAMES = 0.42;
/** Units of a drawing across a picture so wide: what is written in it is large enough to be read. */
const unitsIn = (width: number): number => Math.round(width / 2.15);

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
/** A table as wide as the screen, its cords side by side: they are read from afar. */
const wide = (n: number) => ({ w: 900, cols: 2, h: Math.min(250, 40 + 44 * Math.ceil(n / 2)) });
function GistSlide(p: Shown & { id: string }) {
    const title = titleOf(p);
    const cords = woven(p.tally, p.table).map(([, c]) => c.thread);
    return (
        <div class="out-slide out-gist">
            {title && <h2>{title}</h2>}
            <Gist tally={p.tally} />
            <TableTop
                far
                low
                seats={seatsOf(p.room, p.id)}
                cords={cords}
                {...(cords.length > 3 && wide(cords.length))}
            />
        </div>
    );
}
function Said(p: Shown & { id: LineId }) {
    const line = lineOf(p.id, p.tally, p.table.base ?? []);
    return (
        <div class="out-slide out-said">
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
    const { width } = useWindow();
    return (
        <div class="out-slide">
            <h2>{o("thread")}</h2>
            {tally.lead.length ? (
                <>
                    <ThreadPicture tally={tally} alt={threadAlt(tally)} width={unitsIn(width)} />
                    <ThreadKey />
                    <p class="soft">{o("thread_say")}</p>
                </>
            ) : (
                <p>{o("thread_none")}</p>
            )}
        </div>
    );
}
const PICTURES: ((p: Shown & { id: string }) => ComponentChildren)[] = [
    (p) => <GistSlide {...p} />,
    (p) => <Six {...p} />,
    (p) => two(p, "origin", "objections"),
    (p) => <Said {...p} id="hands" />,
    (p) => two(p, "grid", "dims"),
    (p) => <Thread tally={p.tally} />,
    (p) => (
        <div class="out-slide">
            <h2>{o("models")}</h2>
            <Models tally={p.tally} table={p.table} />
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
    ...CRITERIA.map((id) => (p: Shown) => (
        <div class="out-slide">
            <Criteria {...p} of={id} />
        </div>
    )),
];

/* -- all tables ---------------------------------------------------------------------------------- */
function useTally(id: string): Tally | undefined {
    return useDoc<OutcomeDoc>(`outcome/${id}`)?.tally;
}
function Cell({ id, row }: { id: string; row: Count }) {
    const tally = useTally(id);
    return <td translate={false}>{tally ? row.of(tally) : <span class="soft">…</span>}</td>;
}
function Counts({ ids, rows }: { ids: string[]; rows: readonly Count[] }) {
    return (
        <table class="out-side">
            <thead>
                <tr>
                    <td class="out-first" />
                    {ids.map((id) => (
                        <th key={id} scope="col">
                            {tableName(id)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map((row) => (
                    <tr key={row.name} class={row.sub ? "out-sub" : undefined}>
                        <th scope="row">{o(row.name)}</th>
                        {ids.map((id) => (
                            <Cell key={id} id={id} row={row} />
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
const chunks = (ids: string[], size: number): string[][] =>
    Array.from({ length: Math.ceil(ids.length / size) }, (_, i) =>
        ids.slice(i * size, (i + 1) * size),
    );
/** As many tables and counts as are legible together, then the next ones. */
function Side({ ids }: { ids: string[] }) {
    const { width, height } = useWindow();
    const columns = Math.max(2, Math.floor((width * (1 - NAMES)) / COLUMN));
    const rows = height < TALL ? [COUNTS, MORE_COUNTS] : [[...COUNTS, ...MORE_COUNTS]];
    return (
        <div class="out-slide">
            <h2>{o("side")}</h2>
            {chunks(ids, columns).flatMap((some) =>
                rows.map((these, i) => <Counts key={`${some[0]}${i}`} ids={some} rows={these} />),
            )}
            <p class="soft">{o("side_say")}</p>
        </div>
    );
}
function SlimThread({ id, units }: { id: string; units: number }) {
    const tally = useTally(id);
    return (
        <section>
            <h3>{tableName(id)}</h3>
            {!tally ? (
                <p class="soft">{o("no_outcome")}</p>
            ) : tally.lead.length ? (
                <ThreadPicture tally={tally} alt={threadAlt(tally)} slim width={units} />
            ) : (
                <p class="soft">{o("thread_none")}</p>
            )}
        </section>
    );
}
function Threads({ ids }: { ids: string[] }) {
    const { width } = useWindow();
    const units = unitsIn(width < WIDE ? width : width / 2);
    return (
        <div class="out-slide">
            <h2>{o("threads")}</h2>
            {ids.map((id) => (
                <SlimThread key={id} id={id} units={units} />
            ))}
            <ThreadKey />
        </div>
    );
}

/* -- turning the pages ------------------------------------------------------------------------------ */
type Founded = OutcomeDoc["founding"];
const HALL = ["cloth", "side", "threads"] as const;

/** How many pictures there are of one table's outcome, or of all tables'. */
export const picturesOf = (founding: Founded, table?: string): number =>
    table ? PICTURES.length + (founding ? 1 : 0) : HALL.length;

function OfTable(p: Turning & { room: RoomDoc; id: string }) {
    const { room, id } = p;
    const table = useDoc<TableDoc>(`table/${id}`);
    const { tally, founding } = useDoc<OutcomeDoc>(`outcome/${id}`) ?? {};
    const draw = PICTURES[p.page];
    if (!tally || !table) return <p>{o("no_outcome")}</p>;
    return (
        <>
            <Paged key={p.page} part={p.part} onParts={p.onParts}>
                <Absent tally={tally} />
                {draw?.({ tally, table, room, id })}
                {!draw && founding && (
                    <div class="out-slide">
                        <h2>{foundingTitle()}</h2>
                        <Founding founding={founding} table={table} />
                    </div>
                )}
            </Paged>
            <Pages {...p} of={picturesOf(founding, id)} />
        </>
    );
}
function OfHall(p: Turning & { room: RoomDoc }) {
    const ids = tablesOf(p.room);
    const { width } = useWindow();
    const picture = HALL[p.page] ?? "threads";
    return (
        <>
            <Paged
                key={p.page}
                part={p.part}
                onParts={p.onParts}
                two={picture === "threads" && width >= WIDE && ids.length > 1}
            >
                {picture === "cloth" && <Cloth room={p.room} ids={ids} />}
                {picture === "side" && <Side ids={ids} />}
                {picture === "threads" && <Threads ids={ids} />}
            </Paged>
            <Pages {...p} of={picturesOf(undefined)} />
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
