// The host's key: from the link printed by the server, kept for this tab alone, never in an address.
const NAME = "tablee.key";

/** A link that was cut or mistyped holds no key, and is no reason to show nothing. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

export function hostKey(): string {
    const m = /^#cle=(.+)$/.exec(location.hash);
    const key = decoded(m?.[1] ?? "");
    try {
        if (key) keepKey(key);
        return sessionStorage.getItem(NAME) ?? "";
    } catch {
        return key;
    } finally {
        if (m) history.replaceState(null, "", location.pathname + location.search);
    }
}

export function keepKey(key: string): void {
    sessionStorage.setItem(NAME, key);
}
