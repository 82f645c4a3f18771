// Commands not answered yet, in the phone's storage: one entry each, so that two tabs of one person
// never write over each other's. They are sent again under their own ids after a reload.
import { remember } from "./storage";

/** Texts that leave with a command, by the key of their draft: a refusal gives them back. */
export type Texts = Record<string, string>;
export interface Kept {
    n: number;
    frame: Record<string, unknown>;
    texts: Texts;
    /** In words, for whoever gets it back. */
    about?: string;
}

// Of what was kept last, here or in another tab: no clock, which may be set back between two acts.
let last = 0;
const under = (role: string, room: string): string => `tablee.out.${role}.${room}.`;

export function put(
    role: string,
    room: string,
    frame: Record<string, unknown>,
    texts: Texts,
    about = "",
): void {
    last = Math.max(last, ...all(role, room).map((k) => k.n)) + 1;
    const kept: Kept = { n: last, frame, texts, about };
    remember.save(under(role, room) + String(frame.id), JSON.stringify(kept));
}

export function drop(role: string, room: string, id: string): void {
    remember.save(under(role, room) + id, null);
}

/** In the order they were asked. */
export function all(role: string, room: string): Kept[] {
    const out: Kept[] = [];
    for (const key of remember.keys(under(role, room))) {
        try {
            const kept = JSON.parse(remember.load(key) ?? "") as Kept;
            if (kept.frame.id) out.push(kept);
        } catch {
            remember.save(key, null);
        }
    }
    return out.sort((a, b) => a.n - b.n);
}
