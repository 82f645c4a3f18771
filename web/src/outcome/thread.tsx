// The thread of the hour: each gesture on its group's line, in its time.
import { GROUPS, type Group, type Tally } from "../types";
import { fill, MarkShape } from "./marks";
import { o } from "./words";

const KIND_MARK = {
    propose: <circle r="9" />,
    amend: <path d="M0-11 11 0 0 11-11 0Z" />,
    carry: <path d="M-9 10V-11L11-4-9 3" />,
};

/** What a time needs of the width under the thread. */
const TICK = 110;

interface ThreadProps {
    tally: Tally;
    alt: string;
    slim?: boolean;
    width?: number;
}
/** Where everything of the thread lies. */
function layThread({ tally, slim, width = 640 }: ThreadProps) {
    const lane = slim ? 32 : 46;
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
    const xOf = (minute: number): number => left + 10 + ((right - left - 20) * minute * 60) / span;
    return { width, lanes, left, right, xs, xOf, yOf, line, ticks, bottom };
}

/** Initiative acts over the time of the negotiation, a lane a group; the thread joins them. */
export function ThreadPicture(p: ThreadProps) {
    const { tally } = p;
    const { width, lanes, left, right, xs, xOf, yOf, line, ticks, bottom } = layThread(p);
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
                const x = xOf(m);
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
