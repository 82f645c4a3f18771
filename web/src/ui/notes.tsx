// What stands beside a field: its hint, and what is wrong in it.
import { useLayoutEffect, useRef } from "preact/hooks";
import { cx } from "./cx";

/* A set is told with its hint and with what is wrong in it. */
export const notesOf = (p: { hint?: string; error?: string }, id: string): string | undefined =>
    cx(p.hint && `${id}-t`, p.error && `${id}-e`) || undefined;

export function Hint(p: { of: string; text?: string }) {
    if (!p.text) return null;
    return (
        <p class="hint" id={`${p.of}-t`}>
            {p.text}
        </p>
    );
}

export function Fault(p: { of: string; text?: string }) {
    if (!p.text) return null;
    return (
        <p class="error" role="alert" id={`${p.of}-e`}>
            {p.text}
        </p>
    );
}

/** Who pressed a button that was refused is brought to what must be corrected; nobody who writes is. */
export function useFocusOn<E extends HTMLElement>(error: string | undefined) {
    const ref = useRef<E>(null);
    useLayoutEffect(() => {
        const at = document.activeElement;
        if (error && (at === document.body || at?.matches("button"))) ref.current?.focus();
    }, [error]);
    return ref;
}
