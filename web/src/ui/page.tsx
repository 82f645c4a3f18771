// A page as a whole: its title, its heading, its wait, and what it says aloud.
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { replayed } from "../replayed";
import { OfflineBanner } from "./bar";

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
