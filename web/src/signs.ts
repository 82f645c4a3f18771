// Quick signs of a table: a raised hand, agreement, «plus fort», laughter. Told beside the log
// (server/PROTOCOL.md, P29) and kept nowhere: a hand stands as long as its phone says it again, a sign
// for a few seconds. Who loads the page again holds theirs up still, and hears of the others' soon.
import { beside, request } from "./socket";
import { inTab } from "./storage";
import { cell } from "./store";
import { steady } from "./time";

export type Sign = "agree" | "louder" | "laugh";
export const SIGNS: readonly Sign[] = ["agree", "louder", "laugh"];
const isSign = (what: string): what is Sign => (SIGNS as readonly string[]).includes(what);

const AGAIN_MS = 15_000;
const BELIEVED_MS = 40_000; // a hand, past two that were lost
const SHOWN_MS = 6000;

/** By topic, then by person: until when each is believed. */
type Believed<T> = Map<string, Map<string, T>>;
const hands: Believed<number> = new Map();
const signs: Believed<{ what: Sign; until: number }> = new Map();
const changed = cell("signs", 0);
const tell = (): void => changed.set(changed.get() + 1);

function of<T>(all: Believed<T>, topic: string): Map<string, T> {
    const people = all.get(topic) ?? new Map<string, T>();
    all.set(topic, people);
    return people;
}

const alsoHears = beside.hears; // whoever was loaded before
beside.hears = (m) => {
    alsoHears?.(m);
    const [topic, by, what] = [String(m.topic), String(m.by), String(m.what)];
    if (m.kind === "hand" && what === "up") of(hands, topic).set(by, steady() + BELIEVED_MS);
    else if (m.kind === "hand") of(hands, topic).delete(by);
    else if (m.kind === "sign" && isSign(what))
        of(signs, topic).set(by, { what, until: steady() + SHOWN_MS });
    else return;
    tell();
    window.setTimeout(tell, (m.kind === "hand" ? BELIEVED_MS : SHOWN_MS) + 100);
};

/** Whose hands are up, the first to raise it first. */
export function useHands(topic: string): string[] {
    changed.use();
    return [...(hands.get(topic) ?? [])].flatMap(([id, until]) => (until > steady() ? [id] : []));
}
/** Who gave which sign just now. */
export function useSigns(topic: string): [string, Sign][] {
    changed.use();
    return [...(signs.get(topic) ?? [])].flatMap(([id, x]) =>
        x.until > steady() ? [[id, x.what]] : [],
    );
}

const relay = (as: string, topic: string, kind: "hand" | "sign", what: string) =>
    request("relay", { as, topic, kind, what }, true);

/** Those of this phone who hold a hand up: said again while they do, and once the page is loaded anew. */
const holding = new Map<string, number>();
const KEY = "tablee.hand";
const keyOf = (code: string, as: string): string => `${KEY}.${code}.${as}`;

export function raise(code: string, as: string, topic: string, on: boolean): void {
    const key = keyOf(code, as);
    const lower = (): void => {
        window.clearInterval(holding.get(key));
        holding.delete(key);
        inTab.save(key, null);
    };
    const up = async (): Promise<void> => {
        const a = await relay(as, topic, "hand", "up");
        // They were moved: it was up at the other table.
        if (!a.ok && a.no.code === "not_allowed") lower();
    };
    lower();
    if (!on) return void relay(as, topic, "hand", "down");
    inTab.save(key, topic);
    const again = window.setInterval(() => void up(), AGAIN_MS);
    holding.set(key, again);
    void up();
}
/** The hand that was up there before this page was loaded. */
export function raiseAgain(code: string, as: string, topic: string): void {
    const key = keyOf(code, as);
    if (!holding.has(key) && inTab.load(key) === topic) raise(code, as, topic, true);
}
export const sign = (as: string, topic: string, what: Sign): void =>
    void relay(as, topic, "sign", what);
