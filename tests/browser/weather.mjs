// What goes wrong in a hall: lost network, a reload, a second tab, another browser, late people, a
// server that restarts, time that runs out in the middle of a sentence. The facilitator speaks over
// the wire, so that the clock can be brought near its end.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Gate } from "./gate.mjs";
import { answers, back, credits, holds, line, Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-weather-"));
let server = await start(dir);
const hall = await new Gate(server.port).listen();
const far = await new Gate(hall.port).listen(); // the phone at the far end of the hall
const origin = (gate) => `http://127.0.0.1:${gate.port}`;
const pages = await new Pages(
    [origin(hall), origin(far)],
    /WebSocket connection|ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_SOCKET_NOT_CONNECTED/,
).launch();
const size = { width: 390, height: 844 };
const phones = {};
let boss, made;

async function facilitator() {
    boss = await new Client(hall.port).connect();
    if (!made) {
        const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9 };
        made = (await boss.ask({ t: "create", options: { ...options, roles: "auto" } })).out;
    }
    await boss.hello(made.room, made.token);
    boss.me = boss.you.f;
}
async function sit(name, gate = hall, prepare) {
    const page = await pages.open(name, size);
    await prepare?.(page);
    await page.goto(`${origin(gate)}/j/${made.room}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await page.getByRole("button", { name: "Entrer" }).click();
    await page.locator("main h1").first().waitFor();
    await page.locator(".topbar-who", { hasText: name }).waitFor();
    phones[name] = page;
    return page;
}
const button = (page, name) => page.getByRole("button", { name, exact: true });
const tab = (page, name) =>
    page.locator(".tabs").getByRole("button", { name, exact: true }).click();
/** A message comes, and is read: the next one is shown after it. */
async function heard(page, text) {
    await page.getByText(text).first().waitFor();
    await button(page.locator(".head .said"), "Compris").click();
}
const phase = async (name, who = Object.values(phones)) => {
    for (const page of who) await page.locator(".eyebrow", { hasText: name }).waitFor();
};
/** In the page: how many wake locks it holds. */
function countWakeLocks() {
    window.held = 0;
    const lock = { release: async () => void window.held-- };
    const request = async () => (window.held++, lock);
    Object.defineProperty(Navigator.prototype, "wakeLock", { value: { request } });
}
/** In the page: how many WebSockets it opened. */
function countSockets() {
    window.opened = 0;
    const { WebSocket } = window;
    window.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            window.opened++;
        }
    };
}
const awake = (n) => phones.Dounia.waitForFunction((wanted) => window.held === wanted, n);
/** The page is put aside, or looked at again. */
const seen = (page, state) =>
    page.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }, state);
const secondsLeft = () => Math.round((boss.docs.room.clock.ends - Date.now()) / 1000);
/** Brings the end of the phase to `seconds` from now. */
async function bring(seconds) {
    const was = boss.docs.room.clock;
    const less = secondsLeft() - seconds;
    for (let rest = less; rest > 0; rest -= 600)
        await boss.do("extend", { seconds: -Math.min(rest, 600) });
    await boss.until(
        "the end brought near",
        ({ room: { clock } }) => clock.phase !== was.phase || clock.ends <= was.ends - less * 1000,
    );
}
/** Keeps it some twenty seconds away while something is done, however slowly. */
async function nearTheEnd(doing) {
    let done = false;
    const keep = async () => {
        while (!done) {
            const more = 29 - secondsLeft();
            if (more > 9) await boss.do("extend", { seconds: more });
            await pass(500);
        }
    };
    await Promise.all([keep(), doing().finally(() => (done = true))]);
}

const steps = [
    [
        "three people sit down, and the groups go to work",
        async () => {
            await facilitator();
            await sit("Ana", far, async (page) => {
                await page.clock.install();
                await page.addInitScript(countSockets);
            });
            for (const name of ["Bruno", "Chloé"]) await sit(name);
            await sit("Dounia", hall, (page) => page.addInitScript(countWakeLocks));
            await awake(0);
            await boss.do("next");
            await phase("Présentation");
            await awake(1);
            for (const page of Object.values(phones)) {
                await tab(page, "Ma carte");
                await button(page, "Je suis là, carte lue").click();
            }
            await boss.do("next");
            await phase("En groupe d’acteurs");
        },
    ],
    [
        "sixty seconds offline while typing: all of it arrives, once",
        async () => {
            const { Ana, Dounia } = phones;
            await tab(Ana, "Écrire");
            await Ana.getByLabel("Un besoin du milieu").fill("Rester chez soi");
            await Ana.getByLabel("Une idée pour y répondre").fill("Un toit partagé");
            far.cut();
            await button(Ana, "Envoyer").click();
            await Ana.clock.fastForward(20_000);
            await tab(Ana, "Fiche");
            const title = Ana.getByLabel("Titre du projet");
            await title.pressSequentially("Vieillir ");
            await Ana.clock.fastForward(20_000);
            await Ana.getByText("Hors ligne. Continuez d’écrire").waitFor();
            await Ana.getByText("2 gestes en attente").waitFor();
            await pages.inspect(Ana, "60-offline");
            await title.pressSequentially("au village");
            await Ana.clock.fastForward(20_000);
            await tab(Dounia, "Fiche");
            await Dounia.getByLabel("Le besoin").fill("Ne pas partir");
            await Dounia.getByLabel("Le besoin").blur();
            far.mend();
            await Ana.clock.fastForward(10_000);
            await Ana.getByText("Hors ligne. Continuez").waitFor({ state: "detached" });
            await holds(Dounia.getByLabel("Titre du projet"), "Vieillir au village");
            await holds(Ana.getByLabel("Titre du projet"), "Vieillir au village");
            await holds(Ana.getByLabel("Le besoin"), "Ne pas partir");
            await tab(Dounia, "Écrire");
            await Dounia.getByText("1 sur 2 a écrit").waitFor();
        },
    ],
    [
        "a way that goes silent is noticed, and so is what was missed",
        async () => {
            const { Ana } = phones;
            far.swallow();
            await boss.do("say", { text: "Le café est servi" });
            await Ana.clock.fastForward(20_000); // a ping
            await Ana.clock.fastForward(10_000); // that nothing answers
            await Ana.getByText("Hors ligne. Continuez d’écrire").waitFor();
            far.mend();
            await Ana.clock.fastForward(10_000);
            await heard(Ana, "Le café est servi");
        },
    ],
    [
        "a phone that slept asks nothing while it does, and is up to date soon after",
        async () => {
            const { Ana } = phones;
            await seen(Ana, "hidden");
            const opened = () => Ana.evaluate(() => window.opened);
            const before = await opened();
            far.swallow();
            await boss.do("say", { text: "On reprend dans une minute" });
            await Ana.clock.fastForward(60_000); // it still runs a little, and finds the way gone
            await Ana.getByText("Hors ligne. Continuez d’écrire").waitFor();
            await Ana.clock.fastForward(600_000);
            assert.equal(await opened(), before);
            far.mend();
            await seen(Ana, "visible");
            await heard(Ana, "On reprend dans une minute");

            await seen(Ana, "hidden");
            far.swallow();
            far.mend(); // its connection is dead, and nobody told it
            await boss.do("say", { text: "C’est reparti" });
            await seen(Ana, "visible");
            await Ana.clock.fastForward(4_000);
            await Ana.clock.fastForward(1_000);
            await heard(Ana, "C’est reparti");

            far.swallow();
            far.mend();
            await boss.do("say", { text: "Encore une chose" });
            const atOnce = await Ana.evaluate(() => {
                const before = window.opened;
                window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
                return window.opened - before;
            });
            assert.equal(atOnce, 1);
            await heard(Ana, "Encore une chose");
        },
    ],
    [
        "two people in one text: both keep their words",
        async () => {
            const { Ana, Dounia } = phones;
            await tab(Dounia, "Fiche");
            const theirs = Dounia.getByLabel("Ce que nous apportons");
            const mine = Ana.getByLabel("Ce que nous apportons");
            await theirs.fill("Un terrain");
            await theirs.blur();
            await holds(mine, "Un terrain");
            await mine.focus();
            await Ana.keyboard.press("End");
            far.cut();
            await mine.pressSequentially(" servi");
            await theirs.fill("Le beau terrain municipal, un terrain");
            await theirs.blur();
            far.mend();
            await Ana.clock.fastForward(20_000);
            await mine.blur();
            await Ana.getByText("Enregistrement…").waitFor({ state: "detached" });
            await Dounia.waitForFunction(() =>
                [...document.querySelectorAll("textarea")].some(
                    (x) => x.value.includes("servi") && x.value.includes("municipal"),
                ),
            );
        },
    ],
    [
        "a reload in the middle of a word keeps it, and so does another browser",
        async () => {
            const { Bruno } = phones;
            await tab(Bruno, "Écrire");
            await Bruno.getByLabel("Un besoin du milieu").fill("Des loyers que l’on peut pay");
            await Bruno.reload();
            await tab(Bruno, "Écrire");
            await holds(Bruno.getByLabel("Un besoin du milieu"), "Des loyers que l’on peut pay");
            await Bruno.getByLabel("Un besoin du milieu").pressSequentially("er");
            await tab(Bruno, "Lire"); // leaving the screen keeps the draft on the server at once
            await button(Bruno, "Bruno Table 1").or(Bruno.locator(".topbar-who")).click();
            const code = await Bruno.getByRole("dialog").locator(".lead.code").innerText();
            const fresh = await pages.open("Bruno, elsewhere", size);
            await fresh.goto(`${origin(hall)}/j/${made.room}`);
            await button(fresh, "J’ai déjà une place").click();
            await fresh.getByLabel("Code de reprise").fill("pas lui");
            await button(fresh, "Retrouver ma place").click();
            await fresh.locator(".field-bad", { hasText: "n’est pas reconnu" }).waitFor();
            await holds(fresh.getByLabel("Code de reprise"), "pas lui");
            await fresh.getByLabel("Code de reprise").fill(code.toLowerCase());
            await button(fresh, "Retrouver ma place").click();
            await tab(fresh, "Écrire");
            await holds(fresh.getByLabel("Un besoin du milieu"), "Des loyers que l’on peut payer");
            phones.Bruno = fresh;
        },
    ],
    [
        "a second tab works beside the first; one tab too many says so, and can be taken back",
        async () => {
            const { Chloé } = phones;
            const tabs = [];
            const live = hall.live;
            for (let i = 0; i < 4; i++) {
                const page = await Chloé.context().newPage();
                await page.goto(`${origin(hall)}/p/${made.room}`);
                await page.locator(".tabs").waitFor();
                tabs.push(page);
            }
            await Chloé.getByRole("heading", { name: "Ouvert ailleurs" }).waitFor();
            await pages.inspect(Chloé, "61-elsewhere");
            for (const page of tabs.slice(1)) await page.close();
            await hall.atMost(live); // one of the first tab for that of Chloé
            await button(Chloé, "Reprendre ici").click();
            await tab(Chloé, "Parole");
            await tab(tabs[0], "Parole");
            await tabs[0]
                .getByRole("group", { name: /Qui présente/ })
                .getByText("Chloé")
                .click();
            await Chloé.getByLabel("Chloé").and(Chloé.locator(":checked")).waitFor();
            await tabs[0].close();
        },
    ],
    [
        "who comes late, with a browser on plain http, is shown their card",
        async () => {
            const page = await sit("Émile", hall, (p) =>
                p.addInitScript(() => {
                    const none = { value: undefined };
                    Object.defineProperty(Navigator.prototype, "wakeLock", none);
                    Object.defineProperty(Navigator.prototype, "serviceWorker", none);
                    Object.defineProperty(Crypto.prototype, "subtle", none);
                    Object.defineProperty(Crypto.prototype, "randomUUID", none);
                }),
            );
            await page.locator(".topbar-due").getByText("Lisez d’abord votre carte").waitFor();
            await page.locator(".topbar-due").click();
            await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
            await tab(page, "Lire");
            await page.getByRole("heading", { name: "Lisez votre carte" }).waitFor();
        },
    ],
    [
        "a restart in the middle: a calm banner, the clock paused, words typed meanwhile arrive",
        async () => {
            const { Chloé, Dounia } = phones;
            await tab(Dounia, "Fiche");
            hall.cut();
            assert.equal(await server.stop(), 0);
            await Dounia.getByLabel("Clause 1").fill("Vingt logements près de l’école");
            await Dounia.getByLabel("Clause 1").blur();
            server = await start(dir);
            hall.mend(server.port);
            await facilitator();
            const said = "Le serveur a redémarré; l’horloge est en pause.";
            for (const page of [Chloé, Dounia]) await page.getByText(said).waitFor();
            await Dounia.locator(".time-paused").waitFor();
            await awake(0);
            await Dounia.locator(".field-bad", { hasText: "en pause" }).waitFor();
            await holds(Dounia.getByLabel("Clause 1"), "Vingt logements près de l’école");
            await pages.inspect(Dounia, "62-restart");
            await boss.do("resume");
            await awake(1);
            await phones.Ana.clock.fastForward(20_000);
            await tab(phones.Ana, "Fiche");
            await holds(phones.Ana.getByLabel("Clause 1"), "Vingt logements près de l’école");
            await Chloé.getByText(said).waitFor({ state: "detached" });
        },
    ],
    [
        "a clause that awaits an answer is counted where one looks, and spoken",
        async () => {
            await boss.do("next");
            await phase("Mise en commun");
            const { Bruno, Dounia } = phones;
            await tab(Dounia, "Clauses");
            await button(Dounia, "Proposer une clause").click();
            const sheet = Dounia.getByRole("dialog");
            await sheet.getByLabel("La clause").fill("Un jardin partagé");
            await button(sheet, "Proposer une clause").click();
            await button(Bruno, "1 clause attend votre réponse").click();
            await Bruno.locator("[aria-live]", { hasText: "Un jardin partagé" }).waitFor({
                state: "attached",
            });
            await button(Bruno, "À vous de répondre – Un jardin partagé").click();
            await Bruno.getByRole("dialog").getByText("Je m’objecte").click();
            await pages.inspect(Bruno, "63-objection");
            await button(Bruno.getByRole("dialog"), "Suivant").click();
            await button(Bruno.getByRole("dialog"), "Donner ma position").click();
            await Bruno.locator(".choice .error", { hasText: "Une objection demande" }).waitFor();
            await button(Bruno.getByRole("dialog"), "Suivant").click();
            const could = Bruno.getByLabel("Ce qui me permettrait de vivre avec…");
            await could.fill("Un prix");
            await Bruno.reload();
            await tab(Bruno, "Clauses");
            await button(Bruno, "À vous de répondre – Un jardin partagé").click();
            await line(Bruno.getByRole("dialog"), "Votre objection n’est pas encore partie");
            await holds(could, "Un prix");
            for (let i = 0; i < 2; i++) await back(Bruno.getByRole("dialog"));
            await Bruno.getByRole("dialog").getByText("Je peux vivre avec").click();
            await Bruno.locator(".field-bad, .choice .error")
                .first()
                .waitFor({ state: "detached" });
            await button(Bruno.getByRole("dialog"), "Fermer").click();
            await tab(Bruno, "Fiches");
            await Bruno.getByText("attend votre réponse").waitFor({ state: "detached" });
        },
    ],
    [
        "a refusal stands beside its field, and the words stay",
        async () => {
            const { Chloé } = phones;
            await tab(Chloé, "Clauses");
            await button(Chloé, "Proposer une clause").click();
            const sheet = Chloé.getByRole("dialog");
            const long = "Une navette qui fait le tour de tous les rangs. ".repeat(4).trim();
            await sheet.getByLabel("La clause").fill(long);
            await credits(sheet, "Bruno");
            await button(sheet, "Proposer une clause").click();
            const field = sheet.locator(".field-bad");
            await field.getByText("C’est trop long : 140 caractères au plus.").waitFor();
            await holds(field.getByRole("textbox"), long);
            await pages.inspect(Chloé, "63-refused");
            await field.getByRole("textbox").fill("Une navette qui");
        },
    ],
    [
        "two minutes, thirty seconds, last words: the sheet says so and the words are offered back",
        async () => {
            const { Chloé, Bruno } = phones;
            const sheet = Chloé.getByRole("dialog");
            await bring(119);
            await sheet.getByText(/Il reste moins de 2.minutes\./).waitFor();
            await Bruno.getByText(/Il reste moins de 2.minutes\./).waitFor();
            await bring(29);
            await sheet.getByText(/Il reste moins de 30.secondes\./).waitFor();
            await nearTheEnd(async () => {
                await pages.inspect(Chloé, "64-last-words");
                await sheet.getByLabel("La clause").pressSequentially(" passe le jeudi");
            });
            await bring(1);
            await phase("Rapport");
            await Chloé.getByText("« Une navette qui passe le jeudi »").waitFor();
            await Chloé.locator("main h1:focus").waitFor();
            assert.equal(await Chloé.title(), "Rapport – Tablée");
            await pages.inspect(Chloé, "65-offered-back");
            await Chloé.reload();
            await Chloé.getByText("« Une navette qui passe le jeudi »").waitFor();
        },
    ],
    [
        "words offered back go in the report",
        async () => {
            const { Chloé } = phones;
            await answers(Chloé, { gave: "Oui" });
            await Chloé.reload(); // what was answered is kept, and one is where one was
            await answers(Chloé, { from: 5 });
            await button(Chloé, "Remettre mes réponses").click();
            await button(Chloé, "Mettre au rapport, en suspens").click();
            await Chloé.getByText("« Une navette").waitFor({ state: "detached" });
            await holds(
                Chloé.getByLabel("Ce qui reste en suspens"),
                "Un jardin partagé\nUne navette qui passe le jeudi",
            );
        },
    ],
];

const code = await pages.run(steps);
if (code) console.log(server.output().slice(-2000));
boss?.socket?.tcp?.destroy();
far.close();
hall.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
