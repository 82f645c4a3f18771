// A workshop played again, from any viewpoint that its reader may take. Nothing is sent, nothing is
// kept: the live connection is left first, and the picture lives in a frame of its own.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { credential } from "../home/credentials";
import { lang, langChosen, setLang, t, tx } from "../i18n";
import { go, type ScreenProps } from "../way";
import { apart, nameOf } from "../people";
import { storedIdentity } from "../identity";
import { enter, leave } from "../socket";
import type { Dict, Lang, RoomDoc } from "../types";
import { Button, LangSwitch, Loading, refusalText, useTitle } from "../ui";
import { Bar } from "./bar";
import {
    readerOf,
    takeHome,
    useRecording,
    useStory,
    useViews,
    type Reader,
    type View,
} from "./fetched";
import { beside, List } from "./list";
import { momentsOf, segmentsOf, withheldIn } from "./moments";
import { usePlayer, type Speed } from "./player";
import { docsAt, placeOfLine, placeOfRecord, placeOfTime, scaleOf } from "./recording";
import type { Place, Recording } from "./recording";
import styles from "./replay.late.css";
import type { Course } from "./say";
import { Stage } from "./stage";
import type { Near } from "./story/happened";
import { Story } from "./story/story";
import type { StoryDoc } from "./story/doc";
import { h } from "./story/texts";
import { r } from "./texts";

const SAID_MS = 4000;

/** The sheet is the page's while it is shown. */
function useStyles(): boolean {
    const [ready, setReady] = useState(false);
    useEffect(() => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL(styles, import.meta.url).href;
        link.onload = link.onerror = () => setReady(true);
        document.head.append(link);
        return () => link.remove();
    }, []);
    return ready;
}

const roomIn = (recording: Recording, line: number): RoomDoc | undefined =>
    docsAt(recording, line).room as RoomDoc | undefined;

function courseOf(recording: Recording): Course {
    const moments = momentsOf(recording);
    const end = recording.lines.at(-1)?.t ?? recording.to;
    const room = roomIn(recording, recording.lines.length - 1);
    const segments = segmentsOf(moments, end);
    return { recording, moments, segments, scale: scaleOf(recording), room };
}
/** Where the address says; else when the lobby is over and the hour begins. */
function firstPlace(c: Course, n: string | null): Place {
    if (n) return placeOfRecord(c.recording, Number(n));
    const hour = c.segments.find((s) => s.phase !== "lobby");
    return placeOfLine(c.recording, hour?.line ?? 0);
}

/** The address leads back to what is seen, once it has come to rest. */
function useAddress(recording: Recording, line: number, playing: boolean): void {
    useEffect(() => {
        if (playing) return;
        const timer = window.setTimeout(() => {
            const n = recording.lines[line]?.n ?? 0;
            const to = `${location.pathname}?vue=${recording.view}&n=${n}`;
            history.replaceState(null, "", to);
        }, 300);
        return () => window.clearTimeout(timer);
    }, [recording, line, playing]);
}

/** What is said in the bar, for a while. */
function useSaid(): [string, () => void] {
    const [n, setN] = useState(0);
    useEffect(() => {
        if (!n) return;
        const timer = window.setTimeout(() => setN(0), SAID_MS);
        return () => window.clearTimeout(timer);
    }, [n]);
    return [n ? r("inert") : "", () => setN((x) => x + 1)];
}

/** What another viewpoint takes up. */
interface At {
    t?: number;
    n: string | null;
    speed: Speed;
    near?: Near;
}
/** What of the story the address is near of. */
function nearOf(asked: URLSearchParams): Near {
    const table = /^t\d+$/.exec(asked.get("table") ?? "")?.[0];
    const strand = /^\d+$/.exec(asked.get("strand") ?? "")?.[0];
    return { table, strand: strand === undefined ? undefined : Number(strand) };
}
function Played(q: { recording: Recording; at: At; onAt: (t: number, speed: Speed) => void }) {
    const { recording } = q;
    const c = useMemo(() => courseOf(recording), [recording]);
    const first = (): Place =>
        q.at.t === undefined ? firstPlace(c, q.at.n) : placeOfTime(recording, q.at.t);
    const p = usePlayer(recording, first, q.at.speed);
    const [list, setList] = useState(beside);
    const picked = (): void => {
        if (beside()) return;
        setList(false);
        document.querySelector<HTMLElement>(".rep-more")?.focus();
    };
    const [said, say] = useSaid();
    useAddress(recording, p.place.line, p.playing);
    // At once: what another viewpoint takes away is never painted, and its later effects never run.
    useLayoutEffect(() => q.onAt(p.place.t, p.speed), [p.place, p.speed]);
    return (
        <>
            <div class="rep-middle">
                <Stage recording={recording} place={p.place} onRefused={say} />
                {list && (
                    <List c={c} p={p} alone={recording.view.startsWith("p")} onPicked={picked} />
                )}
            </div>
            <Bar c={c} p={p} list={list} onList={() => setList(!list)} said={said} />
        </>
    );
}

function viewText(v: View, people: Dict<View>): string {
    if (v.view === "facilitator" || v.view === "screen") return r(`view_${v.view}`);
    return apart(people, v.view) || nameOf(undefined, v.view);
}
function ViewChoice(q: { views: View[]; view: string; onPick: (view: string) => void }) {
    const named = useMemo(() => Object.fromEntries(q.views.map((v) => [v.view, v])), [q.views]);
    const option = (v: View) => (
        <option key={v.view} value={v.view} translate={!/^p\d/.test(v.view)}>
            {viewText(v, named) + (v.table ? ` – ${t("table_word")} ${v.table.slice(1)}` : "")}
        </option>
    );
    const people = q.views.filter((v) => /^p\d/.test(v.view));
    const others = q.views.filter((v) => !/^p\d/.test(v.view));
    return (
        <label class="rep-view">
            <span>{r("view")}</span>
            <select
                value={q.view}
                onChange={(e) => q.onPick((e.target as HTMLSelectElement).value)}
            >
                {q.view === STORY && <option value={STORY}>{h("saw")}</option>}
                {others.map(option)}
                {others.length && people.length ? (
                    <optgroup label={r("view_people")}>{people.map(option)}</optgroup>
                ) : (
                    people.map(option)
                )}
            </select>
        </label>
    );
}

function Told(q: { title: string; text: string; again?: () => void; resume?: string }) {
    return (
        <div class="rep-stage rep-told">
            <div class="stack">
                <h2>{q.title}</h2>
                <p>{q.text}</p>
                {q.resume && (
                    <div class="row">
                        <a class="btn" href={q.resume}>
                            {r("stranger_resume")}
                        </a>
                    </div>
                )}
                {q.again && (
                    <div class="row">
                        <Button kind="primary" onClick={q.again}>
                            {r("again")}
                        </Button>
                    </div>
                )}
            </div>
        </div>
    );
}
const NOT: Record<string, () => [string, string]> = {
    not_yet: () => [r("closed_title"), r("closed")],
    bad_token: () => [r("stranger_title"), r("stranger")],
    no_consent: () => [r("closed_title"), r("no_consent")],
    no_file: () => [r("closed_title"), r("no_view")],
};
function Refused(q: { no: string; code: string; reader?: Reader; again: () => void }) {
    const stale = q.no === "bad_token" && q.reader?.kind === "r";
    const known = stale ? ([r("title"), r("stale")] as const) : NOT[q.no]?.();
    const resume = q.no === "bad_token" && !stale ? `/j/${q.code}#resume` : undefined;
    if (known) return <Told title={known[0]} text={known[1]} resume={resume} />;
    return (
        <Told
            title={t("failed_title")}
            text={refusalText({ code: q.no }, r("failed"))}
            again={q.again}
        />
    );
}

/** The viewpoint of nobody: what happened. */
const STORY = "story";
const seatsOf = (s: StoryDoc): number => Object.values(s.people).filter((x) => x.table).length;
const sizes = (s: StoryDoc): string => {
    const tables = h("n_tables", { n: s.tables.length });
    return `${h("counts", { tables, people: h("n_people", { n: seatsOf(s) }) })}.`;
};

function Head(q: {
    recording?: Recording;
    story?: StoryDoc;
    /** From the story. */
    came: boolean;
    reader?: Reader;
    code: string;
    views: View[];
    view: string;
    onPick: (v: string) => void;
    /** The last record of a log that is not whole. */
    until: number;
}) {
    const { recording, story } = q;
    const room = recording && roomIn(recording, recording.lines.length - 1);
    const n = recording ? withheldIn(docsAt(recording, recording.lines.length - 1)) : 0;
    const title = story ? tx(story.title) : tx(room?.title) || tx(room?.scenario?.title);
    const back = { r: undefined, f: `/animer/${q.code}`, p: `/p/${q.code}`, s: undefined };
    const leads = q.reader ? back[q.reader.kind] : "/";
    return (
        <header class="rep-head">
            <h1>{title || r("title")}</h1>
            <p>
                {q.until > 0 && <strong class="rep-until">{r("until", { n: q.until })} </strong>}
                {story ? sizes(story) : r("calm")}{" "}
                {story
                    ? story.withheld > 0 && h("retained", { n: story.withheld })
                    : n > 0 && r("withheld", { n })}
            </p>
            <div class="rep-views">
                {(q.views.length > 1 || (q.view === STORY && q.views.length > 0)) && (
                    <ViewChoice views={q.views} view={q.view} onPick={q.onPick} />
                )}
                {q.view !== STORY && q.reader && (
                    <Button small onClick={() => q.onPick(STORY)}>
                        {h(q.came ? "back" : "story")}
                    </Button>
                )}
            </div>
            <div class="rep-out">
                <LangSwitch />
                {leads && (
                    <Button small kind="quiet" onClick={() => go(leads)}>
                        {r("quit")}
                    </Button>
                )}
            </div>
        </header>
    );
}

/** The story is followed together, by who was there; all else of a replay is by oneself. */
function useTogether(code: string, reader: Reader | undefined, telling: boolean): void {
    useEffect(() => {
        const kind = reader?.kind ?? "r";
        const identity = telling && kind !== "r" ? storedIdentity(code, kind) : undefined;
        if (identity) enter(code, identity, kind);
        else leave();
        return leave;
    }, [code, reader, telling]);
}

/** The workshop's, for who chose none. */
function useLanguage(language: Lang | undefined): void {
    useEffect(() => {
        if (language && !langChosen()) setLang(language, false);
    }, [language]);
}

/** Where one is, from one viewpoint to another. Who did not come from the story sees it whole, and not
    the veil over all of it. */
function useAt(asked: URLSearchParams, telling: boolean) {
    const at = useRef<At>({ n: asked.get("n"), speed: 4, near: nearOf(asked) });
    const came = useRef(false);
    if (telling && !came.current) at.current = { ...at.current, t: undefined };
    came.current ||= telling;
    const onAt = (t: number, speed: Speed, near = at.current.near): void => {
        at.current = { t, n: null, speed, near };
    };
    return { at: at.current, came: came.current, onAt };
}

export default function Replay(q: ScreenProps) {
    lang.use();
    useTitle(r("title"));
    const ready = useStyles();
    const asked = useRef(new URLSearchParams(location.search)).current;
    const until = Number(asked.get("jusque") ?? 0);
    const code = useMemo(() => credential(q.code, "r", "rejouer")?.code ?? q.code, [q.code]);
    const reader = useMemo(() => readerOf(code), [code]);
    const views = useViews(code, reader);
    const [picked, setPicked] = useState(asked.get("vue") ?? undefined);
    const view = picked ?? views.value?.[0]?.view;
    const telling = view === STORY;
    useTogether(code, reader, telling);
    const seen = views.value?.length || picked ? view : undefined;
    const recording = useRecording(code, reader, telling ? undefined : seen);
    const story = useStory(code, reader, telling);
    const found = telling ? story : recording;
    const { at, came, onAt } = useAt(asked, telling);
    useLanguage(story.value?.lang ?? (recording.value && roomIn(recording.value, 0))?.lang);
    if (!ready) return <Loading />;
    const place = views.place || found.place;
    const no = reader ? (views.no ?? found.no) : "bad_token";
    const none = views.value && !views.value.length && !picked ? "not_yet" : undefined;
    const again = views.no ? views.again : found.again;
    return (
        <main class="rep">
            <Head
                recording={telling ? undefined : recording.value}
                story={telling ? story.value : undefined}
                came={came}
                reader={reader}
                code={code}
                views={views.value ?? []}
                view={view ?? ""}
                onPick={setPicked}
                until={until}
            />
            {no || none ? (
                <Refused no={no ?? none ?? ""} code={code} reader={reader} again={again} />
            ) : !found.value ? (
                <div class="rep-stage rep-told">
                    <p class="soft">{place ? r("queue", { n: place }) : r("loading")}</p>
                </div>
            ) : telling && story.value ? (
                <Story
                    s={story.value}
                    at={at}
                    after={asked.has("t") ? Number(asked.get("t")) : undefined}
                    views={(views.value ?? []).map((v) => v.view)}
                    onAt={onAt}
                    onView={setPicked}
                    live={reader?.kind === "f" || reader?.kind === "p" ? reader.kind : undefined}
                    take={reader && (() => takeHome(code, reader))}
                />
            ) : !recording.value?.lines.length ? (
                <Told title={r("closed_title")} text={r("empty")} />
            ) : (
                <Played
                    key={recording.value.view}
                    recording={recording.value}
                    at={at}
                    onAt={onAt}
                />
            )}
        </main>
    );
}
