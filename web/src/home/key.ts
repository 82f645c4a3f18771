// The host's key: from the link printed by the server, kept for this tab alone, never in an address.
const NAME = "tablee.key";

export function hostKey(): string {
    const m = /^#cle=(.+)$/.exec(location.hash);
    try {
        if (m?.[1]) keepKey(decodeURIComponent(m[1]));
        return sessionStorage.getItem(NAME) ?? "";
    } catch {
        return m?.[1] ? decodeURIComponent(m[1]) : "";
    } finally {
        if (m) history.replaceState(null, "", location.pathname + location.search);
    }
}

export function keepKey(key: string): void {
    sessionStorage.setItem(NAME, key);
}
