// What a new wording changed, word by word.
import { told } from "../people";
import { Card } from "../ui";
import type { Clause, StanceOf } from "../types";
import { p as s } from "./talks_texts";

interface Piece {
    text: string;
    is: "same" | "new" | "gone";
}
const bare = (word: string | undefined): string | undefined => word?.replace(/[.,;:!?]+$/, "");

/** Word by word: the longest run of words that both have stays; a comma makes no other word. */
function compared(before: string, now: string): Piece[] {
    const a = before.split(/\s+/).filter(Boolean);
    const b = now.split(/\s+/).filter(Boolean);
    const long: number[][] = Array.from({ length: a.length + 1 }, () =>
        new Array<number>(b.length + 1).fill(0),
    );
    const of = (i: number, j: number): number => long[i]?.[j] ?? 0;
    for (let i = a.length - 1; i >= 0; i--)
        for (let j = b.length - 1; j >= 0; j--)
            (long[i] as number[])[j] =
                bare(a[i]) === bare(b[j])
                    ? of(i + 1, j + 1) + 1
                    : Math.max(of(i + 1, j), of(i, j + 1));
    const out: Piece[] = [];
    const put = (text: string, is: Piece["is"]): void => {
        const last = out[out.length - 1];
        if (last?.is === is) last.text += ` ${text}`;
        else out.push({ text, is });
    };
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
        if (i < a.length && j < b.length && bare(a[i]) === bare(b[j])) {
            put(b[j++] as string, "same");
            i++;
        } else if (j < b.length && (i >= a.length || of(i, j + 1) >= of(i + 1, j)))
            put(b[j++] as string, "new");
        else put(a[i++] as string, "gone");
    }
    return out;
}

/** One of the two wordings, whole: what is not of it is left out, what is only its own is marked. */
function Wording(p: { pieces: Piece[]; without: Piece["is"] }) {
    const Own = p.without === "gone" ? "mark" : "s";
    return (
        <>
            {p.pieces
                .filter((x) => x.is !== p.without)
                .map((x, n) => (
                    <span key={n}>
                        {n > 0 && " "}
                        {x.is === "same" ? x.text : <Own>{x.text}</Own>}
                    </span>
                ))}
        </>
    );
}

/** Both wordings: what came is marked in the one, what went is struck in the other. */
export function Changed({ before, now }: { before: string; now: string }) {
    const pieces = compared(before, now);
    return (
        <>
            <p class="clause-text">
                <Wording pieces={pieces} without="gone" />
            </p>
            {pieces.some((x) => x.is === "gone") && (
                <p class="soft">
                    {s("ask_before")} <Wording pieces={pieces} without="new" />
                </p>
            )}
        </>
    );
}

/** To who answered the wording before, and is not asked again: what became of it since. */
export function SinceThen({ c, had }: { c: Clause; had: StanceOf | undefined }) {
    const before = c.history.find((h) => h.v === had?.version);
    if (!before) return null;
    return (
        <Card tone="quiet">
            <p class="strong">{s("st_newer")}</p>
            <Changed before={told(before.text)} now={told(c.text)} />
            <p class="soft">{s("st_newer_holds")}</p>
        </Card>
    );
}
