// The trials themselves. Nothing of them is kept by the server: two connections that never say who
// they are, and their pings.
import { canStayAwake } from "../awake";
import { ABOUT_NOW, steady } from "../time";
import type { Told, Transport } from "../told";
import { overWebSocket } from "../transport";
import { overHttp } from "../transport_http";
import type { Result } from "./result";

/** A connection is held as long, and for most of it as a workshop holds one: nearly without a word. */
export const HELD_MS = 60_000;
const PINGS = 5;
const EACH_MS = 1000;
const QUIET_MS = 20_000;
const OPEN_MS = 8000;
const SLOW_MS = 300;
const POOR_MS = 2000;
const CLOCK_MS = 5000;

/** Of the pings that were answered. */
interface Trips {
    ms: number[];
    /** What the device's clock is ahead of the server's, by the quickest of them. */
    ahead: number;
    held: boolean;
}

/** Pings along a way, until so long has passed or it ends; nothing when none was answered. */
function along(
    open: (told: Told) => Transport,
    lasts: number,
    stop: AbortSignal,
): Promise<Trips | undefined> {
    return new Promise((done) => {
        const trips: Trips = { ms: [], ahead: 0, held: false };
        let began = 0;
        let sent = 0;
        let timer = 0;
        const within = (ms: number, doing: () => void): void => {
            window.clearTimeout(timer);
            timer = window.setTimeout(doing, ms);
        };
        const end = (): void => {
            window.clearTimeout(timer);
            stop.removeEventListener("abort", end);
            way.close();
            done(trips.ms.length ? trips : undefined);
        };
        const ping = (): void => {
            sent = steady();
            way.send(JSON.stringify({ t: "ping", c: trips.ms.length }));
            within(OPEN_MS, end);
        };
        const pong = (now: number): void => {
            const took = steady() - sent;
            if (took < Math.min(...trips.ms, Infinity))
                trips.ahead = ABOUT_NOW + sent + took / 2 - now;
            trips.ms.push(took);
            const left = lasts - (steady() - began);
            trips.held = left <= 0;
            if (trips.held) end();
            else within(Math.min(left, trips.ms.length < PINGS ? EACH_MS : QUIET_MS), ping);
        };
        const way = open({
            opened: () => {
                began = steady();
                ping();
            },
            frame: (text) => {
                const m = JSON.parse(text) as { t: string; c?: number; now?: number };
                if (m.t === "pong" && m.c === trips.ms.length) pong(m.now ?? 0);
            },
            closed: end,
        });
        stop.addEventListener("abort", end);
        within(OPEN_MS, end);
    });
}

/** The way without WebSocket, as a workshop would find it. */
async function other(stop: AbortSignal): Promise<Trips | undefined> {
    for (const by of ["events", "polls"] as const) {
        const seen = await along(
            (told) => overHttp("", undefined, by, told, () => undefined),
            0,
            stop,
        );
        if (seen || stop.aborted) return seen;
    }
    return undefined;
}

const middle = (list: number[]): number =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** `storage.ts` would keep it in memory where the browser does not. */
function stores(): boolean {
    const key = "tablee.trial";
    try {
        localStorage.setItem(key, "1");
        const kept = localStorage.getItem(key) === "1";
        localStorage.removeItem(key);
        return kept;
    } catch {
        return false;
    }
}

/** A figure beside the verdict. */
export interface Found extends Result {
    /** Milliseconds of a round trip, the middle one. */
    trip: number;
    /** Seconds that the device's clock is ahead. */
    ahead: number;
}

export async function tryAll(stop: AbortSignal): Promise<Found> {
    const [socket, without] = await Promise.all([
        along((told) => overWebSocket(undefined, told), HELD_MS, stop),
        other(stop),
    ]);
    const seen = socket ?? without;
    const trip = Math.round(middle(seen?.ms ?? []));
    return {
        way: socket && without ? "both" : socket ? "socket" : without ? "other" : "none",
        pace: trip < SLOW_MS ? "quick" : trip < POOR_MS ? "slow" : "poor",
        held: !!seen?.held,
        clock: Math.abs(seen?.ahead ?? 0) < CLOCK_MS,
        storage: stores(),
        awake: canStayAwake(),
        secure: window.isSecureContext,
        trip,
        ahead: Math.round((seen?.ahead ?? 0) / 1000),
    };
}
