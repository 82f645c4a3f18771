// The topic documents this browser holds, and the hooks that redraw when one changes.
import { useEffect, useState } from "preact/hooks";
import { mergePatch } from "./patch";

export interface Held {
    ver: number;
    doc: unknown;
}
type Listener = () => void;

const held = new Map<string, Held>();
const listeners = new Map<string, Set<Listener>>();
const waiting = new Set<string>();
let frame = 0;

function flush(): void {
    frame = 0;
    const topics = [...waiting];
    waiting.clear();
    for (const topic of topics) for (const fn of [...(listeners.get(topic) ?? [])]) fn();
}

/** Redraws once per turn of the loop, however many patches came in it. */
export function touch(topic: string): void {
    waiting.add(topic);
    if (!frame) frame = window.setTimeout(flush, 0);
}

export function setDoc(topic: string, ver: number, doc: unknown): void {
    held.set(topic, { ver, doc });
    touch(topic);
}

/** False when the patch does not follow what is held: the caller must ask for the document. */
export function patchDoc(topic: string, ver: number, patch: unknown): boolean {
    const have = held.get(topic);
    if (!have) return false;
    if (ver <= have.ver) return true;
    if (ver !== have.ver + 1) return false;
    setDoc(topic, ver, mergePatch(have.doc, patch));
    return true;
}

export function versions(): Record<string, number> {
    const out: Record<string, number> = {};
    for (const [topic, h] of held) out[topic] = h.ver;
    return out;
}

export function getDoc<T>(topic: string): T | undefined {
    return held.get(topic)?.doc as T | undefined;
}

export function dropDoc(topic: string): void {
    if (held.delete(topic)) touch(topic);
}

export function dropAll(): void {
    for (const topic of [...held.keys()]) dropDoc(topic);
}

export function subscribe(topic: string, fn: Listener): () => void {
    let set = listeners.get(topic);
    if (!set) listeners.set(topic, (set = new Set()));
    set.add(fn);
    return () => {
        set.delete(fn);
    };
}

function useTopic(topic: string): void {
    const [, redraw] = useState(0);
    useEffect(() => {
        redraw((n) => n + 1);
        return subscribe(topic, () => redraw((n) => n + 1));
    }, [topic]);
}

/** The document of a topic, or undefined while it has not come. */
export function useDoc<T>(topic: string): T | undefined {
    useTopic(topic);
    return getDoc<T>(topic);
}

/** Several documents, in the order of their topics. */
export function useDocs<T>(topics: string[]): (T | undefined)[] {
    const [, redraw] = useState(0);
    const all = topics.join(" ");
    useEffect(() => {
        const stops = all.split(" ").map((x) => subscribe(x, () => redraw((n) => n + 1)));
        return () => stops.forEach((stop) => stop());
    }, [all]);
    return topics.map((topic) => getDoc<T>(topic));
}

/** Small shared values that are not topics (connection state, toasts, language). */
export interface Cell<T> {
    get(): T;
    set(value: T): void;
    use(): T;
}
export function cell<T>(name: string, first: T): Cell<T> {
    let value = first;
    const key = "#" + name;
    return {
        get: () => value,
        set: (next) => {
            if (next !== value) {
                value = next;
                touch(key);
            }
        },
        use: () => {
            useTopic(key);
            return value;
        },
    };
}
