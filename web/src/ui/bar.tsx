// Who and where one is, the time left, and how the connection does.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { leftText, over, remaining, useNow } from "../clock";
import { t } from "../i18n";
import { link, pendingCount } from "../socket";
import { Bound, type Clock, type RoomDoc } from "../types";
import { cx } from "./cx";
import { TimeThread } from "./weave";

export function TimeLeft(p: { clock: Clock | undefined }) {
    useNow();
    const left = remaining(p.clock);
    if (left === undefined) return null;
    return (
        <span
            class={cx(
                "time",
                left <= Bound.WARN_LAST_MS && "time-soon",
                p.clock?.paused && "time-paused",
            )}
            role="timer"
            translate={false}
            aria-live="off"
            aria-label={`${t(over(p.clock) ? "time_past" : "time_left")} ${leftText(p.clock)}`}
        >
            {p.clock?.paused && <span aria-hidden="true">❚❚ </span>}
            {leftText(p.clock)}
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
    room: RoomDoc;
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
                    <strong translate={false}>{p.title}</strong> <span>{p.detail}</span>
                    <span class="sr"> – {p.label}</span>
                </button>
                <TimeLeft clock={p.room.clock} />
                {state !== "open" && <LinkDot />}
                {p.children}
            </div>
            <TimeThread room={p.room} />
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
