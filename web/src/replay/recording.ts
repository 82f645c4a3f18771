// A recording read back: what one viewpoint's topics were after each of its lines. Pure: no page,
// no clock, no network. server/PROTOCOL.md, P25, says what its lines hold.
import { mergePatch } from "../patch";

/** The documents of every topic that the viewpoint may read, whole; never changed in place. */
export type Docs = Readonly<Record<string, unknown>>;
interface Line {
    /** The record of the log. */
    n: number;
    /** When, in Unix milliseconds. */
    t: number;
    drop?: string[];
    docs?: Record<string, unknown>;
    patch?: Record<string, unknown>;
}
interface Head {
    room: string;
    view: string;
    /** Of the log, of which it was made. */
    records: number;
    from: number;
    to: number;
}
export interface Recording extends Head {
    lines: readonly Line[];
    /** The documents after every line whose number divides by EVERY. */
    kept: readonly Docs[];
}
/** Where one is in a recording: the last line told, and the moment, which goes on without lines. */
export interface Place {
    line: number;
    t: number;
}

const EVERY = 100;

function next(docs: Docs, line: Line): Docs {
    const out: Record<string, unknown> = { ...docs };
    for (const topic of line.drop ?? []) delete out[topic];
    Object.assign(out, line.docs);
    for (const [topic, patch] of Object.entries(line.patch ?? {}))
        out[topic] = mergePatch(out[topic], patch);
    return out;
}

/** Every line with the documents before and after it, from the first on. */
export function* walk(lines: readonly Line[]): Generator<{ at: number; was: Docs; is: Docs }> {
    let is: Docs = {};
    for (const [at, line] of lines.entries()) {
        const was = is;
        is = next(was, line);
        yield { at, was, is };
    }
}

function made(head: Head, lines: readonly Line[]): Recording {
    const kept: Docs[] = [];
    for (const { at, is } of walk(lines)) if (at % EVERY === 0) kept.push(is);
    return { ...head, lines, kept };
}
/** Reads a whole recording; one that was cut on its way ends with its last whole line. */
export function read(text: string): Recording {
    const rows = text.split("\n");
    rows.pop(); // after the last line's end: nothing, or what was cut
    const [head, ...lines] = rows.map((row) => JSON.parse(row) as unknown);
    return made(head as Head, lines as Line[]);
}
/** The same from the first line on after which `test` holds. */
export function since(r: Recording, test: (docs: Docs) => boolean): Recording {
    for (const { at, is } of walk(r.lines)) {
        const line = r.lines[at];
        if (!line || !test(is)) continue;
        const first = { n: line.n, t: line.t, docs: is };
        return made(r, [first, ...r.lines.slice(at + 1)]);
    }
    return r;
}

/** The documents after that line. */
export function docsAt(r: Recording, line: number): Docs {
    const from = Math.floor(line / EVERY);
    let docs = r.kept[from] ?? {};
    for (let at = from * EVERY + 1; at <= line; at++) docs = next(docs, r.lines[at] as Line);
    return docs;
}

/** How many items of a sorted list have a key that is at most `x`. */
export function countUpTo<T>(list: readonly T[], key: (item: T) => number, x: number): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (key(list[middle] as T) <= x) low = middle + 1;
        else high = middle;
    }
    return low;
}

const within = (r: Recording, line: number): number =>
    Math.max(0, Math.min(r.lines.length - 1, line));
export const placeOfLine = (r: Recording, line: number): Place => {
    const at = within(r, line);
    return { line: at, t: r.lines[at]?.t ?? r.from };
};
/** A moment; before the first line, the first. */
export const placeOfTime = (r: Recording, t: number): Place => {
    const line = within(r, countUpTo(r.lines, (x) => x.t, t) - 1);
    return { line, t: Math.max(t, r.lines[line]?.t ?? t) };
};
/** A record of the log, or the last one before it that this viewpoint saw. */
export const placeOfRecord = (r: Recording, n: number): Place =>
    placeOfLine(r, countUpTo(r.lines, (x) => x.n, n) - 1);

/** The silence that begins with that line: how long it is in all, and where its middle is cut. */
function silence(r: Recording, line: number, patience: number) {
    const from = r.lines[line]?.t ?? 0;
    const to = r.lines[line + 1]?.t ?? from;
    return { cut: to - from - patience, begins: from + patience / 2, ends: to - patience / 2 };
}
/** `ms` later in the session; silences are cut so that they last no longer than `patience`. */
export function later(r: Recording, p: Place, ms: number, patience: number): Place {
    const { line, t } = placeOfTime(r, Math.min(p.t + ms, r.lines.at(-1)?.t ?? r.to));
    const { cut, begins, ends } = silence(r, line, patience);
    return { line: Math.max(line, p.line), t: cut > 0 && t > begins && t < ends ? ends : t };
}
/** How much of the silence that lasts at this place was cut; nothing before its middle. */
export function cutAt(r: Recording, p: Place, patience: number): number {
    const { cut, ends } = silence(r, p.line, patience);
    return p.t >= ends ? Math.max(cut, 0) : 0;
}

/* -- the scale that the slider shows: time, but that long silences do not fill it ------------- */
const LONGEST_MS = 120_000;
export interface Scale {
    length: number;
    /** From a moment to a place on the scale, and back. */
    of: (t: number) => number;
    at: (x: number) => number;
}
export function scaleOf(r: Recording): Scale {
    const stops: { t: number; x: number }[] = [];
    for (const { t } of r.lines) {
        const last = stops.at(-1);
        stops.push({ t, x: last ? last.x + Math.min(t - last.t, LONGEST_MS) : 0 });
    }
    const length = stops.at(-1)?.x ?? 0;
    type Key = "t" | "x";
    /** Between two stops a silence is even. */
    const from = (key: Key, to: Key, value: number): number => {
        const i = countUpTo(stops, (s) => s[key], value) - 1;
        const a = stops[Math.max(i, 0)];
        const b = stops[Math.max(i, 0) + 1];
        if (!a) return 0;
        if (!b || value <= a[key]) return a[to];
        return a[to] + ((value - a[key]) / (b[key] - a[key] || 1)) * (b[to] - a[to]);
    };
    return { length, of: (t) => from("t", "x", t), at: (x) => from("x", "t", x) };
}
