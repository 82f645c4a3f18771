// What is worth a moment: a clause adopted, a compromise, the last signature, the end. It is told by
// what the documents say now and did not say before, whoever pressed; once each, and never of what
// was there when the page was loaded.
import { steady } from "./time";
import type { Dict, TableDoc, Work } from "./types";

export type Kind = "adopted" | "compromise" | "signed" | "end";
export interface Moment {
    kind: Kind;
    clause?: string;
}
/** What happened, each by a name that stays: the same wording is adopted once. */
export type Happened<T> = Map<string, T>;

export function happened(ended: boolean, table: TableDoc | undefined): Happened<Moment> {
    const all: Happened<Moment> = new Map();
    for (const [id, c] of Object.entries(table?.clauses ?? {})) {
        for (const knot of c.thread)
            if (knot[1] === "~")
                all.set(`compromise ${id} ${knot}`, { kind: "compromise", clause: id });
        if (c.state === "adopted")
            all.set(`adopted ${id} ${c.wording}`, { kind: "adopted", clause: id });
    }
    const { answered = 0, of = 0 } = table?.final ?? {};
    if (of > 0 && answered === of) all.set("signed", { kind: "signed" });
    if (ended) all.set("end", { kind: "end" });
    return all;
}

/** The rows that tables have closed, as the hall is told of them: how many, never which; and those
    tables where all have signed. */
export function closed(work: Dict<Work>): Happened<string> {
    const all: Happened<string> = new Map();
    for (const [table, x] of Object.entries(work)) {
        for (let i = 1; i <= x.closed; i++) all.set(`${table} ${i}`, table);
        if (x.signed) all.set(`${table} signed`, table);
    }
    return all;
}

/** Remembers what was seen of each place. */
export class Watch<T> {
    private readonly known = new Map<string, Set<string>>();

    /** What is new at `place`; nothing of what is there when it is first looked at. */
    see(place: string, now: Happened<T>): T[] {
        const known = this.known.get(place);
        if (!known) {
            this.known.set(place, new Set(now.keys()));
            return [];
        }
        return [...now].flatMap(([name, what]) => {
            if (known.has(name)) return [];
            known.add(name);
            return [what];
        });
    }
}

const RANK: readonly Kind[] = ["adopted", "compromise", "signed", "end"];
/** A burst is one moment: what weighs most, and of these the last. */
export const most = (all: readonly Moment[]): Moment | undefined =>
    all.reduce<Moment | undefined>(
        (best, x) => (best && RANK.indexOf(best.kind) > RANK.indexOf(x.kind) ? best : x),
        undefined,
    );

const BUZZ: Record<Kind, number | number[]> = {
    adopted: 30,
    compromise: [30, 60, 30],
    signed: [60, 60, 60],
    end: 200,
};
const QUIET_MS = 10_000;
let last = -Infinity;

/** Felt in the hand, where a device can: never more than once in ten seconds. A browser lets a page
    do it once somebody has touched that. */
export function buzz(kind: Kind): void {
    const may = (navigator as Navigator & { userActivation?: { hasBeenActive: boolean } })
        .userActivation;
    if (may?.hasBeenActive === false || steady() - last < QUIET_MS) return;
    if (typeof navigator.vibrate !== "function") return;
    last = steady();
    navigator.vibrate(BUZZ[kind]);
}
