// A table of which two are remote and one is in the hall, in Chromium: where each says they are,
// what they write beside their voices, raised hands and quick signs, how who leads reaches them,
// and the hall in the pocket of who is not there.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages, plain } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-apart-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

const button = (page, name) => page.getByRole("button", { name });
const open = (page) => page.locator("dialog[open]");
const beside = (page) => page.locator("section.beside");
const shut = (page) => button(open(page), "Fermer").click();
const shows = (at, text) => at.getByText(text).first().waitFor();

let made, boss, desk, ana, bruno, chloe;

async function join(name, remote) {
    const page = await pages.open(name, PHONE);
    await page.goto(`${origin}/j/${made.room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    if (remote) await page.getByRole("switch", { name: /^Je suis à distance/ }).click();
    if (name === "Bruno") await pages.inspect(page, "apart-door");
    await button(page, "Entrer").click();
    await page.waitForURL(/\/p\//);
    return page;
}

/** With three places, the fourth to come is alone at another table. */
async function arrive() {
    const c = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 6, roles: "auto" };
    made = (await c.ask({ t: "create", options })).out;
    await c.hello(made.room, made.token);
    c.me = c.you.f;
    boss = c;
    desk = await pages.open("desk", DESK);
    await desk.goto(`${origin}/animer/${made.room}#${made.room}.${made.co}`);
    chloe = await join("Chloé", false);
    assert.equal(await beside(chloe).count(), 0, "in the hall, people talk to each other");
    ana = await join("Ana", true);
    bruno = await join("Bruno", true);
    for (const page of [ana, bruno, chloe]) await beside(page).waitFor();
    await shows(desk.locator("#t1"), "mixte");
}

async function write() {
    await button(beside(ana), /^Mots de la table/).click();
    const field = open(ana).getByLabel("Écrire à votre table");
    await field.fill("Je vous entends mal : https://exemple.org/essai");
    await button(open(ana), "Envoyer").click();
    await shows(open(ana).locator(".words"), "Je vous entends mal");
    await open(ana).getByRole("button", { name: "Envoyer", disabled: true }).waitFor();
    assert.equal(await field.inputValue(), "");
    assert.equal(await open(ana).locator(".words a").count(), 0, "links are text");
    for (const page of [bruno, chloe]) await shows(beside(page), "1 non lu");
    await button(beside(chloe), /^Mots de la table/).click();
    await open(chloe).getByLabel("Écrire à votre table").fill("On se rapproche du micro.");
    await chloe.keyboard.press("Tab");
    await chloe.keyboard.press("Enter");
    await shows(open(ana).locator(".words"), "On se rapproche");
    await pages.inspect(chloe, "apart-words");
    await shut(chloe);
    await beside(chloe).getByText("non lu").waitFor({ state: "detached" });
}

/** Nothing interrupts a screen reader, until its person asks. */
async function aloud() {
    const live = beside(bruno).locator("[aria-live]");
    assert.equal(plain(await live.innerText()), "");
    await button(beside(bruno), /^Mots de la table/).click();
    await open(bruno)
        .getByRole("switch", { name: /^Annoncer ce qui arrive/ })
        .click();
    await shut(bruno);
    await open(ana).getByLabel("Écrire à votre table").fill("Et comme ceci?");
    await button(open(ana), "Envoyer").click();
    await shows(live, "Ana écrit : Et comme ceci?");
    await button(open(ana), /^Retirer «.Et comme ceci/).click();
    await open(ana).getByText("Et comme ceci?").waitFor({ state: "detached" });
    await shut(ana);
}

async function answer() {
    const tile = desk.locator("#t1");
    await button(tile, /Ouvrir|table 1/i)
        .first()
        .click();
    await shows(open(desk), "Allez à la table 1.");
    await button(open(desk), "Écrire à la table 1").click();
    await shows(open(desk).locator(".words"), "Je vous entends mal");
    await open(desk).getByLabel("Répondre à la table").fill("J’arrive.");
    await button(open(desk), "Envoyer").click();
    await shows(open(desk).locator(".words"), "J’arrive.");
    await pages.inspect(desk, "apart-console-words");
    await shut(desk);
    await button(beside(bruno), /^Mots de la table/).click();
    await shows(open(bruno).locator(".words"), "Animation");
    await shut(bruno);
}

async function signs() {
    await button(beside(bruno), "Lever la main").click();
    for (const page of [ana, chloe]) await shows(beside(page), "Main levée : Bruno");
    await bruno.reload();
    await button(beside(bruno), "Baisser la main").waitFor();
    await shows(desk.locator("#t1"), "Main levée : Bruno");
    await beside(chloe).getByText("Signes").click();
    await button(beside(chloe), "Plus fort").click();
    await shows(beside(ana), "Chloé : Plus fort");
    await pages.inspect(ana, "apart-signs");
    await pages.inspect(desk, "apart-console");
    await button(beside(bruno), "Baisser la main").click();
    for (const at of [beside(ana), beside(chloe), desk.locator("#t1")])
        await at.getByText("Main levée").waitFor({ state: "detached" });
}

/** What the hall's screen shows, in one's pocket; on a laptop, beside the table. */
async function hall() {
    await button(beside(bruno), "La salle").click();
    await shows(open(bruno), "Arrivée");
    for (let i = 0; i < 4; i++) await boss.do("next");
    await boss.do("show", { show: "report", table: "t1" });
    await shows(open(bruno), "Table 1");
    await bruno.locator("main h1").first().waitFor();
    await pages.inspect(bruno, "apart-hall");
    await boss.do("show", { show: "auto" });
    await shows(open(bruno), "Répondez seul");
    await shut(bruno);
    assert.equal(await button(beside(chloe), "La salle").count(), 0, "who is there looks up");
    await bruno.setViewportSize(DESK);
    await bruno.reload();
    await shows(bruno.locator(".hall-beside"), "Répondez seul");
    const [bar, who, head] = await Promise.all(
        [".topbar-in", ".topbar-who strong", "main h1"].map((x) =>
            bruno.locator(x).first().boundingBox(),
        ),
    );
    assert.equal(who.x, head.x, "the bar begins where the page does");
    assert.equal(bar.width, DESK.width);
    await pages.inspect(bruno, "apart-hall-wide");
    await bruno.setViewportSize(PHONE);
}

/** Where one is can be said later, and a facilitator closes what the table writes. */
async function later() {
    await boss.do("chats", { table: "t1", on: false });
    await button(beside(ana), /^Mots de la table/).click();
    await shows(open(ana), "On n’y écrit plus");
    await shut(ana);
    for (const page of [ana, bruno]) {
        await button(page, /Ma place/).click();
        await open(page).getByText("Dans la salle").click();
        await shut(page);
        await beside(page).waitFor({ state: "detached" });
    }
    await desk.locator("#t1").getByText("mixte").waitFor({ state: "detached" });
}

const code = await pages.run([
    ["two say that they are remote, one is in the hall, and the console shows it", arrive],
    ["they write to each other, by keys too, and links are text", write],
    ["a screen reader is told only when its person asks; who wrote takes back", aloud],
    ["whoever leads is told how to reach them, and answers", answer],
    ["hands and signs are seen by name, and go", signs],
    ["who is remote has the hall in their pocket, or beside their table", hall],
    ["who comes to the hall has nothing beside their voice any more", later],
]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
