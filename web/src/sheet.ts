// Style sheets that come with what they dress, so that a phone loads none that it does not show.
import { useEffect, useState } from "preact/hooks";

/** Those asked for: each settles when it counts, or cannot. */
const asked = new Map<string, Promise<void>>();
const counting = new Set<string>();

/** `before` the base rules, as if it stood first in one file with them; or after them. */
function load(address: string, before: boolean): Promise<void> {
    const { pathname } = new URL(address, import.meta.url);
    const had = asked.get(pathname);
    if (had) return had;
    const ready = new Promise<void>((done) => {
        if (document.querySelector(`link[rel=stylesheet][href="${pathname}"]`)) return done();
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = pathname;
        link.onload = link.onerror = () => done();
        const base = document.querySelector("link[data-base]");
        document.head.insertBefore(link, before ? base : null);
    }).then(() => void counting.add(address));
    asked.set(pathname, ready);
    return ready;
}

/** Settles when `what` is there and its sheets count, in this order: nothing is drawn without them. */
export async function dressed<T>(what: Promise<T>, ...addresses: string[]): Promise<T> {
    const ready = addresses.map((address) => load(address, true));
    const [out] = await Promise.all([what, ...ready]);
    return out;
}

/** Loads a style sheet that says more than the base rules; true once it counts. */
export function useSheet(address: string): boolean {
    const [ready, setReady] = useState(counting.has(address));
    useEffect(() => {
        void load(address, false).then(() => setReady(true));
    }, [address]);
    return ready;
}
