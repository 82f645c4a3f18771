// Whether a file is as it was made: each of its parts is chained to the one before, and the first to
// the last record of the workshop's log, by the browser's own SHA-256; and what shows them is what the
// file's policy names, by the same.
export interface Seal {
    /** The log's last hash, in hexadecimal. */
    log: string;
    /** After each part. */
    links: string[];
}
export interface Proof {
    /** Parts that hold, one after another. */
    holds: number;
    of: number;
    /** The page is not the one that was made. */
    page?: boolean;
}

const bytesOf = (hex: string): Uint8Array =>
    Uint8Array.from(hex.match(/../g) ?? [], (x) => parseInt(x, 16));
const hexOf = (bytes: ArrayBuffer): string =>
    [...new Uint8Array(bytes)].map((x) => x.toString(16).padStart(2, "0")).join("");

const subtleHere = (): SubtleCrypto | undefined => globalThis.crypto?.subtle;

/** Whether a page has the sheet and the program that it was made with. A browser runs no other program
    and draws by no other sheet, but says nothing. */
export async function isAsMade(page: Document, policy: string): Promise<boolean> {
    const subtle = subtleHere();
    const own = page.querySelector("meta[http-equiv]")?.getAttribute("content");
    let made = policy;
    for (const [name, of] of [
        ["sheet", "#sheet"],
        ["hash", "script[type=module]"],
    ] as const) {
        const text = new TextEncoder().encode(page.querySelector(of)?.textContent ?? "");
        const hash = subtle && new Uint8Array(await subtle.digest("SHA-256", text));
        made = made.replace(`{{${name}}}`, btoa(String.fromCharCode(...(hash ?? []))));
    }
    return !subtle || own === made;
}

/** Nothing where the browser cannot tell. */
export async function prove(parts: readonly string[], seal: Seal): Promise<Proof | undefined> {
    const subtle = subtleHere();
    if (!subtle) return undefined;
    let link = seal.log;
    const of = Math.max(parts.length, seal.links.length);
    for (let at = 0; at < of; at++) {
        const part = parts[at];
        if (part === undefined) return { holds: at, of };
        const own = new TextEncoder().encode(part);
        const all = new Uint8Array(32 + own.length);
        all.set(bytesOf(link).slice(0, 32));
        all.set(own, 32);
        link = hexOf(await subtle.digest("SHA-256", all));
        if (link !== seal.links[at]) return { holds: at, of };
    }
    return { holds: of, of };
}
