// What every picture of an outcome is drawn with: a fill and a mark for each group.
import type { ComponentChildren, JSX } from "preact";
import type { Group } from "../types";
import { cx } from "../ui";

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

export const fill = (f: Fill): string => `url(#pt-${f})`;

const SHAPES: Record<Group, JSX.Element> = {
    M: <rect x="2" y="2" width="24" height="24" rx="4" />,
    C: <circle cx="14" cy="14" r="12.5" />,
    O: <path d="M14 1.2 27 10.8 22 26.4H6L1 10.8Z" />,
};

/** A group's mark: shape, letter, colour and pattern; hollow where the group has no hand. */
export function MarkShape(p: { group: Group; hollow?: boolean; small?: boolean }) {
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

export const numberOf = (clause: string): string => clause.slice(1);
