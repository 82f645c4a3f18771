// The one place that talks to the server: identity, resume, back-off, heartbeat, offline queue.
// A command is kept and sent again under its own id until the server has answered it.
import { sample } from "./clock";
import * as outbox from "./outbox";
import type { Texts } from "./outbox";
import { refused, replayed } from "./replayed";
import { remember } from "./storage";
import { cell, dropAll, dropDoc, patchDoc, setDoc, versions } from "./store";

export type Link = "idle" | "connecting" | "open" | "lost" | "elsewhere" | "refused" | "ended";
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

interface Identity {
    token: string;
    people?: string[];
    epoch?: string;
}
interface Waiting {
    frame: Record<string, unknown>;
    texts: Texts;
    done: (a: Answer<never>) => void;
    needsHello: boolean;
    kept: boolean;
}

export const link = cell<Link>("link", "idle");
export const you = cell<You | undefined>("you", undefined);
export const pendingCount = cell<number>("pending", 0);
export const speaker = cell<string | undefined>("speaker", undefined);

const CONNECT_MS = 5000;
const PING_MS = 20000;
const PONG_MS = 10000;
const WAKE_MS = 4000; // somebody looks at the screen, and what it shows may be old
// Less than a server takes of one connection (protocol P19): what was written while away, be it a
// hundred acts, goes out one after another.
const BURST = 30;
// A little less than a frame may hold (P1): a longer one would cost the connection, again and again.
const FRAME_MAX = 16000;
const PER_SECOND = 12;
const UNDER_WAY = 32;
const BACKOFF_MS = [300, 800, 1600, 3000, 5000, 8000];

let ws: WebSocket | undefined;
let room: string | undefined;
let identity: Identity | undefined;
let role = "p";
let greeted = false;
let tries = 0;
let stopped = true;
let connectTimer = 0;
let retryTimer = 0;
let pingTimer = 0;
let pongTimer = 0;
let pingSent = 0;
let pingCount = 0;
let helloSent = 0;
let topics: string[] = [];
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

const identityKey = (code: string, kind: string): string => `tablee.${kind}.${code}`;

export function storedIdentity(code: string, kind = "p"): Identity | undefined {
    const raw = remember.load(identityKey(code, kind));
    if (!raw) return undefined;
    try {
        const id = JSON.parse(raw) as Identity;
        return typeof id.token === "string" ? id : undefined;
    } catch {
        return undefined;
    }
}
export function keepIdentity(code: string, id: Identity, kind = "p"): void {
    remember.save(identityKey(code, kind), JSON.stringify(id));
    remember.save("tablee.last", code);
}

/** Told once for each command that carried texts, also when it was asked before a reload. */
export type Settled = (frame: Record<string, unknown>, texts: Texts, ok: boolean) => void;
let settled: Settled = () => undefined;
export function whenSettled(fn: Settled): void {
    settled = fn;
}

const isDraft = (w: Waiting): boolean => w.frame.act === "draft";
function countPending(): void {
    pendingCount.set([...queue.values()].filter((w) => w.kept && !isDraft(w)).length);
}
function restoreQueue(): void {
    for (const { frame, texts } of outbox.all(role, room ?? "")) {
        const id = String(frame.id);
        if (!queue.has(id))
            queue.set(id, { frame, texts, done: () => undefined, needsHello: true, kept: true });
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
    const now = Date.now();
    allowance = Math.min(BURST, allowance + ((now - allowanceAt) * PER_SECOND) / 1000);
    allowanceAt = now;
    return allowance >= 1 && underWay.size < UNDER_WAY;
}

/** Sends what waits, oldest first, and comes back for the rest. */
function pump(): void {
    window.clearTimeout(pumpTimer);
    if (ws?.readyState !== WebSocket.OPEN) return;
    for (const [id, w] of queue) {
        if (underWay.has(id) || (w.needsHello && !greeted)) continue;
        if (!maySend()) {
            pumpTimer = window.setTimeout(pump, 1000 / PER_SECOND);
            return;
        }
        const text = JSON.stringify(w.frame);
        if (new TextEncoder().encode(text).length > FRAME_MAX) {
            onAnswer(id, { ok: false, no: { code: "too_big" } });
            continue;
        }
        allowance--;
        underWay.add(id);
        ws.send(text);
    }
}

function ask<T>(
    frame: Record<string, unknown>,
    needsHello: boolean,
    texts?: Texts,
): Promise<Answer<T>> {
    if (replayed()) {
        if (frame.t === "do") refused();
        return Promise.resolve({ ok: false, no: { code: "" } });
    }
    const id = String(frame.id ?? newId());
    frame.id = id;
    return new Promise((resolve) => {
        const done = resolve as (a: Answer<never>) => void;
        const w: Waiting = { frame, texts: texts ?? {}, done, needsHello, kept: !!texts };
        queue.set(id, w);
        if (texts) outbox.put(role, room ?? "", frame, texts);
        countPending();
        if (stopped) {
            stopped = false;
            connect();
        }
        pump();
    });
}

/** A question that needs no identity: look, create, join, resume, recover. */
export function request<T>(t: string, fields: Fields): Promise<Answer<T>> {
    return ask<T>({ t, ...fields }, false);
}

/**
 * A question that makes a room or a person: the same attempt never makes a second one, though the
 * page be closed before the answer comes. `what` tells one attempt from another.
 */
export async function requestOnce<T>(
    t: "create" | "join",
    fields: Fields,
    what: string,
): Promise<Answer<T>> {
    const key = `tablee.once.${t}`;
    const [secret, kept] = (remember.load(key) ?? "").split(" ", 2);
    const mark = encodeURIComponent(what);
    const once = secret && kept === mark ? secret : newId(16);
    remember.save(key, `${once} ${mark}`);
    const answer = await request<T>(t, { ...fields, once });
    remember.save(key, null);
    return answer;
}

export interface ActOptions {
    as?: string;
    credit?: string[];
    texts?: Texts;
}
/** A command of the game. Answered once, however often the network makes us send it. */
export function act<T = Fields>(
    name: string,
    fields: Fields = {},
    opts: ActOptions = {},
): Promise<Answer<T>> {
    const me = you.get();
    const as = opts.as ?? speaker.get() ?? me?.f ?? me?.people?.[0];
    const frame: Record<string, unknown> = { t: "do", as, act: name, a: fields };
    if (opts.credit?.length) frame.credit = opts.credit;
    if (name === "draft") supersede(frame);
    return ask<T>(frame, true, opts.texts ?? {});
}

function hello(): void {
    if (!room || !identity || ws?.readyState !== WebSocket.OPEN) return;
    helloSent = Date.now();
    const frame: Record<string, unknown> = {
        t: "hello",
        id: newId(),
        v: 1,
        room,
        token: identity.token,
        have: versions(),
    };
    if (identity.epoch) frame.epoch = identity.epoch;
    ws.send(JSON.stringify(frame));
}

function onWelcome(m: Record<string, unknown>): void {
    if (m.room !== room || !identity) return;
    const epoch = String(m.epoch ?? "");
    if (identity.epoch && identity.epoch !== epoch) dropAll();
    const who = m.you as You;
    identity = { ...identity, epoch, people: who.people };
    if (room) keepIdentity(room, identity, role);
    sample(Number(m.now), Date.now() - helloSent, true);
    topics = (m.topics as string[] | undefined) ?? topics;
    const keep = new Set(topics);
    for (const topic of Object.keys(versions()))
        if (topics.length && !keep.has(topic)) dropDoc(topic);
    you.set(who);
    if (who.people && (!speaker.get() || !who.people.includes(speaker.get() ?? "")))
        speaker.set(who.people[0]);
    greeted = true;
    tries = 0;
    link.set("open");
    pump();
}

function onAnswer(id: string, answer: Answer<never>): void {
    const w = queue.get(id);
    if (!w) return;
    forget(id);
    pump();
    if (w.kept) settled(w.frame, w.texts, answer.ok);
    w.done(answer);
}

/** Codes that say our credential is worth nothing: no use in trying again. */
const FATAL = new Set(["bad_token", "unknown_room"]);

function onRefusal(m: Record<string, unknown>): void {
    const id = String(m.id ?? "");
    const no: Refusal = {
        code: String(m.code ?? "unknown"),
        field: m.field as string | undefined,
        max: m.max as number | undefined,
        act: m.act as string | undefined,
    };
    if (queue.has(id)) return onAnswer(id, { ok: false, no });
    if (!greeted && FATAL.has(no.code)) giveUp("refused");
}

function giveUp(state: Link): void {
    link.set(state);
    stopped = true;
    ws?.close();
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
            return setDoc(String(m.topic), Number(m.ver), m.doc);
        case "patch":
            if (!patchDoc(String(m.topic), Number(m.ver), m.patch)) hello();
            return;
        case "drop":
            return dropDoc(String(m.topic));
        case "ok":
            return onAnswer(String(m.id), { ok: true, out: (m.out ?? {}) as never });
        case "no":
            return onRefusal(m);
        case "pong":
            window.clearTimeout(pongTimer);
            pongTimer = 0;
            return sample(Number(m.now), Date.now() - pingSent);
    }
}

function ping(patience = PONG_MS): void {
    if (ws?.readyState !== WebSocket.OPEN) return;
    pingSent = Date.now();
    ws.send(JSON.stringify({ t: "ping", c: ++pingCount }));
    window.clearTimeout(pongTimer);
    pongTimer = window.setTimeout(() => lost(ws), patience);
}

function clearTimers(): void {
    window.clearTimeout(connectTimer);
    window.clearTimeout(retryTimer);
    window.clearTimeout(pongTimer);
    window.clearTimeout(pumpTimer);
    window.clearInterval(pingTimer);
    pongTimer = 0;
}

function connect(): void {
    clearTimers();
    if (ws) {
        const old = ws;
        ws = undefined;
        old.close();
    }
    if (link.get() !== "open") link.set("connecting");
    greeted = false;
    underWay.clear();
    allowance = BURST;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const mine = new WebSocket(`${scheme}://${location.host}/ws`, "tablee.v1");
    ws = mine;
    connectTimer = window.setTimeout(() => lost(mine), CONNECT_MS);
    mine.onopen = () => {
        if (ws !== mine) return;
        window.clearTimeout(connectTimer);
        pingTimer = window.setInterval(() => ping(), PING_MS);
        if (room) hello();
        else {
            link.set("open");
            tries = 0;
        }
        pump();
    };
    mine.onmessage = (e) => {
        if (ws === mine) onFrame(String(e.data));
    };
    mine.onclose = (e) => {
        if (ws === mine) onClose(mine, e.code);
    };
}

function onClose(mine: WebSocket, code: number): void {
    if (code === 4002) return giveUp("elsewhere");
    if (code === 4001) return giveUp("refused");
    if (code === 4003) {
        dropAll();
        if (identity) identity = { ...identity, epoch: undefined };
    }
    lost(mine);
}

function lost(mine: WebSocket | undefined): void {
    if (ws !== mine || stopped) return;
    clearTimers();
    ws = undefined;
    mine?.close();
    greeted = false;
    link.set("lost");
    if (document.visibilityState === "hidden") return;
    const base = BACKOFF_MS[Math.min(tries++, BACKOFF_MS.length - 1)] ?? 8000;
    retryTimer = window.setTimeout(connect, base * (0.5 + Math.random()));
}

/** The page is back (unlocked phone, network, bfcache): never trust the old socket. */
function wake(force: boolean): void {
    if (stopped || document.visibilityState === "hidden") return;
    tries = 0;
    if (force || ws?.readyState !== WebSocket.OPEN) {
        if (ws?.readyState === WebSocket.CONNECTING) return;
        connect();
    } else ping(WAKE_MS);
}

window.addEventListener("pageshow", (e) => {
    if (e.persisted) wake(true);
});
document.addEventListener("visibilitychange", () => wake(false));
window.addEventListener("online", () => wake(true));
window.addEventListener("offline", () => lost(ws));

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
    greeted = false;
    dropAll();
    ws?.close();
    ws = undefined;
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
