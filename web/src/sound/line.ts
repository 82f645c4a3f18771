// The phone's one connection to the engine that mixes voices (server/PROTOCOL.md, P32). It is asked
// for by a tap and kept until one leaves: who is heard where is the server's to say, and when the
// engine or the network comes back, the phone enters again, with its microphone as it was.
import type { Refusal } from "../socket";
import { beside, link, newId, request } from "../socket";
import { cell } from "../store";

export type Step = "out" | "asking" | "joining" | "in" | "resting" | "elsewhere";
export interface Heard {
    open: boolean;
    speaks: boolean;
}
export interface Line {
    step: Step;
    /** The microphone: not asked for, refused by who holds the phone, or ours to open. */
    mic: "none" | "refused" | "ready";
    open: boolean;
    /** The browser plays nothing before it is touched again. */
    mute?: boolean;
    no?: Refusal;
}
export const line = cell<Line>("line", { step: "out", mic: "none", open: false });
/** What the server says is heard at this place. */
export const heard = cell<{ up: boolean; people: Record<string, Heard> }>("heard", {
    up: true,
    people: {},
});

const JITTER_MS = 1000; // all phones of a server come back at once
const AGAIN_MS = 1500;

let as = "";
let peer: RTCPeerConnection | undefined;
let asked = "";
let voice: MediaStream | undefined;
let speaker: HTMLAudioElement | undefined;
let timer = 0;
/** One wants to be in, whatever became of the connection. */
let wanted = false;

const set = (some: Partial<Line>): void => line.set({ ...line.get(), ...some });

/** Browsers give the microphone to pages that came encrypted, or from this computer. */
export const canSpeak = (): boolean => !!(navigator.mediaDevices as unknown);

async function takeMicrophone(): Promise<void> {
    if (voice?.getAudioTracks()[0]?.readyState === "live") return;
    voice = undefined;
    set({ step: "asking" });
    try {
        voice = await navigator.mediaDevices.getUserMedia({ audio: true });
        const [track] = voice.getAudioTracks();
        if (track) track.onended = () => void lostMicrophone();
        set({ mic: "ready" });
    } catch {
        set({ mic: "refused" }); // one listens all the same
    }
}

/** A call, or a headset that was pulled: the next tap asks for another. */
async function lostMicrophone(): Promise<void> {
    voice = undefined;
    set({ mic: "none" });
    if (line.get().open) await open(false);
}

function hangUp(): void {
    window.clearTimeout(timer);
    asked = "";
    peer?.close();
    peer = undefined;
}

function again(): void {
    hangUp();
    if (!wanted || !heard.get().up || link.get() !== "open") return;
    timer = window.setTimeout(() => void connect(), AGAIN_MS * Math.random() + 200);
}

function play(stream: MediaStream): void {
    speaker ??= new Audio();
    speaker.srcObject = stream;
    speaker.play().then(
        () => set({ mute: false }),
        () => set({ mute: true }),
    );
}
export const touch = (): void => {
    if (speaker?.srcObject) play(speaker.srcObject as MediaStream);
};

async function connect(): Promise<void> {
    hangUp();
    set({ step: "joining", no: undefined });
    const pc = (peer = new RTCPeerConnection());
    const [track] = voice?.getAudioTracks() ?? [];
    if (track) track.enabled = line.get().open;
    pc.addTransceiver(track ?? "audio", { direction: "sendrecv" });
    pc.ontrack = (e) => play(new MediaStream([e.track]));
    pc.onconnectionstatechange = () => {
        if (pc !== peer) return;
        if (pc.connectionState === "connected") entered();
        else if (pc.connectionState === "failed") again();
    };
    await pc.setLocalDescription(await pc.createOffer());
    const id = (asked = newId());
    const a = await request("sound", { id, as, ask: "enter", sdp: pc.localDescription?.sdp }, true);
    if (a.ok || asked !== id) return;
    hangUp();
    if (a.no.code === "sound_off") set({ step: "resting" });
    else if (a.no.code === "offline" || a.no.code === "cut") set({ step: "joining" });
    else stop("out", a.no);
}

function entered(): void {
    set({ step: "in" });
    if (line.get().open) void open(true);
}

function stop(step: Step, no?: Refusal): void {
    wanted = false;
    hangUp();
    for (const track of voice?.getTracks() ?? []) track.stop();
    voice = undefined;
    set({ step, no, open: false, mic: "none" });
}

/** By a tap alone: it is what lets a phone play. */
export async function enter(id: string): Promise<void> {
    as = id;
    wanted = true;
    speaker ??= new Audio();
    await takeMicrophone();
    if (wanted) await connect();
    else stop(line.get().step); // they left while they were asked
}

export function leave(): void {
    stop("out");
    if (as) void request("sound", { as, ask: "leave" }, true);
}

export async function open(on: boolean): Promise<void> {
    const [track] = voice?.getAudioTracks() ?? [];
    if (track) track.enabled = on;
    set({ open: on, no: undefined });
    const a = await request("sound", { as, ask: "open", on }, true);
    if (a.ok || a.no.code === "offline" || a.no.code === "cut") return;
    if (track) track.enabled = false;
    set({ open: false, no: a.no });
}

/** The tap that wants to speak, where the microphone was refused or is gone. */
export async function askAgain(): Promise<void> {
    await takeMicrophone();
    if (wanted) await connect();
    else stop(line.get().step); // they left while they were asked
}

/** Whose voice this phone has; of those who share it, whoever began. */
export const mine = (id: string): string => (wanted ? as : id);
export const look = (id: string): void => void request("sound", { as: id, ask: "look" }, true);

// ---- what the server says

function onHeard(up: boolean, people: Record<string, Heard>): void {
    const before = heard.get().up;
    heard.set({ up, people });
    const own = people[as];
    if (own && !own.open && line.get().open && line.get().step === "in") onHushed();
    if (!wanted || up === before) return;
    hangUp();
    set({ step: up ? "joining" : "resting" });
    if (up) timer = window.setTimeout(() => void connect(), JITTER_MS * Math.random());
}

/** Somebody else closed it. What is on its way says so too, and is answered in its turn. */
function onHushed(): void {
    window.setTimeout(() => {
        const mine = heard.get().people[as];
        if (!mine || mine.open || !line.get().open) return;
        for (const track of voice?.getTracks() ?? []) track.enabled = false;
        set({ open: false });
    }, JITTER_MS);
}

function onLost(why: string): void {
    if (!wanted) return;
    if (why === "elsewhere") stop("elsewhere");
    else if (why === "place") stop("out");
    else again();
}

const alsoHears = beside.hears;
beside.hears = (m) => {
    alsoHears?.(m);
    if (m.t !== "sound") return;
    if (m.sdp && m.id === asked)
        void peer?.setRemoteDescription({ type: "answer", sdp: String(m.sdp) });
    else if (m.lost) onLost(String(m.lost));
    else if (m.people) onHeard(!!m.up, m.people as Record<string, Heard>);
};

/** The connection to the server came back, and with it nobody's voice. */
export function linked(id: string): void {
    look(id);
    if (wanted) again();
}
