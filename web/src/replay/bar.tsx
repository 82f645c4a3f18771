// The bar of a replay: play, from one decision to another, the slider over the session, the speed.
import { useLayoutEffect, useMemo } from "preact/hooks";
import { lang } from "../i18n";
import { Button, cx, Named } from "../ui";
import type { Moment, Segment } from "./moments";
import { cutAt, placeOfLine, placeOfTime } from "./recording";
import { PACES, SPEEDS, type Player, type Speed } from "./player";
import { hourOf, momentAt, momentText, ofPhase, segmentAt, spent, type Course } from "./say";
import { r } from "./texts";

/** To the decision before or after; from within a silence, back to the one it follows. */
function stepTo(c: Course, p: Player, by: 1 | -1): Moment | undefined {
    const { line, t } = p.place;
    const began = placeOfLine(c.recording, line).t < t - 1000;
    return by > 0
        ? c.moments.find((m) => m.line > line)
        : c.moments.filter((m) => m.line < line || (began && m.line === line)).at(-1);
}
export function step(c: Course, p: Player, by: 1 | -1): void {
    const to = stepTo(c, p, by);
    if (!to) return;
    p.play(false);
    p.go(placeOfLine(c.recording, to.line));
}
/** Once over, from the start again. */
export function toggle(c: Course, p: Player): void {
    if (!p.playing && p.place.line >= c.recording.lines.length - 1)
        p.go(placeOfLine(c.recording, 0));
    p.play(!p.playing);
}

const ICONS = {
    play: "M8 5v14l11-7z",
    pause: "M7 5h4v14H7zM13 5h4v14h-4z",
    previous: "M6 5h2.5v14H6zM19 5v14L9.500 12z",
    list: "M4 6h2v2H4zM8 6h12v2H8zM4 11h2v2H4zM8 11h12v2H8zM4 16h2v2H4zM8 16h12v2H8z",
    next: "M15.500 5H18v14h-2.500zM5 5v14l9.500-7z",
};
function Sign({ of }: { of: keyof typeof ICONS }) {
    return (
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d={ICONS[of]} fill="currentColor" />
        </svg>
    );
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
function Controls({ c, p }: { c: Course; p: Player }) {
    const steps = calm.matches; // who wants no motion goes from decision to decision
    return (
        <div class="rep-controls">
            <Button
                kind="quiet"
                class="rep-round"
                aria-label={r("previous")}
                disabled={!stepTo(c, p, -1)}
                onClick={() => step(c, p, -1)}
            >
                <Sign of="previous" />
            </Button>
            <Button
                kind={steps ? "plain" : "primary"}
                class="rep-round rep-play"
                aria-label={r(p.playing ? "pause" : "play")}
                onClick={() => toggle(c, p)}
            >
                <Sign of={p.playing ? "pause" : "play"} />
            </Button>
            <Button
                kind={steps ? "primary" : "quiet"}
                class="rep-round"
                aria-label={r("next")}
                disabled={!stepTo(c, p, 1)}
                onClick={() => step(c, p, 1)}
            >
                <Sign of="next" />
            </Button>
        </div>
    );
}

function Where({ c, p }: { c: Course; p: Player }) {
    const { place } = p;
    const at = segmentAt(c, place.line);
    const last = momentAt(c, place.line);
    const cut = p.playing ? cutAt(c.recording, place, p.patience) : 0;
    return (
        <div class="rep-where">
            <p>
                <strong>{ofPhase(at?.phase ?? "lobby")}</strong>{" "}
                <span class="rep-time" translate={false}>
                    {spent(place.t - (at?.from ?? place.t))}
                </span>{" "}
                <span class="soft">
                    {cut >= 1000 ? r("skipped", { time: spent(cut) }) : hourOf(place.t)}
                </span>
            </p>
            <p class="rep-last" aria-live={p.playing ? "off" : "polite"}>
                {last && last.kind !== "phase" && <Named {...momentText(last, c.room)} />}
            </p>
        </div>
    );
}

const share = (c: Course, t: number): string =>
    `${((100 * c.scale.of(t)) / (c.scale.length || 1)).toFixed(3)}%`;

function Track({ c, p }: { c: Course; p: Player }) {
    const { place } = p;
    const at = segmentAt(c, place.line);
    const text = r("at", {
        phase: ofPhase(at?.phase ?? "lobby"),
        time: spent(place.t - (at?.from ?? place.t)),
        hour: hourOf(place.t),
    });
    // What does not move is not drawn again ten times a second.
    const language = lang.use();
    const marks = useMemo(() => <Marks c={c} />, [c]);
    const segments = useMemo(() => <Segments c={c} now={at} />, [c, at, language]);
    const pick = (e: Event): void => {
        const x = Number((e.target as HTMLInputElement).value);
        p.go(placeOfTime(c.recording, c.scale.at(x)));
    };
    return (
        <div class="rep-track">
            <div class="rep-line" aria-hidden="true" style={{ "--at": share(c, place.t) }}>
                {segments}
                {marks}
            </div>
            <input
                type="range"
                aria-label={r("place")}
                aria-valuetext={text}
                min={0}
                max={Math.max(1, Math.ceil(c.scale.length))}
                step={Math.max(1, Math.round(c.scale.length / 1000))}
                value={c.scale.of(place.t)}
                onInput={pick}
            />
        </div>
    );
}
function Segments({ c, now }: { c: Course; now: Segment | undefined }) {
    return (
        <>
            {c.segments.map((s) => (
                <span
                    key={s.line}
                    class={cx("rep-segment", s === now && "rep-now")}
                    style={{ "--from": share(c, s.from), "--to": share(c, s.to) }}
                >
                    <span>{ofPhase(s.phase)}</span>
                </span>
            ))}
        </>
    );
}
function Marks({ c }: { c: Course }) {
    return (
        <>
            {c.moments
                .filter((m) => m.kind !== "phase")
                .map((m, i) => (
                    <i
                        key={i}
                        class={`rep-mark rep-${m.kind}`}
                        style={{ "--from": share(c, m.t) }}
                    />
                ))}
        </>
    );
}

function SpeedChoice({ p }: { p: Player }) {
    return (
        <label class="rep-speed">
            <span class="sr">{r("speed")}</span>
            <select
                value={String(p.speed)}
                onChange={(e) => p.setSpeed(Number((e.target as HTMLSelectElement).value) as Speed)}
            >
                {PACES.map((n) => (
                    <option key={n} value={String(n)}>
                        {r("times", { n })}
                    </option>
                ))}
            </select>
        </label>
    );
}

/** Keys that have another meaning where the focus is. */
const taken = (at: Element | null, key: string): boolean =>
    !!at?.closest("select, dialog, textarea, input:not([type=range])") ||
    (key === " " && !!at?.closest("button, a, summary"));
function useKeys(c: Course, p: Player): void {
    // At once: the next key goes on from where the last one led.
    useLayoutEffect(() => {
        const last = c.recording.lines.length - 1;
        const keys: Record<string, () => void> = {
            " ": () => toggle(c, p),
            ArrowLeft: () => step(c, p, -1),
            ArrowRight: () => step(c, p, 1),
            Home: () => p.go(placeOfLine(c.recording, 0)),
            End: () => p.go(placeOfLine(c.recording, last)),
        };
        const press = (e: KeyboardEvent): void => {
            const at = document.activeElement;
            if (e.ctrlKey || e.metaKey || e.altKey || taken(at, e.key)) return;
            // Letters and numbers only where the bar has the focus: whoever speaks to their
            // computer says them for something else.
            const speed = at?.closest(".rep-bar") ? SPEEDS[Number(e.key) - 1] : undefined;
            const act = speed ? () => p.setSpeed(speed) : keys[e.key];
            if (!act) return;
            e.preventDefault();
            act();
        };
        window.addEventListener("keydown", press);
        return () => window.removeEventListener("keydown", press);
    });
}

export function Bar(q: { c: Course; p: Player; list: boolean; onList: () => void; said: string }) {
    useKeys(q.c, q.p);
    return (
        <section class="rep-bar" aria-label={r("bar")}>
            <p class="rep-said" role="status">
                {q.said}
            </p>
            <Track c={q.c} p={q.p} />
            <div class="rep-row">
                <Where c={q.c} p={q.p} />
                <Controls c={q.c} p={q.p} />
                <SpeedChoice p={q.p} />
                <Button
                    small
                    class="rep-more"
                    aria-label={r("moments")}
                    aria-expanded={q.list}
                    onClick={q.onList}
                >
                    <Sign of="list" />
                    <span class="rep-wide">{r("moments")}</span>
                </Button>
            </div>
        </section>
    );
}
