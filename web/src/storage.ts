// localStorage, which a browser may refuse (private browsing): the page then lives from memory alone.
const memory = new Map<string, string>();

function load(key: string): string | null {
    try {
        return localStorage.getItem(key);
    } catch {
        return memory.get(key) ?? null;
    }
}
function save(key: string, value: string | null): void {
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
    } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
    }
}
function keys(prefix: string): string[] {
    let all: string[];
    try {
        all = Object.keys(localStorage);
    } catch {
        all = [...memory.keys()];
    }
    return all.filter((k) => k.startsWith(prefix));
}
export const remember = { load, save, keys };
