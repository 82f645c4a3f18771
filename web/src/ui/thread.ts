// A clause as a thread, from the knots that the server tells: where each mark stands, and what is
// woven between two of them. Places are slots in order, so that no two marks overlap.
import type { Group, Knot } from "../types";

export const WIDTH = 340;
export const MIDDLE = 20;
const EDGE = 20; // half a mark, and its ring
const SLOT = 62;
const TIE = 30; // the bars that close a row take less
const BAND_MIN = 56; // what is left for the end, so that a band is one

export type Style = "thin" | "full" | "cut";
export interface Band {
    from: number;
    to: number;
    style: Style;
    /** The groups woven into it, in the order M, C, O: names its pattern. */
    hands: string;
    /** Whose hand was last: the colour of what is cut. */
    last: Group;
}
export type MarkKind = "hand" | "objection" | "eased" | "tie" | "carried" | "fringe";
export interface KnotAt {
    x: number;
    kind: MarkKind;
    group: Group;
}
export interface Thread {
    bands: Band[];
    marks: KnotAt[];
}

const KINDS: Record<string, MarkKind> = { "!": "objection", "~": "eased", "@": "carried" };
const kindOf = (k: Knot): MarkKind => (k === "=" ? "tie" : (KINDS[k[1] ?? ""] ?? "hand"));
const ordered = (hands: Set<Group>): string =>
    ["M", "C", "O"].filter((g) => hands.has(g as Group)).join("");

/** How far each mark between the first and the end stands from the one before it. */
function steps(inner: readonly MarkKind[], room: number): number[] {
    const wanted = inner.map((kind) => (kind === "tie" ? TIE : SLOT));
    const all = wanted.reduce((n, x) => n + x, 0);
    const scale = Math.min(1, (room - BAND_MIN) / (all || 1));
    return wanted.map((x) => x * scale);
}

export function threadOf(knots: readonly Knot[]): Thread {
    const first = (knots[0]?.[0] ?? "M") as Group;
    const carrier = knots.find((k) => kindOf(k) === "carried");
    const known = new Set<Knot>(knots.slice(0, 1)); // a group whose hand is on it adds no colour
    const inner = knots.slice(1).filter((k) => {
        if (kindOf(k) === "carried" || known.has(k)) return false;
        if (kindOf(k) === "hand") known.add(k);
        return true;
    });
    const end = WIDTH - EDGE;
    const gaps = steps(inner.map(kindOf), end - EDGE);
    const hands = new Set<Group>([first]);
    const marks: KnotAt[] = [{ x: EDGE, kind: "hand", group: first }];
    const bands: Band[] = [];
    let x = EDGE;
    let last = first;
    let style: Style = "thin";
    const weave = (to: number, how: Style): void => {
        bands.push({ from: x, to, style: how, hands: ordered(hands), last });
        x = to;
    };
    inner.forEach((knot, i) => {
        const kind = kindOf(knot);
        weave(x + (gaps[i] ?? 0), kind === "eased" ? "cut" : style);
        const group = kind === "tie" ? last : (knot[0] as Group);
        marks.push({ x, kind, group });
        if (kind === "hand") hands.add((last = group));
        else if (kind === "objection") style = "cut";
        else if (kind === "tie") style = "full";
    });
    weave(end, style);
    marks.push(
        carrier
            ? { x: end, kind: "carried", group: carrier[0] as Group }
            : { x: end, kind: "fringe", group: last },
    );
    return { bands, marks };
}

/** Undyed, for the hall: a thread that was laid, or a row that was closed; never whose. */
export const woolOf = (closed: boolean): Thread => ({
    bands: closed
        ? [
              { from: 0, to: WIDTH * 0.25, style: "thin", hands: "", last: "M" },
              { from: WIDTH * 0.25, to: WIDTH, style: "full", hands: "", last: "M" },
          ]
        : [{ from: 0, to: WIDTH - EDGE, style: "thin", hands: "", last: "M" }],
    marks: closed
        ? [{ x: WIDTH * 0.25, kind: "tie", group: "M" }]
        : [{ x: WIDTH - EDGE, kind: "fringe", group: "M" }],
});

/** Where each of `n` seats of a table stands, in shares of its width and height: on the long sides
    from the top left on, then at the ends. */
export function places(n: number): { x: number; y: number }[] {
    const ends = n > 6 ? 2 : 0;
    const top = Math.ceil((n - ends) / 2);
    const side = (count: number, y: number): { x: number; y: number }[] =>
        Array.from({ length: count }, (_, i) => ({ x: (i + 0.5) / count, y }));
    const low = side(n - ends - top, 1).reverse();
    const right = ends ? [{ x: 1, y: 0.5 }] : [];
    const left = ends ? [{ x: 0, y: 0.5 }] : [];
    return [...side(top, 0), ...right, ...low, ...left];
}
