// The session told as a story, as the server reckons it (server/PROTOCOL.md, P30), and what is read
// from it to be drawn: rows of what happened, in time, and the axis that lanes share. Pure; no rule
// of the game: what is a decision, a moment, an initiative stands in the document.
import type { Vars } from "../../i18n";
import { plain } from "../../people";
import type { ClauseState, Dict, Group, Lang, MaybeText, RoomDoc } from "../../types";
import type { Recording } from "../recording";

/** Something that happened; `t`, here and below, milliseconds after `from`. */
export interface Beat {
    t: number;
    k: string;
    who?: string;
    g?: Group;
    /** A reason, a position, a resource, a phase. */
    what?: string;
    groups?: Group[];
    /** It gave way to another wording. */
    eased?: boolean;
    /** The number of a wording. */
    v?: number;
    amount?: number;
    text?: string;
}
export interface Strand {
    n: number;
    t: number;
    who: string;
    g?: Group;
    state: ClauseState;
    first?: string;
    text?: string;
    beats: Beat[];
}
export interface Mark {
    t: number;
    k: string;
    c?: number;
    who?: string;
    g?: Group;
    ms?: number;
    x?: number;
    y?: number;
}
export interface Initiative {
    t: number;
    /** The minute of the negotiation. */
    m: number;
    g: Group;
    k: string;
    c: number;
    /** It came from another group than the one before. */
    over?: boolean;
}
interface Card {
    t: number;
    title?: MaybeText;
    who?: string;
}
export interface Handovers {
    seen: number;
    of: number;
    expected: number;
    as: "few_acts" | "alike" | "more" | "fewer";
}
export interface StoryTable {
    id: string;
    clauses: Strand[];
    beats: Beat[];
    injects: Card[];
    calls: Card[];
    title?: string;
    lead?: Initiative[];
    handovers?: Handovers;
    marks?: Mark[];
}
export interface StoryDoc {
    room: string;
    view: string;
    /** Of the log, of which it was made. */
    records: number;
    from: number;
    to: number;
    lang: Lang;
    title: MaybeText;
    roles: MaybeText[];
    people: Dict<{ name?: string; table?: string; g?: Group; role?: number }>;
    withheld: number;
    /** Which beats are decisions; an objection that gave way to another wording is one too. */
    decisions: string[];
    beats: Beat[];
    tables: StoryTable[];
}

/** As it was sent, each with its group: who is named speaks for their own, unless another is said. */
export function storyOf(sent: StoryDoc): StoryDoc {
    const put = (x: { who?: string; g?: Group }): void => {
        x.g ??= sent.people[x.who ?? ""]?.g;
    };
    for (const table of sent.tables) {
        for (const strand of table.clauses) {
            put(strand);
            strand.beats.forEach(put);
        }
        table.beats.forEach(put);
        table.marks?.forEach(put);
    }
    return sent;
}
/** As it stood in the end; nothing where its words are withheld. */
export const textOf = (s: Strand): string | undefined => {
    const last = s.beats.filter((b) => b.k === "version").at(-1);
    return s.text ?? (last ? last.text : s.first);
};

/** What a name is said with: people and roles, as a document of the room has them. */
export const roomOf = (s: StoryDoc): RoomDoc =>
    ({
        people: s.people,
        scenario: { roles: Object.fromEntries(s.roles.map((title, i) => [i, { title }])) },
    }) as unknown as RoomDoc;

/** Something to go to. */
export interface Row {
    t: number;
    k: string;
    table?: string;
    /** The place of its clause among its table's. */
    c?: number;
    n?: number;
    who?: string;
    g?: Group;
    quote?: string;
    title?: MaybeText;
    groups?: Group[];
    eased?: boolean;
    /** The kind of beat that it is. */
    beat?: string;
    /** The tallies point at it, or a facilitator noted it. */
    marked?: boolean;
    vars?: Vars;
}

/** A facilitator's note of one sign, put by a button. */
const STAR = "★";
/** It stands out: a facilitator's, with what it says unless it is a star. */
const noteOf = (b: Beat): Row => ({
    ...rowOf(b, { marked: true }),
    ...(b.text === STAR && { k: "star", quote: undefined }),
});
const rowOf = (b: Beat, more: Partial<Row> = {}): Row => ({
    t: b.t,
    k: b.k === "move" ? `move_${b.what ?? "gone"}` : b.k,
    who: b.who,
    g: b.g,
    quote: b.k === "carry" ? undefined : b.text,
    groups: b.groups,
    eased: b.eased,
    beat: b.k,
    ...more,
});

export function rowsOfStrand(table: StoryTable, c: number): Row[] {
    const s = table.clauses[c];
    if (!s) return [];
    const more = { table: table.id, c, n: s.n };
    const first: Row = {
        ...more,
        t: s.t,
        k: "propose",
        who: s.who,
        g: s.g,
        quote: s.first,
    };
    return [first, ...s.beats.map((b) => rowOf(b, more))];
}

const rowOfMark = (table: StoryTable, m: Mark): Row => ({
    t: m.t,
    k: m.k,
    table: table.id,
    c: m.c,
    n: m.c === undefined ? undefined : table.clauses[m.c]?.n,
    who: m.who,
    g: m.g,
    marked: true,
    vars: { ms: m.ms ?? 0, x: m.x ?? 0, y: m.y ?? 0 },
});

export function rowsOfTable(table: StoryTable): Row[] {
    const more = { table: table.id };
    return [
        ...table.clauses.flatMap((_, c) => rowsOfStrand(table, c)),
        ...table.beats.map((b) =>
            rowOf(b, { ...more, title: b.k === "report" ? table.title : undefined }),
        ),
        ...table.injects.map((x) => ({ ...more, ...x, k: "inject" })),
        ...table.calls.map((x) => ({ ...more, ...x, k: "call" })),
        ...(table.marks ?? []).map((m) => rowOfMark(table, m)),
    ];
}
/** In the order that they happened; of one moment, as they are told. */
export const inTime = (rows: Row[]): Row[] =>
    rows
        .map((row, i) => ({ row, i }))
        .sort((a, b) => a.row.t - b.row.t || a.i - b.i)
        .map(({ row }) => row);

export const rowsOf = (s: StoryDoc): Row[] =>
    inTime([
        ...s.beats
            .filter((b) => ["phase", "note"].includes(b.k))
            .map((b) =>
                b.k === "note" ? noteOf(b) : rowOf(b, { k: "phase", title: b.what ?? "" }),
            ),
        ...s.tables.flatMap(rowsOfTable),
    ]);

/** Whoever wants decisions only sees these, and what is marked. */
export const isDecision = (s: StoryDoc, row: Row): boolean =>
    !!row.marked ||
    !!row.eased ||
    ["propose", "phase", "inject"].includes(row.k) ||
    s.decisions.includes(row.beat ?? "");

const bare = (text: string): string => plain(text).toLowerCase();
/** Those whose words, as they are said, hold all that was asked for. */
export function found(rows: Row[], asked: string, said: (row: Row) => string): Row[] {
    const words = bare(asked).split(/\s+/).filter(Boolean);
    return words.length
        ? rows.filter((row) => {
              const text = bare(`${said(row)} ${row.quote ?? ""}`);
              return words.every((word) => text.includes(word));
          })
        : rows;
}

/* -- time ------------------------------------------------------------------------------------- */
/** As a recording whose lines are what happened: the player and its bar go by it. */
export function asRecording(s: StoryDoc, rows: readonly Row[]): Recording {
    const times = [...new Set([0, ...rows.map((row) => row.t), s.to - s.from])].sort(
        (a, b) => a - b,
    );
    const lines = times.map((t, n) => ({ n, t: s.from + t }));
    const { room, records, from, to } = s;
    return { room, view: "story", records, from, to, lines, kept: [] };
}

interface Piece {
    phase: string;
    from: number;
    to: number;
    x0: number;
    x1: number;
}
export interface Axis {
    pieces: Piece[];
    /** From a time to a share of the width, and back. */
    of: (t: number) => number;
    at: (x: number) => number;
    /** Where the negotiation ends, as a share. */
    end: number;
}
/** What a phase in which no thread grows is given of the width. */
const NARROW = 0.035;

export function axisOf(s: StoryDoc): Axis {
    const phases = s.beats.filter((b) => b.k === "phase");
    const spans = phases.map((b, i) => ({
        phase: b.what ?? "",
        from: b.t,
        to: phases[i + 1]?.t ?? Math.max(b.t, s.to - s.from),
    }));
    const talks = spans
        .filter((p) => p.phase === "pooling")
        .reduce((sum, p) => sum + p.to - p.from, 0);
    const shown = spans.filter((p) => p.to > p.from);
    const narrow = talks ? NARROW * shown.filter((p) => p.phase !== "pooling").length : 1;
    const all = shown.reduce((sum, p) => sum + p.to - p.from, 0) || 1;
    let x = 0;
    const pieces = shown.map((p): Piece => {
        const wide = !talks
            ? (p.to - p.from) / all
            : p.phase === "pooling"
              ? ((1 - narrow) * (p.to - p.from)) / talks
              : NARROW;
        const x0 = x;
        x += wide;
        return { ...p, x0, x1: x };
    });
    const on = (from: "from" | "x0", to: "to" | "x1", v: number): Piece | undefined =>
        pieces.find((p) => v >= p[from] && v <= p[to]) ?? (v > 0 ? pieces.at(-1) : pieces[0]);
    const along = (v: number, a: number, b: number, c: number, d: number): number =>
        c + Math.min(1, Math.max(0, (v - a) / (b - a || 1))) * (d - c || 0);
    return {
        pieces,
        of: (t) => {
            const p = on("from", "to", t);
            return p ? along(t, p.from, p.to, p.x0, p.x1) : 0;
        },
        at: (v) => {
            const p = on("x0", "x1", v);
            return p ? along(v, p.x0, p.x1, p.from, p.to) : 0;
        },
        end: pieces.filter((p) => p.phase === "pooling").at(-1)?.x1 ?? 1,
    };
}
