// What is said in passing, and can be taken back; and what a refusal says.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { hasKey, t } from "../i18n";
import type { Refusal } from "../socket";
import { cell } from "../store";
import { Bound } from "../types";
import { cx } from "./cx";

/** A refusal as a sentence, or what is said of one that nobody knows; one without a code was told
    already. */
export function refusalText(no: Refusal, otherwise?: string): string {
    if (!no.code) return "";
    const key = "no_" + no.code;
    if (hasKey(key)) return t(key, { max: no.max ?? 0 });
    return otherwise ?? t("no_unknown", { code: no.code });
}

interface ToastData {
    id: number;
    text: ComponentChildren;
    undo?: () => void;
    bad?: boolean;
}

const toasts = cell<ToastData[]>("toasts", []);

let toastId = 0;

/** Says something in passing; with `undo`, stays ten seconds. */
export function toast(
    text: ComponentChildren,
    opts: { undo?: () => void; bad?: boolean } = {},
): void {
    if (!text) return;
    const id = ++toastId;
    toasts.set([...toasts.get().slice(-2), { id, text, ...opts }]);
    const end = (): void => {
        // Nobody loses what they point at, or have reached by keyboard.
        if (document.querySelector(".toasts:is(:hover, :focus-within)"))
            window.setTimeout(end, 2000);
        else dismiss(id);
    };
    window.setTimeout(end, opts.undo ? Bound.UNDO_MS : opts.bad ? 8000 : 3500);
}

const dismiss = (id: number): void => toasts.set(toasts.get().filter((x) => x.id !== id));

function undo(x: ToastData): void {
    x.undo?.();
    dismiss(x.id);
}

/** Control+Z takes back what can be, where nobody writes: ten seconds are short by keyboard. */
function undoLatest(e: KeyboardEvent): void {
    const writing = (e.target as Element).matches?.(
        "input[type=text], input:not([type]), textarea",
    );
    if (e.key !== "z" || !(e.ctrlKey || e.metaKey) || e.shiftKey || writing) return;
    const latest = toasts
        .get()
        .filter((x) => x.undo)
        .pop();
    if (!latest) return;
    e.preventDefault();
    undo(latest);
}

export function Toasts() {
    const all = toasts.use();
    useEffect(() => {
        window.addEventListener("keydown", undoLatest);
        return () => window.removeEventListener("keydown", undoLatest);
    }, []);
    return (
        <div class="toasts" role="status" aria-live="polite">
            {all.map((x) => (
                <div key={x.id} class={cx("toast", x.bad && "toast-bad")}>
                    <span>{x.text}</span>
                    {x.undo && (
                        <button type="button" aria-keyshortcuts="Control+Z" onClick={() => undo(x)}>
                            {t("undo")}
                        </button>
                    )}
                </div>
            ))}
        </div>
    );
}
