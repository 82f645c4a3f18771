// Screens that nobody touches stay lit while they are looked at, where the page may ask for it.
import { useEffect } from "preact/hooks";
import { replayed } from "./replayed";

interface Lockable {
    wakeLock?: { request(kind: "screen"): Promise<{ release(): Promise<void> }> };
}
/** A browser lets a page that came in the clear ask for nothing. */
export const canStayAwake = (): boolean => replayed() || "wakeLock" in navigator;

/** Keeps the screen awake while `on`, where the page is allowed to. */
export function useAwake(on: boolean): void {
    useEffect(() => {
        const api = (navigator as unknown as Lockable).wakeLock;
        if (!on || !api || replayed()) return;
        let held: { release(): Promise<void> } | undefined;
        let done = false;
        const take = (): void => {
            if (document.visibilityState === "visible")
                api.request("screen").then(
                    (x) => {
                        if (done) void x.release();
                        else held = x;
                    },
                    () => undefined,
                );
        };
        take();
        document.addEventListener("visibilitychange", take);
        return () => {
            done = true;
            document.removeEventListener("visibilitychange", take);
            void held?.release();
        };
    }, [on]);
}
