// The trial before a workshop, in Chromium: on a network that lets all through, behind one that
// lets no WebSocket pass, and where nothing passes; its code, read by whoever facilitates; and the
// microphone of a server that carries voices. The minute goes by on a clock that the test moves.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Proxy } from "../wire/link.mjs";
import { Pages, plain } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-preflight-"));
const server = await start(dir, ["--voice", path.join(dir, "nobody.sock")]);
const origin = `http://127.0.0.1:${server.port}`;
const proxy = new Proxy(server.port); // lets no WebSocket pass
await proxy.listen();
const around = `http://127.0.0.1:${proxy.port}`;
const pages = await new Pages(
    [origin, around],
    /ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection|status of 4\d\d/,
).launch(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
const SIZES = { small: [320, 568], phone: [390, 844], tablet: [820, 1180], desk: [1440, 900] };
const size = ([width, height]) => ({ width, height });
let code = "";

async function open(at, name, lang = "fr") {
    const page = await pages.open(name, size(SIZES[name]), lang);
    await page.clock.install({ time: Date.now() });
    await page.goto(`${at}/essai`);
    return page;
}
const begin = (page) => page.getByRole("button", { name: "Commencer l’essai" }).click();
const verdict = (page, text) => page.locator(".banner").getByText(text).waitFor();

/** The whole minute: what is waited for goes by as soon as it is due. */
async function minute(page, other) {
    let answered;
    const pong = () => new Promise((resolve) => (answered = resolve));
    let next = pong();
    page.on("websocket", (ws) => ws.on("framereceived", () => answered()));
    const without = page.waitForEvent("requestfailed", (r) => /\/api\/link/.test(r.url()));
    await begin(page);
    await without; // it was told all it asked for, and let go
    if (other) return;
    for (let shown = 0; shown < 60_000; ) {
        await next;
        next = pong();
        const ms = shown < 4000 ? 1000 : 20_000;
        shown += ms;
        if (ms > 1000 && shown < 30_000) await pages.inspect(page, "preflight-runs");
        await page.clock.runFor(ms);
    }
}

async function good() {
    const page = await open(origin, "phone");
    await pages.inspect(page, "preflight-before");
    await minute(page);
    await verdict(page, /Tout est prêt/);
    await page.getByText("le chemin de rechange aussi").waitFor();
    await page.getByText("La connexion a tenu jusqu’à la fin.").waitFor();
    code = plain(await page.locator(".fac-code").innerText());
    assert.match(code, /^[0-9A-Z]{3}$/);
    await pages.inspect(page, "preflight-good");
}

async function blocked() {
    const page = await open(around, "desk");
    await minute(page, true);
    await verdict(page, /Tout est prêt/);
    await page.getByText("la connexion directe est bloquée").waitFor();
    const field = page.getByLabel("Code d’un essai");
    await field.fill(code.replace(/.$/, (x) => (x === "A" ? "B" : "A")));
    await page.keyboard.press("Enter");
    await page.getByText("Ce n’est pas un code d’essai").waitFor();
    await field.fill(code.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByText("Cet appareil suivra l’atelier.").waitFor();
    await pages.inspect(page, "preflight-other");
}

/** In a browser that refuses to keep anything, on a network that is gone. */
async function none() {
    const page = await pages.open("small", size(SIZES.small), "", { locale: "fr-CA" });
    await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
            throw new Error("full");
        };
    });
    await page.goto(`${origin}/essai`);
    await page.getByRole("heading", { name: "Essai avant l’atelier" }).waitFor();
    await page.context().setOffline(true);
    await begin(page);
    await verdict(page, /ne suivra pas/);
    await page.getByText("rien ne passe jusqu’au serveur").waitFor();
    await page.getByText("Le navigateur ne garde rien").waitFor();
    await pages.inspect(page, "preflight-none");
}

async function heard() {
    const page = await pages.open("tablet", size(SIZES.tablet), "en");
    await page.goto(`${origin}/essai`);
    await page.getByRole("button", { name: "Play three notes" }).click();
    await page.getByRole("button", { name: "Speak, then hear yourself" }).click();
    await page.getByText("The microphone hears you.").waitFor();
    await pages.inspect(page, "preflight-voice");
}

/** Where it is found: at the front door. */
async function found() {
    const page = await pages.open("phone", size(SIZES.phone));
    await page.goto(origin);
    await page.getByRole("link", { name: "Essayer un appareil avant l’atelier" }).click();
    await page.getByRole("heading", { name: "Essai avant l’atelier" }).waitFor();
    await begin(page);
    await page.getByRole("button", { name: "Arrêter" }).click();
    await page.getByRole("button", { name: "Commencer l’essai" }).waitFor();
    assert.equal(await page.locator(".banner").count(), 0, "what was stopped says nothing");
}

const failed = await pages.run([
    ["a network that lets all through: a minute, one green sentence and a code", good],
    ["no WebSocket passes: the other way does; somebody’s code is read, a slip is not", blocked],
    ["nothing passes and nothing is kept: what to do", none],
    ["the microphone, on a server that carries voices", heard],
    ["it is a link away from the front door, and can be stopped", found],
]);
await proxy.close?.();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
