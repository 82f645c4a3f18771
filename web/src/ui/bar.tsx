// Who and where one is, the time left, and how the connection does.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { leftText, over, remaining, useNow } from "../clock";
import { t } from "../i18n";
import { inHall } from "../local";
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
    /** What is awaited of them there, instead of the detail. */
    due?: string;
    room: RoomDoc;
    children?: ComponentChildren;
}) {
    const state = link.use();
    return (
        <header class="topbar">
            <div class="topbar-in">
                <button
                    type="button"
                    class={cx("topbar-who", p.due && "topbar-due")}
                    aria-haspopup="dialog"
                    title={p.label}
                    onClick={p.onOpen}
                >
                    <strong translate={false}>{p.title}</strong> <span>{p.due || p.detail}</span>
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

const OFF_MS = 1500;
const LONG_MS = 20_000;

/** True once `on` has lasted that long. */
function useLasting(on: boolean, ms: number): boolean {
    const [lasts, set] = useState(false);
    useEffect(() => {
        if (!on) return set(false);
        const timer = window.setTimeout(() => set(true), ms);
        return () => window.clearTimeout(timer);
    }, [on]);
    return on && lasts;
}

/** `long` is what to do when it lasts: an address of the hall's network may have changed. */
export function OfflineBanner(p: { long?: ComponentChildren }) {
    const state = link.use();
    const n = pendingCount.use();
    const off = state === "lost" || state === "connecting";
    const shown = useLasting(off, OFF_MS);
    const long = useLasting(off, LONG_MS) && inHall() && p.long;
    return (
        <div role="status">
            {shown && (
                <div class="banner banner-warn">
                    {t("offline_banner")}
                    {n > 0 && ` (${t("offline_pending", { n })})`}
                    {long && <p>{long}</p>}
                </div>
            )}
        </div>
    );
}
