// The server owns the clock: we keep our offset to it and count down to absolute deadlines.
import { useEffect, useState } from "preact/hooks";
import { cell } from "./store";
import { ABOUT_NOW, steady } from "./time";
import type { Clock } from "./types";

let offset = ABOUT_NOW; // from our steady clock to the server's
let best = Infinity;
let speed = 1; // where robots play, the server's goes so many times as fast

/** Before the first sample of a room. */
export const pace = (times: number): void => void (speed = times);

/**
 * Keeps the sample with the shortest round trip. One that no round trip explains is kept too: one of
 * the two clocks was set, or ours stood still while the device slept.
 */
export function sample(serverNow: number, roundTrip: number, fresh = false): void {
    if (fresh) best = Infinity;
    best += 5;
    const seen = serverNow + speed * (roundTrip / 2 - steady());
    if (roundTrip > best && Math.abs(seen - offset) <= (roundTrip + best) / 2) return;
    best = roundTrip;
    offset = seen;
}

/** The moment that a replay shows; nothing while one plays. */
export const shownMoment = cell<number | undefined>("now", undefined);
export const serverNow = (): number => shownMoment.get() ?? speed * steady() + offset;

/** Milliseconds left in the phase, or undefined when no clock runs. */
export function remaining(clock: Clock | undefined): number | undefined {
    if (!clock) return undefined;
    if (clock.paused || !clock.ends) return clock.left;
    return Math.max(0, clock.ends - serverNow());
}

/** Milliseconds since the end of a phase that waits to be ended. */
export function over(clock: Clock | undefined): number {
    if (!clock?.ends || clock.paused || clock.alone) return 0;
    return Math.max(0, serverNow() - clock.ends);
}

/** What a clock shows: the time left, or since when there is none. */
export function leftText(clock: Clock | undefined): string {
    const late = over(clock);
    return late >= 1000 ? `+${mmss(late - 999)}` : mmss(remaining(clock));
}

/** Seconds since the phase began, pauses excluded. */
export function elapsed(clock: Clock | undefined): number {
    const left = remaining(clock);
    if (!clock || left === undefined || !clock.length) return 0;
    return Math.max(0, (clock.length - left) / 1000);
}

export function mmss(ms: number | undefined): string {
    if (ms === undefined) return "–";
    const s = Math.ceil(ms / 1000);
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

/** Redraws every `ms`; the value itself is the server's time now. */
export function useNow(ms = 500): number {
    const [, redraw] = useState(0);
    shownMoment.use();
    useEffect(() => {
        const timer = window.setInterval(() => redraw((n) => n + 1), ms);
        return () => window.clearInterval(timer);
    }, [ms]);
    return serverNow();
}
