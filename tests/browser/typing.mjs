// What people type and tap while others do too, and while the hour moves on: no word is lost, none
// is glued to another, and each is asked what is theirs to answer.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { back, credits, holds, line, Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-typing-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const phones = {};
let boss, room;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const sheet = (page) => page.locator("dialog[open]");
const tab = (page, name) => button(page.locator(".tabs"), name).click();
const table = () => boss.docs["table/t1"];
const choose = (page, group, name) =>
    page.getByRole("group", { name: group }).getByText(name, { exact: true }).click();
const saved = (page) => page.getByText("Enregistrement…").waitFor({ state: "detached" });

async function sit(name) {
    const page = await pages.open(name, { width: 390, height: 844 });
    await page.clock.install();
    await page.goto(`${origin}/j/${room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await button(page, "Entrer").click();
    await page.locator(".topbar-who", { hasText: name }).waitFor();
    phones[name] = page;
}

async function create(lang = "fr") {
    boss?.socket?.tcp?.destroy();
    boss = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang, tables: 1, places: 6, roles: "auto" };
    const made = (await boss.ask({ t: "create", options })).out;
    room = made.room;
    await boss.hello(room, made.token);
    boss.me = boss.you.f;
}

async function gather() {
    await create();
    for (const name of ["Ana", "Bruno", "Chloé", "Dounia"]) await sit(name); // M, C, O, M
    await boss.do("next");
    for (const page of Object.values(phones)) {
        await tab(page, "Ma carte");
        await button(page, "Je suis là, carte lue").click();
    }
    await boss.do("next");
}

async function pauses() {
    const { Ana } = phones;
    await tab(Ana, "Fiche");
    const need = Ana.getByLabel("Le besoin");
    await need.pressSequentially("Vieillir ");
    await Ana.clock.fastForward(5000);
    await Ana.getByText("dernier mot : Ana").waitFor();
    await need.pressSequentially("au village");
    assert.equal(await need.inputValue(), "Vieillir au village");
    await need.blur();
    await saved(Ana);
}

async function caret() {
    const { Ana, Dounia } = phones;
    await tab(Dounia, "Fiche");
    const mine = Ana.getByLabel("Le besoin");
    const theirs = Dounia.getByLabel("Le besoin");
    await mine.evaluate((el) => (el.focus(), el.setSelectionRange(8, 8)));
    await holds(theirs, "Vieillir au village");
    await theirs.focus();
    await Dounia.keyboard.press("End");
    await theirs.pressSequentially(" de Racine");
    await theirs.blur();
    await Ana.waitForFunction(() => document.activeElement.value.endsWith("Racine"));
    await Ana.keyboard.type(" ensemble");
    assert.equal(await mine.inputValue(), "Vieillir ensemble au village de Racine");
    await mine.blur();
    await saved(Ana);
}

// P29: who writes in a text is shown to who shares it, and to nobody else; and goes by itself.
async function whoWrites() {
    const { Ana, Chloé, Dounia } = phones;
    await tab(Chloé, "Fiche");
    const theirs = Dounia.getByLabel("Le besoin");
    await theirs.focus();
    await Dounia.keyboard.press("End");
    await theirs.pressSequentially("!");
    await Ana.getByText("Dounia écrit…").waitFor();
    assert.equal(await Chloé.getByText("écrit…").count(), 0);
    await pages.inspect(Ana, "72-writing");
    await theirs.blur();
    await Ana.getByText("dernier mot : Dounia").waitFor();
    assert.equal(await Ana.getByText("écrit…").count(), 0, "what was written is there");
}

/** What an input method composes in the field that has the focus. */
async function inputMethod(page) {
    const cdp = await page.context().newCDPSession(page);
    return {
        compose: (text) => {
            const [selectionStart, selectionEnd] = [text.length, text.length];
            return cdp.send("Input.imeSetComposition", { text, selectionStart, selectionEnd });
        },
        commit: (text) => cdp.send("Input.insertText", { text }),
    };
}

/** A word that an input method composes stays while somebody else writes in the same field. */
async function composed() {
    const { Ana, Dounia } = phones;
    const [mine, theirs] = [Ana, Dounia].map((page) => page.getByLabel("Le besoin"));
    const before = await mine.inputValue();
    await holds(theirs, before);
    const method = await inputMethod(Ana);
    await mine.focus();
    await Ana.keyboard.press("End");
    await method.compose(" ouv");
    await holds(mine, `${before} ouv`);
    // Without the focus, which one browser has once: there the input method would end its word.
    await theirs.evaluate((el) => {
        el.value = `Ici, ${el.value}`;
        for (const what of ["input", "blur"]) el.dispatchEvent(new Event(what, { bubbles: true }));
    });
    const about = Ana.locator(".field", { has: mine }).locator(".field-foot");
    await about.getByText(`Ici, ${before}`).waitFor(); // is told beside the field
    await Ana.clock.fastForward(5000); // and nothing leaves by itself
    assert.equal(await mine.inputValue(), `${before} ouv`);
    await method.compose(" ouverte");
    await holds(mine, `${before} ouverte`);
    await method.commit(" ouverte");
    assert.equal(await mine.inputValue(), `${before} ouverte`);
    await mine.blur();
    for (const field of [mine, theirs]) await holds(field, `Ici, ${before} ouverte`);
}

/** What a text of several said before is one tap away, for any of them. */
async function putBack() {
    const { Ana, Dounia } = phones;
    const [mine, theirs] = [Ana, Dounia].map((page) => page.getByLabel("Le besoin"));
    const said = await mine.inputValue();
    await theirs.fill("");
    await theirs.blur();
    await holds(mine, "");
    const versions = Ana.locator(".card", { has: mine }).locator("details");
    await versions.locator("summary", { hasText: "d’avant" }).click();
    await versions.getByText("Ana, ").first().waitFor();
    await pages.inspect(Ana, "72-versions");
    await versions.getByRole("button").first().click();
    for (const field of [mine, theirs]) await holds(field, said);
    await versions.locator("summary").click();
}

/** The facilitator puts a text back, and undoes all that one person did, told beforehand. */
async function undone() {
    await create();
    const people = [];
    for (const name of ["Ida", "Joe"]) {
        const c = await new Client(server.port).connect();
        const { out } = await c.ask({ t: "join", room, name, lang: "fr" });
        await c.hello(room, out.token);
        people.push(Object.assign(c, { me: out.person }));
    }
    const [ida, joe] = people;
    for (let i = 0; i < 4; i++) await boss.do("next");
    await ida.do("report", { field: "own", text: "Nous avons appris" });
    await joe.do("report", { field: "own", base: "Nous avons appris", text: "Bof" });
    await joe.do("report", { field: "title", text: "Rien" });
    const desk = await pages.open("desk", { width: 1440, height: 900 });
    await desk.goto(`${origin}/animer#${room}.${boss.token}`);
    await desk.locator(".con-open").first().click();
    const versions = sheet(desk).locator("details", { hasText: "d’avant" });
    await versions.locator("summary").click();
    await pages.inspect(desk, "72-console-versions");
    await versions.getByRole("button").click();
    const own = (text) => () => table().report.own?.text === text;
    await boss.until("the version put back", own("Nous avons appris"));
    await joe.do("report", { field: "own", base: "Nous avons appris", text: "Bof encore" });
    await desk.locator(".con-people button", { hasText: "Joe" }).first().click();
    await button(sheet(desk), "Défaire tout ce que cette personne a fait…").click();
    await sheet(desk).getByText("2 textes communs remis").waitFor();
    await pages.inspect(desk, "72-console-undo");
    await button(sheet(desk), "Tout défaire").click();
    await boss.until("all undone", () => own("Nous avons appris")() && !table().report.title.text);
    for (const c of people) c.socket.tcp?.destroy();
}

/** The longest message, on the smallest phone, while one types: what one writes stays in sight. */
async function noticed() {
    const { Ana } = phones;
    await Ana.setViewportSize({ width: 320, height: 568 });
    const field = Ana.getByLabel("Le besoin");
    await field.focus();
    const text = "Le café est servi à côté de la scène. ".repeat(8).slice(0, 280);
    await boss.do("say", { text });
    const said = Ana.locator(".said");
    await said.waitFor({ state: "attached" });
    const seen = () =>
        Ana.evaluate(() => {
            const box = (el) => el.getBoundingClientRect();
            const notice = box(document.querySelector(".said"));
            const used = box(document.activeElement);
            const at = document.elementFromPoint(used.left + 20, used.top + 15);
            const words = document.querySelector(".said p");
            return {
                share: notice.height / innerHeight,
                free: at === document.activeElement,
                apart: notice.bottom <= used.top || used.bottom <= notice.top,
                scrolls: words.scrollHeight > words.clientHeight,
            };
        });
    const writing = await seen();
    assert.ok(writing.free && writing.apart && writing.share < 0.5, JSON.stringify(writing));
    await Ana.keyboard.press("End");
    await Ana.keyboard.type(" encore");
    assert.match(await field.inputValue(), / encore$/);
    assert.ok((await seen()).free, "typing brings nothing over it");
    await Ana.keyboard.press("Backspace");
    for (let i = 0; i < 6; i++) await Ana.keyboard.press("Backspace");
    await field.blur();
    await Ana.evaluate(() => scrollTo(0, 0));
    const looking = await seen();
    assert.ok(looking.scrolls && looking.share < 0.5, JSON.stringify(looking));
    await pages.inspect(Ana, "69-longest-message");
    await said.locator("p").focus();
    await Ana.keyboard.press("End");
    await Ana.waitForFunction(() => {
        const words = document.querySelector(".said p");
        return words.scrollTop + words.clientHeight >= words.scrollHeight - 2;
    });
    await Ana.setViewportSize({ width: 390, height: 844 });
    for (const page of Object.values(phones))
        await button(page.locator(".said"), "Compris").click();
}

// The phone takes the page away in the middle of a word, and others go on.
async function awayMidWord() {
    const { Ana, Dounia } = phones;
    const [mine, theirs] = [Ana, Dounia].map((page) => page.getByLabel("Ce que nous demandons"));
    for (const before of ["", "un terrain"]) {
        await theirs.fill(before);
        await theirs.blur();
        await holds(mine, before);
        await mine.focus();
        await Ana.keyboard.press("End");
        await mine.pressSequentially(" et du temps");
        await Ana.waitForFunction(() =>
            Object.keys(localStorage).some((key) => /^tablee.draft.+sheet.M.ask/.test(key)),
        );
        await Ana.goto("about:blank");
        await theirs.focus();
        await Dounia.keyboard.press("Home");
        await theirs.pressSequentially("Ici, ");
        await theirs.blur();
        await saved(Dounia);
        await Ana.goto(`${origin}/p/${room}`);
        await tab(Ana, "Fiche");
        for (const page of [Ana, Dounia])
            await page.waitForFunction(
                (words) =>
                    [...document.querySelectorAll("textarea")].some((x) =>
                        words.every((word) => x.value.includes(word)),
                    ),
                ["Ici,", before, "et du temps"],
            );
    }
}

async function tooLong() {
    const { Ana } = phones;
    const bring = Ana.getByLabel("Ce que nous apportons");
    await bring.fill("Un terrain 🌲 ".repeat(1500));
    await bring.blur();
    await Ana.getByText("C’est beaucoup trop long pour être envoyé").waitFor();
    const clause = Ana.getByLabel("Clause 3");
    await clause.fill("Un terrain ".repeat(70)); // over what any field of the act takes
    await clause.blur();
    await Ana.getByText("C’est trop long : 140 caractères au plus.").waitFor();
    await clause.fill("");
    await clause.blur();
    await bring.fill("Un terrain 🌲");
    await bring.blur();
    await saved(Ana);
    await Ana.getByText("dernier mot : Ana").nth(1).waitFor();
}

async function points() {
    const { Ana } = phones;
    await tab(Ana, "Points");
    for (let i = 0; i < 9; i++)
        await Ana.getByRole("button", { name: /^Plus/ })
            .nth(i % 3)
            .click();
    await tab(Ana, "Lire");
    await tab(Ana, "Points");
    await Ana.getByText("Encore 1 point à donner").waitFor();
    await Ana.reload();
    await tab(Ana, "Points");
    await Ana.getByText("Encore 1 point à donner").waitFor();
    await Ana.getByRole("button", { name: /^Plus/ }).first().click();
    await Ana.getByText("10 points donnés.").waitFor();
    await Ana.getByLabel("Notre ligne rouge").fill("Aucune taxe");
    await tab(Ana, "Lire"); // leaving the field is enough
    await tab(phones.Dounia, "Points");
    await phones.Dounia.waitForFunction(() =>
        [...document.querySelectorAll("textarea")].some((x) => x.value === "Aucune taxe"),
    );
    await phones.Dounia.waitForFunction(
        () => [...document.querySelectorAll("output")].map((x) => x.innerText).join() === "4,3,3",
    );
}

/** Who is moved is told so first; their task is the new group's. */
async function told(page) {
    const said = sheet(page).filter({ hasText: "Votre rôle a changé" });
    await button(said, "Compris").click();
    await sheet(page).waitFor({ state: "detached" });
    await tab(page, "Fiche");
}

async function moved() {
    const { Bruno, Dounia } = phones;
    await tab(Dounia, "Fiche");
    await Dounia.getByLabel("Clause 2").pressSequentially("Entre élus");
    await boss.do("sit", { person: "p4", table: "t1", group: "C" });
    await told(Dounia);
    await Dounia.locator(".card-C").first().waitFor();
    await saved(Dounia);
    await Dounia.getByLabel("Clause 3").pressSequentially("Entre nous");
    await Dounia.getByLabel("Clause 3").blur();
    await tab(Bruno, "Fiche");
    const shown = (slot, text) =>
        Bruno.waitForFunction(
            ([at, wanted]) => document.querySelectorAll("textarea")[at].value === wanted,
            [slot + 1, text], // after the title and the need
        );
    await shown(3, "Entre nous");
    await shown(2, "");
    await boss.do("sit", { person: "p4", table: "t1", group: "M" });
    await told(Dounia);
    await Dounia.locator(".card-M").first().waitFor();
    await holds(Dounia.getByLabel("Clause 2"), "Entre élus");
}

async function offeredBack() {
    const { Bruno, Ana } = phones;
    await tab(Bruno, "Fiche");
    await Bruno.getByLabel("Clause 1").pressSequentially("Une navette le jeudi");
    for (const seconds of [-600, -300]) await boss.do("extend", { seconds });
    await Bruno.getByText("Le temps prévu est écoulé.").waitFor(); // and nothing is closed
    await boss.do("next");
    await Bruno.getByRole("heading", { name: "Ce que vous écriviez encore" }).waitFor();
    await pages.inspect(Bruno, "70-offered-back");
    await button(Bruno, "En faire une clause").click();
    await sheet(Bruno).getByLabel("La clause").and(Bruno.locator("textarea")).waitFor();
    await holds(sheet(Bruno).getByLabel("La clause"), "Une navette le jeudi");
    await button(sheet(Bruno), "Fermer").click();
    await Bruno.getByText("Ce que vous écriviez encore").waitFor({ state: "detached" });
    await tab(Ana, "Fiches");
    // A sheet without a title or a clause is a sheet.
    await Ana.getByText("Vieillir ensemble au village de Racine").waitFor();
    assert.equal(await Ana.getByText("La table part de la fiche").count(), 0);
}

async function steps() {
    const { Bruno } = phones;
    await tab(Bruno, "Fiches");
    await tab(Bruno, "Clauses");
    await button(Bruno, "Proposer une clause").click();
    await line(sheet(Bruno), "Préciser");
    await choose(sheet(Bruno), "Échelle", "Région");
    for (let i = 0; i < 3; i++) await button(sheet(Bruno), "Suivant").click();
    await sheet(Bruno)
        .getByLabel(/La règle ou l’habitude/)
        .fill("Le zonage");
    await Bruno.clock.fastForward("14:30"); // the clock comes to another step
    for (let i = 0; i < 3; i++) await back(sheet(Bruno));
    await sheet(Bruno)
        .getByRole("checkbox", { name: "Région" })
        .and(Bruno.locator(":checked"))
        .waitFor();
    await button(sheet(Bruno), "Fermer").click();
    await tab(Bruno, "Clauses");
    await button(Bruno, "Proposer une clause").click();
    await line(sheet(Bruno), "Préciser.*Le zonage");
    for (let i = 0; i < 3; i++) await button(sheet(Bruno), "Suivant").click();
    assert.equal(
        await sheet(Bruno)
            .getByLabel(/La règle ou/)
            .inputValue(),
        "Le zonage",
    );
    await button(sheet(Bruno), "Fermer").click();
}

async function credited() {
    const { Ana, Chloé, Dounia } = phones;
    for (const page of [Ana, Chloé, Dounia]) await tab(page, "Clauses");
    await button(Ana, "Proposer une clause").click();
    await sheet(Ana).getByLabel("La clause").fill("Vingt logements");
    await credits(sheet(Ana), "Dounia");
    await button(sheet(Ana), "Proposer une clause").click();
    // Who typed another's idea still says what they think of it; who thought of it says so.
    await button(Ana, "À vous de répondre – Vingt logements").waitFor();
    await button(Dounia, "Oui, c’est de moi").click();
    await button(Dounia, "Ouvrir – Vingt logements").click();
    await button(Chloé, "À vous de répondre – Vingt logements").click();
    await sheet(Chloé).getByText("Je m’objecte").click();
    await button(sheet(Chloé), "Le coût").click();
    await sheet(Chloé).getByLabel("Ce qui me permettrait de vivre avec…").fill("Un plafond");
    await button(sheet(Chloé), "Donner ma position").click();
    await sheet(Chloé).getByText("Position donnée").waitFor();
    await line(sheet(Chloé), "Proposer un autre texte");
    await sheet(Chloé).getByLabel("Le nouveau texte").fill("Quinze logements");
    await credits(sheet(Chloé), "Chloé (vous)");
    await button(sheet(Chloé), "Proposer l’amendement").click();
    await button(sheet(Dounia), "Accepter").click();
    await boss.until("the amendment", () => table().clauses.c1.text === "Quinze logements");
    await line(sheet(Dounia), "Son histoire");
    await button(sheet(Dounia), "Retirer ma clause").click();
    assert.equal(table().clauses.c1.state, "open"); // asked again before it is gone for all
    await button(sheet(Dounia), "Oui, la retirer pour toute la table").click();
    await boss.until("the clause taken back", () => table().clauses.c1.state === "dropped");
    for (const page of [Dounia, Chloé]) {
        await sheet(page).getByText("retirée", { exact: true }).waitFor();
        assert.equal(await sheet(page).getByText("Votre position").count(), 0);
    }
}

/** Every place on this page where one of the two is named says which of them it is. */
const toldApart = (page) =>
    page.evaluate(() => {
        const names = document.evaluate(
            "//body//text()[not(ancestor::script)]",
            document,
            null,
            XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
        );
        const said = [];
        for (let i = 0; i < names.snapshotLength; i++) {
            const text = names.snapshotItem(i).textContent;
            if (/\bmari[eé]/i.test(text)) said.push(text.trim());
        }
        return said;
    });

async function equals() {
    await create();
    for (const name of ["Marie", "Marié", "Zoé"]) await sit(name); // read alike, at one table
    const { Marié, Zoé } = phones;
    await Marié.getByText("Quelqu’un d’autre").waitFor();
    const apart = async (page) => {
        const said = await toldApart(page);
        assert.ok(said.length, "neither is named here");
        for (const text of said) assert.match(text, /Mari[eé] \(.+\)/, said.join("; "));
    };
    await apart(Zoé); // who is around the table
    for (let i = 0; i < 3; i++) await boss.do("next");
    await Zoé.locator(".topbar-due").click();
    await button(sheet(Zoé), "Fermer").click();
    await tab(Zoé, "Clauses");
    await button(Zoé, "Proposer une clause").click();
    await sheet(Zoé).getByLabel("La clause").fill("Un café");
    await sheet(Zoé).locator("summary", { hasText: "Qui a eu l’idée?" }).click();
    await apart(Zoé);
    await sheet(Zoé)
        .getByRole("button", { name: /^Marié \(/ })
        .click();
    await button(sheet(Zoé), "Proposer une clause").click();
    await boss.until("the clause", () => table().clauses?.c1);
    await apart(Zoé);
    await boss.do("next");
    await Zoé.locator("h2.ask").waitFor();
    await apart(Zoé);
}

async function hats() {
    await create();
    await sit("Émile");
    await sit("Fatou");
    const { Émile, Fatou } = phones;
    await boss.do("hat", { person: "p1", group: "O" });
    await Émile.getByText("Vous parlez aussi pour un second groupe").waitFor();
    await pages.inspect(Émile, "71-hat");
    for (let i = 0; i < 3; i++) await boss.do("next");
    await Fatou.locator(".topbar-due").click();
    await button(sheet(Fatou), "Fermer").click();
    await tab(Fatou, "Clauses");
    await button(Fatou, "Proposer une clause").click();
    await sheet(Fatou).getByLabel("La clause").fill("Un café");
    await credits(sheet(Fatou), "Fatou (vous)");
    await button(sheet(Fatou), "Proposer une clause").click();
    await tab(Émile, "Clauses");
    const due = button(Émile, "À vous de répondre – Un café");
    await due.click();
    await sheet(Émile).getByText("J’appuie", { exact: true }).click();
    await button(sheet(Émile), "Fermer").click();
    await due.click(); // the other group has not answered
    await sheet(Émile).getByText("Organisme du milieu", { exact: true }).first().click();
    await sheet(Émile).getByText("Je m’objecte").click();
    await button(sheet(Émile), "Le coût").click();
    await sheet(Émile).getByLabel("Ce qui me permettrait de vivre avec…").fill("Un prêt");
    await button(sheet(Émile), "Donner ma position").click();
    await sheet(Émile).getByText("Position donnée").waitFor();
    await button(Fatou, "Ouvrir – Un café").click();
    await sheet(Fatou).getByText("Un prêt", { exact: true }).waitFor();
    await pages.inspect(Fatou, "72-hat-stances");
}

async function scanned() {
    await create();
    const size = { width: 390, height: 844 };
    const scan = async (name, code, locale) => {
        const page = await pages.open(name, size, null, { locale });
        await page.goto(`${origin}/j/${code}`);
        return page;
    };
    const page = await scan("a visitor", room, "en-CA");
    await page.getByRole("heading", { name: "La Brunante" }).waitFor();
    await button(page, "Join").waitFor(); // in the phone's language, and not the workshop's
    await boss.do("lock", { on: true });
    await page.reload();
    await page.getByText("The workshop is not taking new people").waitFor();
    await pages.inspect(page, "73-locked");
    const wrong = await scan("somebody lost", "1000001", "es");
    await wrong.getByText("Aucun atelier n’a ce code").waitFor();
}

/** As in a browser whose style sheets cannot make a text area grow. */
async function grows() {
    await create();
    const page = await pages.open("an older phone", { width: 390, height: 844 });
    await page.addInitScript(() => {
        CSS.supports = () => false;
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("textarea { field-sizing: fixed !important }");
        document.adoptedStyleSheets = [sheet];
    });
    await page.goto(`${origin}/j/${room}`);
    await button(page, "Entrer").click();
    await page.locator(".topbar-who").waitFor();
    await boss.do("next");
    await boss.do("next");
    await tab(page, "Écrire");
    const need = page.getByLabel("Un besoin du milieu");
    const size = () => need.evaluate((el) => [el.offsetHeight, el.scrollHeight - el.clientHeight]);
    const [low] = await size();
    await need.fill("Rester au village, dans une maison chaude. ".repeat(5));
    const [high, hidden] = await size();
    assert.ok(high > low && hidden <= 0, `${high} px high, ${hidden} px hidden`);
    await need.fill("");
    assert.deepEqual(await size(), [low, 0]);
}

/** Digits of an input method, which the field writes otherwise: not before the word is ended. */
async function codeComposed() {
    const page = await pages.open("a device with an input method", { width: 390, height: 844 });
    await page.goto(origin);
    const code = page.getByLabel("Code de l’atelier").first();
    const method = await inputMethod(page);
    await code.focus();
    for (const part of ["６", "６３７", "６３７２３"]) {
        await method.compose(part);
        assert.equal(await code.inputValue(), part);
    }
    await method.commit("６３７２３１０");
    await holds(code, "637 2310");
}

const code = await pages.run([
    ["a scanned code says what it stands for before it asks for a name", scanned],
    ["four people sit and go to work in their groups", gather],
    ["a pause after a space glues no words together", pauses],
    ["words that others add leave the caret where it was", caret],
    ["who writes in a text is shown to who shares it", whoWrites],
    ["a word under composition is not replaced by what others write", composed],
    ["what a shared text said before is put back by any who share it", putBack],
    ["the longest message leaves the field in use in sight", noticed],
    ["a page that goes in the middle of a word takes nobody's words with it", awayMidWord],
    ["a text that no frame holds costs nobody their connection", tooLong],
    ["points not all given, and a red line, survive another tab", points],
    ["words half-typed for one group never go to another one is moved to", moved],
    ["what was half-typed when group work ended is offered back", offeredBack],
    ["a step of the clock closes nothing that one works in", steps],
    ["who is credited is the author; who typed is still asked", credited],
    ["two people of one name are told apart wherever one of them is named", equals],
    ["who wears a second hat is told, is asked for both groups, and is heard for both", hats],
    ["who leads puts a text back, and undoes all that one person did", undone],
    ["digits under composition are written otherwise once it ends", codeComposed],
    ["a text area shows all its words where the style sheet does not see to it", grows],
]);
if (code) console.log(server.output().slice(-2000));
boss?.socket?.tcp?.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
