// What a municipal council is handed: four pages that the browser prints, of a session as it is taken
// home, with the words of those alone who agree.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { dateText, lang, tx } from "../i18n";
import { Gist } from "../outcome/gist";
import { Mark as OutcomeMark, Patterns } from "../outcome/marks";
import { COUNTS } from "../outcome/counts";
import { lineOf, pair, reportText } from "../outcome/say";
import { o } from "../outcome/words";
import { nameOf, tableName, told } from "../people";
import { axisOf, inTime, roomOf, rowsOf, type Row, type StoryDoc } from "../replay/story/doc";
import { Hours, Lanes, Ribbon } from "../replay/story/lanes";
import { rowText } from "../replay/story/said";
import { hourOf } from "../replay/say";
import { GROUPS, type Clause, type Group, type RoomDoc, type TableDoc, type Tally } from "../types";
import { AsIs, cx, GroupBadge, Loom, Named, Strip, TableTop } from "../ui";
import { h } from "../replay/story/texts";
import { c } from "./council_texts";
import type { Session } from "./session";

export const markOf = (session: Session): string =>
    session.seal.links
        .at(-1)
        ?.slice(0, 16)
        .replace(/.{4}(?=.)/g, "$& ") ?? "";

interface Told {
    s: StoryDoc;
    room: RoomDoc;
    session: Session;
    ids: string[];
}

function Page(p: { s: StoryDoc; n: number; title: string; children: ComponentChildren }) {
    return (
        <article class="cn-page">
            <header>
                <span>
                    {tx(p.s.title)}, {dateText(p.s.from)}
                </span>
                <span translate={false}>{c("page", { n: p.n })}</span>
            </header>
            <Strip />
            {p.n === 1 ? <h1>{p.title}</h1> : <h2>{p.title}</h2>}
            {p.children}
            <footer>{o("print_footer")}</footer>
        </article>
    );
}

/* -- one: what it is, and what each table wove -------------------------------------------------- */
const cordsOf = (table: TableDoc | undefined) =>
    Object.values(table?.clauses ?? {})
        .filter((x) => x.state !== "dropped")
        .map((x) => x.thread);
const seatsOf = (s: StoryDoc, id: string): { group: Group }[] =>
    Object.values(s.people).flatMap((x) => (x.table === id && x.g ? [{ group: x.g }] : []));
const titleOf = (s: StoryDoc, id: string): string => s.tables.find((x) => x.id === id)?.title ?? "";

/** In ten seconds, where there is the place for it. */
const FEW = 3;
const OfMayor = ({ tally }: { tally: Tally | undefined }) => tally && <Gist tally={tally} />;

const KEYS = ["key_thread", "key_band", "key_ring", "key_objection"] as const;
function Cover({ s, session, ids }: Told) {
    const people = Object.values(s.people).filter((x) => x.table).length;
    return (
        <Page s={s} n={1} title={c("cover")}>
            <p class="cn-what">{c("what")}</p>
            <p class="cn-sizes">
                {h("n_tables", { n: ids.length })}, {h("n_people", { n: people })}.{" "}
                <span class="soft">{c("game")}</span>
            </p>
            <ul class="cn-cloth" style={{ "--cols": Math.ceil(Math.sqrt(ids.length)) }}>
                {ids.map((id) => (
                    <li key={id}>
                        <TableTop
                            far={ids.length > 4}
                            seats={seatsOf(s, id)}
                            cords={cordsOf(session.tables[id])}
                        />
                        <strong>{tableName(id)}</strong> <span>{titleOf(s, id)}</span>
                        {ids.length <= FEW && <OfMayor tally={session.outcomes[id]?.tally} />}
                    </li>
                ))}
            </ul>
            <section class="cn-key">
                <h3>{c("key")}</h3>
                <p class="row">
                    {GROUPS.map((g) => (
                        <span key={g}>
                            <GroupBadge group={g} /> {o(`group_${g}`)}
                        </span>
                    ))}
                </p>
                <ul>
                    {KEYS.map((key) => (
                        <li key={key}>{c(key)}</li>
                    ))}
                </ul>
            </section>
        </Page>
    );
}

/* -- two: the course ---------------------------------------------------------------------------- */
const WIDE = 700; // of the threads, as the page is laid out
const HIGH = 470; // and what all of them are given of its height
const MOMENTS = 14;
const MANY = 8; // tables, from which on each has less
/** Those that stand out, table after table so that none is left out, in time. */
function momentsOf(s: StoryDoc): Row[] {
    const marked = rowsOf(s).filter((x) => x.marked && x.table);
    const turn = (row: Row): number =>
        marked.filter((x) => x.table === row.table).indexOf(row) * s.tables.length;
    const all = marked.map((row) => ({ row, turn: turn(row) + Number(row.table?.slice(1)) }));
    all.sort((a, b) => a.turn - b.turn);
    const most = s.tables.length > MANY ? MOMENTS / 2 : MOMENTS;
    return inTime(all.slice(0, most).map(({ row }) => row));
}
const NOWHERE = (): void => undefined;
function Course({ s }: Told) {
    const axis = useMemo(() => axisOf(s), [s]);
    const room = useMemo(() => roomOf(s), [s]);
    const rows = useMemo(() => momentsOf(s), [s]);
    const threads = s.tables.reduce((n, x) => n + Math.max(1, x.clauses.length) + 1, 0);
    const many = s.tables.length > MANY;
    const slim = Math.min(24, (many ? HIGH - 200 : HIGH) / threads);
    const drawn = { s, axis, width: WIDE };
    return (
        <Page s={s} n={2} title={c("course")}>
            <p class="cn-what">{c("course_how")}</p>
            <div class="st-drawn cn-course">
                <Hours {...drawn} />
                <Lanes
                    {...drawn}
                    slim={slim}
                    table={undefined}
                    strand={undefined}
                    onTable={NOWHERE}
                    onStrand={NOWHERE}
                />
                <Ribbon {...drawn} table={undefined} />
            </div>
            <ol class="cn-moments">
                {rows.map((row, i) => (
                    <li key={i}>
                        <span translate={false}>{hourOf(s.from + row.t)}</span>{" "}
                        <Named {...rowText(row, room)} />{" "}
                        {s.tables.length > 1 && row.table && (
                            <span class="soft">{tableName(row.table)}</span>
                        )}
                    </li>
                ))}
            </ol>
        </Page>
    );
}

/* -- three: what was adopted -------------------------------------------------------------------- */
/** Lines of a column of two, and how many letters one has. */
const LINES = 2 * 50;
const LETTERS = 58;
const linesOf = (x: Clause): number => Math.ceil(told(x.text).length / LETTERS) + 1;
/** As many as a table's share of the page holds. */
function fit(all: Clause[], lines: number): Clause[] {
    let left = lines;
    return all.filter((x, i) => (left -= linesOf(x)) >= 0 || i === 0);
}
function Adopted({ room, x }: { room: RoomDoc; x: Clause }) {
    const { who, due } = x.carry ?? {};
    const said = who ? c(due ? "carried_due" : "carried", { date: dateText(due) }) : c("wish");
    return (
        <li>
            {told(x.text)}{" "}
            <span class="soft">
                <Named text={said} who={nameOf(room, who)} />
            </span>
        </li>
    );
}
const REPORTED = ["compromise", "open", "own"] as const;
function Reported({ room, session, id }: Pick<Told, "room" | "session"> & { id: string }) {
    const table = session.tables[id];
    const tally = session.outcomes[id]?.tally;
    const said = REPORTED.flatMap((field) => {
        const text = table && reportText(field, room, table, tally);
        return text ? [{ field, text }] : [];
    });
    if (!said.length) return null;
    return (
        <dl>
            {said.map(({ field, text }) => (
                <div key={field}>
                    <dt>{f(`r_${field}`)}</dt>
                    <dd>{text}</dd>
                </div>
            ))}
        </dl>
    );
}
function OfTable({ s, room, session, id, lines }: Told & { id: string; lines: number }) {
    const clauses = Object.values(session.tables[id]?.clauses ?? {});
    const adopted = clauses.filter((x) => x.state === "adopted");
    const shown = fit(adopted, lines - 2);
    const rest = adopted.length - shown.length;
    return (
        <section>
            <h3>
                {tableName(id)} <AsIs>{titleOf(s, id)}</AsIs>
            </h3>
            {adopted.length ? (
                <ul>
                    {shown.map((x) => (
                        <Adopted key={x.n} room={room} x={x} />
                    ))}
                </ul>
            ) : (
                <p>{c("none")}</p>
            )}
            {rest > 0 && <p class="soft">{c("rest", { n: rest })}</p>}
            {lines >= Math.floor(LINES / FEW) && <Reported {...{ room, session, id }} />}
        </section>
    );
}
const Decided = (p: Told) => (
    <Page s={p.s} n={3} title={c("decided")}>
        <div class={cx("cn-decided", p.ids.length <= FEW && "cn-few")}>
            {p.ids.map((id) => (
                <OfTable key={id} {...p} id={id} lines={Math.floor(LINES / p.ids.length)} />
            ))}
        </div>
    </Page>
);

/* -- four: who proposed, who carries, and what this does not say --------------------------------- */
function Counted({ session, ids }: Told) {
    const of = (id: string): Tally | undefined => session.outcomes[id]?.tally;
    return (
        <table class="cn-counts">
            <thead>
                <tr>
                    <td />
                    <th scope="col">{o("proposed_by")}</th>
                    <th scope="col">{o("carried_by")}</th>
                    {COUNTS.map((x) => (
                        <th key={x.name} scope="col">
                            {o(x.name)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {ids.map((id) => {
                    const tally = of(id);
                    return (
                        <tr key={id}>
                            <th scope="row">{tableName(id)}</th>
                            {(["from", "to"] as const).map((side) => (
                                <td key={side}>{tally && <Groups of={tally[side]} />}</td>
                            ))}
                            {COUNTS.map((x) => (
                                <td key={x.name} translate={false}>
                                    {tally ? x.of(tally) : "…"}
                                </td>
                            ))}
                        </tr>
                    );
                })}
            </tbody>
        </table>
    );
}
export const Groups = ({ of }: { of: Record<Group, number> }) => (
    <span class="cn-groups">
        {GROUPS.filter((g) => of[g] > 0).map((g) => (
            <span key={g} translate={false}>
                <OutcomeMark group={g} label={o(`group_${g}`)} /> {of[g]}
            </span>
        ))}
    </span>
);
function Shared(p: Told) {
    const { s, session, ids } = p;
    const few = ids.length <= 3;
    return (
        <Page s={s} n={4} title={c("shared")}>
            <p class="cn-what">{c("shared_how")}</p>
            <div class="cn-scroll" tabIndex={0} role="region" aria-label={c("shared")}>
                <Counted {...p} />
            </div>
            {few &&
                ids.map((id) => {
                    const tally = session.outcomes[id]?.tally;
                    const base = session.tables[id]?.base ?? [];
                    if (!tally) return null;
                    const said = (["origin", "objections", "engaged"] as const).map((line) =>
                        lineOf(line, tally, base),
                    );
                    return (
                        <p key={id}>
                            <strong>{tableName(id)}</strong>{" "}
                            {said.map((x) => pair(x.title, x.text)).join(". ")}.
                        </p>
                    );
                })}
            <div class="cn-two">
                <section>
                    <h3>{c("ask")}</h3>
                    <ul>
                        {(["ask_one", "ask_two", "ask_three"] as const).map((key) => (
                            <li key={key}>{c(key)}</li>
                        ))}
                    </ul>
                </section>
                <section>
                    <h3>{c("limits")}</h3>
                    <ul>
                        <li>{c("limit_one")}</li>
                        <li>{c("limit_two")}</li>
                        {s.withheld > 0 && <li>{c("limit_three", { n: s.withheld })}</li>}
                    </ul>
                </section>
            </div>
            <p class="soft">{c("sealed", { mark: markOf(session) })}</p>
        </Page>
    );
}

export function Council({ session }: { session: Session }) {
    lang.use();
    const { story, room } = session;
    if (!story || !room) return null;
    const seated = new Set(Object.values(story.people).map((x) => x.table));
    const ids = story.tables.map((x) => x.id).filter((id) => seated.has(id));
    const told: Told = { s: story, room, session, ids };
    return (
        <div class={cx("cn", ids.length > MANY && "cn-many")}>
            <Loom />
            <Patterns />
            <Cover {...told} />
            <Course {...told} />
            <Decided {...told} />
            <Shared {...told} />
        </div>
    );
}
