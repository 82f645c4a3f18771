// The code of a workshop as people type, copy and paste it; its twin in C is utf8_digits. A link and
// its QR carry beside it what nobody guesses: who has that never waits for those who do.
import { remember } from "./storage";

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

const beside = (text: string): RegExpExecArray | null =>
    /#(?:(t\d+)\b\.?)?([\w-]{11})?$/.exec(text.trim());

/** The table that an address names, as the code on a tent does. */
export const tableIn = (text: string): string | undefined => beside(text)?.[1];

/** The page of joining that a code or an address leads to, with all that came beside the code. */
export function doorOf(text: string): string | undefined {
    const code = roomCode(text);
    return code && `/j/${code}${beside(text)?.[0] ?? ""}`;
}

export const linkOf = (code: string): string => remember.load(`tablee.link.${code}`) ?? "";
export function keepLink(code: string, link: string | undefined): void {
    if (link) remember.save(`tablee.link.${code}`, link);
}

/** How a frame names a workshop: by its code, and by the link that the address brought now or before. */
export function named(room: string, from = ""): { room: string; link: string } {
    keepLink(room, beside(from)?.[2]);
    return { room, link: linkOf(room) };
}
