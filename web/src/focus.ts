// The focus is never lost: when what has it goes away, what stands nearest takes it. Whoever looks
// does not need this; whoever listens, or moves by keyboard, would start again from the top.
import { replayed } from "./replayed";

/** What had the focus, and what it stood in; the way up from it is gone once it is. */
let had: { el: Element; within: Element[] } | undefined;
let before: HTMLElement[] = [];

const stands = (el: Element): boolean => el.isConnected && el.checkVisibility?.() !== false;

/** The name of the nearest part of the page that is left, or else what had the focus earlier. */
function nearest(within: Element[]): HTMLElement | undefined {
    for (const part of within.filter((el) => stands(el) && el.matches("dialog, main, main *"))) {
        const names = part.querySelectorAll<HTMLElement>(
            part.matches("details") ? ":scope > summary" : "h1, h2, h3, h4",
        );
        const found = [...names].find(stands);
        if (found) return found;
    }
    const title = document.querySelector<HTMLElement>("main h1");
    return before.filter(stands).pop() ?? title ?? undefined;
}

function mend(): void {
    const now = document.activeElement;
    if (replayed() || !had || stands(had.el) || (now !== document.body && now !== had.el)) return;
    const next = nearest(had.within);
    if (!next) return; // the screen that comes is not drawn yet
    if (next.tabIndex < 0) next.tabIndex = -1; // a heading takes the focus only when it is told to
    next.focus({ preventScroll: true });
}

export function keepFocus(root: Element): void {
    document.addEventListener("focusin", (e) => {
        const el = e.target as HTMLElement;
        const within: Element[] = [];
        for (let up = el.parentElement; up && up !== root; up = up.parentElement) within.push(up);
        had = { el, within };
        before = [...before.slice(-7), el];
    });
    const what = { childList: true, subtree: true, attributeFilter: ["open"] };
    new MutationObserver(mend).observe(root, what);
}
