// Firefox, by its own remote control (Marionette, JSON over TCP): a person joins and plays the
// screens where browsers differ. FIREFOX names another program than firefox-esr.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";

const program = process.env.FIREFOX ?? "firefox-esr";
const shots =
    process.env.TABLEE_ARTEFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "tablee-shots-"));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-firefox-"));

const NOT_YET = [
    "element click intercepted",
    "element not interactable",
    "invalid element state",
    "no such element",
    "stale element reference",
];

/** One browser, one session. Each answer is waited for before the next command. */
class Firefox {
    async open() {
        const profile = path.join(dir, "profile");
        fs.mkdirSync(profile);
        const prefs = {
            "marionette.port": 0,
            "remote.prefs.recommended": true,
            "intl.accept_languages": "fr-CA",
            "ui.prefersReducedMotion": 1,
        };
        fs.writeFileSync(
            path.join(profile, "user.js"),
            Object.entries(prefs)
                .map(([k, v]) => `user_pref("${k}", ${JSON.stringify(v)});\n`)
                .join(""),
        );
        this.child = spawn(
            program,
            ["--headless", "--marionette", "--no-remote", "--profile", profile],
            { stdio: "ignore", env: { ...process.env, HOME: dir } },
        );
        this.child.on("error", (error) => {
            throw new Error(`${program} does not start: ${error.message}`);
        });
        this.exited = new Promise((resolve) => this.child.on("exit", resolve));
        const file = path.join(profile, "MarionetteActivePort");
        const port = await until("Firefox's port", () => {
            if (this.child.exitCode !== null) throw new Error("Firefox stopped");
            return fs.existsSync(file) && Number(fs.readFileSync(file, "utf8"));
        });
        this.socket = net.connect(port, "127.0.0.1");
        this.buffer = Buffer.alloc(0);
        this.waiting = new Map();
        this.number = 0;
        this.socket.on("data", (data) => this.take(data));
        this.socket.on("close", () => {
            for (const { reject } of this.waiting.values()) reject(new Error("Firefox is gone"));
        });
        await this.ask("WebDriver:NewSession", { capabilities: {} });
        return this;
    }
    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        for (;;) {
            const colon = this.buffer.indexOf(":");
            const n = Number(this.buffer.subarray(0, colon));
            if (colon < 0 || this.buffer.length < colon + 1 + n) return;
            const message = JSON.parse(this.buffer.subarray(colon + 1, colon + 1 + n));
            this.buffer = this.buffer.subarray(colon + 1 + n);
            if (!Array.isArray(message)) continue; // its greeting
            const [, id, error, result] = message;
            const { resolve, reject } = this.waiting.get(id);
            this.waiting.delete(id);
            if (error) reject(Object.assign(new Error(error.message), { code: error.error }));
            else resolve(result);
        }
    }
    ask(name, fields = {}) {
        const text = JSON.stringify([0, ++this.number, name, fields]);
        this.socket.write(`${Buffer.byteLength(text)}:${text}`);
        return new Promise((resolve, reject) => this.waiting.set(this.number, { resolve, reject }));
    }
    async run(script, ...args) {
        return (await this.ask("WebDriver:ExecuteScript", { script, args })).value;
    }
    /** The first shown element that matches, whose text or label holds `words`. */
    find(selector, words = "") {
        return until(`${selector} “${words}”`, async () => {
            const found = await this.run(
                `const [selector, words] = arguments;
                const text = (el) => el.innerText + " " + (el.labels?.[0]?.innerText ?? "");
                return [...document.querySelectorAll(selector)].find(
                    (el) => el.getClientRects().length && text(el).includes(words))`,
                selector,
                words,
            );
            return found && Object.values(found)[0];
        });
    }
    /** Does it to the element once it is there to be used: drawn anew meanwhile, or still under a
        sheet that closes, it is looked for again. */
    use(selector, words, doing) {
        return until(`a way to ${selector} “${words}”`, async () => {
            const id = await this.find(selector, words);
            try {
                await doing(id);
                return true;
            } catch (error) {
                if (!NOT_YET.includes(error.code)) throw error;
            }
        });
    }
    click(selector, words) {
        return this.use(selector, words, (id) => this.ask("WebDriver:ElementClick", { id }));
    }
    write(selector, words, text) {
        return this.use(selector, words, async (id) => {
            await this.ask("WebDriver:ElementClear", { id });
            await this.ask("WebDriver:ElementSendKeys", { id, text });
        });
    }
    async picture(name) {
        const { value } = await this.ask("WebDriver:TakeScreenshot", { full: false });
        fs.writeFileSync(path.join(shots, `${name}.png`), Buffer.from(value, "base64"));
        const wide = await this.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        assert.equal(wide, 0, `${name}: wider than the window`);
    }
    async close() {
        this.socket?.destroy();
        this.child.kill();
        await this.exited;
    }
}
async function until(what, look) {
    const end = Date.now() + 90_000;
    for (;;) {
        const value = await look();
        if (value) return value;
        if (Date.now() > end) throw new Error(`never: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

const server = await start(path.join(dir, "state"));
const boss = await new Client(server.port).connect();
const other = await new Client(server.port).connect();
const firefox = new Firefox();
let failed;
try {
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
    const made = (await boss.ask({ t: "create", options })).out;
    await boss.hello(made.room, made.token);
    boss.me = boss.you.f;
    await firefox.open();
    await firefox.ask("WebDriver:SetWindowRect", { width: 450, height: 900 });
    await firefox.ask("WebDriver:Navigate", {
        url: `http://127.0.0.1:${server.port}/j/${made.room}`,
    });
    await firefox.run("window.faults = []; onerror = (m) => void window.faults.push(String(m))");
    await firefox.write("input[type=text]", "Votre nom", "Ana");
    await firefox.picture("80-firefox-join");
    await firefox.click("button", "Entrer");
    await firefox.find("h1", "Vous y êtes");
    const fields = { name: "Bruno", debrief: false, research: false, lang: "fr" };
    const got = (await other.ask({ t: "join", room: made.room, ...fields })).out;
    await other.hello(made.room, got.token);
    other.me = got.person;

    await boss.do("next");
    await firefox.click(".tabs button", "Ma carte");
    await firefox.click("button", "Voir la partie privée");
    await firefox.find("h3", "Votre ligne rouge");
    await firefox.picture("81-firefox-card");
    await firefox.click("button", "Je suis là, carte lue");
    await boss.do("next");
    await firefox.click(".tabs button", "Écrire");
    await firefox.write("textarea", "Un besoin", "Rester au village");
    await firefox.write("textarea", "Une idée", "Un toit commun");
    await firefox.click("button", "Envoyer");
    await firefox.find("h1", "Les idées du groupe");
    await firefox.click(".tabs button", "Fiche");
    await firefox.write("textarea", "Titre du projet", "Un toit au village");
    await firefox.ask("WebDriver:Refresh");
    await firefox.click(".tabs button", "Fiche");
    await until("the title", () =>
        firefox.run(
            "return document.querySelector('main textarea').value === 'Un toit au village'",
        ),
    );
    await boss.do("next");
    await firefox.click(".tabs button", "Clauses");
    await firefox.click("main button", "Proposer une clause");
    await firefox.write("dialog textarea", "La clause", "Vingt logements");
    await firefox.click("dialog label", "Bruno");
    await firefox.picture("82-firefox-propose");
    await firefox.click("dialog button.btn-primary", "Proposer une clause");
    await firefox.click("section.card button", "Vingt logements");
    await firefox.click("dialog button", "J’appuie");
    await firefox.picture("83-firefox-clause");
    await firefox.click("dialog button", "Fermer");
    await boss.do("next");
    await firefox.find("h1", "D’abord, vos réponses à vous");
    await firefox.picture("84-firefox-questions");
    await boss.do("next");
    await firefox.click("main button", "Revoir l’atelier");
    await firefox.find("iframe");
    await firefox.ask("WebDriver:SwitchToFrame", { id: 0 });
    await firefox.find("h1", "La Brunante");
    await firefox.click(".tabs button", "Ma carte");
    await firefox.find("h1", "Ma carte");
    await firefox.ask("WebDriver:SwitchToFrame", { id: null });
    await firefox.picture("85-firefox-replay");
    assert.deepEqual(await firefox.run("return window.faults ?? []"), []);
    console.log(
        "  ok a person joins, writes, reloads, proposes, answers and looks back in Firefox",
    );
} catch (error) {
    failed = error;
    console.log(`  FAIL ${error.stack}`);
    await firefox.picture("failed-firefox").catch(() => {});
}
await firefox.close();
for (const client of [boss, other]) client.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true, maxRetries: 20 }); // its last processes write yet
console.log(`summary: one person in Firefox, pictures in ${shots}`);
process.exit(failed ? 1 : 0);
