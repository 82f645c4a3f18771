// The story of a session: lanes through time, what happened beside them, and the bar of the replay
// to go through it. From any moment, what somebody saw.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { lang } from "../../i18n";
import type { RoomDoc } from "../../types";
import { useSheet } from "../../sheet";
import { Loading } from "../../ui";
import { Bar } from "../bar";
import type { Moment } from "../moments";
import { usePlayer, type Speed } from "../player";
import { countUpTo, placeOfLine, placeOfTime, scaleOf, type Place } from "../recording";
import type { Course } from "../say";
import { asRecording, axisOf, isDecision, roomOf, rowsOf, type Row, type StoryDoc } from "./doc";
import { Happened, Saw, Search, Toggles, useFound, type Near } from "./happened";
import { rowText } from "./said";
import styles from "./story.late.css";
import { Together, useThread } from "./together";
import { Woven } from "./woven";

/** What is gone through, in its time; its moments are those that are listed. */
function courseOf(s: StoryDoc, through: readonly Row[], listed: Row[], room: RoomDoc): Course {
    const recording = asRecording(s, through);
    const lineOf = (t: number): number => countUpTo(recording.lines, (x) => x.t, s.from + t) - 1;
    const moments = listed.map((row): Moment => {
        const phase = row.k === "phase" ? String(row.title) : undefined;
        const at = { line: lineOf(row.t), t: s.from + row.t };
        return phase === undefined
            ? { ...at, kind: "story", who: row.who, text: rowText(row, room).text }
            : { ...at, kind: "phase", phase };
    });
    const phases = s.beats.filter((b) => b.k === "phase");
    const segments = phases.map((b, i) => ({
        phase: b.what ?? "",
        line: lineOf(b.t),
        from: s.from + b.t,
        to: s.from + (phases[i + 1]?.t ?? s.to - s.from),
    }));
    return { recording, moments, segments, scale: scaleOf(recording), room };
}

export interface StoryProps {
    s: StoryDoc;
    /** A time; nothing: the end. */
    at: { t?: number; speed: Speed; near?: Near };
    /** The same after the beginning, as the address tells it. */
    after: number | undefined;
    /** Viewpoints that may be taken. */
    views: readonly string[];
    onAt: (t: number, speed: Speed, near: Near) => void;
    onView: (view: string) => void;
    take?: () => Promise<Blob>;
    /** Who is there to follow or to lead; nobody, in a file or in the replay of a log. */
    live?: "f" | "p";
}
/** What one goes through, and where one is in it. */
function useCourse(q: StoryProps, room: RoomDoc, rows: Row[], listed: Row[], whole: boolean) {
    const language = lang.use();
    const c = useMemo(() => courseOf(q.s, rows, listed, room), [q.s, room, rows, listed, language]);
    const first = (): Place => {
        const t = q.at.t ?? (q.after === undefined ? undefined : q.s.from + q.after);
        return t === undefined
            ? placeOfLine(c.recording, c.recording.lines.length - 1)
            : placeOfTime(c.recording, t);
    };
    const p = usePlayer(c.recording, first, q.at.speed, whole);
    // Another course, the same moment.
    const had = useRef(c);
    useLayoutEffect(() => {
        if (had.current !== c) p.go(placeOfTime(c.recording, p.place.t));
        had.current = c;
    }, [c]);
    return { c, p };
}

/** The address leads back to the moment, once it has come to rest. */
function useAddress(t: number, { table, strand }: Near, playing: boolean): void {
    useEffect(() => {
        if (playing || location.protocol === "file:") return;
        const where = [
            `t=${Math.round(t)}`,
            ...(table ? [`table=${table}`] : []),
            ...(strand === undefined ? [] : [`strand=${strand}`]),
        ];
        const to = `${location.pathname}?vue=story&${where.join("&")}`;
        const timer = window.setTimeout(() => history.replaceState(null, "", to), 300);
        return () => window.clearTimeout(timer);
    }, [t, table, strand, playing]);
}

export function Story(q: StoryProps) {
    const dressed = useSheet(styles);
    return dressed ? <Drawn {...q} /> : <Loading />;
}

/** What is looked at, and how it is gone through. */
function useLook(q: StoryProps) {
    const { s } = q;
    const axis = useMemo(() => axisOf(s), [s]);
    const all = useMemo(() => rowsOf(s), [s]);
    const room = useMemo(() => roomOf(s), [s]);
    const [near, setNear] = useState<Near>(q.at.near ?? {});
    const [only, setOnly] = useState(false);
    const [whole, setWhole] = useState(false);
    const through = useMemo(
        () => (only ? all.filter((x) => isDecision(s, x)) : all),
        [s, all, only],
    );
    const { asked, setAsked, rows } = useFound(s, room, through, near);
    const { c, p } = useCourse(q, room, through, rows, whole);
    const goTo = (t: number): void => p.go(placeOfTime(c.recording, s.from + t));
    const sifted = { only, setOnly, whole, setWhole, asked, setAsked };
    return { axis, room, near, setNear, rows, c, p, goTo, sifted };
}

/** The same, where its sheet is worn already. */
export function Drawn(q: StoryProps) {
    const { s } = q;
    const { axis, room, near, setNear, rows, c, p, goTo, sifted } = useLook(q);
    const [list, setList] = useState(true);
    const t = p.place.t - s.from;
    const now = rows[countUpTo(rows, (x) => x.t, t) - 1];
    useAddress(t, near, p.playing);
    useLayoutEffect(() => q.onAt(p.place.t, p.speed, near), [p.place, p.speed, near]);
    const thread = useThread(q.live, s.room, { t, ...near }, (lead) => {
        goTo(lead.t);
        setNear({ table: lead.table, strand: lead.strand });
    });
    const alone = (): void => {
        thread.leave();
        p.play(false);
    };
    const close = (): void => {
        setList(false);
        document.querySelector<HTMLElement>(".rep-more")?.focus();
    };
    const pick = (row: Row): void => {
        alone();
        goTo(row.t);
        if (row.marked && row.table) setNear({ table: row.table });
    };
    return (
        <>
            <div class="rep-middle st-middle">
                <Woven
                    {...{ s, axis, room, t, near }}
                    onNear={(next) => {
                        thread.leave();
                        setNear(next);
                    }}
                    onTime={(at) => {
                        alone();
                        goTo(at);
                    }}
                    take={q.take}
                />
                {list && (
                    <Happened
                        {...{ s, room, rows, now }}
                        alone={!!near.table || s.tables.length === 1}
                        onPick={pick}
                        onClose={close}
                    >
                        <Search asked={sifted.asked} onAsk={sifted.setAsked} />
                        <Toggles {...sifted} />
                        <Together {...thread} t={t} />
                        <Saw row={now} room={room} views={q.views} onView={q.onView} />
                    </Happened>
                )}
            </div>
            <Bar c={c} p={p} list={list} onList={() => setList(!list)} said="" />
        </>
    );
}
