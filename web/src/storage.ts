// localStorage, which a browser may refuse (private browsing): the page then lives from memory alone.
// A replay leaves what is there alone, and does not see it; its language is its reader's.
import { replayed } from "./replayed";

const memory = new Map<string, string>();

const OWN = "tablee.lang";
const hidden = (key: string): boolean => replayed() && key !== OWN;

function load(key: string): string | null {
    if (hidden(key)) return null;
    try {
        return localStorage.getItem(key);
    } catch {
        return memory.get(key) ?? null;
    }
}
function save(key: string, value: string | null): void {
    if (hidden(key)) return;
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
    } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
    }
}
function keys(prefix: string): string[] {
    if (replayed()) return [];
    let all: string[];
    try {
        all = Object.keys(localStorage);
    } catch {
        all = [...memory.keys()];
    }
    return all.filter((k) => k.startsWith(prefix));
}
export const remember = { load, save, keys };
