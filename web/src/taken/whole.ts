// Whether a file is as it was made: each of its parts is chained to the one before, and the first to
// the last record of the workshop's log, by the browser's own SHA-256.
export interface Seal {
    /** The log's last hash, in hexadecimal. */
    log: string;
    /** After each part. */
    links: string[];
    /** Of a log that was broken, the records that hold. */
    until?: number;
}
export interface Proof {
    /** Parts that hold, one after another. */
    holds: number;
    of: number;
}

const bytesOf = (hex: string): Uint8Array =>
    Uint8Array.from(hex.match(/../g) ?? [], (x) => parseInt(x, 16));
const hexOf = (bytes: ArrayBuffer): string =>
    [...new Uint8Array(bytes)].map((x) => x.toString(16).padStart(2, "0")).join("");

/** Nothing where the browser cannot tell. */
export async function prove(parts: readonly string[], seal: Seal): Promise<Proof | undefined> {
    const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
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
