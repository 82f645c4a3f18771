// Parts of a phone’s client that are fetched before they are needed, and not at the door.
import { useEffect, useState } from "preact/hooks";
import outcome from "../outcome/outcome.late.css";
import { dressed } from "../sheet";
import light from "./talks.late.css";

const AGAIN_MS = 2000;

interface Part<T> {
    fetch: () => void;
    use: () => T | undefined;
}
export function part<T>(load: () => Promise<T>): Part<T> {
    let loaded: T | undefined;
    let asked = false;
    const waiting = new Set<(m: T) => void>();
    const fetch = (): void => {
        if (asked) return;
        asked = true;
        load().then(
            (m) => {
                loaded = m;
                for (const tell of waiting) tell(m);
            },
            () => {
                asked = false; // the network went away: who waits asks again, and so does the next screen
                window.setTimeout(() => waiting.size && fetch(), AGAIN_MS);
            },
        );
    };
    const use = (): T | undefined => {
        const [m, set] = useState(() => loaded);
        useEffect(() => {
            if (m) return;
            const tell = (x: T): void => set(() => x);
            waiting.add(tell);
            if (loaded) tell(loaded);
            fetch();
            return () => void waiting.delete(tell);
        }, [m]);
        return m;
    };
    return { fetch, use };
}

/** What only the end of the hour needs, fetched while people negotiate. */
const ending = part(() => dressed(import("./ending"), outcome, light));
export const fetchLater = ending.fetch;
export const useLater = ending.use;
