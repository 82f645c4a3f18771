// A clause's thread along time: where its marks stand, and what is woven between them. It says what
// the story tells, and concludes nothing.
import type { Group } from "../../types";
import type { Band, KnotAt, MarkKind, Style, Thread } from "../../ui/thread";
import type { Beat, Strand } from "./doc";

/** A mark takes so much of the thread; two of one moment stand side by side. */
const GAP = 30;

const handOf = (b: Beat): Group | undefined =>
    ["version", "commit", "carry"].includes(b.k) ? b.g : undefined;

/** `x` gives the place of a time, and `end` is where threads that are not taken back end. */
export function strandOf(s: Strand, x: (t: number) => number, end: number): Thread {
    const first = s.g ?? "M";
    const hands = new Set<Group>([first]);
    const bands: Band[] = [];
    const marks: KnotAt[] = [{ x: x(s.t), kind: "hand", group: first }];
    let at = x(s.t);
    let last: Group = first;
    let standing = 0;
    let closed = false;
    let aside = false;
    let carrier: Group | undefined;
    const style = (): Style => (standing || aside ? "cut" : closed ? "full" : "thin");
    const weave = (to: number): void => {
        if (to <= at) return;
        const woven = ["M", "C", "O"].filter((g) => hands.has(g as Group)).join("");
        const was = bands.at(-1);
        if (was?.hands === woven && was.style === style() && was.last === last) was.to = to;
        else bands.push({ from: at, to, style: style(), hands: woven, last });
        at = to;
    };
    const put = (kind: MarkKind, group: Group, t: number): void => {
        const before = marks.at(-1)?.x ?? 0;
        const gap = kind === "tie" ? GAP / 2 : GAP;
        marks.push({
            x: Math.min(Math.max(x(t), before + gap), Math.max(end, before)),
            kind,
            group,
        });
    };
    for (const b of s.beats) {
        weave(Math.min(end, Math.max(at, x(b.t))));
        const hand = handOf(b);
        if (b.k === "object") {
            standing++;
            put("objection", b.g ?? first, b.t);
        } else if (b.k === "move") {
            standing = Math.max(0, standing - 1);
            if (b.eased) put("eased", b.g ?? first, b.t);
        } else if (b.k === "adopt") {
            put("tie", last, b.t);
            closed = true;
        } else if (b.k === "reopen") closed = false;
        else if (b.k === "park" || b.k === "unpark") aside = b.k === "park";
        if (b.k === "carry") carrier = b.g;
        if (b.k === "uncarry") carrier = undefined;
        if (b.k === "drop") return { bands, marks };
        if (hand && !hands.has(hand)) {
            put("hand", hand, b.t);
            hands.add((last = hand));
        }
    }
    weave(end);
    if (carrier) marks.push({ x: end, kind: "carried", group: carrier });
    else marks.push({ x: end, kind: "fringe", group: last });
    return { bands, marks };
}
