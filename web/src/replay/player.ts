// Where the replay is, and how it goes on by itself.
import { useLayoutEffect, useState } from "preact/hooks";
import { later, type Place, type Recording } from "./recording";

export const SPEEDS = [1, 4, 16, 60] as const; // by their keys
export const PACES = [0.5, ...SPEEDS] as const;
export type Speed = (typeof PACES)[number];
const TICK_MS = 100;
/** The longest that one waits for something to happen. */
const SILENCE_MS = 5000;
const patienceOf = (speed: Speed): number => SILENCE_MS * speed;

export interface Player {
    place: Place;
    playing: boolean;
    speed: Speed;
    /** The longest silence that is not cut. */
    patience: number;
    go: (to: Place) => void;
    play: (on: boolean) => void;
    setSpeed: (speed: Speed) => void;
}
export function usePlayer(r: Recording, first: () => Place, fast: Speed, whole = false): Player {
    const [place, go] = useState(first);
    const [playing, play] = useState(false);
    const [speed, setSpeed] = useState(fast);
    const patience = whole ? Infinity : patienceOf(speed);
    useLayoutEffect(() => {
        if (!playing) return;
        let was = performance.now();
        const tick = (): void => {
            const now = performance.now();
            const ms = (now - was) * speed;
            was = now;
            go((p) => later(r, p, ms, patience));
        };
        const timer = window.setInterval(tick, TICK_MS);
        return () => window.clearInterval(timer);
    }, [playing, speed, patience, r]);
    const last = r.lines.length - 1;
    const over = place.line >= last;
    useLayoutEffect(() => {
        if (over) play(false);
    }, [over]);
    return { place, playing: playing && !over, speed, patience, go, play, setSpeed };
}
