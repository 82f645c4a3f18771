// What a table may do besides negotiating, in Chromium: the era of its cards, resource people who
// are called, the founding checklist, and the data a facilitator takes home.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { answers, Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-besides-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const PHONE = { width: 390, height: 844 };

const button = (page, name) => page.getByRole("button", { name });
const tab = (page, name) =>
    page.locator(".tabs").getByRole("button", { name, exact: true }).click();
const open = (phone) => phone.locator("dialog[open]");

async function joinByHand(room, name) {
    const page = await pages.open(name, PHONE);
    await page.goto(`${origin}/j/${room}`);
    await button(page, "Entrer").click();
    await page.waitForURL(/\/p\//);
    return page;
}
async function bossOf(made) {
    const c = await new Client(server.port).connect();
    await c.hello(made.room, made.token);
    c.me = c.you.f;
    return c;
}
async function joinByWire(room) {
    const c = await new Client(server.port).connect();
    const asked = { name: "Noé", debrief: false, research: true, lang: "fr" };
    const got = (await c.ask({ t: "join", room, ...asked })).out;
    await c.hello(room, got.token);
    c.me = got.person;
    return c;
}

let host, room, boss, ana, bruno;
const others = [];

async function era() {
    host = await pages.open("host", PHONE);
    await host.goto(`${origin}/?scenario=la-brunante`);
    const years = host.getByRole("group", { name: "Époque" });
    await years.getByLabel(/^2014/).and(host.locator(":checked")).waitFor();
    await years.getByText("De nos jours").click();
    await pages.inspect(host, "besides-create");
    await host.getByText("La Mauve").click();
    await years.waitFor({ state: "detached" });
    await host.getByText("La Brunante").click();
    await years.getByText("De nos jours").click();
    await button(host, "2. La salle").click();
    await button(host, /^Nombre de tables.*moins/).click();
    await button(host, "Créer l’atelier").click();
    const console_ = host.getByRole("link", { name: "Ouvrir la console" });
    room = (await console_.getAttribute("href")).match(/\d{7}/)[0];
    await console_.click();
    await host.waitForURL(/\/animer\/\d{7}/);
    const made = JSON.parse(
        await host.evaluate((k) => localStorage.getItem(`tablee.made.${k}`), room),
    );
    boss = await bossOf(made);
    ana = await joinByHand(room, "ana");
    bruno = await joinByHand(room, "bruno");
    others.push(await joinByWire(room), await joinByWire(room));
    await boss.do("next");
    await ana.getByText("Racine, un soir de cette année").waitFor();
    await pages.inspect(ana, "besides-briefing");
}

/** The console and the hall's screen stay lit while they are looked at, or say what to do. */
async function lit() {
    const maker = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 6, roles: "auto" };
    const made = (await maker.ask({ t: "create", options })).out;
    await maker.hello(made.room, made.token);
    maker.me = maker.you.f;
    const links = { animer: made.co, ecran: made.screen };
    const stays = (page) => page.getByText("Cet écran peut s’éteindre pendant l’atelier");
    const open_ = async (path, script) => {
        const page = await pages.open(path, { width: 1024, height: 768 });
        await page.addInitScript(script);
        await page.goto(`${origin}/${path}#${made.room}.${links[path]}`);
        return page;
    };
    const secure = () => {
        window.held = 0;
        const request = async () => {
            window.held++;
            return { release: async () => void window.held-- };
        };
        Object.defineProperty(Navigator.prototype, "wakeLock", { value: { request } });
    };
    const clear = () => void delete Navigator.prototype.wakeLock; // as over plain http
    const awake = (page, n) => page.waitForFunction((wanted) => window.held === wanted, n);
    /** A browser takes the lock away from a page that is put aside. */
    const look = (page, value) =>
        page.evaluate((state) => {
            Object.defineProperty(document, "visibilityState", {
                value: state,
                configurable: true,
            });
            if (state === "hidden") window.held = 0;
            document.dispatchEvent(new Event("visibilitychange"));
        }, value);
    const all = [];
    for (const path of Object.keys(links)) {
        const told = await open_(path, clear);
        await stays(told).waitFor();
        await pages.inspect(told, `besides-may-sleep-${path}`);
        await told.context().close();
        const page = await open_(path, secure);
        await awake(page, 1);
        assert.equal(await stays(page).count(), 0);
        await look(page, "hidden");
        await awake(page, 0);
        await look(page, "visible");
        await awake(page, 1);
        all.push(page);
    }
    for (const act of ["next", "end"]) await maker.do(act);
    for (const page of all) {
        await awake(page, 0); // the workshop is over
        await page.context().close();
    }
    maker.socket.tcp.destroy();
}

/** A finger cannot stop pointing: what it touched must not look chosen, nor two taps enlarge. */
async function touched() {
    const phone = await pages.open("touch", PHONE, "fr", { hasTouch: true, isMobile: true });
    await phone.goto(`${origin}/j/${room}`);
    const other = button(phone, "Un autre nom d’emprunt");
    const colour = () => other.evaluate((el) => getComputedStyle(el).backgroundColor);
    const before = await colour();
    const name = await phone.locator("form input[type=text]").inputValue();
    await other.tap();
    await phone.waitForFunction(
        (was) => document.querySelector("form input[type=text]").value !== was,
        name,
    );
    assert.equal(await colour(), before);
    const taps = await phone.evaluate(() => getComputedStyle(document.documentElement).touchAction);
    assert.equal(taps, "manipulation");
    await phone.context().close();
}

/** A call is asked twice, and names whom. */
async function rings(page, which) {
    await which(open(page).getByRole("button", { name: /^Appeler – ./ })).click();
    await open(page)
        .getByRole("button", { name: /^Oui, appeler.* – ./ })
        .click();
}

async function calls() {
    await boss.do("next");
    await boss.do("next");
    await tab(ana, "Clauses");
    await button(ana, "Appeler quelqu’un").click();
    await rings(ana, (x) => x.first());
    await open(ana).getByText("Il vous reste 1 appel").waitFor();
    await pages.inspect(ana, "besides-call");
    await button(open(ana), "Fermer").click();
    await bruno.getByText(/^Conseil reçu/).click();
    await bruno.getByText(/^Appel de/).waitFor();
    await pages.inspect(bruno, "besides-advice");
    await button(ana, "Appeler quelqu’un").click();
    await rings(ana, (x) => x.last()); // an owner whom nobody plays
    await bruno
        .getByText(/^Conseil reçu/)
        .nth(1)
        .click();
    await bruno.getByText("Ce que cette personne veut").waitFor();
    await pages.inspect(bruno, "besides-owner");
    await button(open(ana), "Fermer").click();
    await button(ana, "Appeler quelqu’un").waitFor({ state: "detached" });
}

async function founding() {
    await tab(ana, "Final");
    await button(ana, "J’appuie").click();
    await button(ana, "Fonder").click();
    const form = open(ana);
    await form.getByText("Membres de soutien", { exact: true }).click();
    await form.getByText("Personnes utilisatrices", { exact: true }).click();
    const names = form.getByLabel("Qui la fonde? Nommez cinq personnes.");
    await names.fill("Ana\nBruno\nChloé");
    await names.blur();
    await form.getByText("3 personnes nommées").waitFor();
    await form.getByText("2 choix faits sur 15").waitFor();
    await form.getByText("Ce que dit la règle").nth(2).click();
    await form.getByText("À vérifier", { exact: true }).first().waitFor();
    assert.match(await form.getByRole("link").first().getAttribute("href"), /^https?:/);
    await pages.inspect(ana, "besides-founding");
    const kept = await boss.until("the founding choices", (d) => d["table/t1"].founding?.founders);
    assert.equal(kept.text.text, "Ana\nBruno\nChloé");
    await boss.do("next");
    for (const c of others) {
        for (const q of ["p1", "p2", "p3", "p4"].filter((id) => id !== c.me))
            await c.do("rate", { person: q, value: 3 });
        await c.do("answers", { q3: "all_groups", q4: 4, q5: false });
    }
}

async function data() {
    await boss.do("end");
    await host.setViewportSize({ width: 1440, height: 900 });
    await button(host, /^Plus/).first().click();
    await button(host, "Données de l’atelier").click();
    await button(open(host), "people.csv").waitFor();
    await pages.inspect(host, "besides-data");
    const download = async (name) => {
        const [file] = await Promise.all([
            host.waitForEvent("download"),
            button(open(host), name).click(),
        ]);
        return fs.readFileSync(await file.path(), "utf8");
    };
    assert.match(await download("rooms.csv"), /,la-brunante,\d+,today,/);
    assert.match(await download("founding.csv"), /,members,true,democratic,users supporting,/);
    assert.equal((await download("people.csv")).trim().split("\n").length, 1 + others.length);
    assert.ok(JSON.parse(await download("Tout, en un fichier")).tallies.length > 0);
}

/* -- three people, one phone, the whole hour ----------------------------------------------- */
const THREE = ["Zoé", "Ali", "Marie-Antoinette Charbonneau-Desrosiers"];
let phone, lead;
const passTo = (name) => button(phone, new RegExp(`^Passer l’appareil.*${name}$`));
const speaks = (name) => phone.locator(".topbar-who", { hasText: name }).waitFor();
/** Each in turn from who has the phone, which goes from hand to hand and then stays. */
async function handToHand(doing) {
    const first = THREE.findIndex((name) => phone.spoke === name);
    for (let i = 0; i < THREE.length; i++) {
        phone.spoke = THREE[(first + i) % THREE.length];
        if (i) await passTo(phone.spoke).click();
        await speaks(phone.spoke);
        await doing(phone.spoke);
    }
    await button(phone, /^Passer l’appareil/).waitFor({ state: "detached" });
}
async function oneForThree() {
    const c = await new Client(server.port).connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 4, roles: "auto" };
    const made = (await c.ask({ t: "create", options })).out;
    lead = await bossOf(made);
    others.splice(0, others.length, await joinByWire(made.room));
    phone = await pages.open("three", PHONE);
    await phone.goto(`${origin}/j/${made.room}`);
    for (const [i, name] of THREE.entries()) {
        if (i) {
            await phone.locator(".topbar-who").click();
            await button(open(phone), "Ajouter une personne sur ce téléphone").click();
        }
        if (i === 1) {
            await button(phone, "Annuler").click(); // pressed by mistake
            await speaks(THREE[0]);
            await phone.goto(`${origin}/j/${made.room}#add`);
        }
        await phone.getByLabel("Votre nom dans l’atelier").fill(name);
        await button(phone, "Entrer").click();
        await speaks(name); // whoever was added holds the phone
        phone.spoke = name;
    }
    await lead.do("next");
    await handToHand(async () => {
        await tab(phone, "Ma carte");
        await button(phone, "Je suis là, carte lue").click();
    });
    await lead.do("next");
    await handToHand(async (name) => {
        await tab(phone, "Écrire");
        const [need, idea] = [0, 1].map((n) => phone.locator("main textarea").nth(n));
        assert.equal(await need.inputValue(), "", "nobody reads what the one before wrote");
        await need.fill(`Un besoin de ${name}`);
        await idea.fill("Une idée");
        if (name === THREE[0]) await pages.inspect(phone, "besides-three-idea");
        await button(phone, "Envoyer").click();
    });
}
async function threeDecide() {
    await lead.do("next");
    const tags = { scale: ["local"], dims: ["soc"], for: "all" };
    await others[0].do("propose", { text: "Vingt logements", ...tags });
    await tab(phone, "Clauses");
    await button(phone, /^À vous de répondre/).click();
    await handToHand(async (name) => {
        const mine = open(phone).getByRole("group", { name: new RegExp(`^${name}.*position`) });
        if (name === THREE[1]) await pages.inspect(phone, "besides-three-stance");
        await mine.getByRole("button", { name: "J’appuie" }).click();
    });
    await lead.until("adopted by four", (d) => d["table/t1"].clauses.c1.state === "adopted");
    await phone.keyboard.press("Escape");
    // One of them is removed: the others go on with the phone.
    const gone = phone.spoke;
    const [id] = Object.entries(lead.docs.room.people).find(([, x]) => x.name === gone);
    await lead.do("remove", { person: id });
    await phone.getByText("L’animation a libéré votre place.").waitFor();
    phone.spoke = THREE.find((name) => name !== gone);
    await passTo(phone.spoke).click();
    await speaks(phone.spoke);
    assert.equal(await phone.locator(".page-top").getByRole("button").count(), 2);
    await lead.do("restore", { person: id });
    await phone.locator(".page-top").getByRole("button", { name: gone }).waitFor();
}
async function threeReport() {
    await lead.do("next");
    await phone.getByRole("heading", { name: /^D’abord/ }).waitFor();
    await handToHand(async () => {
        await answers(phone, {});
        await button(phone, "Remettre mes réponses").click();
        await phone.locator("h1:focus", { hasText: "Le rapport" }).waitFor();
    });
    const set = phone.getByRole("group", { name: "Qui parle à la salle?" });
    await set.getByText(THREE[2]).click();
    await phone.getByText(`${THREE[2]} présentera le rapport.`).waitFor();
    await phone.getByText("En partie").first().waitFor();
    for (const of of await phone.getByRole("group").filter({ hasText: "En partie" }).all())
        await of.getByText("En partie").click();
    await phone.getByText("C’est noté pour votre groupe.").waitFor();
    await button(phone, "Le rapport est prêt").click();
    await phone.getByText("Rapport prêt pour la salle.").waitFor();
    await phone.evaluate(() => window.scrollTo(0, 0)); // nothing half under the bar
    await pages.inspect(phone, "besides-three-report");
    await lead.do("pause");
    await button(phone, "Le rouvrir").click();
    await phone.locator("main .error").waitFor();
    await lead.do("resume");
    await lead.do("next");
    await phone.getByRole("heading", { name: "Sortez de votre rôle" }).waitFor();
    for (const name of THREE) {
        await phone.locator(".page-top").getByRole("button", { name }).click();
        await speaks(name);
        await phone.locator("main textarea").first().fill(`Au revoir, dit ${name}`);
        await button(phone, "Enregistrer").first().click();
    }
}

const code = await pages.run([
    ["a workshop is created in the era chosen, and says so", era],
    ["screens that nobody touches stay lit, or say that they may go dark", lit],
    ["what a finger touched does not stay lit", touched],
    ["advice opens for the whole table, twice and no more", calls],
    ["a table that is early says how it would found its co-operative", founding],
    ["a facilitator downloads the data of the workshop", data],
    ["three people share a phone, which goes from hand to hand", oneForThree],
    ["and decide with it, each in their own name, over one clause", threeDecide],
    ["and answer, report and leave; each button says what it did, or why not", threeReport],
]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
