// Every moment of a replay, phase by phase: what the marks of the slider mean, and a way to each.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { lang } from "../i18n";
import { tableName } from "../people";
import { Named } from "../ui";
import type { Moment, Segment } from "./moments";
import type { Player } from "./player";
import { placeOfLine } from "./recording";
import { hourOf, momentAt, momentText, ofPhase, spent, type Course } from "./say";
import { r } from "./texts";

interface ListProps {
    c: Course;
    p: Player;
    /** One table is not told from the others. */
    alone: boolean;
    onPicked: () => void;
}
/** The words of a clause are told when they are new. */
const QUOTED = ["proposed", "amended"];

interface MomentProps extends ListProps {
    m: Moment;
    now: boolean;
}
function Go(q: MomentProps & { when: string; children: ComponentChildren }) {
    const go = (): void => {
        q.p.go(placeOfLine(q.c.recording, q.m.line));
        q.onPicked();
    };
    return (
        <button type="button" aria-current={q.now ? "true" : undefined} onClick={go}>
            <span class="rep-when" translate={false}>
                {q.when}
            </span>
            {q.children}
        </button>
    );
}
function Row(q: MomentProps & { since: number }) {
    const { m } = q;
    return (
        <li>
            <Go {...q} when={spent(m.t - q.since)}>
                <i class={`rep-dot rep-${m.kind}`} aria-hidden="true" />
                <span class="rep-what">
                    <span>
                        <Named {...momentText(m, q.c.room)} />
                    </span>
                    {m.table && !q.alone && <small>{tableName(m.table)}</small>}
                    {QUOTED.includes(m.kind) && m.clause?.text && (
                        <small>{r("quote", { text: m.clause.text })}</small>
                    )}
                </span>
            </Go>
        </li>
    );
}

/** The list stands beside the picture, or else over it. */
export const beside = (): boolean => matchMedia("(min-width: 64rem)").matches;

export function List(q: ListProps) {
    const { c, p } = q;
    const box = useRef<HTMLElement>(null);
    const now = momentAt(c, p.place.line);
    // Opened over the picture, it is where one goes on, from the next key; closed, its button is.
    useLayoutEffect(() => {
        if (!beside()) box.current?.focus();
    }, []);
    useEffect(() => {
        const list = box.current;
        const at = list?.querySelector<HTMLElement>("[aria-current]");
        if (!list || !at) return;
        const top = at.offsetTop - list.clientHeight / 3;
        if (at.offsetTop < list.scrollTop || at.offsetTop > list.scrollTop + list.clientHeight - 80)
            list.scrollTop = top;
    }, [now]);
    const rows = (s: Segment, i: number) => {
        const end = c.segments[i + 1]?.line ?? Infinity;
        const here = c.moments.filter((m) => m.line >= s.line && m.line < end);
        return (
            <section key={s.line}>
                {here.slice(0, 1).map((m) => (
                    <h3 key={m.line}>
                        <Go {...q} m={m} now={m === now} when={hourOf(m.t)}>
                            {ofPhase(s.phase)}
                        </Go>
                    </h3>
                ))}
                <ol>
                    {here.slice(1).map((m, k) => (
                        <Row key={k} {...q} m={m} since={s.from} now={m === now} />
                    ))}
                </ol>
            </section>
        );
    };
    // Where one is moves ten times a second; the list only with its moments.
    const language = lang.use();
    const phases = useMemo(() => c.segments.map(rows), [c, now, language]);
    return (
        <aside
            ref={box}
            class="rep-list"
            aria-label={r("moments")}
            tabIndex={0}
            onKeyDown={(e) => {
                if (e.key === "Escape") q.onPicked();
            }}
        >
            <h2 class="sr">{r("moments")}</h2>
            {phases}
            <p class="hint">{r("moments_keys")}</p>
        </aside>
    );
}
