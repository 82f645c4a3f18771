// The pictures of the game: marks of groups, cords of clauses, the table seen from above, and the
// hour as a thread. Words beside them say the same, so they are hidden from who does not see them.
import { remaining, useNow } from "../clock";
import { Bound, type Group, type Knot, type RoomDoc } from "../types";
import { cx } from "./cx";
import { UNTOLD } from "./surface";
import {
    MIDDLE,
    places,
    threadOf,
    WIDTH,
    woolOf,
    type Band,
    type KnotAt,
    type Thread,
} from "./thread";

const SHAPES: Record<Group, string> = {
    M: "M-13-13h26v26h-26z",
    C: "M-14 0a14 14 0 1 0 28 0a14 14 0 1 0-28 0z",
    O: "M0-16l16 12l-6 18h-20l-6-18z",
};
const LOZENGE = "M0-17l17 17l-17 17l-17-17z";

/** A group's shape, with its letter unless it is too small to be read. */
export function Mark(p: { g: Group; x: number; y: number; far?: boolean; hollow?: boolean }) {
    return (
        <g class={cx(`wv-${p.g}`, p.hollow && "wv-hollow")} transform={`translate(${p.x} ${p.y})`}>
            <path class="wv-mark" d={SHAPES[p.g]} />
            {!p.far && (
                <text class="wv-letter" y="5.5">
                    {p.g}
                </text>
            )}
        </g>
    );
}

const COMBINATIONS = ["M", "C", "O", "MC", "MO", "CO", "MCO"];
const PITCH = 15;
const CHEVRON = "h10l5 10l-5 10h-10l5-10z";
const SMALL: Record<Group, string> = {
    M: "m4.5 6.5h7v7h-7z",
    C: "m4.3 10a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0-7.4 0z",
    O: "m8 5.8l4.3 3.2l-1.7 5h-5.2l-1.7-5z",
};
const patternOf = (hands: string, thin: boolean): string =>
    `wv-${hands || "wool"}${thin ? "-thin" : ""}`;

/** A tile of a band: a chevron a group, the first once more on the left, from where its point comes. */
function Tile({ hands, thin }: { hands: string; thin: boolean }) {
    const groups = hands ? [...hands] : ["wool", "wool2"];
    const wide = PITCH * groups.length;
    return (
        <pattern
            id={patternOf(hands, thin)}
            width={wide}
            height="20"
            patternUnits="userSpaceOnUse"
            patternTransform={
                thin ? `translate(0 ${MIDDLE - 4}) scale(0.4)` : `translate(0 ${MIDDLE - 10})`
            }
        >
            {[groups[groups.length - 1] ?? "M", ...groups].map((g, i) => (
                <g key={i} class={`wv-${g}`}>
                    <path d={`M${PITCH * (i - 1)} 0${CHEVRON}`} />
                    {hands && (
                        <path class="wv-in" d={`M${PITCH * (i - 1)} 0${SMALL[g as Group]}`} />
                    )}
                </g>
            ))}
        </pattern>
    );
}

/** The patterns that all cords of a page are woven from: once in it. */
export function Loom() {
    return (
        <svg class="wv-loom" width="0" height="0" aria-hidden="true" focusable="false">
            {["", ...COMBINATIONS].map((hands) => [
                <Tile key={hands} hands={hands} thin={false} />,
                <Tile key={`${hands}-`} hands={hands} thin />,
            ])}
        </svg>
    );
}

function Woven({ from, to, style, hands, last }: Band) {
    if (style === "cut") return <path class={`wv-cut wv-${last}`} d={`M${from} ${MIDDLE}H${to}`} />;
    const half = style === "thin" ? 4 : 10;
    return (
        <rect
            x={from}
            y={MIDDLE - half}
            width={Math.max(0, to - from)}
            height={2 * half}
            fill={`url(#${patternOf(hands, style === "thin")})`}
        />
    );
}

function At({ x, kind, group, wool, far }: KnotAt & { wool?: boolean; far?: boolean }) {
    const at = `translate(${x} ${MIDDLE})`;
    if (kind === "hand") return <Mark g={group} x={x} y={MIDDLE} far={far} />;
    if (kind === "tie") return <path class="wv-tie" transform={at} d="M-3-14v28M3-14v28" />;
    if (kind === "fringe")
        return (
            <path
                class={cx("wv-fringe", wool ? "wv-woolen" : `wv-${group}`)}
                transform={at}
                d="M-6 0h14M-6 0l14-8M-6 0l14 8M-6 0l16-4M-6 0l16 4"
            />
        );
    if (kind === "carried")
        return (
            <g>
                <circle class="wv-ring" cx={x} cy={MIDDLE} r="18" />
                <g transform={`translate(${x} ${MIDDLE}) scale(0.8)`}>
                    <Mark g={group} x={0} y={0} far={far} />
                </g>
            </g>
        );
    return (
        <g transform={at} class={cx("wv-lozenge", kind === "eased" && "wv-eased")}>
            <path d={LOZENGE} />
            {kind === "eased" ? (
                <path class="wv-check" d="M-6 0l4 5l8-9" />
            ) : (
                !far && (
                    <text class="wv-letter" y="5.5">
                        {group}
                    </text>
                )
            )}
        </g>
    );
}

/** What a thread is drawn of; 40 units high. */
export const Threads = ({ t, wool, far }: { t: Thread; wool?: boolean; far?: boolean }) => (
    <>
        {t.bands.map((b, i) => (
            <Woven key={i} {...b} />
        ))}
        {t.marks.map((m, i) => (
            <At key={i} {...m} wool={wool} far={far} />
        ))}
    </>
);

/** The thread of a clause; or one that is nobody's yet. */
export function Cord(p: { knots?: readonly Knot[]; wool?: boolean; far?: boolean }) {
    return (
        <svg
            class="wv-cord"
            {...UNTOLD}
            viewBox={`0 0 ${WIDTH} 40`}
            aria-hidden="true"
            focusable="false"
        >
            <Threads t={p.knots ? threadOf(p.knots) : woolOf(true)} wool={p.wool} far={p.far} />
        </svg>
    );
}

const TOP = { w: 460, h: 250, x: 60, y: 40 };
/** A table from above: who sits there, and what lies on it. An empty seat is hollow. */
export function TableTop(p: {
    seats: readonly { group: Group; empty?: boolean; me?: boolean }[];
    /** Letters are too small to be read from where one sits. */
    far?: boolean;
    /** Threads laid, and of them the rows closed, in undyed wool. */
    wool?: { laid: number; closed: number };
    /** Or the threads themselves, in their colours. */
    cords?: readonly (readonly Knot[])[];
    /** No higher than what lies on it. */
    low?: boolean;
    /** Wider or higher than it would be, and its cords in columns: for what there is of place. */
    w?: number;
    h?: number;
    cols?: number;
}) {
    const { w = TOP.w, cols = 1 } = p;
    const at = places(p.seats.length);
    const { laid = 0, closed = 0 } = p.wool ?? {};
    const threads =
        p.cords?.map(threadOf) ?? Array.from({ length: laid }, (_, i) => woolOf(i < closed));
    const rows = Math.ceil(threads.length / cols);
    const h = p.h ?? (p.low ? Math.min(TOP.h, 80 + 24 * rows) : TOP.h);
    const large = Math.max(1, h / TOP.h);
    const gap = Math.min(44 * large, (h - 40) / Math.max(1, rows));
    const long = (w - 50 - 40 * cols) / cols / WIDTH;
    const thick = long * Math.min(large, gap / 30);
    return (
        <svg
            class="wv-top"
            {...UNTOLD}
            viewBox={`0 0 ${w + 2 * TOP.x} ${h + 2 * TOP.y}`}
            preserveAspectRatio={p.far ? "xMidYMax" : undefined}
            aria-hidden="true"
            focusable="false"
        >
            <rect class="wv-table" x={TOP.x} y={TOP.y} width={w} height={h} rx="34" />
            {threads.map((thread, i) => (
                <g
                    key={i}
                    class="wv-laid"
                    transform={`translate(${TOP.x + 45 + Math.floor(i / rows) * (long * WIDTH + 40)} ${TOP.y + h / 2 + ((i % rows) - (rows - 1) / 2) * gap - MIDDLE * thick}) scale(${long} ${thick})`}
                >
                    <Threads t={thread} wool={!p.cords} far={p.far} />
                </g>
            ))}
            {p.seats.map(({ group, empty, me }, i) => {
                const x = TOP.x + (at[i]?.x ?? 0) * w;
                const y = TOP.y + (at[i]?.y ?? 0) * h;
                return (
                    <g key={i} class="wv-seat" transform={`translate(${x} ${y}) scale(1.7)`}>
                        {me && <circle class="wv-me" r="21" />}
                        <Mark g={group} x={0} y={0} hollow={empty} far={p.far} />
                    </g>
                );
            })}
        </svg>
    );
}

/** A strip of the three woven together, under a header. */
export const Strip = () => (
    <svg class="wv-strip" width="100%" height="8" aria-hidden="true" focusable="false">
        <rect y="-16" width="4000" height="40" fill={`url(#${patternOf("MCO", true)})`} />
    </svg>
);

/** The hour: a segment a phase, as long as it, woven as time passes. */
export function TimeThread({ room }: { room: RoomDoc }) {
    useNow(1000);
    const { clock, phases } = room;
    if (!clock || room.state === "lobby") return null;
    const left = remaining(clock) ?? 0;
    const now = room.state === "ended" ? phases.length : clock.phase;
    const soon = left <= Bound.WARN_MS && !clock.paused;
    return (
        <div class="wv-time" aria-hidden="true">
            {phases.map((phase, i) => {
                const done = i < now ? 1 : i > now ? 0 : 1 - left / (clock.length || 1);
                return (
                    <span
                        key={i}
                        style={{ flexGrow: phase.seconds }}
                        class={cx(i === now && soon && "wv-soon")}
                    >
                        <i style={{ width: `${100 * Math.min(1, Math.max(0, done))}%` }} />
                    </span>
                );
            })}
        </div>
    );
}
