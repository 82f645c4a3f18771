// Somebody is moved to another table in the middle of each kind of entry, on a phone that is in
// touch and on one that is not: nothing of it counts, or is read, at the table they come to; the
// words and the choice are offered back. And a console that lost the network moves nothing.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Gate } from "./gate.mjs";
import { Pages, holds } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-moved-"));
const server = await start(dir);
const far = await new Gate(server.port).listen();
const origin = (port) => `http://127.0.0.1:${port}`;
const pages = await new Pages(
    [origin(server.port), origin(far.port)],
    /WebSocket connection|ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_SOCKET_NOT_CONNECTED/,
).launch();
const phones = {};
const others = {};
let boss, made;

const button = (page, name) => page.getByRole("button", { name, exact: true });
const tab = (page, name) => button(page.locator(".tabs"), name).click();
const sheet = (page) => page.locator("dialog[open]");
const card = (page) => page.locator(".card", { hasText: "Ce qui était pour ailleurs" });
const at = (n) => boss.docs[`table/t${n}`];
/** What the municipal group of the second table reads: Bruno is of it. */
const group = () => others.Bruno.docs["group/t2/M"];
const words = (field) => (typeof field === "object" ? field?.text : field) ?? "";

async function create() {
    boss = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 6, roles: "auto" };
    made = (await boss.ask({ t: "create", options })).out;
    await boss.hello(made.room, made.token);
    boss.me = boss.you.f;
}
async function sit(name) {
    const page = await pages.open(name, { width: 390, height: 844 });
    await page.goto(`${origin(far.port)}/j/${made.room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await button(page, "Entrer").click();
    await page.locator(".topbar-who", { hasText: name }).waitFor();
    phones[name] = page;
}
/** The others are here over the wire alone. */
async function join(name) {
    const one = await new Client(server.port).connect();
    const who = { name, debrief: false, research: false, lang: "fr" };
    const { token, person } = (await one.ask({ t: "join", room: made.room, ...who })).out;
    await one.hello(made.room, token);
    one.me = person;
    others[name] = one;
}
/** A facilitator moves Ana, the municipal person of a table, who reads that they were. */
async function moves(n, told = true) {
    await boss.do("sit", { person: "p1", table: `t${n}`, group: "M" });
    if (told) await isTold(n);
}
let looked = false;
async function isTold(n) {
    const { Ana } = phones;
    const said = sheet(Ana).filter({ hasText: `Vous êtes maintenant à la table ${n}` });
    await said.waitFor();
    await said.locator(".card, details").first().waitFor(); // the new role card
    assert.equal(await sheet(Ana).count(), 1, "the sheet of the other table is closed");
    if (!looked) await pages.inspect(Ana, "moved-told");
    looked = true;
    await button(said, "Compris").click();
    await sheet(Ana).waitFor({ state: "detached" });
}
async function givesUp(text) {
    const mine = card(phones.Ana).locator(".stack-s", { hasText: text });
    await mine.getByRole("button", { name: /Laisser tomber|Compris/ }).click();
    await mine.waitFor({ state: "detached" });
}
/** Until the server has answered what this phone sent. */
const quiet = (page) => page.getByText("Enregistrement…").waitFor({ state: "detached" });

const steps = [
    [
        "two tables sit down, and Ana sits at the first",
        async () => {
            await create();
            await sit("Ana");
            for (const name of ["Bruno", "Chloé", "Dounia"]) await join(name);
            assert.equal(boss.docs.room.people.p1.table, "t1");
            assert.equal(boss.docs.room.people.p2.table, "t2");
        },
    ],
    [
        "a code is read as people copy it, in an address and in the field",
        async () => {
            const { Ana } = phones;
            const { room } = made;
            const [head, tail] = [room.slice(0, 3), room.slice(3)];
            const spaced = [`j/${head}%20${tail}`, `j/${head}-${tail}`];
            for (const way of [...spaced, `J/${room}`, `j/${room}.`]) {
                await Ana.goto(`${origin(far.port)}/${way}`);
                await button(Ana, "Reprendre ma place").waitFor();
                assert.equal(new URL(Ana.url()).pathname, `/j/${room}`);
            }
            await Ana.goto(`${origin(far.port)}/j`);
            await Ana.getByLabel("Code de l’atelier").fill(`${origin(far.port)}/j/${room}#t2`);
            await button(Ana, "Entrer").click();
            await button(Ana, "Reprendre ma place").waitFor();
            assert.equal(await Ana.getByLabel("Votre nom dans l’atelier").count(), 0);
            await pages.inspect(Ana, "moved-has-seat");
        },
    ],
    [
        "the tent of another table asks first, and keeps the seat",
        async () => {
            const { Ana } = phones;
            await button(Ana, "Reprendre ma place").click();
            await Ana.getByText("Changer pour la table 2?").waitFor();
            await pages.inspect(Ana, "moved-tent");
            await button(Ana, "Rester à la table 1").click();
            await Ana.getByText("Changer pour la table 2?").waitFor({ state: "detached" });
            assert.equal(boss.docs.room.people.p1.table, "t1");
            await Ana.goto(`${origin(far.port)}/j/${made.room}#t2`);
            await button(Ana, "Reprendre ma place").click();
            await button(Ana, "Oui, changer de table").click();
            await boss.until("the change", ({ room }) => room.people.p1.table === "t2");
            await Ana.getByText("Changer pour la table 2?").waitFor({ state: "detached" });
            await boss.do("sit", { person: "p1", table: "t1", group: "M" });
            assert.equal(Object.keys(boss.docs.room.people).length, 4, "no second seat");
        },
    ],
    [
        "two of one name are told apart, and told so at the door",
        async () => {
            const { Ana } = phones;
            await assert.rejects(join("\u0301\ufe0f"), /empty name/);
            await join("ANÀ");
            await Ana.getByText("Quelqu’un d’autre s’appelle comme vous").waitFor();
            const role = boss.docs.room.scenario.roles[boss.docs.room.people.p1.role].title.fr;
            await Ana.locator(".topbar-who", { hasText: `Ana (${role})` }).waitFor();
            await boss.do("remove", { person: "p5" });
            await Ana.locator(".topbar-who strong", { hasText: /^Ana$/ }).waitFor();
            await join("Аnа"); // whose first and last letters are of another alphabet
            await Ana.locator(".topbar-who", { hasText: `Ana (${role})` }).waitFor();
            await boss.do("remove", { person: "p6" });
        },
    ],
    [
        "two facilitators speak within a second: each is read, and who spoke",
        async () => {
            const { Ana } = phones;
            const co = await new Client(server.port).connect();
            await co.hello(made.room, made.co);
            co.me = co.you.f;
            await Promise.all([
                boss.do("say", { text: "Le café est servi" }),
                co.do("say", { text: "On commence à dix heures" }),
            ]);
            await boss.until("both messages", (docs) => Object.keys(docs.room.say).length >= 2);
            const said = Ana.locator(".said").first();
            const [one, two] = Object.values(boss.docs.room.say).map((x) => x.text);
            const who = Object.values(boss.docs.room.say).map((x) => `Animation ${x.by.slice(1)}`);
            await said.getByText(one).waitFor();
            await said.getByText(who[0]).waitFor();
            await pages.inspect(Ana, "moved-said");
            await said.getByText("Un autre message suit.").waitFor();
            await button(said, "Compris").click();
            await said.getByText(two).waitFor();
            await said.getByText(who[1]).waitFor();
            await button(said, "Compris").click();
            await said.waitFor({ state: "detached" });
            co.socket?.tcp?.destroy();
            await boss.do("next");
            await boss.do("next");
        },
    ],
    [
        "half-typed sheet text stays the first table's, online too",
        async () => {
            const { Ana } = phones;
            await tab(Ana, "Fiche");
            await Ana.getByLabel("Titre du projet").pressSequentially("Un toit");
            await moves(2);
            await tab(Ana, "Fiche");
            await holds(Ana.getByLabel("Titre du projet"), "");
            await card(Ana).getByText("Pour la table 1 – Municipal").waitFor();
            await card(Ana).getByText("Un toit").waitFor();
            await pages.inspect(Ana, "moved-sheet");
            await boss.do("extend", { seconds: 60 });
            assert.equal(words(group()?.sheet?.title), "");
        },
    ],
    [
        "the person may put the words here, and only then they are",
        async () => {
            const { Ana } = phones;
            await button(card(Ana), "Reprendre ces mots ici").click();
            await card(Ana).waitFor({ state: "detached" });
            await tab(Ana, "Fiche");
            await holds(Ana.getByLabel("Titre du projet"), "Un toit");
            await Ana.getByLabel("Titre du projet").blur();
            await others.Bruno.until("the title", () => words(group()?.sheet?.title) === "Un toit");
            await quiet(Ana);
        },
    ],
    [
        "what one writes alone, and points half given, are not another group's",
        async () => {
            const { Ana } = phones;
            await tab(Ana, "Écrire");
            await Ana.getByLabel("Un besoin du milieu").fill("Rester chez soi");
            await tab(Ana, "Points");
            await Ana.getByRole("button", { name: /^Plus – / })
                .first()
                .click();
            await moves(1);
            await tab(Ana, "Points");
            for (const points of await Ana.locator(".stepper output").all())
                assert.equal(await points.textContent(), "0");
            await tab(Ana, "Écrire");
            await holds(Ana.getByLabel("Un besoin du milieu"), "");
            await givesUp("Rester chez soi");
        },
    ],
    [
        "an open clause with an objection typed in it: it closes, the other c1 knows nothing",
        async () => {
            const { Ana } = phones;
            await boss.do("next");
            const clause = { scale: ["local"], dims: ["soc"], for: "all" };
            await others.Chloé.do("propose", { text: "Un parc", ...clause });
            await others.Bruno.do("propose", { text: "Une route", ...clause });
            await boss.until("both clauses", () => at(1)?.clauses?.c1 && at(2)?.clauses?.c1);
            await tab(Ana, "Clauses");
            await Ana.locator(".card", { hasText: "Un parc" }).getByRole("button").click();
            await sheet(Ana).getByText("Je m’objecte").click();
            await button(sheet(Ana), "Suivant").click();
            await sheet(Ana).getByLabel("Ce qui me permettrait").fill("Plus près du village");
            await moves(2);
            await tab(Ana, "Clauses");
            await Ana.locator(".card", { hasText: "Une route" }).getByRole("button").click();
            const objects = sheet(Ana).getByRole("button", { name: "Je m’objecte" });
            assert.equal(await objects.getAttribute("aria-pressed"), "false");
            assert.equal(await sheet(Ana).getByText("Plus près du village").count(), 0);
            await button(sheet(Ana), "Fermer").click();
            await card(Ana).getByText("Plus près du village").waitFor();
            await givesUp("Plus près du village");
        },
    ],
    [
        "a support tapped offline at one table does not count at the other, and is told",
        async () => {
            const { Ana } = phones;
            await Ana.locator(".card", { hasText: "Une route" }).getByRole("button").click();
            far.cut();
            await sheet(Ana).getByText("J’appuie", { exact: true }).click();
            await button(sheet(Ana), "Fermer").click();
            await moves(1, false);
            far.mend();
            await isTold(1);
            await card(Ana).getByText("Une route").waitFor();
            await card(Ana).getByText("Vous aviez choisi : J’appuie").waitFor();
            await pages.inspect(Ana, "moved-choice");
            assert.equal(at(1).clauses.c1.stances?.p1, undefined);
            assert.equal(at(2).clauses.c1.stances?.p1, undefined);
            await givesUp("Une route");
        },
    ],
    [
        "a clause half-typed is offered at the other table, and proposed there by a press alone",
        async () => {
            const { Ana } = phones;
            await tab(Ana, "Clauses");
            await button(Ana, "Proposer une clause").click();
            await sheet(Ana).getByLabel("La clause").fill("Un four à pain");
            await moves(2);
            await tab(Ana, "Clauses");
            await button(Ana, "Proposer une clause").click();
            await holds(sheet(Ana).getByLabel("La clause"), "");
            await button(sheet(Ana), "Fermer").click();
            await button(card(Ana), "Reprendre ces mots ici").click();
            await card(Ana).waitFor({ state: "detached" });
            await tab(Ana, "Clauses");
            await button(Ana, "Proposer une clause").click();
            await holds(sheet(Ana).getByLabel("La clause"), "Un four à pain");
            assert.equal(Object.keys(at(2).clauses).length, 1);
            await button(sheet(Ana), "Fermer").click();
        },
    ],
    [
        "a message taken back is one's own, though a colleague's came first",
        async () => {
            const page = await pages.open("console", { width: 1280, height: 800 });
            let go;
            const later = new Promise((resolve) => (go = resolve));
            await page.routeWebSocket(/\/ws/, (way) => {
                const there = way.connectToServer();
                const held = (text) => text.includes('"say"');
                way.onMessage((text) =>
                    held(text) ? later.then(() => there.send(text)) : there.send(text),
                );
            });
            await page.goto(`${origin(server.port)}/animer#${made.room}.${made.co}`);
            await button(page, "Parler à la salle").click();
            await sheet(page).getByLabel("Votre message").fill("Le mien");
            await button(sheet(page), "Envoyer").click();
            await boss.do("say", { text: "Celui d’une collègue" });
            go();
            await page.getByText("Message envoyé").waitFor();
            await button(page, "Défaire").click();
            const texts = (room) => Object.values(room.say).map((x) => x.text);
            await boss.until("one message", ({ room }) => !texts(room).includes("Le mien"));
            assert.ok(texts(boss.docs.room).includes("Celui d’une collègue"));
            await page.context().close();
        },
    ],
    [
        "an undo takes back its own act, and not what a colleague did since",
        async () => {
            const page = await pages.open("console", { width: 1280, height: 800 });
            await page.goto(`${origin(server.port)}/animer#${made.room}.${made.co}`);
            await page.getByRole("button", { name: /^Plus/ }).first().click();
            await button(page, "Fermer les entrées").click();
            await boss.until("the lock", ({ room }) => room.locked);
            for (const on of [false, true]) await boss.do("lock", { on });
            await button(page, "Défaire").click();
            await page.getByText("Quelqu’un l’a changé depuis. Rien n’a été annulé.").waitFor();
            assert.equal(boss.docs.room.locked, true);
            await boss.do("lock", { on: false });
            await page.context().close();
        },
    ],
    [
        "on a console, too, a sheet closed with words in it says what becomes of them",
        async () => {
            const page = await pages.open("console", { width: 1280, height: 800 });
            await page.goto(`${origin(server.port)}/animer#${made.room}.${made.co}`);
            const shut = async () => {
                await page.keyboard.press("Escape");
                await sheet(page).waitFor({ state: "detached" });
            };
            const write = () => button(page, "Parler à la salle").click();
            await write();
            await sheet(page).getByLabel("Votre message").fill("On reprend");
            await shut();
            await page.getByText("Le message n’est pas parti").waitFor();
            await write();
            await holds(sheet(page).getByLabel("Votre message"), "On reprend");
            await button(sheet(page), "Envoyer").click();
            await sheet(page).waitFor({ state: "detached" });
            await page.getByText("Message envoyé").waitFor();
            const seat = page.locator(".con-tile", { hasText: "Chloé" });
            await seat.locator(".con-open").click();
            await page.locator(".con-people button", { hasText: "Chloé" }).first().click();
            await sheet(page).getByLabel("Nom affiché").fill("Chloë");
            await shut();
            await page.getByText("Le nom reste Chloé.").waitFor();
            await page.context().close();
        },
    ],
    [
        "a console without network moves nothing, then or later",
        async () => {
            const page = await pages.open("console", { width: 1280, height: 800 });
            await page.goto(`${origin(far.port)}/animer#${made.room}.${made.co}`);
            await button(page, "Pause").waitFor();
            far.cut();
            await page.getByText("Hors ligne").first().waitFor();
            await button(page, "Pause").click();
            await page.getByText("Hors ligne : rien n’a été fait").waitFor();
            await boss.do("next");
            far.mend();
            await page.locator(".con-phase", { hasText: "Rapport" }).waitFor();
            await boss.do("extend", { seconds: 60 });
            assert.ok(!boss.docs.room.clock.paused);
        },
    ],
];

const code = await pages.run(steps);
if (code) console.log(server.output().slice(-2000));
boss?.socket?.tcp?.destroy();
for (const one of Object.values(others)) one.socket?.tcp?.destroy();
far.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
