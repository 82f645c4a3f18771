// Tables beside tables, of one scenario: what the server counted of each, in the order of the dates.
// Never a league: nothing is summed, averaged or sorted by a figure.
import { useState } from "preact/hooks";
import { dateText, tx } from "../i18n";
import { MORE_COUNTS, COUNTS } from "../outcome/counts";
import { Patterns } from "../outcome/marks";
import { lineOf } from "../outcome/say";
import { o } from "../outcome/words";
import { tableName } from "../people";
import { Groups } from "../taken/council";
import type { Session } from "../taken/session";
import type { Group, OutcomeDoc, RoomDoc, TableDoc, Tally } from "../types";
import { AsIs, Button, cx, Loom, TableTop } from "../ui";
import { lengthsOf } from "./format";
import { s } from "./texts";

interface Column {
    key: string;
    id: string;
    at: number;
    room: RoomDoc;
    table?: TableDoc;
    outcome?: OutcomeDoc;
    seats: { group: Group }[];
}
function columnsOf(key: string, { story, room, tables, outcomes }: Session): Column[] {
    if (!story || !room) return [];
    return story.tables
        .map(({ id }) => ({
            key: `${key} ${id}`,
            id,
            at: story.from,
            room,
            table: tables[id],
            outcome: outcomes[id],
            seats: Object.values(story.people).flatMap((x) =>
                x.table === id && x.g ? [{ group: x.g }] : [],
            ),
        }))
        .filter((x) => x.seats.length > 0);
}

const formatText = (room: RoomDoc): string => {
    const minutes = lengthsOf(room)
        .filter((x) => x > 0)
        .map((x) => Math.round(x / 60));
    return s("format", { minutes: minutes.join(", "), places: room.options.places });
};
interface RowOf {
    name: string;
    of: (tally: Tally, x: Column) => preact.ComponentChildren;
    sub?: boolean;
}
const line =
    (id: "origin" | "objections") =>
    (tally: Tally, x: Column): string =>
        lineOf(id, tally, x.table?.base ?? []).text;
const rowsOf = (): RowOf[] => [
    { name: s("row_origin"), of: line("origin") },
    { name: o("proposed_by"), of: (tally) => <Groups of={tally.from} />, sub: true },
    { name: o("carried_by"), of: (tally) => <Groups of={tally.to} />, sub: true },
    { name: s("row_fates"), of: line("objections") },
    ...[...COUNTS, ...MORE_COUNTS].map((x) => ({
        name: o(x.name),
        of: (tally: Tally) => <AsIs>{x.of(tally)}</AsIs>,
        sub: x.sub,
    })),
];

function Head({ x, onOff }: { x: Column; onOff: () => void }) {
    const cords = Object.values(x.table?.clauses ?? {})
        .filter((c) => c.state !== "dropped")
        .map((c) => c.thread);
    const table = tableName(x.id);
    return (
        <th scope="col">
            <TableTop far seats={x.seats} cords={cords} />
            {table}
            <small>{dateText(x.at)}</small>
            <Button
                small
                kind="quiet"
                class="ses-off"
                aria-label={s("take_off", { table })}
                onClick={onOff}
            >
                ×
            </Button>
        </th>
    );
}
function Row({ row, columns }: { row: RowOf; columns: Column[] }) {
    return (
        <tr class={cx(row.sub && "out-sub")}>
            <th scope="row">{row.name}</th>
            {columns.map((x) => (
                <td key={x.key}>
                    {x.outcome?.tally ? (
                        row.of(x.outcome.tally, x)
                    ) : (
                        <span class="soft">{s("waiting")}</span>
                    )}
                </td>
            ))}
        </tr>
    );
}
function Together({ all }: { all: Column[] }) {
    const [off, setOff] = useState<readonly string[]>([]);
    const columns = all.filter((x) => !off.includes(x.key));
    const title = tx(all[0]?.room.scenario.title);
    return (
        <section class="stack-s">
            <h3>{title}</h3>
            <div class="ses-scroll" tabIndex={0} role="region" aria-label={title}>
                <table class="ses-side">
                    <thead>
                        <tr>
                            <td />
                            {columns.map((x) => (
                                <Head key={x.key} x={x} onOff={() => setOff([...off, x.key])} />
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row">{s("row_format")}</th>
                            {columns.map((x) => (
                                <td key={x.key}>{formatText(x.room)}</td>
                            ))}
                        </tr>
                        <tr>
                            <th scope="row">{s("row_people")}</th>
                            {columns.map((x) => (
                                <td key={x.key} translate={false}>
                                    {x.seats.length}
                                </td>
                            ))}
                        </tr>
                        {rowsOf().map((row) => (
                            <Row key={row.name} row={row} columns={columns} />
                        ))}
                    </tbody>
                </table>
            </div>
            <p>{s("caution", { n: columns.length })}</p>
            {off.length > 0 && (
                <Button small onClick={() => setOff([])}>
                    {s("put_back")}
                </Button>
            )}
        </section>
    );
}

/** `chosen`: sessions, each by what it is known by. */
export function Compare({ chosen }: { chosen: readonly (readonly [string, Session])[] }) {
    const all = chosen.flatMap(([key, session]) => columnsOf(key, session));
    all.sort((a, b) => a.at - b.at);
    const scenarios = [...new Set(all.map((x) => x.room.scenario.id))];
    return (
        <section class="stack" aria-label={s("side")}>
            <Loom />
            <Patterns />
            <h2>{s("side")}</h2>
            {!all.length && <p class="soft">{s("side_none")}</p>}
            {scenarios.length > 1 && <p>{s("others")}</p>}
            {scenarios.map((id) => (
                <Together key={id} all={all.filter((x) => x.room.scenario.id === id)} />
            ))}
        </section>
    );
}
