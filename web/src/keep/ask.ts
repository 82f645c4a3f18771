// What the host's page asks of the server, with the key of this tab.
import { hostKey } from "../home/key";
import type { MaybeText } from "../types";

export interface Kept {
    room: string;
    created: number;
    day: number;
    until?: number;
    doomed?: number;
    archived?: boolean;
    loaded?: boolean;
    look?: { title?: MaybeText };
}
export interface Entry {
    t: number;
    kind: string;
    who: string;
    room?: number;
    what?: string | Record<string, string>;
}
export interface Gone {
    room: string;
    created: number;
    gone: number;
    why: string;
    records: number;
}
export interface Privacy {
    responsible?: string;
    contact?: string;
    keep?: number;
    grace: number;
}
/** A server of those that share their workshops; times are milliseconds ago. */
export interface Node {
    name: string;
    version: string;
    dead?: boolean;
    rooms: number;
    connections: number;
    /** How long what it wrote waits to be durable. */
    waits: number;
    seen: number;
    committed?: number;
}
export interface House extends Privacy {
    rooms: number;
    loaded: number;
    copied?: number;
    gone: Gone[];
    /** Where several servers share the workshops. */
    nodes?: Node[];
}
export type Asked<T> = T & { status: number; error?: string };

export async function ask<T>(path: string, body?: string): Promise<Asked<T>> {
    const key = hostKey();
    const headers: Record<string, string> = key ? { Authorization: `Bearer ${key}` } : {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const method = body === undefined ? "GET" : "POST";
    try {
        const answer = await fetch(path, { method, headers, body });
        const out = (await answer.json().catch(() => ({}))) as T;
        return { ...out, status: answer.status };
    } catch {
        return { status: 0 } as Asked<T>;
    }
}
