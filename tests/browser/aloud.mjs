// Talking aloud, as phones and the console show it (P32): the engine is one that says yes to all,
// and the page's own connection only seems to be one. What is heard is stage 77-voice's.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-aloud-"));
const socket = path.join(dir, "engine.sock");
let engine;
const play = () =>
    (engine = spawn("python3", [path.join(import.meta.dirname, "../voice/fake.py"), socket], {
        stdio: ["ignore", "inherit", "inherit"],
    }));
const stop = async () => {
    engine.kill();
    await new Promise((done) => engine.on("exit", done));
};
const server = await start(path.join(dir, "state"), ["--voice", socket]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const phones = {};
let boss, room, made;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const panel = (page) => page.locator(".snd");

/** In the page: a microphone that is allowed or not, and a connection that is up once answered. */
function seeming(mic) {
    navigator.mediaDevices.getUserMedia = () =>
        mic === "yes"
            ? Promise.resolve(new AudioContext().createMediaStreamDestination().stream)
            : mic === "no"
              ? Promise.reject(new DOMException("", "NotAllowedError"))
              : new Promise((resolve) => (window.__allow = resolve));
    const KEYS = [
        "v=0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "a=mid:0",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:0123456789abcdefghijklmn",
        `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
        "a=rtpmap:111 opus/48000/2",
    ];
    window.RTCPeerConnection = class {
        connectionState = "new";
        localDescription = { type: "offer", sdp: KEYS.join("\r\n") };
        addTransceiver() {}
        async createOffer() {
            return this.localDescription;
        }
        async setLocalDescription() {}
        async setRemoteDescription() {
            this.connectionState = "connected";
            this.onconnectionstatechange?.();
        }
        close() {}
    };
}

async function sit(name, mic, size = { width: 390, height: 844 }) {
    const page = await pages.open(name, size);
    await page.addInitScript(seeming, mic);
    await page.goto(`${origin}/j/${room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await button(page, "Entrer").click();
    await page.locator(".topbar-who", { hasText: name }).waitFor();
    phones[name] = page;
}

/** A facilitator lets tables talk, from the console of a server that has an engine. */
async function opened() {
    boss = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 6, roles: "auto" };
    made = (await boss.ask({ t: "create", options })).out;
    room = made.room;
    await boss.hello(room, made.token);
    boss.me = boss.you.f;
    await sit("Ana", "yes");
    await sit("Bruno", "later");
    await sit("Chloé", "no");
    for (const page of Object.values(phones)) assert.equal(await panel(page).count(), 0);
    const desk = await pages.open("console", { width: 1440, height: 900 });
    phones.desk = desk;
    await desk.goto(`${origin}/animer#${room}.${made.token}`);
    await button(desk, "Plus").click();
    await button(desk, "Ouvrir la voix aux tables").click();
    await desk.getByText("Chaque table peut se parler par ses téléphones").waitFor();
    await panel(phones.Ana).getByText("La voix se repose").waitFor();
    await pages.inspect(phones.Ana, "voice-resting");
}

async function entered() {
    play();
    const { Ana, Bruno, Chloé } = phones;
    await button(Ana, "Entrer dans la conversation").waitFor();
    await pages.inspect(Ana, "voice-door");
    await button(Ana, "Entrer dans la conversation").click();
    await button(Ana, "Ouvrir mon micro").waitFor();
    await button(Bruno, "Entrer dans la conversation").click();
    await panel(Bruno).getByText("Permettez le micro").waitFor();
    await pages.inspect(Bruno, "voice-asking");
    await Bruno.evaluate(() =>
        window.__allow(new AudioContext().createMediaStreamDestination().stream),
    );
    await button(Bruno, "Ouvrir mon micro").click();
    await panel(Ana).locator(".snd-speaks", { hasText: "Bruno" }).waitFor();
    await pages.inspect(Ana, "voice-in");
    await pages.inspect(Bruno, "voice-open");
    await button(Chloé, "Entrer dans la conversation").click();
    await panel(Chloé).getByText("Le micro est refusé : vous écoutez").waitFor();
    await pages.inspect(Chloé, "voice-refused");
}

async function hushed() {
    const { desk } = phones;
    const id = Object.entries(boss.docs.room.people).find(([, p]) => p.name === "Bruno")[0];
    await desk.locator(".con-tile", { hasText: "Bruno" }).first().locator(".con-open").click();
    await desk.locator(".con-people button", { hasText: "Bruno" }).first().click();
    await pages.inspect(desk, "voice-console-person");
    await button(desk.locator("dialog[open]"), "Garder son micro fermé").click();
    await desk.getByText("Le micro de Bruno reste fermé").waitFor();
    await panel(phones.Bruno).getByText("L’animation garde votre micro fermé").waitFor();
    await panel(phones.Ana).locator(".snd-person", { hasText: "micro fermé" }).first().waitFor();
    await pages.inspect(phones.Bruno, "voice-hushed");
    await boss.do("hush", { person: id, on: false });
    await button(phones.Bruno, "Ouvrir mon micro").waitFor();
}

async function elsewhere() {
    const { Ana } = phones;
    const second = await Ana.context().newPage();
    await second.addInitScript(seeming, "yes");
    await second.goto(`${origin}/p/${room}`);
    await button(second, "Entrer dans la conversation").click();
    await panel(Ana).getByText("Le son est sur un autre téléphone").waitFor();
    await pages.inspect(Ana, "voice-elsewhere");
    await second.close();
}

/** The browser gives no microphone to a page that came in the clear from another computer. */
async function clear() {
    const page = await pages.open("Dounia", { width: 390, height: 844 });
    await page.addInitScript(() =>
        Object.defineProperty(navigator, "mediaDevices", { value: undefined }),
    );
    await page.goto(`${origin}/j/${room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill("Dounia");
    await button(page, "Entrer").click();
    await panel(page).getByText("la page doit être ouverte en https").waitFor();
    await pages.inspect(page, "voice-https");
}

async function ended() {
    await boss.do("sound", { on: false });
    for (const name of ["Ana", "Bruno", "Chloé"])
        await panel(phones[name]).waitFor({ state: "detached" });
}

const code = await pages.run([
    ["a facilitator lets tables talk, and nothing was there before", opened],
    ["one enters by a tap, closed; who speaks is said by name", entered],
    ["a facilitator keeps a microphone closed", hushed],
    ["one phone has the sound of a person", elsewhere],
    ["without https a sentence says what it takes", clear],
    ["it ends with the facilitator’s word", ended],
]);
if (code) console.log(server.output().slice(-2000));
boss?.socket?.tcp?.destroy();
if (engine) await stop();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
