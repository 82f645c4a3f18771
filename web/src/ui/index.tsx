// Components shared by every screen. They know no rule of the game.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { mmss, remaining, useNow } from "../clock";
import { hasKey, lang, setLang, t } from "../i18n";
import { replayed } from "../replayed";
import { link, pendingCount, type Refusal } from "../socket";
import { cell } from "../store";
import type { Clock, Group } from "../types";

export const cx = (...names: (string | false | undefined)[]): string =>
    names.filter(Boolean).join(" ");

/** A refusal as a sentence; one without a code was told already. */
export function refusalText(no: Refusal): string {
    if (!no.code) return "";
    const key = "no_" + no.code;
    return hasKey(key) ? t(key, { max: no.max ?? 0 }) : t("no_unknown", { code: no.code });
}

/* -- buttons ---------------------------------------------------------------------------- */
interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "size" | "onClick"> {
    kind?: "primary" | "plain" | "quiet" | "danger";
    small?: boolean;
    wide?: boolean;
    busy?: boolean;
    disabled?: boolean;
    type?: "button" | "submit";
    onClick?: () => void;
    children: ComponentChildren;
}
export function Button({
    kind = "plain",
    small,
    wide,
    busy,
    disabled,
    type = "button",
    onClick,
    children,
    ...rest
}: ButtonProps) {
    return (
        <button
            {...rest}
            type={type}
            aria-busy={busy || undefined}
            aria-disabled={busy || disabled || undefined}
            onClick={(e) => {
                // Not `disabled`: a button that is would lose the focus of whoever just pressed it.
                if (busy || disabled) e.preventDefault();
                else onClick?.();
            }}
            class={cx(
                "btn",
                `btn-${kind}`,
                small && "btn-small",
                wide && "btn-wide",
                rest.class as string,
            )}
        >
            {children}
        </button>
    );
}

/** Who pressed a button that was refused is brought to what must be corrected; nobody who writes is. */
function useFocusOn<E extends HTMLElement>(error: string | undefined) {
    const ref = useRef<E>(null);
    useLayoutEffect(() => {
        const at = document.activeElement;
        if (error && (at === document.body || at?.matches("button"))) ref.current?.focus();
    }, [error]);
    return ref;
}

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

/* -- text fields -------------------------------------------------------------------------- */
export const textLength = (s: string): number => [...s].length;

interface FieldProps {
    label: string;
    value: string;
    onInput: (v: string) => void;
    onBlur?: () => void;
    max?: number;
    lines?: number;
    hint?: string;
    error?: string;
    note?: string;
    optional?: boolean;
    type?: "text" | "date";
    inputMode?: "text" | "numeric";
    autoComplete?: string;
    disabled?: boolean;
    big?: boolean;
    placeholder?: string;
    /** The value is only a suggestion: the first key typed takes its place. */
    offered?: boolean;
}
export function Field(p: FieldProps) {
    const id = useId();
    const ref = useFocusOn<HTMLInputElement & HTMLTextAreaElement>(p.error);
    useCaret(ref, p.value);
    useGrowth(ref);
    const left = p.max === undefined ? undefined : p.max - textLength(p.value);
    const near = left !== undefined && left <= Math.min(60, (p.max ?? 0) / 4);
    const said = p.error ?? p.note ?? "";
    const common = {
        id,
        ref,
        value: p.value,
        disabled: p.disabled,
        placeholder: p.placeholder,
        "aria-invalid": p.error ? ("true" as const) : undefined,
        "aria-describedby": cx(p.hint && `${id}-t`, `${id}-h`),
        onInput: (e: Event) => p.onInput((e.target as HTMLInputElement).value),
        onBlur: p.onBlur,
        onFocus: p.offered ? (e: Event) => (e.target as HTMLInputElement).select() : undefined,
    };
    return (
        <div class={cx("field", !!p.error && "field-bad")}>
            <label for={id}>{p.label}</label>
            <Hint of={id} text={p.hint} />
            {p.lines ? (
                <textarea {...common} rows={p.lines} />
            ) : (
                <input
                    {...common}
                    type={p.type ?? "text"}
                    class={p.big ? "big" : undefined}
                    inputMode={p.inputMode}
                    autocomplete={(p.autoComplete ?? "off") as "off"}
                />
            )}
            <div class="field-foot" id={`${id}-h`}>
                {said && (
                    <span class={p.error ? "error" : "hint"} role={p.error ? "alert" : undefined}>
                        {said}
                    </span>
                )}
                {near && (
                    <span class={cx("field-left", left < 0 ? "error" : "hint")}>
                        <span aria-hidden="true">{left}</span>
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

/* -- choices -------------------------------------------------------------------------------- */
export interface Option<V extends string> {
    value: V;
    label: ComponentChildren;
    help?: string;
    disabled?: boolean;
    tone?: string;
}
interface ChoiceProps<V extends string> {
    legend: ComponentChildren;
    hideLegend?: boolean;
    options: Option<V>[];
    hint?: string;
    row?: boolean;
    /** A row of short answers. */
    tight?: boolean;
    disabled?: boolean;
    error?: string;
}
function ChoiceBox<V extends string>(
    p: ChoiceProps<V> & {
        many: boolean;
        has: (v: V) => boolean;
        pick: (v: V, on: boolean) => void;
    },
) {
    const name = useId();
    const first = useFocusOn<HTMLInputElement>(p.error);
    return (
        <fieldset class="choice" disabled={p.disabled} aria-describedby={notesOf(p, name)}>
            <legend class={p.hideLegend ? "sr" : undefined}>{p.legend}</legend>
            <Hint of={name} text={p.hint} />
            <div class={cx("choices", p.row && "choices-row", p.tight && "choices-tight")}>
                {p.options.map((o, i) => (
                    <label
                        key={o.value}
                        class={cx("chip", o.tone && `chip-${o.tone}`, p.has(o.value) && "chip-on")}
                    >
                        <input
                            ref={i ? undefined : first}
                            type={p.many ? "checkbox" : "radio"}
                            name={name}
                            value={o.value}
                            disabled={o.disabled}
                            checked={p.has(o.value)}
                            onChange={(e) =>
                                p.pick(o.value, (e.target as HTMLInputElement).checked)
                            }
                        />
                        <span>
                            {o.label}
                            {o.help && <small>{o.help}</small>}
                        </span>
                    </label>
                ))}
            </div>
            <Fault of={name} text={p.error} />
        </fieldset>
    );
}
/* A set is told with its hint and with what is wrong in it. */
const notesOf = (p: { hint?: string; error?: string }, id: string): string | undefined =>
    cx(p.hint && `${id}-t`, p.error && `${id}-e`) || undefined;
function Hint(p: { of: string; text?: string }) {
    if (!p.text) return null;
    return (
        <p class="hint" id={`${p.of}-t`}>
            {p.text}
        </p>
    );
}
function Fault(p: { of: string; text?: string }) {
    if (!p.text) return null;
    return (
        <p class="error" role="alert" id={`${p.of}-e`}>
            {p.text}
        </p>
    );
}
/** What was picked shows at once, until the document answers or a refusal comes. */
function usePicked<V>(
    value: V | undefined,
    error: string | undefined,
): [V | undefined, (v: V) => void] {
    const [mine, setMine] = useState<V>();
    useLayoutEffect(() => setMine(undefined), [value, error]);
    return [mine ?? value, setMine];
}
interface OneProps<V extends string> extends ChoiceProps<V> {
    value: V | undefined;
    onPick: (v: V) => void;
}
export function Choice<V extends string>(p: OneProps<V>) {
    const [shown, show] = usePicked(p.value, p.error);
    const pick = (v: V): void => {
        show(v);
        p.onPick(v);
    };
    return <ChoiceBox {...p} many={false} has={(v) => v === shown} pick={pick} />;
}
/** One choice that takes effect at once: buttons, for arrow keys would choose in passing. */
export function Picks<V extends string>(p: OneProps<V>) {
    const id = useId();
    const [shown, show] = usePicked(p.value, p.error);
    return (
        <div class="choice" role="group" aria-labelledby={id} aria-describedby={notesOf(p, id)}>
            <p id={id} class={p.hideLegend ? "sr" : "strong"}>
                {p.legend}
            </p>
            <Hint of={id} text={p.hint} />
            <div class={cx("choices", p.row && "choices-row", p.tight && "choices-tight")}>
                {p.options.map((o) => (
                    <button
                        key={o.value}
                        type="button"
                        class={cx(
                            "chip",
                            o.tone && `chip-${o.tone}`,
                            o.value === shown && "chip-on",
                        )}
                        aria-pressed={o.value === shown}
                        disabled={o.disabled || p.disabled}
                        onClick={() => {
                            show(o.value);
                            p.onPick(o.value);
                        }}
                    >
                        <span>
                            {o.label}
                            {o.help && <small>{o.help}</small>}
                        </span>
                    </button>
                ))}
            </div>
            <Fault of={id} text={p.error} />
        </div>
    );
}
export function Choices<V extends string>(
    p: ChoiceProps<V> & { value: V[]; onPick: (v: V[]) => void },
) {
    return (
        <ChoiceBox
            {...p}
            many
            has={(v) => p.value.includes(v)}
            pick={(v, on) => p.onPick(on ? [...p.value, v] : p.value.filter((x) => x !== v))}
        />
    );
}
export function Switch(p: {
    label: ComponentChildren;
    help?: string;
    on: boolean;
    onChange: (on: boolean) => void;
}) {
    return (
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                checked={p.on}
                onChange={(e) => p.onChange((e.target as HTMLInputElement).checked)}
            />
            <span>
                {p.label}
                {p.help && <small>{p.help}</small>}
            </span>
        </label>
    );
}

/* -- surfaces --------------------------------------------------------------------------------- */
export function Card(p: {
    title?: ComponentChildren;
    level?: 2 | 3;
    tone?: Group | "accent" | "warn" | "quiet";
    children: ComponentChildren;
    class?: string;
}) {
    const H = p.level === 3 ? "h3" : "h2";
    return (
        <section class={cx("card", p.tone && `card-${p.tone}`, p.class)}>
            {p.title && <H class="card-title">{p.title}</H>}
            {p.children}
        </section>
    );
}
/** A modal sheet from the bottom of the screen; Escape and the backdrop close it. */
export function Sheet(p: {
    title: string;
    onClose: () => void;
    children: ComponentChildren;
    /** Beside the title. */
    aside?: ComponentChildren;
    /** Under the title, from edge to edge; stays in sight with it. */
    top?: ComponentChildren;
}) {
    const ref = useRef<HTMLDialogElement>(null);
    const id = useId();
    const gone = useRef(false);
    // Before the next key can be pressed, so that the opener is what has the focus.
    useLayoutEffect(() => {
        const dialog = ref.current;
        if (dialog && !dialog.open) dialog.showModal();
        // Closed, not only taken away: the focus goes back to where the sheet was opened from. In the
        // frame of a replay it may be elsewhere, in the bar, from where it is not taken.
        return () => {
            gone.current = true;
            if (!replayed() || document.hasFocus()) dialog?.close();
        };
    }, []);
    return (
        <dialog
            ref={ref}
            class="sheet"
            aria-labelledby={id}
            onClose={() => {
                if (!gone.current) p.onClose();
            }}
            onClick={(e) => {
                if (e.target === ref.current) p.onClose();
            }}
        >
            <div class="sheet-top">
                <header class="sheet-head">
                    <h2 id={id}>{p.title}</h2>
                    {p.aside}
                    <button type="button" class="btn btn-quiet btn-small" onClick={p.onClose}>
                        {t("close")}
                    </button>
                </header>
                {p.top}
            </div>
            <div class="sheet-in">{p.children}</div>
        </dialog>
    );
}
export function Banner(p: { tone?: "info" | "warn"; children: ComponentChildren }) {
    return (
        <div class={cx("banner", `banner-${p.tone ?? "info"}`)} role="status">
            {p.children}
        </div>
    );
}

/* -- groups: a colour, a shape and a letter, always together -------------------------------------- */
export function GroupBadge(p: { group: Group | undefined; name?: boolean }) {
    if (!p.group) return null;
    const label = t(`group_${p.group}`);
    return (
        <span class={cx("badge", `badge-${p.group}`)}>
            <span class="badge-shape" aria-hidden="true">
                {p.group}
            </span>
            {p.name ? <span>{label}</span> : <span class="sr">{label}</span>}
        </span>
    );
}

/* -- time and connection ---------------------------------------------------------------------------- */
export function TimeLeft(p: { clock: Clock | undefined }) {
    useNow();
    const left = remaining(p.clock);
    if (left === undefined) return null;
    return (
        <span
            class={cx("time", left < 120000 && "time-soon", p.clock?.paused && "time-paused")}
            role="timer"
            aria-live="off"
            aria-label={`${t("time_left")} ${mmss(left)}`}
        >
            {p.clock?.paused && <span aria-hidden="true">❚❚ </span>}
            {mmss(left)}
        </span>
    );
}
export function LinkDot() {
    const state = link.use();
    const name =
        state === "open" ? "link_open" : state === "connecting" ? "link_connecting" : "link_lost";
    return (
        <span class={cx("dot", `dot-${state === "open" ? "open" : "lost"}`)}>
            <span class="sr">{t(name)}</span>
        </span>
    );
}
/** Who and where one is (tapped, it opens `onOpen`, named `label`), the time left, then `children`. */
export function TopBar(p: {
    title: string;
    detail: string;
    label: string;
    onOpen: () => void;
    clock?: Clock;
    children?: ComponentChildren;
}) {
    const state = link.use();
    return (
        <header class="topbar">
            <div class="topbar-in">
                <button
                    type="button"
                    class="topbar-who"
                    aria-haspopup="dialog"
                    title={p.label}
                    onClick={p.onOpen}
                >
                    <strong>{p.title}</strong> <span>{p.detail}</span>
                    <span class="sr"> – {p.label}</span>
                </button>
                <TimeLeft clock={p.clock} />
                {state !== "open" && <LinkDot />}
                {p.children}
            </div>
        </header>
    );
}
export function OfflineBanner() {
    const state = link.use();
    const n = pendingCount.use();
    const [late, setLate] = useState(false);
    const off = state === "lost" || state === "connecting";
    useEffect(() => {
        if (!off) {
            setLate(false);
            return;
        }
        const timer = window.setTimeout(() => setLate(true), 1500);
        return () => window.clearTimeout(timer);
    }, [off]);
    const shown = off && late;
    return (
        <div role="status">
            {shown && (
                <div class="banner banner-warn">
                    {t("offline_banner")}
                    {n > 0 && ` (${t("offline_pending", { n })})`}
                </div>
            )}
        </div>
    );
}
export function LangSwitch() {
    const now = lang.use();
    return (
        <button
            type="button"
            class="btn btn-quiet btn-small"
            lang={now === "fr" ? "en" : "fr"}
            aria-label={t("lang_change")}
            onClick={() => setLang(now === "fr" ? "en" : "fr")}
        >
            {t("lang_other")}
        </button>
    );
}

/* -- toasts ------------------------------------------------------------------------------------------- */
interface ToastData {
    id: number;
    text: string;
    undo?: () => void;
    bad?: boolean;
}
const toasts = cell<ToastData[]>("toasts", []);
let toastId = 0;
/** Says something in passing; with `undo`, stays ten seconds. */
export function toast(text: string, opts: { undo?: () => void; bad?: boolean } = {}): void {
    if (!text) return;
    const id = ++toastId;
    toasts.set([...toasts.get().slice(-2), { id, text, ...opts }]);
    const end = (): void => {
        // Nobody loses what they point at, or have reached by keyboard.
        if (document.querySelector(".toasts:is(:hover, :focus-within)"))
            window.setTimeout(end, 2000);
        else dismiss(id);
    };
    window.setTimeout(end, opts.undo ? 10000 : opts.bad ? 8000 : 3500);
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
/** A new screen is heard and read from its heading. */
export function focusHeading(): void {
    if (replayed()) return;
    const heading = document.querySelector<HTMLElement>("main h1");
    window.scrollTo(0, 0);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
}
export function useTitle(text: string | undefined): void {
    useEffect(() => {
        if (text !== undefined) document.title = text ? `${text} – ${t("app")}` : t("app");
    }, [text]);
}
/** What stands while a screen comes; `alone` when no screen has said its title yet. */
export function Loading(p: { text?: string; alone?: boolean }) {
    const text = p.text ?? t("loading");
    useTitle(p.alone ? text : undefined);
    return (
        <>
            <OfflineBanner />
            <main class="page">
                <h1 class="wait">{text}</h1>
            </main>
        </>
    );
}
/** Text for screen readers only, spoken when it changes. */
export function Announce(p: { text: string }) {
    return (
        <div class="sr" aria-live="polite">
            {p.text}
        </div>
    );
}
