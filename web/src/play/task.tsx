// A sheet in which one works at the table: the page is hidden under it from eyes and screen readers.
// One thought a screen; from one to the next and back, and nothing typed is lost on the way.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Sheet, TimeLeft } from "../ui";
import { Sign } from "./light";
import { useMe } from "./me";
import { ClauseNews } from "./news";
import { Notices } from "./notices";
import { p as s } from "./talks_texts";

interface Task {
    title: string;
    onClose: () => void;
    /** The name of the screen within the sheet, none for its first. */
    view?: string;
    /** From such a screen to the one before it. */
    onBack?: () => void;
    /** Which of how many. */
    at?: readonly [number, number];
    children: ComponentChildren;
}
/** The clock and the notices come along, and what becomes of the clauses. */
export function TaskSheet(p: Task) {
    const { room } = useMe();
    const was = useRef({ view: p.view, at: p.at?.[0] });
    const mark = useRef<HTMLSpanElement>(null);
    // A new screen is read from its head, or from the field that is to be filled; the first one from
    // where it was left.
    useLayoutEffect(() => {
        const from = was.current;
        const at = p.at?.[0];
        was.current = { view: p.view, at };
        if (from.view === p.view && from.at === at) return;
        const sheet = mark.current?.closest("dialog");
        if (!sheet) return;
        const head = sheet.querySelector<HTMLElement>("h2");
        const left = !p.view && sheet.querySelector<HTMLElement>(`[data-go="${from.view}"]`);
        const field = p.view && sheet.querySelector<HTMLElement>(".sheet-in textarea");
        if (head) head.tabIndex = -1;
        sheet.scrollTop = 0;
        (field || left || head)?.focus({ preventScroll: !left });
    });
    return (
        <Sheet
            title={p.title}
            onClose={p.onClose}
            aside={
                <>
                    <span ref={mark} hidden />
                    {p.onBack && (
                        <button
                            type="button"
                            class="btn btn-quiet btn-small sheet-back"
                            aria-label={t("back")}
                            onClick={p.onBack}
                        >
                            <Sign is="back" />
                        </button>
                    )}
                    <TimeLeft clock={room.clock} />
                </>
            }
            top={
                <>
                    {p.at && <Progress n={p.at[0]} of={p.at[1]} />}
                    <Notices />
                    <ClauseNews />
                </>
            }
        >
            {p.children}
        </Sheet>
    );
}

export function Progress({ n, of }: { n: number; of: number }) {
    return (
        <>
            <p class="sr">{s("step_of", { n, of })}</p>
            <ol class="steps" aria-hidden="true">
                {Array.from({ length: of }, (_, i) => (
                    <li key={i} class={i < n - 1 ? "done" : i === n - 1 ? "on" : undefined} />
                ))}
            </ol>
        </>
    );
}
