// The moments of a recording that one goes back to, found by comparing the documents before and
// after each line: phases, and what a table decided. Pure; texts.ts says them.
import {
    type Clause,
    type Dict,
    type Group,
    type MaybeText,
    type RoomDoc,
    type TableDoc,
} from "../types";
import { walk, type Docs, type Recording } from "./recording";

export type Kind =
    | "phase"
    | "sheets"
    | "base"
    | "proposed"
    | "amended"
    | "adopted"
    | "objected"
    | "carried"
    | "inject"
    | "report"
    | "story"; // in its own words
export interface Moment {
    line: number;
    t: number;
    kind: Kind;
    /** Absent when it is of the whole room. */
    table?: string;
    /** Of "phase": what the room is in from now on. */
    phase?: string;
    clause?: { n: number; text: string };
    who?: string;
    groups?: Group[];
    title?: MaybeText;
    /** Of "story". */
    text?: string;
}
/** From its first line to the next one's, or to the end. */
export interface Segment {
    phase: string;
    line: number;
    from: number;
    to: number;
}

const phaseOf = (room: RoomDoc | undefined): string | undefined =>
    room && (room.state === "ended" || room.state === "lobby" ? room.state : room.clock?.kind);

type Found = Omit<Moment, "line" | "t" | "table">;
type Clauses = Dict<Clause> | undefined;

const objectors = (c: Clause | undefined): string[] =>
    [...Object.entries(c?.stances ?? {}), ...Object.entries(c?.hat_stances ?? {})]
        .filter(([, x]) => x.s === "object")
        .map(([id]) => id);

function* inClause(id: string, was: Clause | undefined, is: Clause): Generator<Found> {
    const clause = { n: is.n ?? Number(id.slice(1)), text: is.text };
    if (!was) yield { kind: "proposed", clause, who: is.credit?.[0] ?? is.by };
    else if (was.version !== is.version) yield { kind: "amended", clause };
    const before = objectors(was);
    for (const who of objectors(is))
        if (!before.includes(who)) yield { kind: "objected", clause, who };
    if (is.state === "adopted" && was?.state !== "adopted") yield { kind: "adopted", clause };
    const who = is.carry?.who;
    if (who && who !== was?.carry?.who) yield { kind: "carried", clause, who };
}
function* inClauses(was: Clauses, is: Clauses): Generator<Found> {
    if (was === is) return;
    for (const [id, c] of Object.entries(is ?? {}))
        if (was?.[id] !== c) yield* inClause(id, was?.[id], c);
}
const shown = (table: TableDoc): number => Object.keys(table.sheets ?? {}).length;

function* inTable(was: TableDoc, is: TableDoc): Generator<Found> {
    if (!shown(was) && shown(is)) yield { kind: "sheets" };
    const base = is.base ?? [];
    if (base.length && base.join() !== was.base?.join()) yield { kind: "base", groups: base };
    for (const [id, x] of Object.entries(is.injects ?? {}))
        if (!was.injects?.[id]) yield { kind: "inject", title: x.title };
    yield* inClauses(was.clauses, is.clauses);
    if (is.report?.done && !was.report?.done)
        yield { kind: "report", title: is.report.title?.text };
}

/** What happened between two states of the documents; a table that only now may be read says nothing. */
function* between(was: Docs, is: Docs): Generator<Omit<Moment, "line" | "t">> {
    const phase = phaseOf(is.room as RoomDoc | undefined);
    if (phase && phase !== phaseOf(was.room as RoomDoc | undefined)) yield { kind: "phase", phase };
    for (const [topic, doc] of Object.entries(is)) {
        const before = was[topic];
        const [what, table] = topic.split("/");
        if (what !== "table" || before === doc || before === undefined) continue;
        for (const found of inTable(before as TableDoc, doc as TableDoc)) yield { table, ...found };
    }
}

/** What happens at several tables at once is one moment. */
const ALIKE: Kind[] = ["sheets", "inject"];

export function momentsOf(r: Recording): Moment[] {
    const out: Moment[] = [];
    for (const { at, was, is } of walk(r.lines)) {
        const here: Moment[] = [];
        for (const found of between(was, is)) {
            const twin = ALIKE.includes(found.kind) && here.find((m) => m.kind === found.kind);
            if (twin) delete twin.table;
            else here.push({ line: at, t: r.lines[at]?.t ?? 0, ...found });
        }
        out.push(...here);
    }
    return out;
}

export function segmentsOf(moments: readonly Moment[], end: number): Segment[] {
    const phases = moments.filter((m) => m.kind === "phase");
    return phases.map((m, i) => ({
        phase: m.phase ?? "",
        line: m.line,
        from: m.t,
        to: phases[i + 1]?.t ?? end,
    }));
}

/** How many people have no name in these documents: their words are not told either. */
export const withheldIn = (docs: Docs): number =>
    Object.values((docs.room as RoomDoc | undefined)?.people ?? {}).filter((x) => !x.name).length;
