// What is typed in.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { cx } from "./cx";
import { Hint, useFocusOn } from "./notes";

/** Words that others change leave the caret where one was writing. */
function useCaret(ref: { current: HTMLInputElement | null }, value: string): void {
    const el = ref.current;
    const moved = el && el === document.activeElement && el.value !== value;
    const was = moved ? { text: el.value, at: el.selectionStart } : undefined;
    useLayoutEffect(() => {
        if (!was || was.at === null || !el) return;
        const kept = value.startsWith(was.text.slice(0, was.at));
        const at = kept ? was.at : Math.max(0, value.length - was.text.length + was.at);
        el.setSelectionRange(at, at);
    });
}

/** Where the style sheet does not make a text area grow (Safari before 26.2), this does. */
const GROWS = CSS.supports("field-sizing", "content");

function useGrowth(ref: { current: HTMLElement | null }): void {
    const grow = (): void => {
        const el = ref.current as HTMLTextAreaElement;
        if (!el.value) el.style.height = "";
        const hidden = el.scrollHeight - el.clientHeight;
        if (hidden > 0) el.style.height = `${el.offsetHeight + hidden}px`;
    };
    const must = (): boolean => !GROWS && !!ref.current?.matches("textarea");
    useLayoutEffect(() => {
        if (must()) grow();
    });
    useEffect(() => {
        if (!must()) return;
        const watch = new ResizeObserver(grow); // it is drawn at last, or grows narrower
        watch.observe(ref.current as Element);
        return () => watch.disconnect();
    }, []);
}

/** The digits of what was typed, in whichever width an input method writes them. */
export const digits = (text: string): string => text.normalize("NFKC").replace(/\D/g, "");

export const textLength = (s: string): number => [...s].length;

interface FieldProps {
    label: string;
    value: string;
    onInput: (v: string) => void;
    onBlur?: () => void;
    /** An input method’s word is begun, or ended. */
    onCompose?: (on: boolean) => void;
    max?: number;
    lines?: number;
    hint?: string;
    error?: string;
    note?: ComponentChildren;
    optional?: boolean;
    /** Of a date: the earliest. */
    min?: string;
    type?: "text" | "date" | "datetime-local" | "time";
    inputMode?: "text" | "numeric";
    autoComplete?: string;
    disabled?: boolean;
    big?: boolean;
    placeholder?: string;
    /** What one writes in as soon as its sheet opens. */
    begin?: boolean;
    /** The value is only a suggestion: the first key typed takes its place. */
    offered?: boolean;
}

/** What is in the field while an input method's word is not ended is its own: nothing replaces it. */
function useComposed(ref: { current: HTMLInputElement | null }, p: FieldProps) {
    const [on, set] = useState(false);
    const compose = (next: boolean): void => {
        set(next);
        p.onCompose?.(next);
    };
    return {
        value: on && ref.current ? ref.current.value : p.value,
        // In small letters: no element has a property of these names, by which Preact finds the event.
        oncompositionstart: () => compose(true),
        oncompositionend: () => compose(false),
    };
}

/** What was refused of a text is said until the text is changed. */
function useRefused(error: string | undefined, value: string): string | undefined {
    const was = useRef({ error, value });
    if (was.current.error !== error) was.current = { error, value };
    return was.current.value === value ? error : undefined;
}

export function Field(p: FieldProps) {
    const id = useId();
    const error = useRefused(p.error, p.value);
    const ref = useFocusOn<HTMLInputElement & HTMLTextAreaElement>(error);
    const composed = useComposed(ref, p);
    useCaret(ref, composed.value);
    useGrowth(ref);
    const left = p.max === undefined ? undefined : p.max - textLength(p.value);
    const near = left !== undefined && left <= Math.min(60, (p.max ?? 0) / 2);
    const said = error ?? p.note ?? "";
    const common = {
        id,
        ref,
        ...composed,
        disabled: p.disabled,
        autofocus: p.begin,
        placeholder: p.placeholder,
        "aria-invalid": error ? ("true" as const) : undefined,
        "aria-describedby": cx(p.hint && `${id}-t`, `${id}-h`),
        onInput: (e: Event) => p.onInput((e.target as HTMLInputElement).value),
        onBlur: p.onBlur,
        onFocus: p.offered ? (e: Event) => (e.target as HTMLInputElement).select() : undefined,
    };
    return (
        <div class={cx("field", !!error && "field-bad")}>
            <label for={id}>{p.label}</label>
            <Hint of={id} text={p.hint} />
            {p.lines ? (
                <textarea {...common} rows={p.lines} />
            ) : (
                <input
                    {...common}
                    type={p.type ?? "text"}
                    min={p.min}
                    class={p.big ? "big" : undefined}
                    inputMode={p.inputMode}
                    autocomplete={(p.autoComplete ?? "off") as "off"}
                />
            )}
            <div class="field-foot" id={`${id}-h`}>
                {said && (
                    <span class={error ? "error" : "hint"} role={error ? "alert" : undefined}>
                        {said}
                    </span>
                )}
                {near && (
                    <span class={cx("field-left", left < 0 ? "error" : "hint")}>
                        <span aria-hidden="true" translate={false}>
                            {left}
                        </span>
                        <span class="sr">
                            {left < 0
                                ? t("chars_over", { n: -left })
                                : t("chars_left", { n: left })}
                        </span>
                    </span>
                )}
            </div>
        </div>
    );
}
