// What things stand on: cards, sheets and banners; and the badge of a group.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { replayed } from "../replayed";
import type { Group } from "../types";
import { cx } from "./cx";

/** A name, a count: what is no word of a language is not translated. */
export const AsIs = (p: { children: ComponentChildren }) => (
    <span translate={false}>{p.children}</span>
);

/** A sentence of a catalogue, and what stands in its places: a name is not translated. */
export const Named = ({ text, ...names }: { text: string; [place: string]: ComponentChildren }) => (
    <>
        {text.split(/\{(\w+)\}/).map((x, i) => {
            const name = i % 2 ? names[x] : undefined;
            return typeof name === "string" ? <AsIs key={i}>{name}</AsIs> : (name ?? x);
        })}
    </>
);

/** The same of a letter or a number in a picture, where JSX has no name for it. */
export const UNTOLD = { translate: "no" } as object;

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
    title: ComponentChildren;
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

export function GroupBadge(p: { group: Group | undefined; name?: boolean }) {
    if (!p.group) return null;
    const label = t(`group_${p.group}`);
    return (
        <span class={cx("badge", `badge-${p.group}`)}>
            <span class="badge-shape" aria-hidden="true" translate={false}>
                {p.group}
            </span>
            {p.name ? <span>{label}</span> : <span class="sr">{label}</span>}
        </span>
    );
}
