// Bands from one column to another: where clauses came from, and who objected to whom. SVG of our
// own, no figure of which is computed here. Sizes are in units of the drawing; it grows with the screen.
import type { ComponentChildren } from "preact";
import { GROUPS, type Group, type Tally } from "../types";
import { fill, MarkShape, numberOf, type Fill } from "./marks";
import { o } from "./words";

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

interface BandsProps {
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
}
/** Where each end and each strand lies, the lower side in the middle of the other's height. */
function layBands(p: BandsProps) {
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
    const nothing: Span = { y: 0, h: 0 };
    const at = (side: "left" | "right", end: string): Span | undefined => {
        const found = (side === "left" ? l : r).at.get(end);
        return found && moved(found, down[side]);
    };
    const strand = (side: "left" | "right", id: string): Span =>
        moved((side === "left" ? l : r).places.get(id) ?? nothing, down[side]);
    return { unit, height, at, strand };
}
/** The names of strands, each at the start of its band, where no other one passes. */
function Names(p: { strands: Strand[]; x: number; middle: (id: string) => number }) {
    return (
        <>
            {p.strands.map(
                (s) =>
                    s.name && (
                        <g key={s.id} class="out-name">
                            <circle cx={p.x} cy={p.middle(s.id)} r="12" />
                            <text x={p.x} y={p.middle(s.id) + 5.2} text-anchor="middle">
                                {s.name}
                            </text>
                        </g>
                    ),
            )}
        </>
    );
}

function Bands(p: BandsProps) {
    const { unit, height, at, strand } = layBands(p);
    const [x0, x1] = p.x;
    const end = (e: End, side: "left" | "right") => {
        const span = at(side, e.id);
        if (!span) return null;
        const x = side === "left" ? x0 - 12 : x1;
        return (
            <g key={side + e.id}>
                <rect x={x} y={span.y} width="12" height={span.h} rx="3" fill={fill(e.fill)} />
                {p.tag(e.id, side, span.y + span.h / 2)}
            </g>
        );
    };
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
                {p.strands.map((s) => (
                    <path
                        key={s.id}
                        d={band(x0, strand("left", s.id), x1, strand("right", s.id))}
                        fill={fill(s.fill)}
                        class="out-band"
                    />
                ))}
                {p.left.map((e) => end(e, "left"))}
                {p.right.map((e) => end(e, "right"))}
                {unit >= NAMED && (
                    <Names
                        strands={p.strands}
                        x={x0 + 18}
                        middle={(id) => strand("left", id).y + strand("left", id).h / 2}
                    />
                )}
            </svg>
        </>
    );
}

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
