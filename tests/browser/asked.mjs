// Stances of version 2 on phones: an objection being written, one that is asked again, credit that
// is confirmed, tags nobody said. Each person has a phone with a credential of the test.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { back, line, Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-asked-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const PHONE = { width: 390, height: 844 };
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function connected(room, token) {
    const c = await new Client(server.port).connect();
    await c.hello(room, token);
    return c;
}
const opener = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await opener.ask({ t: "create", options })).out;
const boss = await connected(made.room, made.token);
boss.me = boss.you.f;
async function sit(name, token) {
    const c = await new Client(server.port).connect();
    const more = { debrief: false, research: false, lang: "fr" };
    const got = (
        await c.ask({ t: "join", room: made.room, name, ...more, ...(token ? { token } : {}) })
    ).out;
    await c.hello(made.room, got.token);
    c.me = got.person;
    return c;
}
const [ana, bruno, chloe] = [await sit("Ana"), await sit("Bruno"), await sit("Chloé")];
for (let i = 0; i < 3; i++) await boss.do("next");

async function phone(c, lang = "fr", size = PHONE) {
    const page = await pages.open(`phone of ${c.me}`, size, lang);
    const identity = JSON.stringify({ token: c.token, people: c.you.people ?? [c.me] });
    await page.addInitScript(
        ([key, value]) => location.protocol === "http:" && localStorage.setItem(key, value),
        [`tablee.p.${made.room}`, identity],
    );
    await page.goto(`${origin}/p/${made.room}`);
    return page;
}
const table = (c, what, test) => c.until(what, (docs) => test(docs["table/t1"]));
const clauses = (page) =>
    page
        .locator(".tabs")
        .getByRole("button", { name: /Clauses/ })
        .click();

async function unsaid() {
    const page = await phone(ana);
    await clauses(page);
    await page.getByText("Aucune clause encore. Qui commence?").waitFor();
    assert.equal(await page.getByText("0 adoptée").count(), 0, "an empty table says so once");
    await button(page, "Proposer une clause").first().click();
    const sheet = page.locator("dialog[open]");
    assert.deepEqual(
        await sheet.locator(":checked, [aria-pressed=true]").allTextContents(),
        ["Ana (vous)"],
        "nothing but the author is chosen",
    );
    await pages.inspect(page, "79-propose");
    await sheet.getByRole("textbox").first().fill("Un centre");
    await page.keyboard.press("Escape"); // and what becomes of the words is said
    await page.getByText("Vos mots sont gardés comme brouillon; rien n’est parti.").waitFor();
    await button(page, "Proposer une clause").first().click();
    assert.equal(await sheet.getByRole("textbox").first().inputValue(), "Un centre");
    await sheet.getByRole("textbox").first().fill("Un centre au village");
    await button(sheet, "Proposer une clause").click();
    const c = await table(bruno, "the clause", (t) => t.clauses.c1);
    assert.deepEqual([c.scale, c.dims, c.for, c.by], [[], [], undefined, ana.me]);
    await bruno.do("retag", { clause: "c1", for: "all" });
    await page.getByRole("button", { name: /^(Ouvrir|À vous)/ }).click();
    await page.getByText("Dit par Bruno").waitFor();
    await line(page.getByRole("dialog"), "Préciser");
    await pages.inspect(page, "79-tags");
    await page.context().close();
}

async function reserved() {
    const page = await phone(chloe);
    const other = await phone(bruno);
    await clauses(page);
    await page.getByRole("button", { name: /^À vous/ }).click();
    await page.getByText("Je m’objecte", { exact: true }).click();
    await page.getByText("La table attend votre objection.", { exact: false }).waitFor();
    await table(bruno, "somebody writes", (t) => t.clauses.c1.writing === 1);
    await clauses(other);
    await other.getByText("une objection s’écrit").waitFor();
    await pages.inspect(page, "79-reserved");
    await button(page, "Suivant").click(); // words first: they ask for a reason later
    await page.getByLabel(/Ce qui me permettrait/).fill("Moins cher");
    await page.keyboard.press("Escape");
    await page.getByText("Votre objection n’est pas encore partie", { exact: false }).waitFor();
    await page.getByRole("button", { name: /^À vous/ }).click();
    await line(page.getByRole("dialog"), "Votre objection n’est pas encore partie");
    assert.equal(await page.getByLabel(/Ce qui me permettrait/).inputValue(), "Moins cher");
    await back(page);
    await page.getByText("Le coût", { exact: true }).click();
    await page.getByText("Votre objection compte déjà.", { exact: false }).waitFor();
    await button(page, "Donner ma position").click();
    await bruno.do("stance", { clause: "c1", stance: "support" });
    await table(bruno, "the objection", (t) => t.clauses.c1.stances[chloe.me]?.s === "object");
    await other.context().close();
    await page.context().close();
}

async function askedAgain() {
    await bruno.do("amend", { clause: "c1", text: "Un petit centre au village, sans dette" });
    await ana.do("answer", { clause: "c1", amendment: "a1", accept: true });
    for (const lang of ["fr", "en"]) {
        const page = await phone(chloe, lang);
        await page
            .getByRole("heading", {
                name: lang === "fr" ? "Votre objection tient-elle?" : /still hold/,
            })
            .waitFor();
        assert.deepEqual(await page.locator("mark").allInnerTexts(), ["petit", "sans dette"]);
        await page.getByText("Moins cher").waitFor();
        await pages.inspect(page, `79-asked-${lang}`);
        await button(page, lang === "fr" ? "Je maintiens" : "I maintain it").click();
        await pages.inspect(page, `79-maintain-${lang}`);
        await page.context().close();
    }
    const desk = await boss.until("the console", (docs) => docs.console.tables.t1.needs[0]);
    assert.equal(desk.kind, "asked");
    // Who answered before, and is not asked again, sees what became of what they answered.
    const author = await phone(ana);
    await clauses(author);
    await author.getByRole("button", { name: /^(Ouvrir|À vous)/ }).click();
    await author.getByText("Votre position compte encore.", { exact: false }).waitFor();
    assert.deepEqual(await author.locator("mark").allInnerTexts(), ["petit", "sans dette"]);
    await pages.inspect(author, "79-since");
    await author.context().close();
    const page = await phone(chloe);
    await button(page, "Je peux vivre avec").click();
    await table(bruno, "adopted", (t) => t.clauses.c1.state === "adopted");
    await page.getByRole("heading", { name: "Votre objection tient-elle?" }).waitFor({
        state: "detached",
    });
    await page.context().close();
}

async function credited() {
    await ana.do("propose", { text: "Un quai" }, { credit: [bruno.me] });
    const page = await phone(bruno);
    await page.getByRole("heading", { name: "Bruno, c’est bien votre idée?" }).waitFor();
    await pages.inspect(page, "79-own");
    await button(page, "Oui, c’est de moi").click();
    await table(ana, "confirmed", (t) => t.clauses.c2.stances?.[bruno.me]?.s === "support");
    await ana.do("carry", { clause: "c2", who: bruno.me });
    await page.getByRole("heading", { name: "Bruno, vous portez bien cette clause?" }).waitFor();
    await button(page, "Non, pas de moi").click();
    await table(ana, "nobody carries", (t) => !t.clauses.c2.carry);
    await page.context().close();
}

async function oneByOne() {
    const dana = await sit("Dana", chloe.token);
    const page = await phone({ ...chloe, me: chloe.me, you: { people: [chloe.me, dana.me] } });
    await ana.do("propose", { text: "Une halte" }, { credit: [chloe.me, dana.me] });
    for (const name of ["Chloé", "Dana"])
        await page.getByRole("heading", { name: `${name}, c’est bien votre idée?` }).waitFor();
    await pages.inspect(page, "79-own-shared");
    for (let i = 0; i < 2; i++) await button(page, "Oui, c’est de moi").first().click();
    await table(ana, "both said so", (t) => !t.clauses.c3.unsure);
    await page.context().close();
}

/** An objection that lacks a reason, left behind: after ninety seconds it lapses, by itself. */
let left;
const COULD = "Un toit plus bas";
async function kept() {
    const sheet = left.locator("dialog[open]");
    await clauses(left);
    await left.getByRole("button", { name: /^À vous.*Un abri/ }).click();
    await line(sheet, "Votre objection n’est pas encore partie");
    assert.equal(await left.getByLabel(/Ce qui me permettrait/).inputValue(), COULD);
    await button(sheet, "Fermer").click();
}
async function leaves() {
    await chloe.do("propose", { text: "Un abri" });
    left = await phone(bruno);
    await clauses(left);
    await left.getByRole("button", { name: /^À vous.*Un abri/ }).click();
    const sheet = left.locator("dialog[open]");
    await button(sheet, "Je m’objecte").click();
    await button(sheet, "Suivant").click();
    await left.getByLabel(/Ce qui me permettrait/).fill(COULD);
    await left.reload();
    await kept();
    const { reserves } = await bruno.until("reserved", (d) => d[`person/${bruno.me}`]);
    assert.ok(Object.values(reserves)[0].until, "it is still waited for");
}
async function lapses() {
    const told = left.locator(".clause-card", { hasText: "Un abri" });
    await told.getByText("votre objection n’est pas partie").waitFor({ timeout: 120_000 });
    await pages.inspect(left, "79-lapsed");
    await left.reload();
    await kept();
    const { clauses: all } = await table(bruno, "the clause", (t) => t);
    const { stances } = Object.values(all).find((x) => x.text === "Un abri");
    assert.equal(stances?.[bruno.me], undefined, "unanswered again, and no support");
    await left.context().close();
}

async function heart() {
    const page = await phone(ana);
    await clauses(page);
    await page
        .getByRole("button", { name: /^(Ouvrir|À vous)/ })
        .first()
        .click();
    await line(page.getByRole("dialog"), "Son histoire");
    await button(page, "C’est le cœur du projet").click();
    await table(ana, "the heart", (t) => t.heart === "c1");
    await page.getByText("Nouveau texte, de Bruno").waitFor();
    await pages.inspect(page, "79-heart");
    await page.context().close();
}

/** In the page: what moments were shown from now on, and what was felt. */
function watching() {
    window.moments = [];
    window.felt = [];
    Object.defineProperty(Navigator.prototype, "vibrate", {
        value: (x) => window.felt.push(x),
        configurable: true,
    });
    new MutationObserver((all) => {
        for (const { addedNodes } of all)
            for (const el of addedNodes)
                if (el.matches?.(".moment"))
                    window.moments.push(el.querySelector("strong").innerText);
    }).observe(document, { subtree: true, childList: true });
}
const seen = (page) => page.evaluate(() => window.moments);

/** A thought a screen, with the keyboard open on a small phone: what is written in, and what sends
    it, are in sight together; and a clause is three acts. */
async function small() {
    const page = await phone(ana, "fr", { width: 320, height: 300 });
    await clauses(page);
    await button(page, "Proposer une clause").click(); // one
    const sheet = page.locator("dialog[open]");
    const inSight = async (...all) => {
        for (const what of all) {
            const box = await what.boundingBox();
            assert.ok(box.y >= 40 && box.y + box.height <= 300, `${what}: ${JSON.stringify(box)}`);
        }
    };
    const field = sheet.locator("textarea:focus");
    await field.waitFor(); // it is what one writes in
    await inSight(field, button(sheet, "Proposer une clause"));
    await page.keyboard.type("Un lavoir"); // two
    await button(sheet, "Proposer une clause").click(); // three
    const at = await table(bruno, "the clause", (t) =>
        Object.values(t.clauses).find((x) => x.text === "Un lavoir"),
    );
    assert.deepEqual([at.by, at.credit], [ana.me, []]);
    await bruno.do("propose", { text: "Un puits" });
    await page.getByRole("button", { name: /^À vous.*Un puits/ }).click();
    await line(sheet, "Proposer un autre texte");
    await inSight(sheet.locator("textarea:focus"), button(sheet, "Proposer l’amendement"));
    await back(sheet);
    await sheet.locator("[data-go=amend]:focus").waitFor(); // where one came from
    await line(sheet, "Qui la porte");
    await sheet.getByRole("button", { name: /Bruno/ }).click();
    await inSight(sheet.getByLabel("Pour quand?"), button(sheet, "Nommer"));
    for (let i = 0; i < 2; i++) await back(sheet);
    await button(sheet, "Je m’objecte").click();
    await button(sheet, "Le coût").click();
    await inSight(sheet.locator("textarea:focus"), button(sheet, "Donner ma position"));
    await page.keyboard.type("Moins creux");
    await pages.inspect(page, "79-could");
    await line(sheet, "Précision");
    await pages.inspect(page, "79-why");
    await button(sheet, "Donner ma position").click();
    await sheet.getByText("Position donnée").waitFor();
    await page.context().close();
}

/** In a wide window a clause stands beside the table, which goes on in sight; the three
    answers of the end are a row. */
async function wide() {
    const page = await phone(bruno, "fr", { width: 1024, height: 768 });
    await clauses(page);
    await page.locator(".clause-card button").first().click();
    const [card, sheet] = await Promise.all(
        [".clause-card", "dialog[open]"].map((what) => page.locator(what).first().boundingBox()),
    );
    assert.ok(card.x >= 0 && card.x + card.width <= sheet.x, JSON.stringify([card, sheet]));
    await pages.inspect(page, "79-wide");
    await page.keyboard.press("Escape");
    await page.setViewportSize(PHONE);
    await page.locator(".tabs").getByRole("button", { name: "Final" }).click();
    const chips = page.locator(".chip", { has: page.locator(".sign") });
    const tops = await chips.evaluateAll((all) => all.map((x) => x.getBoundingClientRect().top));
    assert.deepEqual([tops.length, new Set(tops).size], [3, 1]);
    await page.context().close();
}

/** Told by what the documents say, whoever pressed; once, and not again when the page is loaded. */
async function moments() {
    const page = await phone(chloe);
    await clauses(page);
    await page.evaluate(watching);
    await bruno.do("propose", { text: "Un rucher" });
    const [id] = await table(chloe, "the clause", (t) =>
        Object.entries(t.clauses).find(([, x]) => x.text === "Un rucher"),
    );
    await page.getByRole("button", { name: /^À vous.*Un rucher/ }).click();
    await page.locator("dialog[open]").getByRole("button", { name: "J’appuie" }).click();
    const people = Object.values(boss.docs.room.people).length;
    assert.ok(people > 2);
    await ana.do("stance", { clause: id, stance: "support" });
    for (const x of Object.keys(boss.docs.room.people))
        if (![ana.me, bruno.me, chloe.me].includes(x))
            await chloe.do("stance", { clause: id, stance: "support" }, { as: x }).catch(() => {});
    await table(chloe, "adopted", (t) => t.clauses[id].state === "adopted");
    await page.waitForFunction(() => window.moments.length);
    await page.locator(".moment").waitFor({ state: "detached" });
    assert.deepEqual(await seen(page), ["Adoptée"]);
    assert.deepEqual(await page.evaluate(() => window.felt), [30]);
    await page.addInitScript(watching);
    await page.reload();
    await page.locator(".tabs").waitFor();
    await clauses(page);
    await page.locator(".clause-text", { hasText: "Un rucher" }).waitFor();
    assert.deepEqual(await seen(page), []);
    await seconded(page, id);
    await page.context().close();
}

/** An adopted clause changes with the yes of two groups; what one offered can be taken back, and
    its words are there again. */
async function seconded(page, id) {
    await bruno.do("amend", { clause: id, text: "Deux ruches" });
    await page.getByRole("button", { name: /^À vous.*Un rucher/ }).click();
    const sheet = page.locator("dialog[open]");
    await sheet.getByText("Vous avez dit oui au texte adopté.", { exact: false }).waitFor();
    await pages.inspect(page, "79-second");
    assert.equal(bruno.docs["table/t1"].clauses[id].text, "Un rucher");
    await button(sheet, "Accepter").click();
    await table(bruno, "the wording", (t) => t.clauses[id].text === "Deux ruches");
    assert.equal(bruno.docs["table/t1"].clauses[id].state, "adopted");
    await line(sheet, "Proposer un autre texte");
    await sheet.getByText("il faut le oui de deux groupes", { exact: false }).waitFor();
    await sheet.getByLabel("Le nouveau texte").fill("Trois ruches");
    await button(sheet, "Proposer l’amendement").click();
    await button(sheet, "Reprendre mon texte").click();
    await table(bruno, "taken back", (t) => t.clauses[id].amends.a2.state === "withdrawn");
    await line(sheet, "Proposer un autre texte");
    assert.equal(await sheet.getByLabel("Le nouveau texte").inputValue(), "Trois ruches");
    await page.keyboard.press("Escape");
}

const code = await pages.run([
    ["a proposal has its author and nothing else ticked; who said a tag is told", unsaid],
    [
        "a tap on «Je m’objecte» is waited for, and what is left behind says what becomes of it",
        reserved,
    ],
    ["an objection is asked again before anything else, with what changed", askedAgain],
    ["what was credited is asked of its person, who says so or refuses", credited],
    ["on a shared phone each is asked by name", oneByOne],
    ["an objection that lacks a reason is left behind, and a reload keeps its words", leaves],
    ["the heart of the project, and what changed under it", heart],
    ["over an open keyboard, a thought a screen, and three acts to a clause", small],
    ["a clause stands beside the table in a wide window", wide],
    ["an adoption is a moment, seen and felt once; what is adopted changes by two", moments],
    ["once it lapses its person is told, its words are there, and nothing was answered", lapses],
]);
if (code) console.log(server.output().slice(-1000));
for (const c of [opener, boss, ana, bruno, chloe]) c.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
