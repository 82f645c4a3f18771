// The part of a phone's client that only the report needs: fetched while people still negotiate.
import { useEffect, useState } from "preact/hooks";

type Later = typeof import("../outcome/phone");
let loaded: Later | undefined;
const waiting = new Set<(m: Later) => void>();
let asked = false;

export function fetchLater(): void {
    if (asked) return;
    asked = true;
    import("../outcome/phone").then(
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
