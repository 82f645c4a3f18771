// A disk that fills, as its library tells it (tests/hour/power.c): who leads is told beforehand, a
// phone keeps the words that were refused, the clock goes on; and there is place again.
//   place.mjs LIBRARY
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const MB = 1 << 20;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-place-"));
const left = path.join(dir, "left");
const leave = (bytes) => fs.writeFileSync(left, String(bytes));
leave(1024 * MB);
const env = { ...process.env, LD_PRELOAD: path.resolve(process.argv[2]), POWER_LEFT: left };
const server = await start(path.join(dir, "state"), [], env);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const button = (page, name) => page.getByRole("button", { name, exact: true });

const boss = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const people = [];
for (const name of ["Ana", "Bruno"]) {
    const c = await new Client(server.port).connect();
    const join = { name, debrief: false, research: false, lang: "fr" };
    const got = (await c.ask({ t: "join", room: made.room, ...join })).out;
    await c.hello(made.room, got.token);
    c.me = got.person;
    people.push(c);
}
const [ana, bruno] = people;
for (let i = 0; i < 3; i++) await boss.do("next");

async function opened(name, size, role, address, identity, lang = "fr") {
    const page = await pages.open(name, size, lang);
    await page.addInitScript(
        ([key, value]) => location.protocol === "http:" && localStorage.setItem(key, value),
        [`tablee.${role}.${made.room}`, JSON.stringify(identity)],
    );
    await page.goto(`${origin}${address}`);
    return page;
}
const leader = (size, lang) =>
    opened(`console ${lang ?? ""}`, size, "f", `/animer/${made.room}`, { token: made.token }, lang);
const desk = await leader({ width: 1440, height: 900 });
const small = await leader({ width: 320, height: 640 }, "en");
const phone = await opened("phone", { width: 390, height: 844 }, "p", `/p/${made.room}`, {
    token: ana.token,
    people: [ana.me],
});
const little = desk.getByText("Il reste peu de place pour de nouveaux textes", { exact: false });
const none = desk.getByText("Il n’y a plus de place pour de nouveaux textes", { exact: false });
const types = async (text) => {
    for (;;) {
        await bruno.do("draft", { key: "k", text });
        // It is looked at again each second: a word, and then some time to hear of it.
        const heard = little.waitFor({ timeout: 1200 }).then(
            () => true,
            () => false,
        );
        if (await heard) return;
    }
};

async function beforehand() {
    await desk.getByRole("region", { name: "Table 1", exact: true }).waitFor();
    assert.equal(await little.count(), 0);
    leave(70 * MB);
    await types("Encore un mot");
    await pages.inspect(desk, "f20-place-little");
    await small.getByText("Little room is left for new texts", { exact: false }).waitFor();
}

const sheet = phone.locator("dialog[open]");
const TEXT = "Un four à pain au village";
const proposing = async () => {
    await phone
        .locator(".tabs")
        .getByRole("button", { name: /Clauses/ })
        .click();
    await button(phone, "Proposer une clause").first().click();
};
async function refused() {
    await proposing();
    leave(10 * MB);
    await none.waitFor(); // by itself: a room that is short of place is looked at
    await sheet.getByRole("textbox").first().fill(TEXT);
    await button(sheet, "Proposer une clause").click();
    await sheet.getByText("trop peu de place sur le serveur", { exact: false }).waitFor();
    assert.equal(await sheet.getByRole("textbox").first().inputValue(), TEXT);
    await pages.inspect(phone, "79-no-place");
    await pages.inspect(desk, "f21-place-none");
    await pages.inspect(small, "f22-place-none-small");
    await phone.reload();
    await proposing();
    assert.equal(await sheet.getByRole("textbox").first().inputValue(), TEXT, "after a reload");
}

async function goesOn() {
    await boss.do("pause");
    await boss.do("resume");
    await boss.do("say", { text: "On continue" });
}

async function again() {
    leave(1024 * MB);
    await none.waitFor({ state: "detached" });
    await button(sheet, "Proposer une clause").click();
    await bruno.until("the clause", (d) => d["table/t1"].clauses.c1?.text === TEXT);
}

const code = await pages.run([
    ["who leads is told while there is place", beforehand],
    ["what is refused stays on the phone that wrote it, after a reload too", refused],
    ["the clock and who leads go on", goesOn],
    ["once there is place again it is said, and the words leave", again],
]);
if (code) console.log(server.output().slice(-1000));
for (const c of [boss, ana, bruno]) c.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
