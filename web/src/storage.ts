// localStorage, which a browser may refuse (private browsing), or which may be full: what it does not
// take lives in memory alone.
// A replay leaves what is there alone, and does not see it; its language is its reader's.
import { replayed } from "./replayed";

const memory = new Map<string, string>();

const OWN = "tablee.lang";
const hidden = (key: string): boolean => replayed() && key !== OWN;

function load(key: string): string | null {
    if (hidden(key)) return null;
    const here = memory.get(key);
    if (here !== undefined) return here;
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
}
function save(key: string, value: string | null): void {
    if (hidden(key)) return;
    memory.delete(key);
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
    } catch {
        if (value !== null) memory.set(key, value);
    }
}
function keys(prefix: string): string[] {
    if (replayed()) return [];
    const all = new Set(memory.keys());
    try {
        for (const key of Object.keys(localStorage)) all.add(key);
    } catch {
        // memory has them all
    }
    return [...all].filter((k) => k.startsWith(prefix));
}
/** Everything whose name has all these words between its dots. */
function forget(...words: string[]): void {
    for (const key of keys("tablee."))
        if (words.every((word) => key.split(".").includes(word))) save(key, null);
}

/** What one tab keeps, over a reload and no longer. */
export const inTab = {
    load: (key: string): string | null => {
        try {
            return sessionStorage.getItem(key);
        } catch {
            return null;
        }
    },
    save: (key: string, value: string | null): void => {
        try {
            if (value === null) sessionStorage.removeItem(key);
            else sessionStorage.setItem(key, value);
        } catch {
            // over a reload it is said again
        }
    },
};
export const remember = { load, save, keys, forget };
