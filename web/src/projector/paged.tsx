// A slide that does not fit one screen at a size read from six metres goes on over the next: it
// flows in columns as high as the screen, and a part of it is as many as stand side by side.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui";
import { o } from "../outcome/words";

/** Where the hall is: which picture, which part of it, and how to go on. */
export interface Turning {
    page: number;
    part: number;
    parts: number;
    onParts: (n: number) => void;
    turn: (step: 1 | -1) => void;
}

/** The size of the window, in CSS pixels. */
export function useWindow(): { width: number; height: number } {
    const [, redraw] = useState(0);
    useEffect(() => {
        const resized = (): void => redraw((n) => n + 1);
        window.addEventListener("resize", resized);
        return () => window.removeEventListener("resize", resized);
    }, []);
    return { width: window.innerWidth, height: window.innerHeight };
}

/** A part that is begun counts; what hangs over its edge by a hair does not. */
function partsIn(flow: HTMLElement): number {
    const gap = parseFloat(getComputedStyle(flow).columnGap) || 0;
    const parts = (flow.scrollWidth + gap) / (flow.clientWidth + gap);
    return Math.max(1, Math.ceil(parts - 0.2));
}

export function Paged(p: {
    part: number;
    onParts: (n: number) => void;
    two?: boolean;
    children: ComponentChildren;
}) {
    const flow = useRef<HTMLDivElement>(null);
    const { onParts } = p;
    useLayoutEffect(() => {
        if (flow.current) onParts(partsIn(flow.current));
    });
    useEffect(() => {
        const box = flow.current;
        if (!box) return;
        const measure = (): void => onParts(partsIn(box));
        const sizes = new ResizeObserver(measure);
        const words = new MutationObserver(measure);
        sizes.observe(box);
        words.observe(box, { childList: true, characterData: true, subtree: true });
        return () => {
            sizes.disconnect();
            words.disconnect();
        };
    }, [onParts]);
    return (
        <div class="paged">
            <div
                ref={flow}
                class={p.two ? "paged-in paged-two" : "paged-in"}
                style={{ "--part": String(p.part) }}
            >
                {p.children}
            </div>
        </div>
    );
}

/** Which picture of how many, and which part of it; nothing to say of one that is alone and whole. */
export function Pages(p: Turning & { of: number }) {
    if (p.of * p.parts === 1) return null;
    const text = [
        p.of > 1 && o("page_of", { n: p.page + 1, of: p.of }),
        p.parts > 1 && o("part_of", { n: p.part + 1, of: p.parts }),
    ]
        .filter(Boolean)
        .join(" – ");
    return (
        <nav class="out-pages" aria-label={text}>
            <Button small class="btn-sign" aria-label={o("previous")} onClick={() => p.turn(-1)}>
                ←
            </Button>
            <span role="status">{text}</span>
            <Button small class="btn-sign" aria-label={o("next")} onClick={() => p.turn(1)}>
                →
            </Button>
        </nav>
    );
}
