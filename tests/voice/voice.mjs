// P32: voices, by the engine itself and by browsers whose microphones each give a tone of their
// own: who hears whom and who does not, by spectrum; moves, mutes, and an engine that is killed.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "../browser/pages.mjs";
import { Engine, isThere } from "./engine.mjs";

if (!isThere()) {
    console.log("skipped: janus is not installed, or this machine has no address but its own");
    process.exit(0);
}

const HEARD = -45; // dB, of a tone that is there
const SILENT = -60; // and of one that is not
// None is a sum or a difference of others, nor twice or thrice one: mixed sound makes those.
const TONES = { Ana: 430, Bruno: 710, Chloé: 1090, Dounia: 1610 };

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-voice-"));
const engine = new Engine(path.join(dir, "engine")).start();
process.once("exit", () => engine.child.kill("SIGKILL"));
const server = await start(path.join(dir, "state"), ["--voice", engine.socket]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch(["--autoplay-policy=no-user-gesture-required"]);
const phones = {};
let boss, room;

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** In the page: its microphone is a tone, and what it hears is measured. */
function ears(tone) {
    const sound = () => (window.__sound ??= new AudioContext());
    window.__asked = 0;
    navigator.mediaDevices.getUserMedia = async () => {
        window.__asked++;
        const wave = new OscillatorNode(sound(), { frequency: tone });
        const loud = new GainNode(sound(), { gain: 0.2 });
        const out = sound().createMediaStreamDestination();
        wave.connect(loud).connect(out);
        wave.start();
        return out.stream;
    };
    const Peer = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Peer {
        constructor(...a) {
            super(...a);
            window.__peers = (window.__peers ?? 0) + 1;
            this.addEventListener("track", (e) => {
                const stream = new MediaStream([e.track]);
                window.__ear?.disconnect();
                window.__ear = sound().createMediaStreamSource(stream);
                window.__meter = new AnalyserNode(sound(), {
                    fftSize: 8192,
                    smoothingTimeConstant: 0,
                });
                window.__ear.connect(window.__meter);
            });
        }
    };
    window.__levels = (tones) => {
        const bins = new Float32Array(4096);
        window.__meter?.getFloatFrequencyData(bins);
        return tones.map((f) => {
            const at = Math.round((f * 8192) / sound().sampleRate);
            return window.__meter ? Math.max(...bins.slice(at - 2, at + 3)) : -Infinity;
        });
    };
}

async function sit(name) {
    const page = await pages.open(name, { width: 390, height: 844 });
    await page.addInitScript(ears, TONES[name]);
    await page.goto(`${origin}/j/${room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await button(page, "Entrer").click();
    await page.locator(".topbar-who", { hasText: name }).waitFor();
    phones[name] = page;
}

/** Until each of `who` hears those of `whom` and nobody else, as a table; else what was heard. */
async function hears(expected) {
    const names = Object.keys(TONES);
    let seen;
    for (let i = 0; i < 150; i++) {
        seen = {};
        let good = true;
        for (const who of Object.keys(expected)) {
            const all = await phones[who].evaluate(
                (tones) => window.__levels(tones),
                Object.values(TONES),
            );
            seen[who] = all.map((x) => Math.round(x));
            good &&= names.every((name, at) =>
                expected[who].includes(name) ? all[at] > HEARD : all[at] < SILENT,
            );
        }
        if (good) {
            console.log(JSON.stringify(seen));
            return;
        }
        await new Promise((r) => setTimeout(r, 100));
    }
    assert.fail(`${JSON.stringify(expected)}: heard ${JSON.stringify(seen)}`);
}

const panel = (page) => page.locator(".snd");
const enter = async (name) => {
    await button(phones[name], "Entrer dans la conversation").click();
    await button(phones[name], "Ouvrir mon micro").waitFor();
};
const speak = async (name) => {
    await button(phones[name], "Ouvrir mon micro").click();
    await button(phones[name], "Fermer mon micro").waitFor();
};
const idOf = (name) =>
    Object.entries(boss.docs.room.people).find(([, p]) => p.name === name)?.[0];

const code = await pages.run([
    ["nothing is asked or loaded before a facilitator lets tables talk", async () => {
    boss = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 6, roles: "auto" };
    const made = (await boss.ask({ t: "create", options })).out;
    room = made.room;
    await boss.hello(room, made.token);
    boss.me = boss.you.f;
    for (const name of Object.keys(TONES)) await sit(name);
    const tables = { Ana: "t1", Bruno: "t1", Chloé: "t1", Dounia: "t2" };
    for (const [name, table] of Object.entries(tables))
        await boss.do("sit", { person: idOf(name), table });
    for (const page of Object.values(phones)) {
        assert.equal(await panel(page).count(), 0);
        assert.deepEqual(
            await page.evaluate(() => [
                window.__asked,
                performance.getEntriesByType("resource").filter((e) => /sound/.test(e.name)).length,
            ]),
            [0, 0],
        );
    }
}],

    ["a table hears itself, nobody oneself, and no table another", async () => {
    await boss.do("sound", { on: true });
    for (const name of Object.keys(TONES)) await enter(name);
    await hears({ Ana: [], Bruno: [], Chloé: [], Dounia: [] }); // who comes in is closed
    for (const name of Object.keys(TONES)) await speak(name);
    await hears({
        Ana: ["Bruno", "Chloé"],
        Bruno: ["Ana", "Chloé"],
        Chloé: ["Ana", "Bruno"],
        Dounia: [],
    });
    await panel(phones.Ana).locator(".snd-speaks", { hasText: "Bruno" }).waitFor();
}],

    ["who closes theirs is silent, and who is kept closed stays so at a move", async () => {
    await button(phones.Bruno, "Fermer mon micro").click();
    await hears({ Ana: ["Chloé"] });
    await boss.do("hush", { person: idOf("Chloé"), on: true });
    await hears({ Ana: [], Bruno: ["Ana"] });
    await panel(phones.Chloé).getByText("L’animation garde votre micro fermé").waitFor();
    await boss.do("sit", { person: idOf("Chloé"), table: "t2" });
    await hears({ Ana: [], Bruno: ["Ana"], Chloé: ["Dounia"], Dounia: [] });
    await boss.do("hush", { person: idOf("Chloé"), on: false });
    await speak("Chloé");
    await hears({ Dounia: ["Chloé"], Ana: [] });
}],

    ["all hear each other at the report, and groups apart nobody else", async () => {
    await boss.do("next");
    await boss.do("next");
    await speak("Bruno");
    const rooms = {};
    for (const name of Object.keys(TONES)) {
        const { table, group } = boss.docs.room.people[idOf(name)];
        (rooms[table + group] ??= []).push(name);
    }
    const apart = {};
    for (const all of Object.values(rooms))
        for (const name of all) apart[name] = all.filter((other) => other !== name);
    await hears(apart);
    await boss.do("next");
    await boss.do("next");
    await hears({ Ana: ["Bruno", "Chloé", "Dounia"], Dounia: ["Ana", "Bruno", "Chloé"] });
}],

    ["the engine is killed: the hour goes on, and sound comes back by itself", async () => {
    await engine.end("SIGKILL");
    await panel(phones.Ana).getByText("La voix se repose").waitFor();
    await boss.do("say", { text: "On continue." });
    engine.start();
    const began = performance.now();
    await hears({ Ana: ["Bruno", "Chloé", "Dounia"], Dounia: ["Ana", "Bruno", "Chloé"] });
    console.log(`back after ${Math.round(performance.now() - began)} ms`);
}],

    ["the voice ends with the facilitator's word, and leaves nothing behind", async () => {
    await boss.do("sound", { on: false });
    for (const page of Object.values(phones)) await panel(page).waitFor({ state: "detached" });
    const files = fs.readdirSync(dir, { recursive: true }).map(String);
    assert.deepEqual(files.filter((f) => /\.(wav|mjr|opus)$/.test(f)), []);
}],
]);
if (code) console.log(server.output().slice(-3000));
boss?.socket?.tcp?.destroy();
await server.stop();
await engine.end();
const kept = fs
    .readdirSync(path.join(dir, "state"))
    .map((f) => path.join(dir, "state", f))
    .filter((f) => fs.statSync(f).isFile())
    .map((f) => fs.readFileSync(f, "latin1"))
    .join("");
for (const word of ["a=ice", "candidate", "fingerprint"])
    assert.ok(!kept.includes(word) && !server.output().includes(word), word);
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
