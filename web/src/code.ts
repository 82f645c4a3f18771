// The code of a workshop as people type, copy and paste it; its twin in C is utf8_digits.

const WRITTEN = /\/(?:j|p|animer|ecran|rejouer|imprimer)\/([^/?#]*)/i;

function decoded(text: string): string {
    try {
        return decodeURIComponent(text).normalize("NFKC");
    } catch {
        return text;
    }
}

/** Its seven digits, of a code however it is spaced, or of a whole address; undefined of anything else. */
export function roomCode(text: string): string | undefined {
    const plain = decoded(text);
    const part = WRITTEN.exec(plain)?.[1];
    if (part === undefined && plain.includes("://")) return undefined; // an address of nothing in it
    const digits = (part ?? plain).replace(/\D/g, "");
    return digits.length === 7 ? digits : undefined;
}

/** The table that an address names, as the code on a tent does. */
export const tableIn = (text: string): string | undefined => /#(t\d+)$/.exec(text.trim())?.[1];
