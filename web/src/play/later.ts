// The part of a phone’s client that only the end of the hour needs, fetched while people negotiate.
import { useEffect, useState } from "preact/hooks";
import outcome from "../outcome/outcome.late.css";
import { dressed } from "../sheet";

type Later = typeof import("./ending");
let loaded: Later | undefined;
const waiting = new Set<(m: Later) => void>();
let asked = false;

export function fetchLater(): void {
    if (asked) return;
    asked = true;
    dressed(import("./ending"), outcome).then(
        (m) => {
            loaded = m;
            for (const tell of waiting) tell(m);
        },
        () => {
            asked = false; // the network went away: the next screen asks again
        },
    );
}
export function useLater(): Later | undefined {
    const [m, set] = useState(loaded);
    useEffect(() => {
        if (m) return;
        const tell = (x: Later): void => set(x);
        waiting.add(tell);
        fetchLater();
        return () => void waiting.delete(tell);
    }, [m]);
    return m;
}
