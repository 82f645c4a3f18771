// The pictures of a table's outcome: SVG of our own, coloured and patterned by group, no figure of
// which is computed here. Sizes are in units of the drawing; it grows with the screen.
import type { ComponentChildren, JSX } from "preact";
import { cx } from "../ui";
import { GROUPS, type Group, type Tally } from "../types";
import { o } from "./words";

/** A fill a group owns: its colour and its pattern, so that it is told apart without colour. */
export type Fill = Group | "compromise" | "withdrawn" | "standing" | "nobody" | "plain";

/** The patterns, once a page; every drawing points at them. */
export function Patterns() {
    const pattern = (id: Fill, inner: ComponentChildren, size = 10) => (
        <pattern id={`pt-${id}`} width={size} height={size} patternUnits="userSpaceOnUse">
            <rect width={size} height={size} class={`pt-${id}`} />
            {inner}
        </pattern>
    );
    return (
        <svg class="out-defs" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                {pattern("M", <path d="M-2 12 12-2M-2 2 2-2M8 12l4-4" class="pt-line" />)}
                {pattern(
                    "C",
                    <>
                        <circle cx="2.5" cy="2.5" r="1.7" class="pt-dot" />
                        <circle cx="7.5" cy="7.5" r="1.7" class="pt-dot" />
                    </>,
                )}
                {pattern("O", <path d="M0 3l5 4 5-4" class="pt-line" />)}
                {pattern("compromise", <path d="M0 5h10M5 0v10" class="pt-line" />)}
                {pattern("withdrawn", <path d="M0 5h10" class="pt-line" />)}
                {pattern("standing", null)}
                {pattern("nobody", <path d="M-2 12 12-2M-2 2 2-2M8 12l4-4" class="pt-faint" />)}
                {pattern("plain", null)}
            </defs>
        </svg>
    );
}
const fill = (f: Fill): string => `url(#pt-${f})`;

const SHAPES: Record<Group, JSX.Element> = {
    M: <rect x="2" y="2" width="24" height="24" rx="4" />,
    C: <circle cx="14" cy="14" r="12.5" />,
    O: <path d="M14 1.2 27 10.8 22 26.4H6L1 10.8Z" />,
};

/** A group's mark: shape, letter, colour and pattern; hollow where the group has no hand. */
function MarkShape(p: { group: Group; hollow?: boolean; small?: boolean }) {
    return (
        <g class={cx("mark", `mark-${p.group}`, p.hollow && "mark-hollow")}>
            <g fill={p.hollow ? undefined : fill(p.group)}>{SHAPES[p.group]}</g>
            {!p.small && (
                <text x="14" y={p.group === "O" ? 20.5 : 19.5} text-anchor="middle">
                    {p.group}
                </text>
            )}
        </g>
    );
}
export function Mark(p: { group: Group; hollow?: boolean; label?: string }) {
    return (
        <svg
            class="out-mark"
            viewBox="0 0 28 28"
            role={p.label ? "img" : undefined}
            aria-label={p.label}
            aria-hidden={p.label ? undefined : "true"}
        >
            <MarkShape group={p.group} hollow={p.hollow} />
        </svg>
    );
}

/* -- bands from one column to another ------------------------------------------------------- */
interface End {
    id: string;
    fill: Fill;
}
interface Strand {
    id: string;
    from: string;
    to: string;
    weight: number;
    fill: Fill;
    name?: string;
}
interface Span {
    y: number;
    h: number;
}
const UNIT = 30;
const GAP = 16;
/** What a name in its circle needs of the height of a band. */
const NAMED = 24;
/** On a screen read from afar a drawing is low, so that it can be shown large. */
const LOW = 132;
const unitFor = (weight: number, low?: boolean): number =>
    low ? Math.min(UNIT, LOW / Math.max(weight, 1)) : UNIT;

/** Where each end and each strand of one side lies; strands keep the order they are given in. */
function stack(ends: End[], strands: Strand[], side: "from" | "to", unit: number) {
    const at = new Map<string, Span>();
    const places = new Map<string, Span>();
    let y = 0;
    for (const end of ends) {
        const mine = strands.filter((s) => s[side] === end.id);
        if (!mine.length) continue;
        const top = y;
        for (const s of mine) {
            places.set(s.id, { y, h: s.weight * unit });
            y += s.weight * unit;
        }
        at.set(end.id, { y: top, h: y - top });
        y += GAP;
    }
    return { at, places, height: Math.max(0, y - GAP) };
}
const band = (x0: number, a: Span, x1: number, b: Span): string => {
    const mid = (x0 + x1) / 2;
    return (
        `M${x0} ${a.y}C${mid} ${a.y} ${mid} ${b.y} ${x1} ${b.y}V${b.y + b.h}` +
        `C${mid} ${b.y + b.h} ${mid} ${a.y + a.h} ${x0} ${a.y + a.h}Z`
    );
};

function Bands(p: {
    alt: string;
    left: End[];
    right: End[];
    strands: Strand[];
    x: [number, number];
    width: number;
    low?: boolean;
    /** What stands over each side. */
    heads?: [string, string];
    tag: (id: string, side: "left" | "right", middle: number) => ComponentChildren;
}) {
    const order = (ends: End[], id: string): number => ends.findIndex((e) => e.id === id);
    const byRight = [...p.strands].sort((a, b) => order(p.right, a.to) - order(p.right, b.to));
    const byLeft = [...p.strands].sort((a, b) => order(p.left, a.from) - order(p.left, b.from));
    const weight = p.strands.reduce((n, s) => n + s.weight, 0);
    const unit = unitFor(weight, p.low);
    const l = stack(p.left, byRight, "from", unit);
    const r = stack(p.right, byLeft, "to", unit);
    const height = Math.max(l.height, r.height, 40);
    const down = { left: (height - l.height) / 2, right: (height - r.height) / 2 };
    const moved = (s: Span, dy: number): Span => ({ y: s.y + dy, h: s.h });
    const [x0, x1] = p.x;
    const end = (e: End, side: "left" | "right") => {
        const found = (side === "left" ? l : r).at.get(e.id);
        if (!found) return null;
        const span = moved(found, down[side]);
        const x = side === "left" ? x0 - 12 : x1;
        return (
            <g key={side + e.id}>
                <rect x={x} y={span.y} width="12" height={span.h} rx="3" fill={fill(e.fill)} />
                {p.tag(e.id, side, span.y + span.h / 2)}
            </g>
        );
    };
    const nothing: Span = { y: 0, h: 0 };
    // Read from afar, words are larger: they need more room left and right.
    const before = p.low ? 6 : 0;
    const wide = p.width + 3 * before;
    return (
        <>
            {p.heads && (
                <p
                    class="out-heads"
                    aria-hidden="true"
                    style={{ "--ratio": (wide / (height + 8)).toFixed(3) }}
                >
                    <span>{p.heads[0]}</span>
                    <span>{p.heads[1]}</span>
                </p>
            )}
            <svg
                class="out-pic"
                viewBox={`${-before} -4 ${wide} ${height + 8}`}
                role="img"
                aria-label={p.alt}
            >
                {p.strands.map((s) => {
                    const a = moved(l.places.get(s.id) ?? nothing, down.left);
                    const b = moved(r.places.get(s.id) ?? nothing, down.right);
                    return (
                        <path
                            key={s.id}
                            d={band(x0, a, x1, b)}
                            fill={fill(s.fill)}
                            class="out-band"
                        />
                    );
                })}
                {p.left.map((e) => end(e, "left"))}
                {p.right.map((e) => end(e, "right"))}
                {p.strands.map((s) => {
                    if (!s.name || unit < NAMED) return null;
                    // At the start of its band, where no other one passes.
                    const a = moved(l.places.get(s.id) ?? nothing, down.left);
                    const y = a.y + a.h / 2;
                    return (
                        <g key={s.id} class="out-name">
                            <circle cx={x0 + 18} cy={y} r="12" />
                            <text x={x0 + 18} y={y + 5.2} text-anchor="middle">
                                {s.name}
                            </text>
                        </g>
                    );
                })}
            </svg>
        </>
    );
}

export const numberOf = (clause: string): string => clause.slice(1);

/** From the groups that proposed the adopted clauses to those that carry them. */
export function OriginPicture(p: { tally: Tally; alt: string; low?: boolean }) {
    const { tally } = p;
    const strands: Strand[] = tally.clauses
        .filter((c) => c.adopted)
        .flatMap((c) => {
            const to: string[] = c.to.length ? c.to : ["nobody"];
            const weight = 1 / (c.from.length * to.length);
            return c.from.flatMap((from, i) =>
                to.map((t, j) => ({
                    id: `${c.id}-${from}-${t}`,
                    from: from as string,
                    to: t,
                    weight,
                    fill: from as Fill,
                    name: i + j === 0 ? numberOf(c.id) : undefined,
                })),
            );
        });
    const groups = GROUPS.map((g): End => ({ id: g, fill: g }));
    return (
        <Bands
            alt={p.alt}
            low={p.low}
            left={groups}
            right={[...groups, { id: "nobody", fill: "nobody" }]}
            strands={strands}
            width={342}
            heads={[o("proposed_by"), o("carried_by")]}
            x={[74, 246]}
            tag={(id, side, y) => {
                const x = side === "left" ? 0 : 264;
                if (id === "nobody")
                    return (
                        <text x={264} y={y - 2} class="out-note">
                            {o("nobody")
                                .split(" ")
                                .map((word, i) => (
                                    <tspan key={i} x={264} dy={i ? 17 : 0}>
                                        {word}
                                    </tspan>
                                ))}
                        </text>
                    );
                const g = id as Group;
                return (
                    <>
                        <g transform={`translate(${x} ${y - 14})`}>
                            <MarkShape group={g} />
                        </g>
                        <text x={x + 36} y={y + 8} class="out-count">
                            {side === "left" ? tally.from[g] : tally.to[g]}
                        </text>
                    </>
                );
            }}
        />
    );
}

/** From objections raised to what became of them. */
export function ObjectionsPicture(p: { tally: Tally; alt: string; low?: boolean }) {
    const q = p.tally.objections;
    const fates = (["compromise", "withdrawn", "standing"] as const).filter((f) => q[f] > 0);
    return (
        <Bands
            alt={p.alt}
            low={p.low}
            left={[{ id: "raised", fill: "plain" }]}
            right={fates.map((f) => ({ id: f, fill: f }))}
            strands={fates.map((f) => ({
                id: f,
                from: "raised",
                to: f,
                weight: q[f],
                fill: f,
            }))}
            width={354}
            x={[114, 212]}
            tag={(id, side, y) => {
                const key = id as "raised" | "compromise" | "withdrawn" | "standing";
                const x = side === "left" ? 96 : 234;
                const anchor = side === "left" ? "end" : "start";
                return (
                    <>
                        <text x={x} y={y + 1} class="out-count" text-anchor={anchor}>
                            {q[key]}
                        </text>
                        <text x={x} y={y + 18} class="out-note" text-anchor={anchor}>
                            {o(`short_${key}`, { n: q[key] })}
                        </text>
                    </>
                );
            }}
        />
    );
}

/* -- two circles ------------------------------------------------------------------------------ */
function Chips(p: { clauses: string[]; x: number }) {
    const rows = Math.ceil(p.clauses.length / 2);
    return (
        <>
            {p.clauses.map((id, i) => {
                const last = i === p.clauses.length - 1 && i % 2 === 0;
                const x = p.x + (last ? 0 : i % 2 ? 15 : -15);
                const y = 107 + (Math.floor(i / 2) - (rows - 1) / 2) * 29;
                return (
                    <g key={id} class="out-name">
                        <circle cx={x} cy={y} r="13" />
                        <text x={x} y={y + 5.2} text-anchor="middle">
                            {numberOf(id)}
                        </text>
                    </g>
                );
            })}
        </>
    );
}
export function DimsPicture(p: { tally: Tally; alt: string }) {
    const of = (soc: boolean, eco: boolean): string[] =>
        p.tally.clauses
            .filter((c) => c.adopted)
            .filter((c) => c.dims.includes("soc") === soc && c.dims.includes("eco") === eco)
            .map((c) => c.id);
    return (
        <svg class="out-pic" viewBox="0 0 320 186" role="img" aria-label={p.alt}>
            <circle cx="112" cy="107" r="76" class="out-soc" />
            <circle cx="208" cy="107" r="76" class="out-eco" />
            <text x="4" y="15" class="out-label">
                {o("dim_soc")}
            </text>
            <text x="316" y="15" class="out-label" text-anchor="end">
                {o("dim_eco")}
            </text>
            <Chips clauses={of(true, false)} x={76} />
            <Chips clauses={of(true, true)} x={160} />
            <Chips clauses={of(false, true)} x={244} />
        </svg>
    );
}

/* -- how many of how many -------------------------------------------------------------------- */
const PERSON =
    "M12 3.2a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM3 24.5c0-5.6 3.6-9.3 9-9.3s9 3.7 9 9.3Z";
const GIFT = "M3.5 11h17v13h-17ZM2 6.5h20V11H2ZM12 6.5V24";
function Row(p: { of: [number, number]; icon: "person" | "gift" }) {
    const [x, y] = p.of;
    return (
        <>
            {Array.from({ length: y }, (_, i) => (
                <svg key={i} viewBox="0 0 24 28" class={cx("out-pip", i >= x && "out-pip-off")}>
                    <path d={p.icon === "person" ? PERSON : GIFT} />
                </svg>
            ))}
        </>
    );
}
/** A row of people, or of commitments, filled as far as the count goes; nobody is somebody. */
export function Pips(p: { of: [number, number]; icon: "person" | "gift"; label: string }) {
    return (
        <span class="out-pips" role="img" aria-label={p.label}>
            <Row of={p.of} icon={p.icon} />
        </span>
    );
}

/* -- the thread --------------------------------------------------------------------------------- */
const KIND_MARK = {
    propose: <circle r="9" />,
    amend: <path d="M0-11 11 0 0 11-11 0Z" />,
    carry: <path d="M-9 10V-11L11-4-9 3" />,
};
/** What a time needs of the width under the thread. */
const TICK = 110;
/** Initiative acts over the time of the negotiation, a lane a group; the thread joins them. */
export function ThreadPicture(p: { tally: Tally; alt: string; slim?: boolean; width?: number }) {
    const { tally } = p;
    const width = p.width ?? 640;
    const lane = p.slim ? 32 : 46;
    const lanes = GROUPS.filter((g) => tally.seated.includes(g));
    const left = 44;
    const right = width - 16;
    const span = Math.max(tally.span, 1);
    const top = 18;
    // Acts of the same moment stand side by side, in their order, and never leave the frame.
    const apart = Math.min(22, (right - left - 20) / Math.max(tally.lead.length - 1, 1));
    const xs: number[] = [];
    for (const [s] of tally.lead) {
        const want = left + 10 + ((right - left - 20) * Math.min(s, span)) / span;
        xs.push(Math.max(want, (xs[xs.length - 1] ?? -99) + apart));
    }
    for (let i = xs.length - 1, most = right - 10; i >= 0; i--, most -= apart)
        xs[i] = Math.min(xs[i] ?? 0, most);
    const yOf = (g: Group): number => top + lanes.indexOf(g) * lane;
    const points = tally.lead.map(([, g], i) => ({ x: xs[i] ?? 0, y: yOf(g) }));
    const line = points
        .map((at, i) => {
            const was = points[i - 1];
            if (!was) return `M${at.x} ${at.y}`;
            const mid = (was.x + at.x) / 2;
            return `C${mid} ${was.y} ${mid} ${at.y} ${at.x} ${at.y}`;
        })
        .join("");
    const minutes = Math.round(span / 60);
    const room = (right - left) / TICK;
    const every = [1, 2, 5, 10, 20].find((n) => minutes / n < room) ?? minutes;
    const ticks = Array.from({ length: Math.floor(minutes / every) + 1 }, (_, i) => i * every);
    const bottom = top + (lanes.length - 1) * lane + 22;
    return (
        <svg
            class="out-pic out-thread"
            preserveAspectRatio="xMinYMin"
            viewBox={`0 0 ${width} ${bottom + 24}`}
            role="img"
            aria-label={p.alt}
        >
            {lanes.map((g) => (
                <g key={g}>
                    <line x1={left} x2={right} y1={yOf(g)} y2={yOf(g)} class={`lane lane-${g}`} />
                    <g transform={`translate(4 ${yOf(g) - 14})`}>
                        <MarkShape group={g} />
                    </g>
                </g>
            ))}
            {ticks.map((m) => {
                const x = left + 10 + ((right - left - 20) * m * 60) / span;
                if (x > right) return null;
                return (
                    <text
                        key={m}
                        x={x}
                        y={bottom + 16}
                        class="out-note"
                        text-anchor={m && x > right - 30 ? "end" : "middle"}
                    >
                        {m === 0 ? "0" : o("minute", { n: m })}
                    </text>
                );
            })}
            <path d={line} class="thread" />
            {tally.lead.map(([, g, kind], i) => (
                <g
                    key={i}
                    transform={`translate(${xs[i]} ${yOf(g)})`}
                    class={`knot knot-${g}`}
                    fill={fill(g)}
                >
                    {KIND_MARK[kind]}
                </g>
            ))}
        </svg>
    );
}
export function ThreadKey() {
    return (
        <p class="out-key">
            {(["propose", "amend", "carry"] as const).map((k) => (
                <span key={k}>
                    <svg viewBox="-13 -13 26 26" class="out-keymark" aria-hidden="true">
                        {KIND_MARK[k]}
                    </svg>{" "}
                    {o(`lead_${k}`)}
                </span>
            ))}
        </p>
    );
}
