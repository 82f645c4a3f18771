// The lanes: a table each, along one axis of time, its clauses as threads; and under them whose
// initiative it was. Drawn once; where one is, is a veil over what is still to come.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { lang } from "../../i18n";
import { tableName } from "../../people";
import { GROUPS, type Group } from "../../types";
import { AsIs, cx, GroupBadge, Mark, Threads, UNTOLD } from "../../ui";
import { hourOf, ofPhase } from "../say";
import {
    textOf,
    type Axis,
    type Initiative,
    type StoryDoc,
    type StoryTable,
    type Strand,
} from "./doc";
import { strandOf } from "./strand";
import { h } from "./texts";

/** Threads are drawn in 40 units; so high on the screen, from afar and near. */
const SLIM = 15;
const NEAR = 30;
const UNITS = 40;
/** On both sides of the time, pixels; story.late.css knows it too. */
const PAD = 14;

interface Drawn {
    axis: Axis;
    /** Of the cloth, pixels. */
    width: number;
}
const UNSEEN = { ...UNTOLD, "aria-hidden": true, focusable: "false" } as const;

/** A picture along the time; what is still to come lies under a veil. */
function Cloth(p: { width: number; height: number; children: ComponentChildren }) {
    return (
        <div class="st-cloth">
            <svg
                width={p.width}
                height={p.height}
                viewBox={`0 0 ${p.width} ${p.height}`}
                {...UNSEEN}
            >
                {p.children}
            </svg>
            <i class="st-veil" />
        </div>
    );
}
const xOf = (share: number, width: number): number => PAD + share * (width - 2 * PAD);
/** The share of the time at a place of a cloth. */
export const shareAt = (x: number, width: number): number => (x - PAD) / (width - 2 * PAD || 1);

function Threaded({ s, axis, width, scale }: Drawn & { s: Strand; scale: number }) {
    const place = (share: number): number => xOf(share, width) / scale;
    const thread = strandOf(s, (at) => place(axis.of(at)), place(axis.end));
    return <Threads t={thread} far={scale < 0.6} />;
}

export const words = (s: Strand): string => textOf(s) ?? h("words_withheld");

/** So many lanes are drawn at once; the others as they come near what is seen, or are printed. */
const AT_ONCE = 5;
const NEARLY = "400px 0px";
function useNearly(at: number) {
    const ref = useRef<HTMLLIElement>(null);
    const [near, setNear] = useState(at < AT_ONCE);
    useLayoutEffect(() => {
        const lane = ref.current;
        if (near || !lane) return;
        const come = (): void => setNear(true);
        const how = { rootMargin: NEARLY, scrollMargin: NEARLY };
        const watch = new IntersectionObserver((all) => {
            if (all.some((x) => x.isIntersecting)) come();
        }, how);
        watch.observe(lane);
        window.addEventListener("beforeprint", come);
        return () => {
            watch.disconnect();
            window.removeEventListener("beforeprint", come);
        };
    }, [near]);
    return { ref, near };
}

/** All threads of a table, small; their place alone, where they are far from what is seen. */
function Slim({
    table,
    empty,
    high,
    ...d
}: Drawn & { table: StoryTable; empty: boolean; high: number }) {
    const n = Math.max(1, table.clauses.length);
    const scale = high / UNITS;
    const drawn = empty ? [] : table.clauses;
    return (
        <Cloth width={d.width} height={n * high + 8}>
            {drawn.map((s, i) => (
                <g key={i} transform={`translate(0 ${4 + i * high}) scale(${scale})`}>
                    <Threaded {...d} s={s} scale={scale} />
                </g>
            ))}
        </Cloth>
    );
}

interface NearProps extends Drawn {
    table: StoryTable;
    strand: number | undefined;
    onStrand: (c: number | undefined) => void;
}
/** The same near, each with its words, and a way to its life. */
function Near({ table, strand, onStrand, ...d }: NearProps) {
    const scale = NEAR / UNITS;
    return (
        <ol class="st-near">
            {table.clauses.map((s, i) => (
                <li key={i} class={cx(strand === i && "st-on")}>
                    <Cloth width={d.width} height={NEAR}>
                        <g transform={`scale(${scale})`}>
                            <Threaded {...d} s={s} scale={scale} />
                        </g>
                    </Cloth>
                    <button
                        type="button"
                        aria-pressed={strand === i}
                        style={{ "--from": `${(100 * Math.min(0.5, d.axis.of(s.t))).toFixed(1)}%` }}
                        onClick={() => onStrand(strand === i ? undefined : i)}
                    >
                        <AsIs>{s.n}</AsIs> {words(s)}
                    </button>
                </li>
            ))}
        </ol>
    );
}

export interface LanesProps extends Drawn {
    s: StoryDoc;
    table: string | undefined;
    strand: number | undefined;
    onTable: (id: string | undefined) => void;
    onStrand: (c: number | undefined) => void;
    /** Of paper, on which nothing is pressed: a thread is so high there. */
    slim?: number;
}
function Lane({ x, at, ...p }: LanesProps & { x: StoryTable; at: number }) {
    const { axis, width } = p;
    const seen = useNearly(p.slim ? 0 : at);
    const alone = p.s.tables.length === 1;
    const near = !p.slim && (alone || x.id === p.table);
    return (
        <li ref={seen.ref} class={cx("st-lane", near && "st-open")}>
            <h3>
                {alone || p.slim ? (
                    tableName(x.id)
                ) : (
                    <button
                        type="button"
                        aria-expanded={near}
                        onClick={() => p.onTable(near ? undefined : x.id)}
                    >
                        {tableName(x.id)}
                    </button>
                )}
                {near && x.title && <small>{x.title}</small>}
            </h3>
            <div class="st-top">
                {near ? (
                    <Near {...{ axis, width }} table={x} strand={p.strand} onStrand={p.onStrand} />
                ) : (
                    <Slim {...{ axis, width }} table={x} empty={!seen.near} high={p.slim ?? SLIM} />
                )}
            </div>
        </li>
    );
}
export const Lanes = (p: LanesProps) => (
    <ol class="st-lanes">
        {p.s.tables.map((x, at) => (
            <Lane key={x.id} {...p} x={x} at={at} />
        ))}
    </ol>
);

/** The phases, and hours where they are far enough from one another. */
export function Hours({ s, axis, width }: Drawn & { s: StoryDoc }) {
    const ticks = useMemo(() => {
        const out: { t: number; x: number }[] = [];
        const talk = axis.pieces.filter((p) => p.phase === "pooling");
        const span = talk.reduce((n, p) => n + p.to - p.from, 0) / 60_000;
        const room = Math.max(1, Math.floor(width / 90));
        const every = ([1, 2, 5, 10, 15, 30].find((n) => span / n <= room) ?? 60) * 60_000;
        for (const p of talk)
            for (
                let at = Math.ceil((s.from + p.from) / every) * every - s.from;
                at <= p.to;
                at += every
            )
                out.push({ t: at, x: axis.of(at) });
        return out;
    }, [s, axis, width]);
    lang.use();
    return (
        <div class="st-hours" aria-hidden="true">
            {ticks.map(({ t: at, x }) => (
                <span key={at} style={{ "--at": x.toFixed(4) }} translate={false}>
                    {hourOf(s.from + at)}
                </span>
            ))}
            <div class="st-phases">
                {axis.pieces.map((p, i) => (
                    <i
                        key={i}
                        title={ofPhase(p.phase)}
                        class={cx(p.phase === "pooling" && "st-talks")}
                        style={{ flexGrow: p.x1 - p.x0 }}
                    />
                ))}
            </div>
        </div>
    );
}

/* -- initiative ------------------------------------------------------------------------------- */
const DOT = 18;

/** A mark a gesture, one over the other in its minute; where it went to another group, a stroke. */
function OneByOne({ lead, axis, width }: Drawn & { lead: Initiative[] }) {
    const high = new Map<number, number>();
    const at = lead.map((a) => {
        const level = high.get(a.m) ?? 0;
        high.set(a.m, level + 1);
        return { ...a, level };
    });
    const most = Math.max(1, ...high.values());
    const first = (m: number): number => lead.find((a) => a.m === m)?.t ?? 0;
    return (
        <Cloth width={width} height={most * DOT + 10}>
            {at.map((a, i) => {
                const x = xOf(axis.of(first(a.m)), width);
                const y = (most - a.level) * DOT - DOT / 2 + 4;
                return (
                    <g key={i} transform={`translate(${x.toFixed(1)} ${y}) scale(0.5)`}>
                        {a.over && <path class="st-over" d="M-15 21h30" />}
                        <Mark g={a.g} x={0} y={0} />
                    </g>
                );
            })}
            <path class="st-base" d={`M0 ${most * DOT + 6}H${width}`} />
        </Cloth>
    );
}

/** So many at each minute, of all tables: a bar a group. */
function Together({ leads, axis, width }: Drawn & { leads: Initiative[][] }) {
    const minutes = new Map<number, { t: number; n: Record<Group, number> }>();
    for (const a of leads.flat()) {
        const had = minutes.get(a.m) ?? { t: a.t, n: { M: 0, C: 0, O: 0 } };
        had.n[a.g]++;
        had.t = Math.min(had.t, a.t);
        minutes.set(a.m, had);
    }
    const all = [...minutes.values()];
    const most = Math.max(1, ...all.flatMap((m) => Object.values(m.n)));
    const HIGH = 26;
    return (
        <Cloth width={width} height={3 * (HIGH + 4)}>
            {GROUPS.map((g, row) => (
                <g key={g}>
                    <path class="st-base" d={`M0 ${(row + 1) * (HIGH + 4) - 1}H${width}`} />
                    {all.map(({ t: at, n }, i) => {
                        const tall = (HIGH * n[g]) / most;
                        return tall ? (
                            <rect
                                key={i}
                                class={`wv-${g}`}
                                x={xOf(axis.of(at), width) - 4}
                                y={(row + 1) * (HIGH + 4) - 2 - tall}
                                width={8}
                                height={tall}
                            />
                        ) : null;
                    })}
                </g>
            ))}
        </Cloth>
    );
}

export const overText = (x: StoryTable): string =>
    x.handovers
        ? h(`over_${x.handovers.as}`, {
              seen: x.handovers.seen,
              of: x.handovers.of,
              expected: x.handovers.expected,
          })
        : "";

const oneOf = (s: StoryDoc, table: StoryTable | undefined): StoryTable | undefined =>
    s.tables.length === 1 ? s.tables[0] : table;
const told = (s: StoryDoc): boolean => s.tables.some((x) => x.lead?.length);

export function Ribbon({ s, table, ...d }: Drawn & { s: StoryDoc; table: StoryTable | undefined }) {
    const one = oneOf(s, table);
    if (!told(s)) return null;
    return (
        <section class="st-ribbon" aria-label={h("initiative")}>
            <h3>
                {h("initiative")}
                {!one && (
                    <span class="st-groups">
                        {GROUPS.map((g) => (
                            <GroupBadge key={g} group={g} />
                        ))}
                    </span>
                )}
            </h3>
            <div class="st-top">
                {one ? (
                    <OneByOne {...d} lead={one.lead ?? []} />
                ) : (
                    <Together {...d} leads={s.tables.map((x) => x.lead ?? [])} />
                )}
            </div>
        </section>
    );
}
/** What it says, in a sentence. */
export function HowRibbon({ s, table }: { s: StoryDoc; table: StoryTable | undefined }) {
    const one = oneOf(s, table);
    if (!told(s)) return null;
    return (
        <p class="hint st-how">
            {h(one ? "initiative_how" : "initiative_all")} {one && overText(one)}
        </p>
    );
}

/** Where moments mattered to somebody: so many at each minute, never whose. */
export function Marked({ axis, width, marks }: Drawn & { marks: readonly number[] }) {
    const minutes = new Map<number, number>();
    for (const t of marks) {
        const m = Math.floor(t / 60_000);
        minutes.set(m, (minutes.get(m) ?? 0) + 1);
    }
    const most = Math.max(1, ...minutes.values());
    const HIGH = 34;
    if (!marks.length) return null;
    return (
        <div class="st-ribbon">
            <h3>{h("here_n", { n: marks.length })}</h3>
            <div class="st-top">
                <Cloth width={width} height={HIGH + 4}>
                    {[...minutes].map(([m, n]) => (
                        <rect
                            key={m}
                            class="st-mark"
                            x={xOf(axis.of((m + 0.5) * 60_000), width) - 7}
                            y={HIGH - (HIGH * n) / most + 2}
                            width={14}
                            height={(HIGH * n) / most}
                        />
                    ))}
                    <path class="st-base" d={`M0 ${HIGH + 2}H${width}`} />
                </Cloth>
            </div>
        </div>
    );
}
