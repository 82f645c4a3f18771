// What was found, as a code that can be read aloud: three letters or digits, the last of which
// catches a slip. Nobody's address or name is in it.

/** How frames passed: by the socket and the way without it, by one of these, or not at all. */
export const WAYS = ["both", "socket", "other", "none"] as const;
export const PACES = ["quick", "slow", "poor"] as const;
export interface Result {
    way: (typeof WAYS)[number];
    /** Of a round trip. */
    pace: (typeof PACES)[number];
    /** The socket was held until the end. */
    held: boolean;
    /** The device's clock is about the server's. */
    clock: boolean;
    /** What is typed outlives the page. */
    storage: boolean;
    /** The page may keep the screen lit. */
    awake: boolean;
    /** By https, or on the server's own computer. */
    secure: boolean;
}

// Without those that are taken for others, read or heard.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FLAGS = ["held", "clock", "storage", "awake", "secure"] as const;

/** Another for any one sign that is another. */
const checkOf = (a: number, b: number): number => (3 * a + b + 7) & 31;

export function codeOf(r: Result): string {
    const b = FLAGS.reduce((n, flag) => 2 * n + Number(r[flag]), 0);
    const a = WAYS.indexOf(r.way) * PACES.length + PACES.indexOf(r.pace);
    return [a, b, checkOf(a, b)].map((x) => SIGNS[x]).join("");
}

/** Undefined: it is none. */
export function resultOf(text: string): Result | undefined {
    const typed = text
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[\s-]/g, "")
        .replace(/O/g, "0")
        .replace(/[IL]/g, "1");
    const [a = -1, b = -1, check, ...more] = [...typed].map((x) => SIGNS.indexOf(x));
    const way = WAYS[Math.floor(a / PACES.length)];
    if (!way || b < 0 || more.length || check !== checkOf(a, b)) return undefined;
    const [held, clock, storage, awake, secure] = [16, 8, 4, 2, 1].map((x) => (b & x) > 0);
    const pace = PACES[a % PACES.length];
    return { way, pace, held, clock, storage, awake, secure } as Result;
}

/** What the workshop cannot do without; the rest only makes it better. */
export const passes = (r: Result): boolean => r.way !== "none" && r.pace !== "poor";
