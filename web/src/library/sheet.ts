import { useEffect, useState } from "preact/hooks";

const loaded = new Set<string>();

/** Loads a style sheet; true once it counts, so that nothing is drawn without it. */
export function useSheet(address: string): boolean {
    const [ready, setReady] = useState(loaded.has(address));
    useEffect(() => {
        if (loaded.has(address)) return;
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL(address, import.meta.url).href;
        link.onload = link.onerror = () => {
            loaded.add(address);
            setReady(true);
        };
        document.head.append(link);
    }, [address]);
    return ready;
}
