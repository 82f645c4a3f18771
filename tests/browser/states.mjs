// The screens that the other stages pass by: what is refused, lost, waited for, locked, over, and
// what only shows after minutes of silence. A person's page speaks with a credential that the test
// has; a document is sometimes changed on its way, as the server would change it ten minutes later.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { back, line, Pages } from "./pages.mjs";

const KEY = "a-key-of-some-length-0123456789";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-states-"));
const shut = await start(path.join(dir, "shut"), ["--key", KEY]);
const server = await start(path.join(dir, "open"));
const at = (one) => `http://127.0.0.1:${one.port}`;
const origin = at(server);
const pages = await new Pages(
    [at(shut), origin],
    /status of 4\d\d|ERR_FAILED|dynamically/,
).launch();
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

const button = (page, name) => page.getByRole("button", { name, exact: true });
const open = (page) => page.locator("dialog[open]");
const tab = (page, name) =>
    page.locator(".tabs").getByRole("button", { name, exact: true }).click();
const heading = (page, name) => page.getByRole("heading", { name }).first().waitFor();

/* -- people ------------------------------------------------------------------------------------ */
let boss, made;
async function room(options) {
    const c = await new Client(server.port).connect();
    const scenario = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
    const out = (await c.ask({ t: "create", options: { ...scenario, ...options } })).out;
    await c.hello(out.room, out.token);
    c.me = c.you.f;
    return [c, out];
}
async function sit(name, to = made.room) {
    const c = await new Client(server.port).connect();
    const got = (
        await c.ask({ t: "join", room: to, name, debrief: false, research: false, lang: "fr" })
    ).out;
    await c.hello(to, got.token);
    c.me = got.person;
    return c;
}
/** A page of its own for a credential: kind p a phone, f a console, s a projector. */
async function enter(kind, token, people, address, size = PHONE, before) {
    const page = await pages.open(address, size);
    const code = address.match(/\d{7}/)[0];
    await page.addInitScript(
        ([key, value]) => location.protocol === "http:" && localStorage.setItem(key, value),
        [`tablee.${kind}.${code}`, JSON.stringify({ token, people })],
    );
    await before?.(page);
    await page.goto(origin + address);
    return page;
}
const phoneOf = (c, before, to = made.room) =>
    enter("p", c.token, [c.me], `/p/${to}`, PHONE, before);
const deskOf = (before) => enter("f", made.token, undefined, `/animer/${made.room}`, WIDE, before);
const hallOf = (before) =>
    enter("s", made.screen, undefined, `/ecran/${made.room}`, { width: 1280, height: 800 }, before);
/** What comes of `topic` is changed on its way to the page. */
const changed = (topic, change) => (page) =>
    page.routeWebSocket(/./, (near) => {
        const far = near.connectToServer();
        far.onMessage((text) => {
            const m = JSON.parse(text);
            if (m.t === "doc" && m.topic === topic) change(m.doc);
            near.send(JSON.stringify(m));
        });
    });
/** What the server says is changed on its way to the page, or lost where nothing comes of it. */
const overheard = (change) => (page) =>
    page.routeWebSocket(/./, (near) => {
        const far = near.connectToServer();
        far.onMessage((text) => {
            const m = change(JSON.parse(text));
            if (m) near.send(JSON.stringify(m));
        });
    });
/** Looks at a page that nothing else needs. */
async function glance(page, name) {
    await pages.inspect(page, name);
    await page.context().close();
}

/* -- the doors --------------------------------------------------------------------------------- */
async function wrongKey() {
    const page = await pages.open("no key", WIDE);
    await page.goto(`${at(shut)}/#cle=100%`); // as somebody copied it
    await page.getByText("Préparer un atelier").waitFor();
    assert.ok(!page.url().includes("#"));
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(at(shut));
    await page.getByText("Préparer un atelier").click();
    await page.getByText("La Mauve").click();
    await button(page, "Suivant").click();
    await button(page, "Nombre de tables : plus").click();
    await page.getByLabel("Chaque personne choisit").check();
    await button(page, "Suivant").click();
    await page.getByLabel(/^Répétition de 10.minutes/).check();
    const key = page.getByLabel("Clé de l’hôte");
    await key.fill("pas la bonne");
    await button(page, "Créer l’atelier").click();
    await page.locator(".field-bad", { hasText: "La clé de l’hôte n’est pas la bonne." }).waitFor();
    await page.locator("input[aria-invalid]:focus").waitFor();
    assert.equal(await key.inputValue(), "pas la bonne");
    await page
        .getByText(/La Mauve · 3 tables · 9 places chacune · Répétition de 10.minutes · Chaque/)
        .waitFor();
    assert.ok(await page.getByLabel(/^Répétition/).isChecked());
    await button(page, "2. La salle").click();
    assert.ok(await page.getByLabel("Chaque personne choisit").isChecked());
    assert.equal(await page.locator("output").first().innerText(), "3");
    await button(page, "1. Le projet").click();
    assert.ok(await page.getByLabel(/^La Mauve/).isChecked());
    await pages.inspect(page, "70-key-refused");
    await key.fill(KEY);
    await key.press("Enter");
    await heading(page, "L’atelier est prêt");
    const code = (await page.locator(".fac-code").innerText()).replace(/\D/g, "");
    const looked = await page.evaluate((c) => localStorage.getItem(`tablee.made.${c}`), code);
    assert.ok(JSON.parse(looked).token);
    await page.context().close();
}
async function openMode() {
    const page = await pages.open("open", WIDE);
    const told = page.waitForResponse(/api\/health/);
    await page.goto(origin);
    await page.getByText("Préparer un atelier").click();
    await (await told).finished();
    await page.getByText("La Brunante").first().waitFor();
    await page.getByLabel("Clé de l’hôte").waitFor({ state: "detached" }); // once that is read
    await button(page, "3. L’heure").click();
    await page.getByText("À ma mesure").click();
    await page.getByLabel("Rapport, en minutes").fill("7");
    await pages.inspect(page, "70-own-clock");
    await button(page, "Créer l’atelier").click();
    await heading(page, "L’atelier est prêt");
    await page.context().close();
}
async function doors() {
    const page = await pages.open("door", PHONE);
    await page.goto(`${origin}/nulle/part`);
    await heading(page, "Cette page n’existe pas");
    await pages.inspect(page, "71-lost");
    await page.goto(`${origin}/j`);
    await page.getByLabel("Code de l’atelier").fill("999 9999");
    await button(page, "Entrer").click();
    await page.getByText("Aucun atelier n’a ce code. Vérifiez les sept chiffres.").waitFor();
    await pages.inspect(page, "71-wrong-code");
    await page.goto(`${origin}/j/9999999`);
    await page.getByText("Aucun atelier n’a ce code. Vérifiez les sept chiffres.").waitFor();
    await pages.inspect(page, "71-wrong-link");
    await page.goto(origin);
    await page.getByLabel("Code de l’atelier").first().fill("12");
    await button(page, "Entrer").click();
    await page.getByText("Le code compte sept chiffres.").waitFor();
    await page.getByText("Retrouver un atelier que j’anime").click();
    await page.getByLabel("Code de récupération").fill("pas lui");
    await button(page, "Retrouver").click();
    await page.locator("details .field-bad").waitFor();
    await pages.inspect(page, "71-home-errors");
    await page.goto(`${origin}/scenarios/nulle-part`);
    await heading(page, "Ce scénario n’est pas offert ici");
    await pages.inspect(page, "71-no-scenario");
    await page.goto(`${origin}/kit/nulle-part`);
    await page.getByText("Ce scénario n’est pas offert ici.").waitFor();
    await pages.inspect(page, "71-no-kit");
    await page.goto(`${origin}/editer/nulle-part`);
    await page.getByText("Ce brouillon n’est plus là.").waitFor();
    await pages.inspect(page, "71-no-draft");
    await page.goto(`${origin}/animer`);
    await heading(page, "Cette place n’est plus reconnue");
    await pages.inspect(page, "71-no-console");
    await page.goto(`${origin}/ecran`);
    await page.getByText("Ce lien du grand écran n’est pas complet").waitFor();
    await glance(page, "71-no-screen");
}
async function broken() {
    const page = await pages.open("broken", PHONE);
    await page.route(/api\/scenarios/, (route) => route.abort());
    await page.goto(`${origin}/scenarios`);
    await page.getByText("La liste des scénarios ne s’est pas chargée.").waitFor();
    await pages.inspect(page, "72-no-list");
    await page.route(/assets\/phone/, (route) => route.abort());
    await page.goto(`${origin}/j`);
    await heading(page, "Cette page ne s’est pas chargée");
    await glance(page, "72-failed");
    const slow = await phoneOf(await sit("Zoé"), (p) => p.routeWebSocket(/./, () => {}));
    await heading(slow, "Un instant…");
    await slow.getByText("Hors ligne. Continuez d’écrire").waitFor();
    await glance(slow, "72-waiting");
    const lost = await enter("p", "nobody", ["p1"], `/p/${made.room}`);
    await heading(lost, "Cette place n’est plus reconnue");
    await glance(lost, "72-refused");
    for (const [name, opened] of [
        ["72-console-elsewhere", deskOf],
        ["72-phone-elsewhere", async (before) => phoneOf(await sit("Yan"), before)],
    ]) {
        const taken = await opened((p) =>
            p.routeWebSocket(/./, (ws) => void ws.close({ code: 4002 })),
        );
        await heading(taken, "Ouvert ailleurs");
        await glance(taken, name);
    }
}

/** The workshop is there no more, the page is of an older server, what it needs is missing. */
async function nothingLeft() {
    const yves = await sit("Yves");
    for (const [code, title] of [
        ["room_gone", "Cet atelier n’est plus ici"],
        ["version", "Cette page n’est plus à jour"],
        ["unreadable_room", "Cet atelier ne peut pas s’ouvrir"],
    ]) {
        const over = await phoneOf(
            yves,
            overheard((m) => (m.t === "welcome" ? { t: "no", code } : m)),
        );
        await heading(over, title);
        await glance(over, `72-over-${code.replace("_", "-")}`);
    }
}
/** The answer to a joining is lost with the page; the next one asks whether it was them. */
async function lostJoining() {
    const door = await pages.open("lost joining", PHONE);
    let lose;
    const lost = new Promise((resolve) => (lose = resolve));
    let deaf = true;
    await overheard((m) => (deaf && m.out?.resume ? lose() : m))(door);
    await door.goto(`${origin}/j/${made.room}`);
    await door.getByLabel("Votre nom dans l’atelier").fill("Wassim");
    await button(door, "Entrer").click();
    await lost;
    deaf = false;
    await door.reload();
    await heading(door, "Êtes-vous Wassim?");
    await pages.inspect(door, "71-join-left");
    await button(door, "Oui, c’est moi").click();
    await heading(door, "Vous y êtes");
    assert.equal(Object.values(boss.docs.room.people).filter((x) => x.name === "Wassim").length, 1);
    await door.context().close();
}

/* -- an hour, where the others do not stop ----------------------------------------------------- */
let ana, bruno, chloe, page, desk, hall;
async function lobby() {
    [boss, made] = await room({ tables: 12, roles: "facilitator" });
    ana = await sit("Ana");
    page = await phoneOf(ana);
    await page.getByText("L’animation va vous donner une place.").waitFor();
    await pages.inspect(page, "73-unseated");
    bruno = await sit("Bruno");
    chloe = await sit("Chloé");
    for (const [c, group] of [
        [ana, "M"],
        [bruno, "C"],
        [chloe, "C"],
    ])
        await boss.do("sit", { person: c.me, table: "t1", group });
    desk = await deskOf();
    hall = await hallOf();
    await boss.do("show", { show: "tables" });
    await heading(hall, "Les tables");
    await pages.inspect(hall, "73-hall-tables");
    await boss.do("show", { show: "auto" });
    await page.goto(`${origin}/j/${made.room}`);
    await page.getByText("Vous avez déjà une place dans cet atelier").waitFor();
    await pages.inspect(page, "73-back");
    await page.goto(`${origin}/j/${made.room}#add`);
    await page.reload();
    await page.getByText("Vous jouez à plusieurs sur ce téléphone?").waitFor();
    await pages.inspect(page, "73-add");
    await boss.do("lock", { on: true });
    const late = await pages.open("late", PHONE);
    await late.goto(`${origin}/j/${made.room}`);
    await button(late, "Entrer").click();
    await late
        .getByText(/n’accepte plus de nouvelles personnes/)
        .first()
        .waitFor();
    await glance(late, "73-locked");
    await desk.getByText("Entrées fermées", { exact: true }).waitFor();
    await pages.inspect(desk, "73-console-locked");
    await boss.do("lock", { on: false });
    const [chooser, chosen] = await room({ tables: 2, places: 3, roles: "choose" });
    const inès = await sit("Inès", chosen.room);
    const free = await phoneOf(inès, undefined, chosen.room);
    await heading(free, "Choisissez votre place");
    await free.getByText("Organisme du milieu").click();
    await pages.inspect(free, "73-choose");
    await button(free, "M’asseoir").click();
    await free.locator("h1:focus", { hasText: "Vous y êtes" }).waitFor(); // in sight, from its foot
    await button(free, "Changer de place").click();
    for (const name of ["Jo", "Kim", "Lou"])
        await (await sit(name, chosen.room)).do("sit", { table: "t2" });
    await free.getByText("Table 2").click();
    await button(free, "M’asseoir").click();
    await free.getByText("Cette table est complète.").waitFor();
    await glance(free, "73-move");
    chooser.socket.tcp.destroy();
}
async function briefing() {
    await boss.do("hat", { person: chloe.me, group: "O" });
    await boss.do("next");
    await page.goto(`${origin}/p/${made.room}`);
    await tab(page, "La table");
    await hall.getByRole("heading", { name: "Présentation" }).waitFor();
    await boss.do("say", { text: "La salle ferme à midi." });
    await boss.do("pause");
    await button(page, "Aide").click();
    await page.locator(".btn-calling").waitFor();
    await page.getByText("La salle ferme à midi.").waitFor();
    await page.getByText("L’animation a mis l’atelier en pause").waitFor();
    await pages.inspect(page, "74-said-paused");
    await hall.getByText("La salle ferme à midi.").waitFor();
    await pages.inspect(hall, "74-hall-said");
    await hall.keyboard.press("b");
    await hall.getByText("Écran masqué").waitFor();
    await pages.inspect(hall, "74-hall-hidden");
    await hall.keyboard.press("b");
    await boss.do("show", { show: "tables" });
    await hall.locator(".scr-wall").getByText("Table 12").waitFor();
    // A call is the table's and the facilitators', never the hall's.
    assert.doesNotMatch(await hall.innerText("body"), /aide/);
    await pages.inspect(hall, "74-hall-call");
    await boss.do("show", { show: "auto" });
    await button(desk, "Parler à la salle").click();
    await open(desk).getByLabel("Votre message").waitFor();
    await pages.inspect(desk, "74-console-say");
    await desk.keyboard.press("Escape");
    await button(desk, "Plus").click();
    await button(open(desk), "Grand écran").click();
    await pages.inspect(desk, "74-console-show");
    await desk.keyboard.press("Escape");
    await boss.do("resume");
    await ana.do("help", { on: false });
}
async function group() {
    await boss.do("next");
    const hats = await phoneOf(chloe);
    await hats.getByText("Au nom de quel groupe?").first().waitFor();
    await tab(hats, "Écrire");
    await hats.getByLabel("Un besoin du milieu").fill("Rester");
    await hats.getByLabel("Une idée pour y répondre").fill("Un toit");
    await button(hats, "Envoyer").click();
    await hats.getByText("C’est écrit. On attend le reste du groupe.").waitFor();
    await glance(hats, "74-hat-written");
}
const CLAUSE = { scale: ["local"], dims: ["soc"], for: "all" };
const OBJECTION = { stance: "object", reason: "cost", why: "Trop cher", could: "Moins" };
async function pooling() {
    await boss.do("next");
    await ana.do("propose", { text: "Vingt logements", ...CLAUSE });
    await bruno.do("stance", { clause: "c1", ...OBJECTION });
    await chloe.do("stance", { clause: "c1", stance: "support" });
    await chloe.do("stance", { clause: "c1", stance: "live", hat: "O" });
    for (const text of ["Douze logements", "Treize logements"])
        await bruno.do("amend", { clause: "c1", text });
    await ana.do("answer", { clause: "c1", amendment: "a1", accept: true });
    await bruno.do("stance", { clause: "c1", stance: "live" });
    const card = ana.docs[`person/${ana.me}`].role.assets[0];
    await ana.do("commit", { clause: "c1", kind: card.kind, text: card.text.fr });
    await ana.do("propose", { text: "Un jardin", ...CLAUSE });
    await bruno.do("park", { clause: "c2", on: true });
    await boss.do("deal", { inject: 0 });
    await page.close();
    for (const kind of ["idle", "no_adoption", "objection"]) {
        const quiet = await phoneOf(
            ana,
            changed("table/t1", (doc) => (doc.prompt = { kind })),
        );
        await quiet.getByText(/^Imprévu – /).waitFor();
        await tab(quiet, "Clauses");
        if (kind !== "idle") {
            await quiet.context().close();
            continue;
        }
        await pages.inspect(quiet, "75-inject-prompt");
        await quiet.locator("section.card button", { hasText: "Douze logements" }).first().click();
        const sheet = open(quiet);
        await pages.inspect(quiet, "75-clause-whole");
        await line(sheet, "Son histoire");
        await heading(sheet, "Versions précédentes");
        await pages.inspect(quiet, "75-clause-story");
        await back(sheet);
        await line(sheet, "Proposer un autre texte");
        await sheet.getByLabel("Le nouveau texte").waitFor();
        await pages.inspect(quiet, "75-clause-amend");
        await back(sheet);
        await line(sheet, "Engager une ressource");
        await heading(sheet, "Ressources engagées");
        await pages.inspect(quiet, "75-clause-assets");
        await sheet.getByRole("button", { name: card.text.fr }).click();
        await sheet.getByLabel("Ce que j’engage").waitFor();
        await glance(quiet, "75-clause-commit");
    }
    const worried = await deskOf(
        changed("console", (doc) => {
            const since = Date.now() - 400_000;
            doc.tables.t1.help = since;
            doc.tables.t1.needs = [
                { kind: "help", press: "call", since },
                { kind: "no_adoption", press: "now" },
                { kind: "standing", press: "later", since, who: [bruno.me], clause: "c1" },
                { kind: "typist", press: "later", who: [ana.me] },
                { kind: "silent", press: "later", who: [bruno.me] },
            ];
            doc.tables.t2.needs = [{ kind: "finished", press: "now" }];
            doc.tables.t3.extra = true;
            doc.tables.t3.needs = [{ kind: "idle", press: "now" }];
        }),
    );
    await worried.getByText("Aussi : Rien d’adopté").waitFor();
    await pages.inspect(worried, "75-console-worried");
    await button(worried, "Ouvrir la Table 1").first().click();
    await open(worried).getByText(/Sans un geste depuis plus de 5.minutes/).waitFor();
    await pages.inspect(worried, "75-console-table");
    await button(open(worried), "Écrire à la table").click();
    await open(worried).getByText("Seule cette table le verra.").waitFor();
    await pages.inspect(worried, "75-console-write");
    await worried.keyboard.press("Escape");
    await button(worried, "Ranger comme dans la salle").click();
    await button(worried, "Déplacer la Table 1").click();
    await worried.getByText("Où est la Table 1?").waitFor();
    await pages.inspect(worried, "75-console-arrange");
    await button(worried, "Échanger la Table 1 et la Table 2").click();
    await button(worried, "C’est rangé").click();
    const [tile] = await worried.locator(".con-tile").all();
    assert.equal(await tile.getAttribute("id"), "t2");
    await worried.context().close();
}
async function over() {
    await boss.do("next");
    for (const c of [ana, bruno, chloe]) {
        for (const other of [ana, bruno, chloe])
            if (other !== c) await c.do("rate", { person: other.me, value: 3 });
        if (c !== chloe) await c.do("answers", { q3: "two_groups", q4: 4, q5: false });
    }
    page = await phoneOf(ana);
    await tab(page, "Bilan");
    await page.getByText("Le bilan s’ouvre quand").waitFor();
    await pages.inspect(page, "76-outcome-locked");
    await chloe.do("answers", { q3: "two_groups", q4: 4, q5: false });
    await heading(page, "Bilan de la table");
    await tab(page, "Rapport");
    await button(page, "Le rapport est prêt").click();
    await page.getByText("Rapport prêt pour la salle.").waitFor();
    await pages.inspect(page, "76-report-done");
    await boss.do("show", { show: "outcome", table: "t2" });
    await hall.getByText("Le bilan de cette table n’est pas encore ouvert.").waitFor();
    await pages.inspect(hall, "76-hall-no-outcome");
    await boss.do("show", { show: "report", table: "t2" });
    await hall.getByText("Cette table n’a pas encore écrit son rapport.").waitFor();
    await pages.inspect(hall, "76-hall-no-report");
    await boss.do("show", { show: "auto" });
    await boss.do("end");
    await heading(hall, "Atelier terminé");
    await pages.inspect(hall, "76-hall-ended");
    await button(desk, "Rouvrir").waitFor();
    await pages.inspect(desk, "76-console-ended");
    await heading(page, "Sortez de votre rôle");
    await page.getByText("Bilan", { exact: true }).click();
    await page.getByLabel(/^Dans votre milieu/).fill("Mon voisin");
    const kept = (wanted) =>
        page.waitForFunction(
            ([who, some]) => Object.keys(localStorage).some((k) => k.includes(who)) === some,
            [`.${made.room}.${ana.me}`, wanted],
        );
    await kept(true);
    await button(page, "Effacer mon nom et mes mots").click();
    await page.getByText("Effacer pour toujours?").waitFor();
    await pages.inspect(page, "76-erase");
    await button(page, "Effacer mon nom et mes mots").click();
    await heading(page, "C’est effacé");
    await kept(false); // on this phone neither
    await pages.inspect(page, "76-erased");
    await boss.do("remove", { person: bruno.me });
    const gone = await enter("p", bruno.token, [bruno.me], `/p/${made.room}`);
    await gone
        .getByText("L’animation a libéré votre place.")
        .or(gone.getByText("Cette place n’est plus"))
        .first()
        .waitFor();
    await glance(gone, "76-removed");
    await button(desk, "Notes et journal").click();
    await desk.getByText("Personnes retirées").waitFor();
    await open(desk)
        .getByRole("button", { name: /^Voir les \d+ lignes/ })
        .first()
        .click();
    await pages.inspect(desk, "76-console-removed");
}

/* -- what is heard, and seen otherwise --------------------------------------------------------- */
/** In the page: what a live region says from now on. */
function listen() {
    window.heard = [];
    const live = "[aria-live=polite], [role=status], [role=alert]";
    const told = (n) => (n.nodeType === Node.TEXT_NODE ? n.parentElement : n);
    new MutationObserver((all) => {
        for (const { target } of all) {
            const at = told(target);
            const hidden =
                !at?.textContent.trim() || at.closest("[aria-hidden=true], [role=timer]");
            if (at?.closest(live) && !hidden) window.heard.push(at.textContent);
        }
    }).observe(document, { subtree: true, childList: true, characterData: true });
}
async function heard() {
    const [chief, room1] = await room({});
    const three = [];
    for (const name of ["Ana", "Bruno", "Chloé"]) three.push(await sit(name, room1.room));
    for (let i = 0; i < 3; i++) await chief.do("next");
    await three[1].do("help", { on: true });
    for (const [kind, token, people, address] of [
        ["p", three[0].token, [three[0].me], `/p/${room1.room}`],
        ["f", room1.token, undefined, `/animer/${room1.room}`],
    ]) {
        const one = await enter(kind, token, people, address, PHONE, (p) => p.clock.install());
        await one.locator(".time").first().waitFor();
        await one.evaluate(listen);
        const before = await one.locator(".time").first().innerText();
        await one.clock.runFor(5000);
        assert.notEqual(await one.locator(".time").first().innerText(), before);
        assert.deepEqual(
            await one.evaluate(() => window.heard),
            [],
            `${address}: a clock is read out`,
        );
        if (kind === "p") {
            await tab(one, "Clauses");
            await one.evaluate(() => (window.heard = []));
            // A group has three clauses at most, and all of these are there before they are told.
            const texts = ["Un", "Deux", "Trois", "Quatre", "Cinq"];
            for (const [i, text] of texts.entries())
                await three[i < 3 ? 1 : 2].do("propose", { text, ...CLAUSE });
            await one
                .locator(".clause-text")
                .nth(texts.length - 1)
                .waitFor();
            await one.clock.runFor(11_000);
            const news = (await one.evaluate(() => window.heard)).filter((x) => /lause/.test(x));
            const spoken = new Set(news.filter((x) => !/attend/.test(x)));
            assert.ok(spoken.size <= 2, `one at a time: ${[...spoken].join(" | ")}`);
            assert.match([...spoken].join(" "), /Un|clauses ont changé/);
            await one.emulateMedia({ forcedColors: "active" });
            const shown = await one.evaluate(() => {
                const style = getComputedStyle(document.querySelector(".tabs [aria-current]"));
                return [style.outlineStyle, document.getAnimations().length];
            });
            assert.deepEqual(shown, ["solid", 0]);
            await one.screenshot({ path: `${pages.shots}/77-forced-colours.png` });
        }
        await one.context().close();
    }
    for (const c of [chief, ...three]) c.socket.tcp.destroy();
}

const code = await pages.run([
    ["no clock is read out, news come together; a screen in two colours; nothing moves", heard],
    ["a wrong host key is refused beside its field, and what was chosen is kept", wrongKey],
    ["a server open to all asks for no key", openMode],
    ["doors that lead nowhere say so, and where to go", doors],
    ["the lobby: unseated, back, another person, a closed door, a chosen seat", lobby],
    ["what does not load, is not recognised, is open elsewhere", broken],
    [
        "a workshop that is gone, a page that is too old, a workshop that cannot be read",
        nothingLeft,
    ],
    ["somebody's joining was not answered: the next page asks whether it was them", lostJoining],
    ["a message, a pause, a call; the hall's screen hidden", briefing],
    ["two hats, and a group that is awaited", group],
    ["an event card, a table that is quiet, a clause with all that can happen to it", pooling],
    ["the report done, the workshop over, words erased, a person removed", over],
]);
if (code) console.log(server.output().slice(-1000));
for (const c of [boss, ana, bruno, chloe]) c?.socket?.tcp?.destroy();
await Promise.all([server.stop(), shut.stop()]);
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
