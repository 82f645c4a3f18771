// A sheet of paper: fixed in size, printed as it is seen.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Group } from "../types";

export type Paper = "a4" | "letter";
/** Width and height in millimetres. */
export const SIZE: Record<Paper, readonly [number, number]> = {
    a4: [210, 297],
    letter: [215.9, 279.4],
};

export function Page(p: { children: ComponentChildren; class?: string; label?: string }) {
    return (
        <section class={`kit-page ${p.class ?? ""}`} aria-label={p.label}>
            {p.children}
        </section>
    );
}

/** A text that runs over as many sheets as it needs. */
export function Flow(p: { children: ComponentChildren }) {
    return <article class="kit-flow">{p.children}</article>;
}

const WEAVES: Record<Group, string> = {
    M: "M0 9L9 0M-2 2L2-2M7 11L11 7",
    C: "M4 1.500a2 2 0 1 0 .1 0z",
    O: "M0 0L9 9M9 0L0 9",
};
let weaves = 0;

/** The group's pattern, told apart without colour; drawn, so that printers do not leave it out. */
export function Weave(p: { group: Group }) {
    const id = useMemo(() => `weave-${++weaves}`, []);
    return (
        <svg class={`kit-weave kit-ink-${p.group}`} aria-hidden="true">
            <pattern id={id} width="9" height="9" patternUnits="userSpaceOnUse">
                <path
                    d={WEAVES[p.group]}
                    fill={p.group === "C" ? "currentColor" : "none"}
                    stroke={p.group === "C" ? "none" : "currentColor"}
                />
            </pattern>
            <rect width="100%" height="100%" fill={`url(#${id})`} />
        </svg>
    );
}

export interface Box {
    x: number;
    y: number;
    w: number;
    h: number;
}

/** Cut marks outside the corners of boxes. */
export function CutMarks(p: { paper: Paper; boxes: Box[] }) {
    const [w, h] = SIZE[p.paper];
    const d = p.boxes
        .map(({ x, y, w: bw, h: bh }) =>
            [x, x + bw]
                .flatMap((cx) =>
                    [y, y + bh].map((cy) => {
                        const out = cx === x ? -1 : 1;
                        const up = cy === y ? -1 : 1;
                        return `M${cx + out} ${cy}h${out * 5}M${cx} ${cy + up}v${up * 2}`;
                    }),
                )
                .join(""),
        )
        .join("");
    return (
        <svg class="kit-marks" viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
            <path d={d} />
        </svg>
    );
}

/** Lines to write on. */
export function Lines(p: { n: number }) {
    return (
        <div class="kit-lines" aria-hidden="true">
            {Array.from({ length: p.n }, (_, i) => (
                <span key={i} />
            ))}
        </div>
    );
}
