// What light sheets are made of: a line that opens another screen, a line that unfolds, and signs.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Stance } from "../types";

const SIGNS = {
    support: "M5 12.5l5 5L19.5 7",
    live: "M3.5 14c3-6 6-6 8.5-2s5.5 4 8.5-2",
    object: "M12 2.5l9.5 9.5l-9.5 9.5l-9.5-9.5zM12 7.5v5.5M12 16v.2",
    on: "M9 5l7 7l-7 7",
    back: "M15 5l-7 7l7 7",
    more: "M12 5v14M5 12h14",
};
/** A sign beside a word; it says nothing by itself. */
export const Sign = ({ is }: { is: keyof typeof SIGNS }) => (
    <svg class={`sign sign-${is}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={SIGNS[is]} />
    </svg>
);

/** The three answers, each with its sign, to be shown in a row. */
export const stancesOf = (label: (v: Stance) => string) =>
    (["support", "live", "object"] as const).map((value) => ({
        value,
        label: (
            <>
                <Sign is={value} />
                {label(value)}
            </>
        ),
        ...(value === "object" && { tone: "object" }),
    }));

interface Row {
    label: ComponentChildren;
    /** What it is now. */
    value?: ComponentChildren;
}
/** Opens a screen of its own. */
export function Line(q: Row & { onGo: () => void; go?: string }) {
    return (
        <button type="button" class="line" data-go={q.go} onClick={q.onGo}>
            <span>
                {q.label}
                {q.value && <small> {q.value}</small>}
            </span>
            <Sign is="on" />
        </button>
    );
}

/** Unfolds in its place, and folds again once `children` say so. */
export function Fold(
    q: Row & { open?: boolean; children: (shut: () => void) => ComponentChildren },
) {
    const ref = useRef<HTMLDetailsElement>(null);
    const shut = (): void => {
        if (!ref.current) return;
        ref.current.open = false;
        ref.current.querySelector("summary")?.focus();
    };
    return (
        <details class="fold" ref={ref} open={q.open || undefined}>
            <summary>
                <span>
                    {q.label}
                    {q.value && <small> {q.value}</small>}
                </span>
            </summary>
            {q.children(shut)}
        </details>
    );
}
