// The network of a hall gives the server another address in mid-hour, in Chromium: the hall's
// screen shows it at once, a console that was opened by the old one is opened again on the same
// computer, and a phone finds its seat by the new code. In a network of its own; needs unshare, ip.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const [BEFORE, AFTER] = ["10.71.0.1", "10.72.0.1"];
if (!process.argv[2]) {
    const own = process.getuid() === 0 ? "-n" : "-Urn";
    const words = [own, process.execPath, process.argv[1], "inside"];
    process.exit(spawnSync("unshare", words, { stdio: "inherit" }).status ?? 1);
}
function ip(...words) {
    const done = spawnSync("ip", words, { encoding: "utf8" });
    assert.equal(done.status, 0, `ip ${words.join(" ")}: ${done.stderr ?? done.error}`);
}
ip("link", "set", "lo", "up");
ip("link", "add", "hall0", "type", "veth", "peer", "name", "phone0");
ip("addr", "add", `${BEFORE}/24`, "dev", "hall0");
// Addresses that come by themselves a second later are news, on which the browser drops what it
// loads.
for (const end of ["hall0", "phone0"]) {
    ip("link", "set", end, "addrgenmode", "none");
    ip("link", "set", end, "up");
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-address-"));
const server = await start(dir, ["--listen", "0.0.0.0"]);
const at = (host) => `http://${host}:${server.port}`;
const origins = [BEFORE, AFTER, "127.0.0.1", "localhost"].map(at);
const pages = await new Pages(origins, /status of 4\d\d|net::ERR_|Cross-Origin-Opener/).launch();
const PHONE = { width: 390, height: 844 };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const stay = (page) => page.getByText("Restez sur ce Wi-Fi");
let made, hall, desk, console_, phone, resume;

async function gather() {
    const maker = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 6, roles: "auto" };
    made = (await maker.ask({ t: "create", options })).out;
    maker.socket.tcp.destroy();
    hall = await pages.open("hall", { width: 1280, height: 720 });
    await hall.goto(`${at("127.0.0.1")}/ecran#${made.room}.${made.screen}`);
    await hall.getByText(`${BEFORE}:${server.port}/j`).waitFor();
    await stay(hall).waitFor();
    await pages.inspect(hall, "77-hall-stay");
    desk = await pages.open("desk", { width: 1280, height: 800 });
    await desk.goto(`${at("127.0.0.1")}/animer#${made.room}.${made.co}`);
    await desk.getByRole("button", { name: /^Code/ }).click();
    await desk.locator("dialog[open]").getByText(`${BEFORE}:${server.port}/j`).first().waitFor();
    console_ = await pages.open("console", { width: 1440, height: 900 });
    await console_.clock.install();
    await console_.goto(`${at(BEFORE)}/animer#${made.room}.${made.token}`);
    await stay(console_).waitFor();
    const poster = await pages.open("poster", { width: 1000, height: 900 });
    await poster.goto(`${at(BEFORE)}/kit/${made.room}#${made.room}.${made.token}`);
    await stay(poster.locator(".kit-page")).first().waitFor();
    await poster.context().close();
    phone = await pages.open("phone", PHONE);
    await phone.clock.install();
    await phone.goto(`${at(BEFORE)}/j/${made.room}`);
    await stay(phone).waitFor();
    await pages.inspect(phone, "77-join-stay");
    await phone.getByLabel("Votre nom dans l’atelier").fill("Ana");
    await button(phone, "Entrer").click();
    await phone.locator(".topbar-who", { hasText: "Ana" }).waitFor();
}

async function moved() {
    ip("addr", "add", `${AFTER}/24`, "dev", "hall0");
    ip("addr", "del", `${BEFORE}/24`, "dev", "hall0");
    for (const [page, part] of [
        [hall, hall.locator("main")],
        [desk, desk.locator("dialog[open]")],
    ]) {
        await page
            .getByText(`L’adresse des téléphones a changé : ${at(AFTER)}`)
            .first()
            .waitFor();
        await part.getByText(`${AFTER}:${server.port}/j`).first().waitFor();
        assert.equal(await part.getByText(BEFORE).count(), 0);
        const label = await part.locator("svg[role=img], img").first().getAttribute("aria-label");
        assert.ok(label?.includes(AFTER), label);
    }
    await desk.context().close();
    await pages.inspect(hall, "77-hall-moved");
}

/** Nothing comes from an address that is nobody's: the heartbeat says so. */
async function lost(page) {
    await page.clock.fastForward(21_000);
    await page.clock.fastForward(11_000);
    await page.getByText("Hors ligne").waitFor();
    await page.clock.fastForward(21_000);
}

async function reopened() {
    await lost(console_);
    const again = console_.getByRole("link", { name: "rouvrir cette page" });
    await again.waitFor();
    await pages.inspect(console_, "77-console-lost");
    await again.click();
    await console_.waitForURL(`${at("localhost")}/animer/${made.room}`);
    await console_.getByText("Ana").first().waitFor();
    assert.equal(await console_.getByText("Hors ligne").count(), 0);
}

async function seated() {
    await lost(phone);
    const told = phone.getByText(/scannez de nouveau son code/);
    await told.waitFor();
    await pages.inspect(phone, "77-phone-lost");
    resume = (await told.innerText()).split(" ").at(-1);
    await phone.goto(`${at(AFTER)}/j/${made.room}`);
    await button(phone, "J’ai déjà une place").click();
    await phone.getByLabel("Code de reprise").fill(resume);
    await button(phone, "Retrouver ma place").click();
    await phone.locator(".topbar-who", { hasText: "Ana" }).waitFor();
}

const code = await pages.run([
    ["people meet by an address of the hall's network", gather],
    ["the hall's screen and the console show the new address at once", moved],
    ["a console by the old one is opened again on the same computer", reopened],
    ["a phone is told what to do, and finds its seat by the new address", seated],
]);
if (code) console.log(server.output().slice(-2000));
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
