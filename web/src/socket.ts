// The session with the server: identity, resume, back-off, heartbeat, offline queue.
// A command is kept and sent again under its own id until the server has answered it.
import { pace, sample } from "./clock";
import { keepIdentity, type Identity } from "./identity";
import * as outbox from "./outbox";
import type { Texts } from "./outbox";
import { refused, replayed } from "./replayed";
import { cell, dropAll, dropDoc, patchDoc, setDoc, versions } from "./store";
import { steady } from "./time";
import type { Transport } from "./told";
import { dial } from "./transport";
import { Bound } from "./types";

export type Link =
    | "idle"
    | "connecting"
    | "open"
    | "lost"
    | "elsewhere"
    | "refused"
    | "gone"
    | "outdated"
    | "unreadable"
    | "no_scenario"
    | "ended";
export interface You {
    kind: "person" | "facilitator" | "screen";
    people?: string[];
    f?: string;
}
export interface Refusal {
    code: string;
    field?: string;
    max?: number;
    act?: string;
}
export type Fields = Record<string, unknown>;
export type Answer<T> = { ok: true; out: T } | { ok: false; no: Refusal };

interface Waiting {
    frame: Record<string, unknown>;
    texts: Texts;
    about: string;
    done: (a: Answer<never>) => void;
    needsHello: boolean;
    kept: boolean;
    /** Done now or not at all: never sent later than it was asked. */
    now: boolean;
    /** Whoever asked is still there to show the answer. */
    shown: () => boolean;
}

export const link = cell<Link>("link", "idle");
export const you = cell<You | undefined>("you", undefined);
export const pendingCount = cell<number>("pending", 0);
/** How often the server's addresses have changed since this page was loaded. */
export const moves = cell<number>("moves", 0);
export const speaker = cell<string | undefined>("speaker", undefined);

const PING_MS = 20000;
// How long one waits on a good network, see `patience`.
const CONNECT_MS = 5000;
const PONG_MS = 10000;
const WAKE_MS = 4000; // somebody looks at the screen, and what it shows may be old
const STRETCH_MAX = 16;
// Less than a server takes of one connection (protocol P19): what was written while away, be it a
// hundred acts, goes out one after another.
const BURST = 30;
const PER_SECOND = 12;
const UNDER_WAY = 32;
const BACKOFF_MS = [300, 800, 1600, 3000, 5000];
const BACKOFF_MOST_MS = 8000;

let way: Transport | undefined;
let room: string | undefined;
let identity: Identity | undefined;
let role = "p";
let greeted = false;
let tries = 0;
// Sent on to the server that has the workshop (4004), at once: but not round and round.
const HOPS = 3;
let hops = 0;
let stretch = 1; // doubled by each wait that was in vain
let roundTrip = 0; // the last one
let waking = false; // our clock may have stood still: the next pong sets it
let stopped = true;
let connectTimer = 0;
let retryTimer = 0;
let pingTimer = 0;
let pongTimer = 0;
let pingSent = 0;
let pingCount = 0;
let helloSent = 0;
let topics: string[] = [];
/** Nobody of this phone is in the room any more: there is nothing that they may read. */
export const shownOut = cell("out", false);
const queue = new Map<string, Waiting>();
const underWay = new Set<string>(); // sent on this connection, and not answered
let allowance = BURST;
let allowanceAt = 0;
let pumpTimer = 0;

// crypto.getRandomValues works on plain http; crypto.randomUUID does not.
export function newId(size = 12): string {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export interface Settlement {
    frame: Record<string, unknown>;
    texts: Texts;
    /** What it was about, in words. */
    about: string;
    /** Why it was refused. */
    no?: Refusal;
    /** A place of the screen shows the answer. */
    shown: boolean;
}
/** Told once for each command that was kept, also when it was asked before a reload. */
type Settled = (s: Settlement) => void;
let settled: Settled = () => undefined;
export function whenSettled(fn: Settled): void {
    settled = fn;
}

const isDraft = (w: Waiting): boolean => w.frame.act === "draft";
function countPending(): void {
    pendingCount.set([...queue.values()].filter((w) => w.kept && !isDraft(w)).length);
}
/** A command whose asker is gone, with the page of before a reload. */
const NOBODY = { done: () => undefined, needsHello: true, now: false, shown: () => false };
function restoreQueue(): void {
    for (const { frame, texts, about = "" } of outbox.all(role, room ?? "")) {
        const id = String(frame.id);
        if (!queue.has(id)) queue.set(id, { ...NOBODY, frame, texts, about, kept: true });
    }
    countPending();
}
/** A newer draft of a field takes the place of one that still waits. */
function supersede(frame: Record<string, unknown>): void {
    const key = (f: Record<string, unknown>): unknown => (f.a as Fields).key;
    for (const [id, w] of queue)
        if (isDraft(w) && w.frame.as === frame.as && key(w.frame) === key(frame)) forget(id);
}
function forget(id: string): void {
    if (queue.get(id)?.kept) outbox.drop(role, room ?? "", id);
    queue.delete(id);
    underWay.delete(id);
    countPending();
}

function maySend(): boolean {
    const now = steady();
    allowance = Math.min(BURST, allowance + ((now - allowanceAt) * PER_SECOND) / 1000);
    allowanceAt = now;
    return allowance >= 1 && underWay.size < UNDER_WAY;
}

/** Sends what waits, oldest first, and comes back for the rest. */
function pump(): void {
    window.clearTimeout(pumpTimer);
    if (!way?.isOpen()) return;
    for (const [id, w] of queue) {
        if (underWay.has(id) || (w.needsHello && !greeted)) continue;
        if (!maySend()) {
            pumpTimer = window.setTimeout(pump, 1000 / PER_SECOND);
            return;
        }
        const text = JSON.stringify(w.frame);
        // A longer one would cost the connection (P1), again and again.
        if (new TextEncoder().encode(text).length > Bound.WIRE_BYTES_MAX)
            return onAnswer(id, { ok: false, no: { code: "too_big" } }); // which goes on with the rest
        allowance--;
        underWay.add(id);
        way.send(text);
    }
}

function ask<T>(frame: Record<string, unknown>, how: Partial<Waiting>): Promise<Answer<T>> {
    if (replayed()) {
        if (frame.t === "do") refused();
        return Promise.resolve({ ok: false, no: { code: "" } });
    }
    if (how.now && !(greeted && way?.isOpen()))
        return Promise.resolve({ ok: false, no: { code: "offline" } });
    const id = String(frame.id ?? newId());
    frame.id = id;
    return new Promise((resolve) => {
        const done = resolve as (a: Answer<never>) => void;
        const w: Waiting = { ...NOBODY, texts: {}, about: "", kept: false, ...how, frame, done };
        queue.set(id, w);
        if (w.kept) outbox.put(role, room ?? "", frame, w.texts, w.about);
        countPending();
        if (stopped) {
            stopped = false;
            connect();
        }
        pump();
    });
}

/** A question that needs no identity: look, create, join, resume, recover; or `now`, one that does. */
export function request<T>(t: string, fields: Fields, now = false): Promise<Answer<T>> {
    return ask<T>({ t, ...fields }, { needsHello: now, now });
}

/** Where and when an act is meant for; it is refused elsewhere (server/PROTOCOL.md, P27). */
export interface At {
    table?: string;
    phase?: number;
    /** Of the clause that it names. */
    wording?: number;
    /** The number of the event that it takes back. */
    undoes?: number;
}
export interface ActOptions {
    as?: string;
    credit?: string[];
    texts?: Texts;
    at?: At;
    about?: string;
    /** Done now or not at all: what moves the clock is never sent later than it was asked. */
    now?: boolean;
    /** What it would come to is asked: nothing is done. */
    dry?: boolean;
    /** Whoever asked is still there to show a refusal. */
    shown?: () => boolean;
}
/** A command of the game. Answered once, however often the network makes us send it. */
export function act<T = Fields>(
    name: string,
    fields: Fields = {},
    opts: ActOptions = {},
): Promise<Answer<T>> {
    const me = you.get();
    const as = opts.as ?? speaker.get() ?? me?.f;
    const frame: Record<string, unknown> = { t: "do", as, act: name, a: fields };
    if (opts.at) frame.at = opts.at;
    if (opts.dry) frame.dry = true;
    if (opts.credit?.length) frame.credit = opts.credit;
    if (name === "draft") supersede(frame);
    const { texts = {}, about = "", now = false, shown = () => true } = opts;
    return ask<T>(frame, { texts, about, now, shown, kept: !now });
}

/** Hears what people tell beside the log (server/PROTOCOL.md, P29 and P32), once somebody listens. */
export const beside: { hears?: (m: Fields) => void } = {};

function hello(): void {
    if (!room || !identity || !way?.isOpen()) return;
    helloSent = steady();
    const frame: Record<string, unknown> = {
        t: "hello",
        id: newId(),
        v: 1,
        room,
        token: identity.token,
        have: versions(),
    };
    if (identity.epoch) frame.epoch = identity.epoch;
    way.send(JSON.stringify(frame));
}

/** An answer came: the network is known, and what it takes. */
function answered(sent: number): number {
    stretch = 1;
    return (roundTrip = steady() - sent);
}
/** As long as that network needs, and longer at each try: one that is slow is no less a network. */
const patience = (ms: number): number => Math.max(ms, 3 * roundTrip) * stretch;

function onWelcome(m: Record<string, unknown>): void {
    if (m.room !== room || !identity) return;
    const epoch = String(m.epoch ?? "");
    if (identity.epoch && identity.epoch !== epoch) dropAll();
    const who = m.you as You;
    identity = { ...identity, epoch, people: who.people };
    if (room) keepIdentity(room, identity, role);
    pace(Number(m.speed ?? 1));
    sample(Number(m.now), answered(helloSent), true);
    topics = (m.topics as string[] | undefined) ?? topics;
    const keep = new Set(topics);
    for (const topic of Object.keys(versions())) if (!keep.has(topic)) dropDoc(topic);
    shownOut.set(!topics.length);
    you.set(who);
    if (who.people && (!speaker.get() || !who.people.includes(speaker.get() ?? "")))
        speaker.set(who.people[0]);
    greeted = true;
    tries = hops = 0;
    link.set("open");
    pump();
}

function onAnswer(id: string, answer: Answer<never>): void {
    const w = queue.get(id);
    if (!w) return;
    forget(id);
    pump();
    const { frame, texts, about } = w;
    const no = answer.ok ? undefined : answer.no;
    if (w.kept) settled({ frame, texts, about, no, shown: w.shown() });
    w.done(answer);
}

/** Refusals of a hello after which there is no use in trying again, and what they make of the link. */
const FATAL: Record<string, Link> = {
    bad_token: "refused",
    unknown_room: "refused",
    room_gone: "gone",
    unreadable_room: "unreadable",
    no_scenario: "no_scenario",
    version: "outdated",
};

function onRefusal(m: Record<string, unknown>): void {
    const id = String(m.id ?? "");
    const no: Refusal = {
        code: String(m.code ?? "unknown"),
        field: m.field as string | undefined,
        max: m.max as number | undefined,
        act: m.act as string | undefined,
    };
    if (queue.has(id)) return onAnswer(id, { ok: false, no });
    const end = FATAL[no.code];
    if (!greeted && end) giveUp(end);
}

function giveUp(state: Link): void {
    link.set(state);
    stopped = true;
    way?.close();
}

function onFrame(text: string): void {
    let m: Record<string, unknown>;
    try {
        m = JSON.parse(text) as Record<string, unknown>;
    } catch {
        return;
    }
    switch (m.t) {
        case "welcome":
            return onWelcome(m);
        case "doc":
            if (m.topic === "room") shownOut.set(false);
            return setDoc(String(m.topic), Number(m.ver), m.doc);
        case "patch":
            if (!patchDoc(String(m.topic), Number(m.ver), m.patch)) hello();
            return;
        case "drop":
            if (m.topic === "room") shownOut.set(true);
            return dropDoc(String(m.topic));
        case "ok":
            return onAnswer(String(m.id), { ok: true, out: (m.out ?? {}) as never });
        case "no":
            return onRefusal(m);
        case "pong":
            return onPong(m);
        case "moved":
            return moves.set(moves.get() + 1);
        case "relayed":
        case "sound":
            beside.hears?.(m);
    }
}

function onPong(m: Record<string, unknown>): void {
    if (m.c !== pingCount) return; // of a ping that was asked again since
    window.clearTimeout(pongTimer);
    sample(Number(m.now), answered(pingSent), waking);
    waking = false;
}

function ping(ms = PONG_MS): void {
    if (!way?.isOpen()) return;
    pingSent = steady();
    way.send(JSON.stringify({ t: "ping", c: ++pingCount }));
    window.clearTimeout(pongTimer);
    pongTimer = window.setTimeout(inVain, patience(ms));
}
function inVain(): void {
    stretch = Math.min(stretch * 2, STRETCH_MAX);
    lost();
}

function clearTimers(): void {
    window.clearTimeout(connectTimer);
    window.clearTimeout(retryTimer);
    window.clearTimeout(pongTimer);
    window.clearTimeout(pumpTimer);
    window.clearInterval(pingTimer);
}

function connect(): void {
    clearTimers();
    way?.close();
    if (link.get() !== "open") link.set("connecting");
    greeted = false;
    underWay.clear();
    allowance = BURST;
    way = dial(room, { opened, frame: onFrame, closed: onClose });
    connectTimer = window.setTimeout(inVain, patience(CONNECT_MS));
}

function opened(): void {
    window.clearTimeout(connectTimer);
    pingTimer = window.setInterval(() => ping(), PING_MS);
    if (room) hello();
    else {
        link.set("open");
        tries = 0;
    }
    pump();
}

function onClose(code: number): void {
    if (code === 4002) return giveUp("elsewhere");
    if (code === 4001) return giveUp("refused");
    if (code === 4003) {
        dropAll();
        if (identity) identity = { ...identity, epoch: undefined };
    }
    lost(code === 4004 && hops++ < HOPS);
}

function lost(sentOn = false): void {
    if (stopped) return;
    clearTimers();
    way?.close();
    way = undefined;
    link.set("lost");
    for (const [id, w] of queue) if (w.now) onAnswer(id, { ok: false, no: { code: "cut" } });
    if (document.visibilityState === "hidden") return;
    const base = sentOn ? 0 : (BACKOFF_MS[tries++] ?? BACKOFF_MOST_MS);
    retryTimer = window.setTimeout(connect, base * (0.5 + Math.random()));
}

/** The page is back (unlocked phone, network, bfcache): never trust the old socket. */
function wake(force: boolean): void {
    if (stopped || document.visibilityState === "hidden") return;
    tries = 0;
    waking = true;
    if (way?.isOpen() && !force) ping(WAKE_MS);
    else if (!way || way.isOpen()) connect();
}

window.addEventListener("pageshow", (e) => {
    if (e.persisted) wake(true);
});
document.addEventListener("visibilitychange", () => wake(false));
window.addEventListener("online", () => wake(true));
window.addEventListener("offline", () => lost());

/** Opens (or moves) the connection to one room. `kind` keeps a facilitator and a player of one browser apart. */
export function enter(code: string, id: Identity, kind = "p"): void {
    if (room !== code || role !== kind || identity?.token !== id.token) {
        dropAll();
        you.set(undefined);
        speaker.set(undefined);
        for (const [id, w] of queue) if (w.needsHello) queue.delete(id); // kept in storage
    }
    room = code;
    role = kind;
    identity = id;
    keepIdentity(code, id, kind);
    restoreQueue();
    stopped = false;
    connect();
}

export function leave(): void {
    stopped = true;
    clearTimers();
    room = undefined;
    identity = undefined;
    dropAll();
    way?.close();
    link.set("idle");
}

/** The link says "opened elsewhere": take the seat back here. */
export function takeBack(): void {
    stopped = false;
    tries = 0;
    connect();
}

export const currentToken = (): string | undefined => identity?.token;
export const currentRoom = (): string | undefined => room;
