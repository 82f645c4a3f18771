// Who one is in a room, kept on this device: a person (p), a facilitator (f), a screen (s).
import { remember } from "./storage";

export interface Identity {
    token: string;
    people?: string[];
    epoch?: string;
}

const identityKey = (code: string, kind: string): string => `tablee.${kind}.${code}`;

export function storedIdentity(code: string, kind = "p"): Identity | undefined {
    const raw = remember.load(identityKey(code, kind));
    if (!raw) return undefined;
    try {
        const id = JSON.parse(raw) as Identity;
        return typeof id.token === "string" ? id : undefined;
    } catch {
        return undefined;
    }
}
export function keepIdentity(code: string, id: Identity, kind = "p"): void {
    remember.save(identityKey(code, kind), JSON.stringify(id));
    if (kind === "p") remember.save("tablee.last", code); // a seat, which the front door offers again
}
