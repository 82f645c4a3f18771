// Everybody follows: where a facilitator is in the story, told beside the log (server/PROTOCOL.md, P29)
// and believed for a few seconds; and moments that mattered to somebody, counted and never whose.
import { useEffect, useRef } from "preact/hooks";
import { beside, request, you } from "../../socket";
import { cell } from "../../store";
import { steady } from "../../time";

const AGAIN_MS = 4000; // said again while one leads
const LEAST_MS = 1000; // nor more often than this: others have a finger too
const BELIEVED_MS = 12_000;

export interface Lead {
    t: number;
    table?: string;
    strand?: number;
}
/** Where the facilitator is; nothing once nobody has said so for long. */
export const led = cell<Lead | undefined>("story-led", undefined);
/** When, in the story, something mattered to somebody: one for each time that it was said. */
export const here = cell<readonly number[]>("story-here", []);

const wordOf = ({ t, table, strand }: Lead): string =>
    [`t${Math.round(t)}`, table, strand === undefined ? undefined : `c${strand}`]
        .filter(Boolean)
        .join(".");
export function leadOf(word: string): Lead | undefined {
    const found = /^t(\d+)(?:\.(t\d+))?(?:\.c(\d+))?$/.exec(word);
    if (!found) return undefined;
    const [, t, table, strand] = found;
    return { t: Number(t), table, strand: strand === undefined ? undefined : Number(strand) };
}

let fades = 0;
const before = beside.hears;
beside.hears = (m) => {
    before?.(m);
    const heard = leadOf(String(m.what));
    if (!heard || m.topic !== "room") return;
    if (m.kind === "here") here.set([...here.get(), heard.t]);
    if (m.kind !== "cursor") return;
    led.set(heard);
    window.clearTimeout(fades);
    fades = window.setTimeout(() => led.set(undefined), BELIEVED_MS);
};

const tell = (kind: string, what: string): void => {
    const me = you.get();
    const as = me?.kind === "facilitator" ? me.f : me?.people?.[0];
    if (as) void request("relay", { as, topic: "room", kind, what }, true);
};
export const tellHere = (t: number): void => tell("here", wordOf({ t }));

/** While `on`, tells everybody where this is: soon after it moved, and again as long as it stays. */
export function useLeading(on: boolean, at: Lead): void {
    const now = useRef(at);
    now.current = at;
    const said = useRef({ word: "", at: -AGAIN_MS });
    useEffect(() => {
        if (!on) return;
        const timer = window.setInterval(() => {
            const word = wordOf(now.current);
            const since = steady() - said.current.at;
            if (since < (word === said.current.word ? AGAIN_MS : LEAST_MS)) return;
            said.current = { word, at: steady() };
            tell("cursor", word);
        }, 250);
        return () => window.clearInterval(timer);
    }, [on]);
}
