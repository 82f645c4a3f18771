// Two wordings beside each other, word by word.

export interface Piece {
    text: string; // as it reads now, or read before it went
    before?: string; // of what is the same: as it read
    is: "same" | "new" | "gone";
}
const bare = (word: string | undefined): string | undefined => word?.replace(/[.,;:!?]+$/, "");

/** Word by word: the longest run of words that both have stays; a comma makes no other word. */
export function compared(before: string, now: string): Piece[] {
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
    const put = (text: string, is: Piece["is"], before?: string): void => {
        const last = out[out.length - 1];
        if (last?.is !== is) out.push({ text, is, before });
        else {
            last.text += ` ${text}`;
            if (before) last.before += ` ${before}`;
        }
    };
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
        if (i < a.length && j < b.length && bare(a[i]) === bare(b[j])) {
            put(b[j++] as string, "same", a[i++]);
        } else if (j < b.length && (i >= a.length || of(i, j + 1) >= of(i + 1, j)))
            put(b[j++] as string, "new");
        else put(a[i++] as string, "gone");
    }
    return out;
}
