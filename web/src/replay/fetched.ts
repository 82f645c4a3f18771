// What the server tells of a workshop that was played: the viewpoints one may take, and the
// recording of each, fetched once.
import { useEffect, useRef, useState } from "preact/hooks";
import { storedIdentity } from "../identity";
import { useDoc } from "../store";
import { inTurn, taken } from "../turn";
import type { Group, MaybeText, RoomDoc } from "../types";
import { read, since, type Docs, type Recording } from "./recording";
import { storyOf, type StoryDoc } from "./story/doc";

export interface View {
    view: string;
    name?: string;
    table?: string;
    group?: Group;
    role?: MaybeText;
}
/** Whose credential this browser has: that of a link to a replay and nothing else, a facilitator's,
    who sees more than a person. */
export interface Reader {
    kind: "r" | "f" | "p" | "s";
    token: string;
}
export function readerOf(code: string): Reader | undefined {
    for (const kind of ["r", "f", "p"] as const) {
        const token = storedIdentity(code, kind)?.token;
        if (token) return { kind, token };
    }
    return undefined;
}

/** A refusal is thrown as its code. */
async function got(
    code: string,
    reader: Reader,
    more: string,
    told?: (place: number) => void,
): Promise<Response> {
    return taken(await inTurn(code, `replay${more}`, reader.token, told));
}

export interface Asked<T> {
    value?: T;
    /** A refusal's code, or what else went wrong. */
    no?: string;
    /** In the queue, while it is waited for. */
    place: number;
    again: () => void;
}
function useAsked<T>(
    ask: (told: (place: number) => void) => Promise<T> | undefined,
    key: string,
): Asked<T> {
    const [place, setPlace] = useState(0);
    const [tries, setTries] = useState(0);
    const [answer, setAnswer] = useState<{ key: string; value?: T; no?: string }>();
    useEffect(() => {
        let current = true;
        const tell = (x: { value?: T; no?: string }): void => {
            if (current) setAnswer({ key, ...x });
        };
        ask((n) => current && setPlace(n))?.then(
            (value) => tell({ value }),
            (error: Error) => tell({ no: error.message }),
        );
        return () => {
            current = false;
        };
    }, [key, tries]);
    const again = (): void => {
        setAnswer(undefined);
        setTries((n) => n + 1);
    };
    const { value, no } = answer?.key === key ? answer : {};
    return { value, no, place, again };
}

export function useViews(code: string, reader: Reader | undefined): Asked<View[]> {
    const ask = async (who: Reader, told: (place: number) => void): Promise<View[]> =>
        ((await (await got(code, who, "", told)).json()) as { views: View[] }).views;
    return useAsked((told) => reader && ask(reader, told), code);
}

/** The last record that changed whose words are told, as far as this page was told. What was made of
    fewer records is asked for again. */
function useQuoted(): number {
    const last = useRef(0);
    const now = useDoc<RoomDoc>("room")?.quoted ?? 0;
    return (last.current = Math.max(last.current, now));
}

/** Somebody's phone begins when they come in. */
const has =
    (person: string) =>
    (docs: Docs): boolean =>
        !!(docs.room as RoomDoc | undefined)?.people?.[person];

export function useRecording(
    code: string,
    reader: Reader | undefined,
    view: string | undefined,
): Asked<Recording> {
    const recordings = useRef(new Map<string, Recording>()).current;
    const quoted = useQuoted();
    const key = `${code}/${view ?? ""}`;
    const ask = async (who: Reader, told: (place: number) => void): Promise<Recording> => {
        const kept = recordings.get(key);
        if (kept && kept.records >= quoted) return kept;
        const whole = read(await (await got(code, who, `/${view ?? ""}`, told)).text());
        const recording = /^p\d/.test(whole.view) ? since(whole, has(whole.view)) : whole;
        recordings.set(key, recording);
        return recording;
    };
    return useAsked((told) => (reader && view ? ask(reader, told) : undefined), key);
}

/** The story, asked for once: a facilitator's has their notes. Again when other people's words are
    withheld; meanwhile the one of before stands, as it was read. */
export function useStory(
    code: string,
    reader: Reader | undefined,
    wanted: boolean,
): Asked<StoryDoc> {
    const quoted = useQuoted();
    const kept = useRef<{ code?: string; story?: Promise<StoryDoc>; shown?: StoryDoc }>({}).current;
    const fetched = async (who: Reader, told: (place: number) => void): Promise<StoryDoc> => {
        const name = who.kind === "p" || who.kind === "s" ? "story" : "notes";
        return storyOf((await (await got(code, who, `/${name}`, told)).json()) as StoryDoc);
    };
    const ask = async (who: Reader, told: (place: number) => void): Promise<StoryDoc> => {
        const had = kept.code === code ? await kept.story?.catch(() => undefined) : undefined;
        if (had && had.records >= quoted) return had;
        kept.code = code;
        kept.story = fetched(who, told);
        return (kept.shown = await kept.story);
    };
    const asked = useAsked(
        (told) => (reader && wanted ? ask(reader, told) : undefined),
        `${code}${wanted}${quoted}`,
    );
    const shown = kept.code === code && wanted && !asked.no ? kept.shown : undefined;
    return { ...asked, value: asked.value ?? shown };
}

/** One file of the story, its outcomes and reports, for who takes it home. */
export async function takeHome(code: string, reader: Reader): Promise<Blob> {
    const [page, told] = await Promise.all([
        fetch("/taken.html").then((answer) => taken(answer)),
        got(code, reader, "/taken"),
    ]).then((both) => Promise.all(both.map((x) => x.text())));
    const lines = (told ?? "").trimEnd().split("\n");
    const seal = lines.pop() ?? "";
    // Not their patterns: what stands in a text may look like one.
    const put = (page ?? "")
        .replace("{{parts}}", () => `${lines.join("\n")}\n`)
        .replace("{{seal}}", () => seal);
    return new Blob([put], { type: "text/html" });
}
