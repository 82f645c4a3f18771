// Half-typed texts: on the phone at each key, on the server after a pause, until a command takes
// them; a command that is refused gives them back. Their keys say where they were typed, "t1M.propose":
// at table 1, in the municipal group. Whoever is moved finds none of them in a field of the other
// table, and all of them offered (elsewhere.tsx), with the choices that were refused there.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { act, currentRoom, whenSettled } from "../socket";
import type { At, Fields, Refusal, Settlement } from "../socket";
import { remember } from "../storage";
import { cell, getDoc } from "../store";
import type { PersonDoc } from "../types";

const PAUSE_MS = 2500;

const place = (person: string, key: string): string =>
    `tablee.draft.${currentRoom() ?? ""}.${person}.${key}`;
const ofServer = (person: string): Record<string, string> =>
    getDoc<PersonDoc>(`person/${person}`)?.drafts ?? {};
/** Texts on their way in a command, by place: they are no drafts any more. */
const flying = new Map<string, string>();
/** Places the server was told of since the page was loaded. */
const told = new Set<string>();

export function draftOf(person: string, key: string): string | undefined {
    const at = place(person, key);
    if (flying.has(at)) return remember.load(at) ?? undefined;
    return remember.load(at) ?? ofServer(person)[key];
}

/** What a person typed and did not send, by key, for keys that begin with one of `starts`. */
export function draftsOf(person: string, starts: readonly string[]): Record<string, string> {
    const here = place(person, "");
    const keys = [
        ...Object.keys(ofServer(person)),
        ...remember.keys(here).map((k) => k.slice(here.length)),
    ].filter((k) => starts.some((x) => k.startsWith(x)));
    const out: Record<string, string> = {};
    for (const key of keys) {
        const text = draftOf(person, key)?.trim();
        if (text) out[key] = text;
    }
    return out;
}

/** Texts that are one's own, wherever one sits: a wait's, and the last question's. */
export const OWN_TEXTS: ReadonlySet<string> = new Set(["q6", "tale"]);

/** All that was typed at another table or in another group than `scope`. */
export const draftsBeyond = (person: string, scope: string): [string, string][] =>
    Object.entries(draftsOf(person, [""])).filter(
        ([key]) => !key.startsWith(scope) && !OWN_TEXTS.has(key),
    );

function tell(person: string, key: string, text: string): void {
    const at = place(person, key);
    if (text && flying.get(at) === text) return;
    if (text) told.add(at);
    void act("draft", { key, text }, { as: person });
}

/** The text that several write which a draft was begun on, for as long as the draft lasts. */
const begun = (person: string, key: string): string =>
    `tablee.base.${currentRoom() ?? ""}.${person}.${key}`;
export const begunOn = (person: string, key: string): string | null =>
    remember.load(begun(person, key));
export const keepBegun = (person: string, key: string, base: string | null): void =>
    remember.save(begun(person, key), base);

/** Words for a place that is not on the screen yet; what was begun there stays in front. */
export function keepDraft(person: string, key: string, text: string): void {
    const all = `${draftOf(person, key) ?? ""} ${text}`.trim();
    remember.save(place(person, key), all);
    tell(person, key, all);
}

/** Forgets a draft here and on the server. */
export function dropDraft(person: string, key: string): void {
    const at = place(person, key);
    remember.save(at, null);
    if (told.delete(at) || ofServer(person)[key] !== undefined) tell(person, key, "");
}

/** The texts of these drafts leave with a command that is being sent. */
export function takeDrafts(person: string, texts: Record<string, string>): void {
    for (const [key, text] of Object.entries(texts)) {
        flying.set(place(person, key), text);
        remember.save(place(person, key), null);
    }
}

/** A choice that was refused where nobody saw it: moved, or the page was loaded again. */
export interface Returned {
    act: string;
    a: Fields;
    at?: At;
    about: string;
    no: Refusal;
}
const returned = (person: string): string => `tablee.back.${currentRoom() ?? ""}.${person}.`;
export const returns = cell("returns", 0);

/** Words were put into a field of this place: what is on the screen begins again with them. */
export const taken = cell("taken", 0);
export const take = (): void => taken.set(taken.get() + 1);

export function returnedTo(person: string): [string, Returned][] {
    return remember.keys(returned(person)).flatMap((key) => {
        const raw = remember.load(key);
        return raw ? [[key, JSON.parse(raw) as Returned] as [string, Returned]] : [];
    });
}
export function dropReturned(key: string): void {
    remember.save(key, null);
    returns.set(returns.get() + 1);
}

/** Words are given back as the drafts they were; a choice that nobody saw refused is kept to be told. */
function giveBack({ frame, texts, about, no, shown }: Settlement): void {
    const moved = no?.code === "elsewhere" && no.field === "table";
    if (!no || no.code === "already" || frame.act === "draft" || (shown && !moved)) return;
    if (Object.values(texts).some((text) => text.trim())) return returns.set(returns.get() + 1);
    const back = { act: frame.act, a: frame.a, at: frame.at, about, no };
    remember.save(returned(String(frame.as)) + String(frame.id), JSON.stringify(back));
    returns.set(returns.get() + 1);
}

whenSettled((settlement) => {
    const { frame, texts, no } = settlement;
    const person = String(frame.as);
    for (const [key, text] of Object.entries(texts)) {
        const at = place(person, key);
        flying.delete(at);
        const newer = remember.load(at);
        if (!no && newer === null) dropDraft(person, key);
        else if (no && text && newer === null) remember.save(at, text);
    }
    giveBack(settlement);
});

export interface Draft {
    text: string;
    dirty: boolean;
    set: (text: string) => void;
    /** Gives the text up, unless more was typed than what was `sent`. */
    clear: (sent?: string) => void;
    /** What was `sent` is accepted: it stays until the document brings what became of it. */
    accept: (sent: string) => void;
    /** What is typed now, for those who waited in between. */
    now: () => string;
}

/** The server tidies white space; who types on goes on from the space they left. */
const sameWords = (a: string, b: string): boolean =>
    a.split(/\s+/).join(" ").trim() === b.split(/\s+/).join(" ").trim();

/** A text that survives reload, lost network and another phone; `first` until somebody types. */
export function useDraft(person: string, key: string, first: string): Draft {
    const kept = useRef(draftOf(person, key)).current;
    const [text, show] = useState(kept ?? first);
    const [dirty, setDirty] = useState(kept !== undefined);
    // Refs, because a command's answer comes to a closure older than what was typed since.
    const live = useRef({
        text: kept ?? first,
        dirty: kept !== undefined,
        first,
        seen: first,
        timer: 0,
    });
    const put = (next: string, typed: boolean): void => {
        live.current.text = next;
        live.current.dirty = typed;
        show(next);
        setDirty(typed);
    };
    useLayoutEffect(() => {
        live.current.first = first;
        if (!live.current.dirty && !sameWords(first, live.current.text)) put(first, false);
    }, [first]);
    const flush = (): void => {
        if (live.current.timer) tell(person, key, live.current.text);
        window.clearTimeout(live.current.timer);
        live.current.timer = 0;
    };
    useEffect(() => flush, []);
    const set = (next: string): void => {
        live.current.seen = live.current.first;
        put(next, true);
        remember.save(place(person, key), next);
        window.clearTimeout(live.current.timer);
        live.current.timer = window.setTimeout(flush, PAUSE_MS);
    };
    const end = (next: string): void => {
        window.clearTimeout(live.current.timer);
        live.current.timer = 0;
        put(next, false);
    };
    const clear = (sent?: string): void => {
        if (sent !== undefined && sent !== live.current.text) return;
        end(live.current.first);
        dropDraft(person, key);
    };
    const accept = (sent: string): void => {
        if (sent !== live.current.text) return;
        const { first: now, seen } = live.current;
        end(now === seen || sameWords(now, sent) ? sent : now);
    };
    return { text, dirty, set, clear, accept, now: () => live.current.text };
}
