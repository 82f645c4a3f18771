// The sessions that this device may tell of: those whose facilitator link it holds, and files that
// were opened; and what their facilitator noted for next time, on this device alone.
import { allMade, madeOf } from "../home/credentials";
import { storedIdentity } from "../identity";
import { remember } from "../storage";
import { sessionIn, type Session } from "../taken/session";
import { prove } from "../taken/whole";
import type { MaybeText } from "../types";

export interface Known {
    /** A code, or a file's name. */
    id: string;
    code?: string;
    title?: MaybeText;
    at?: number;
    session?: Session;
    /** Of a file: whether its chain holds; nothing where the browser cannot tell. */
    whole?: boolean;
}

const LEADS = "tablee.f.";
/** Those that were made here first, then those that were opened by a link. */
export function knownHere(): Known[] {
    const made = allMade().map((x): Known => ({
        id: x.room,
        code: x.room,
        title: x.title,
        at: x.at,
    }));
    const linked = remember
        .keys(LEADS)
        .map((key) => key.slice(LEADS.length))
        .filter((code) => /^\d{7}$/.test(code) && !madeOf(code) && storedIdentity(code, "f"));
    return [...made, ...linked.map((code): Known => ({ id: code, code }))];
}

/** Nothing, of a file that is none. */
export async function knownIn(file: File): Promise<Known | undefined> {
    const session = sessionIn(await file.text());
    if (!session.story || !session.room) return undefined;
    const proof = await prove(session.parts, session.seal);
    const { title, from: at } = session.story;
    return { id: file.name, title, at, session, whole: proof && proof.holds === proof.of };
}

const noteKey = (id: string): string => `tablee.next.${id}`;
export const noteOf = (id: string): string => remember.load(noteKey(id)) ?? "";
export const keepNote = (id: string, text: string): void =>
    remember.save(noteKey(id), text.trim() ? text : null);
