// Every act a facilitator has, done in the console and seen at once on real phones at three tables,
// and on the projector; undone where it destroys something, and written in the log with its author.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const LAN = "http://atelier.example:8080"; // what phones are told, whatever this page's address
const NAMES = ["Ana", "Bruno", "Chloé", "Dounia", "Émile", "Fatou", "Gaston", "Hélène"];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-facilitate-"));
const server = await start(dir, ["--public-url", LAN]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const phones = {};
let desk, hall, code, second, voices;

/* -- what a person at the console sees and does ---------------------------------------------- */
const button = (page, name) => page.getByRole("button", { name, exact: true });
const sheet = (page = desk) => page.getByRole("dialog");
const press = (name, page = desk) => button(sheet(page), name).click();
const tile = (n, page = desk) => page.getByRole("region", { name: `Table ${n}`, exact: true });
const said = (text, page = desk) => page.locator(".toast", { hasText: text });
const undo = async (text) => {
    await said(text).getByRole("button", { name: "Défaire" }).click();
    await said(text).waitFor({ state: "detached" });
};
const more = async (name, page = desk) => {
    await page.getByRole("button", { name: "Plus", exact: true }).click();
    await press(name, page);
};
const need = (n, page = desk) => page.getByRole("listitem", { name: `Table ${n}`, exact: true });
const shut = (page = desk) => page.keyboard.press("Escape");
const notebook = () => button(desk, "Notes et journal").click();
const logged = async (text) => {
    await notebook();
    await sheet().locator(".con-log li", { hasText: text }).first().waitFor();
    await shut();
};
/** Who has no seat yet is on the page, who has one is at their table. */
const person = async (name, page = desk) => {
    const seat = page.locator(".con-tile", { hasText: name });
    if (await seat.count()) await seat.first().locator(".con-open").click();
    await page.locator(".con-people button", { hasText: name }).first().click();
};
const atTable = async (n, text) => {
    await tile(n).locator(".con-open").click();
    await sheet().getByText(text).waitFor();
    await shut();
};
/* -- and what the phones show ------------------------------------------------------------------ */
const bar = (name) => phones[name].locator(".topbar-who");
const phase = (name, who = NAMES) =>
    Promise.all(who.map((one) => phones[one].locator(".eyebrow", { hasText: name }).waitFor()));
const left = async (name) => {
    const [m, s] = (await phones[name].locator(".time").innerText()).match(/\d+/g).map(Number);
    return m * 60 + s;
};
const waitFor = (page, what, test, arg) =>
    page.waitForFunction(test, arg).catch(() => assert.fail(what));
const clockWithin = (name, least, most) =>
    waitFor(
        phones[name],
        `from ${least} to ${most} s on the phone`,
        ([from, to]) => {
            const [m, s] = document.querySelector(".time").innerText.match(/\d+/g).map(Number);
            return m * 60 + s > from && m * 60 + s <= to;
        },
        [least, most],
    );

async function join(name, to = code) {
    const page = await pages.open(name, PHONE);
    await page.goto(`${origin}/j/${to}`);
    await page.getByLabel("Votre nom dans l’atelier").fill(name);
    await button(page, "Entrer").click();
    return page;
}
async function create(page, options) {
    await page.goto(origin);
    await page.getByText("Préparer un atelier").click();
    await page.getByText("La Brunante").first().waitFor();
    await button(page, "2. La salle").click();
    await options(page);
    await button(page, "Créer l’atelier").click();
    await page.getByRole("heading", { name: "L’atelier est prêt" }).waitFor();
    return (await page.locator(".fac-code").innerText()).replace(/\D/g, "");
}
/** The person of a phone, speaking over the wire with that phone's own credential. */
async function voice(name) {
    const { token } = JSON.parse(
        await phones[name].evaluate((c) => localStorage.getItem(`tablee.p.${c}`), code),
    );
    const client = await new Client(server.port).connect();
    client.me = (await client.hello(code, token)).you.people[0];
    return client;
}

const preparing = [
    [
        "a workshop for three tables; its QR holds an address that phones can open",
        async () => {
            desk = await pages.open("desk", WIDE);
            code = await create(desk, async (page) => {
                await button(page, "Nombre de tables : plus").click();
                await pages.inspect(page, "f01-create");
            });
            await desk.getByRole("img", { name: `Code QR vers ${LAN}/j/${code}` }).waitFor();
            await pages.inspect(desk, "f02-made");
            const ready = desk.getByRole("heading", { name: "L’atelier est prêt" });
            await desk.reload();
            await ready.waitFor();
            await button(desk, "C’est noté").click();
            await desk.getByRole("link", { name: "Aller à l’accueil" }).click();
            await desk.getByRole("link", { name: "La Brunante", exact: true }).waitFor();
            await pages.inspect(desk, "f02-found-again");
            await desk.getByRole("link", { name: "La Brunante", exact: true }).click();
            await ready.waitFor();
            assert.equal(await button(desk, "C’est noté").count(), 0);
            const opened = desk.context().waitForEvent("page");
            await desk.getByRole("link", { name: "Ouvrir le grand écran" }).click();
            hall = await opened;
            await hall.getByRole("img", { name: `Code QR vers ${LAN}/j/${code}` }).waitFor();
            await hall.setViewportSize({ width: 1024, height: 768 });
            await pages.inspect(hall, "f03-hall-lobby");
            await desk.getByRole("link", { name: "Ouvrir la console" }).click();
            await tile(3).waitFor();
        },
    ],
    [
        "eight phones are balanced over three tables",
        async () => {
            for (const name of NAMES) {
                phones[name] = await join(name);
                await phones[name].getByRole("heading", { name: "Vous y êtes" }).waitFor();
            }
            await tile(1).getByText("3 sur 3 en ligne").waitFor();
            await tile(3).getByText("2 sur 2 en ligne").waitFor();
            await hall.getByText("8 personnes à table").waitFor();
            await pages.inspect(desk, "f04-desk-lobby");
        },
    ],
    [
        "locked, the door keeps newcomers out and lets them in again",
        async () => {
            await more("Fermer les entrées");
            await undo("Entrées fermées");
            await more("Fermer les entrées");
            await said("Entrées fermées").waitFor();
            const late = await join("Ines");
            await late
                .getByText(/n’accepte plus/)
                .first()
                .waitFor();
            await more("Rouvrir les entrées");
            await button(late, "Entrer").click();
            await late.getByRole("heading", { name: "Vous y êtes" }).waitFor();
            await person("Ines");
            await press("Retirer de l’atelier");
            await late.getByText("L’animation a libéré votre place.").waitFor();
            await late.context().close();
        },
    ],
    [
        "a start by mistake is undone: every phone is back in the lobby",
        async () => {
            await button(desk, "Commencer").click();
            await sheet()
                .getByText(/^Table 3\s: personne pour \S/)
                .waitFor();
            await pages.inspect(desk, "f05-start");
            await press("Passer à : Présentation");
            await phase("Présentation");
            await undo("Étape : Présentation");
            await phase("Arrivée");
            await button(desk, "Commencer").click();
            await press("Passer à : Présentation");
            await phase("Présentation");
            await hall.getByRole("heading", { name: "Présentation" }).waitFor();
            const small = desk.frameLocator(".con-thumb iframe");
            await small.getByRole("heading", { name: "Présentation" }).waitFor();
        },
    ],
    [
        "pause, +1 and +5 act at once, and are undone",
        async () => {
            await button(desk, "Pause").click();
            await phones.Ana.getByText("L’animation a mis l’atelier en pause").waitFor();
            await hall.getByText("Pause").waitFor();
            await button(desk, "Reprendre").press("Enter");
            await phones.Ana.getByText("L’animation a mis l’atelier en pause").waitFor({
                state: "detached",
            });
            const before = await left("Hélène");
            await button(desk, /^\+5 min/).click();
            await clockWithin("Hélène", before + 240, before + 300);
            await undo("5 minutes ajoutées");
            await clockWithin("Hélène", 0, before);
            const then = await left("Hélène");
            await button(desk, /^\+1 min/).click();
            await clockWithin("Hélène", then + 10, then + 60);
            await logged("Vous : temps ajouté · 1 min");
        },
    ],
    [
        "moved, a person sits elsewhere at once; undone, in the very same role",
        async () => {
            const was = await bar("Chloé").innerText();
            assert.match(was, /Table 3/);
            await person("Chloé");
            await pages.inspect(desk, "f06-person");
            await sheet().getByLabel("Table").selectOption("t1");
            await sheet().getByLabel("Groupe et rôle").selectOption("O");
            await press("Déplacer");
            await bar("Chloé")
                .getByText(/Table 1/)
                .waitFor();
            await tile(1).getByText("4 sur 4 en ligne").waitFor();
            await undo("Chloé → Table 1");
            await bar("Chloé")
                .getByText(/Table 3/)
                .waitFor();
            assert.equal(await bar("Chloé").innerText(), was);
            await logged("Vous : déplacement · Chloé · Table 3");
        },
    ],
    [
        "a table without a group gets a second hat in two taps",
        async () => {
            const missing = need(3).getByText("Groupe absent : Organisme du milieu");
            await missing.waitFor();
            await button(need(3), "Second chapeau").click();
            await pages.inspect(desk, "f07-hat");
            await press("Fatou parlera aussi pour : Organisme du milieu");
            await missing.waitFor({ state: "detached" });
            await undo("Fatou parle aussi pour : Organisme du milieu");
            await missing.waitFor();
            await button(need(3), "Second chapeau").click();
            await press("Fatou parlera aussi pour : Organisme du milieu");
            await missing.waitFor({ state: "detached" });
        },
    ],
    [
        "renamed, removed and put back",
        async () => {
            await person("Bruno");
            await sheet().getByLabel("Nom affiché").fill("Bruno B.");
            await press("Changer le nom");
            await bar("Bruno").getByText("Bruno B.").waitFor();
            await undo("Nouveau nom : Bruno B.");
            await bar("Bruno").getByText("Bruno", { exact: true }).waitFor();
            await person("Bruno");
            await press("Retirer de l’atelier");
            const freed = phones.Bruno.getByText("L’animation a libéré votre place.");
            await freed.waitFor();
            await undo("Bruno n’est plus dans l’atelier");
            await bar("Bruno")
                .getByText(/Table 2/)
                .waitFor();
            await person("Bruno");
            await press("Retirer de l’atelier");
            await freed.waitFor();
            await notebook();
            await press("Remettre Bruno");
            await shut();
            await bar("Bruno")
                .getByText(/Table 2/)
                .waitFor();
        },
    ],
    [
        "two dozen who come at once are told of, shown out in two taps, let in again, and shut out",
        async () => {
            const crowd = await new Client(server.port).connect();
            for (let i = 1; i <= 24; i++)
                await crowd.ask({ t: "join", room: code, name: `Inconnu ${i}` });
            const card = desk.locator(".card", { hasText: "Arrivées groupées" });
            await card.getByText("24 personnes d’affilée").waitFor();
            await pages.inspect(desk, "f07-arrivals");
            await button(card, "Voir").click();
            await sheet().getByText("Inconnu 1,").waitFor();
            await pages.inspect(desk, "f07-arrivals-seen");
            await press("Retirer ces 24 personnes");
            await undo("24 personnes retirées d’un coup");
            await card.getByText("24 personnes d’affilée").waitFor();
            await button(card, "Voir").click();
            await press("Retirer ces 24 personnes");
            await card.getByText("24 personnes retirées d’un coup").waitFor();
            await pages.inspect(desk, "f07-arrivals-gone");
            await button(card, "Remettre").click();
            await button(card, "Voir").click();
            await press("Fermer les entrées");
            await said("Entrées fermées").waitFor();
            await press("Retirer ces 24 personnes");
            await logged("retrait d’arrivées · 24 personnes");
            await more("Rouvrir les entrées");
        },
    ],
    [
        "a message to everyone, and taken back",
        async () => {
            await button(desk, "Parler à la salle").click();
            await sheet().getByLabel("Votre message").fill("La salle ferme à midi.");
            await button(sheet(), "Envoyer").dblclick();
            for (const name of NAMES)
                await phones[name].getByText("La salle ferme à midi.").waitFor();
            await hall.getByText("La salle ferme à midi.").waitFor();
            assert.equal(await phones.Ana.getByText("Un autre message suit.").count(), 0);
            await button(desk, "Parler à la salle").click();
            await press("Retirer le message : La salle ferme à midi.");
            await shut();
            await phones.Ana.getByText("La salle ferme à midi.").waitFor({ state: "detached" });
            await hall.getByText("La salle ferme à midi.").waitFor({ state: "detached" });
        },
    ],
    [
        "a call for help is taken, given back, taken",
        async () => {
            await button(phones.Fatou, "Aide").dblclick(); // in a hurry: it is one call
            await desk.getByRole("link", { name: /Table 3 demande de l’aide/ }).waitFor();
            await desk.locator(".con-feed li").first().and(need(3)).waitFor();
            await pages.inspect(desk, "f08-call");
            await button(need(3), "J’y suis").click();
            const calling = phones.Fatou.locator(".btn-calling");
            await calling.waitFor({ state: "detached" });
            await undo("Appel pris");
            await calling.waitFor();
            await button(need(3), "J’y suis").click();
            await calling.waitFor({ state: "detached" });
        },
    ],
    [
        "a note, and a moment marked",
        async () => {
            await notebook();
            const words = sheet().getByLabel("Une note pour le retour");
            await words.fill("Table 2 hésite.");
            await shut();
            await desk
                .getByText("La note n’est pas enregistrée; ses mots sont gardés ici.")
                .waitFor();
            await notebook();
            assert.equal(await words.inputValue(), "Table 2 hésite.");
            await press("Enregistrer");
            await sheet().locator(".con-log li", { hasText: "Table 2 hésite." }).first().waitFor();
            await pages.inspect(desk, "f08-notebook");
            await shut();
            await desk.getByRole("button", { name: /^Marquer \d/ }).click();
            await logged("Vous : ★");
        },
    ],
];

const negotiating = [
    [
        "on to phase 1, back with what changes, and back undone with the time that was left",
        async () => {
            await button(desk, "Suite").click();
            await press("Passer à : En groupe d’acteurs");
            await phase("En groupe d’acteurs");
            await more("Revenir à : Présentation");
            await sheet().getByText("Ce qui est écrit reste écrit.").waitFor();
            await pages.inspect(desk, "f09-back");
            await press("Revenir à : Présentation");
            await phase("Présentation");
            await undo("Étape : Présentation");
            await phase("En groupe d’acteurs");
            await button(desk, "Suite").click();
            await press("Passer à : Mise en commun");
            await phase("Mise en commun");
        },
    ],
    [
        "an event card for one table, taken back, then for all",
        async () => {
            const title = "Six ans, c’est long";
            const seen = (name) => phones[name].getByText(`Imprévu – ${title}`);
            const deal = async (where) => {
                await more("Donner un imprévu");
                await sheet().getByText(title).click();
                await sheet().getByText(where, { exact: true }).click();
                await press("Donner un imprévu");
            };
            await deal("Table 2");
            await seen("Bruno").waitFor();
            assert.equal(await seen("Ana").count(), 0);
            await undo(`${title} : Table 2`);
            await seen("Bruno").waitFor({ state: "detached" });
            await deal("Toutes les tables");
            for (const name of NAMES) await seen(name).waitFor();
            await more("Donner un imprévu");
            await sheet().getByText("Donné : Table 1, Table 2, Table 3").waitFor();
            await pages.inspect(desk, "f10-deal");
            await desk.keyboard.press("Escape");
        },
    ],
    [
        "event cards planned ahead: for all, or for one table, and tables no longer compare",
        async () => {
            const minute = (text) => sheet().getByLabel(/^À quelle minute/).fill(text);
            const at = (text) => sheet().getByText(text, { exact: true }).waitFor();
            await more("Prévoir les imprévus");
            await sheet().getByRole("radio").nth(2).check();
            await minute("bientôt");
            await press("Prévoir à cette minute");
            await sheet().getByText("Écrivez 12, ou 12:30.").waitFor();
            await minute("18:30");
            await press("Prévoir à cette minute");
            await at("À la minute 18:30 de la mise en commun");
            await sheet().getByText("Table 3", { exact: true }).click();
            await press("À la main seulement");
            const apart = /^Les tables n’ont pas, ou n’auront pas, les mêmes imprévus/;
            await sheet().getByText(apart).waitFor();
            await pages.inspect(desk, "f10-plan");
            await press("Comme les autres tables");
            await sheet().getByText(apart).waitFor({ state: "detached" });
            await at("À la minute 18:30 de la mise en commun");
            await shut();
            await logged("imprévu prévu");
        },
    ],
    [
        "the link of a call, for all and for a table: phones name its host",
        async () => {
            const link = (name, text) => phones[name].getByRole("link", { name: text });
            await more("Lien d’appel");
            await sheet().getByLabel("Lien", { exact: true }).fill("http://appel.example/a");
            await press("Montrer ce lien");
            await sheet().getByText(/^Un lien commence par/).waitFor();
            await sheet().getByLabel("Lien", { exact: true }).fill("https://appel.example/a?m=1");
            await press("Montrer ce lien");
            await sheet().getByText("Maintenant : appel.example").waitFor();
            await pages.inspect(desk, "f10-call");
            const all = link("Ana", "Appel de l’atelier · appel.example");
            assert.equal(await all.getAttribute("href"), "https://appel.example/a?m=1");
            assert.match(await all.getAttribute("rel"), /noopener/);
            await sheet().getByText("Table 2", { exact: true }).click();
            await sheet().getByLabel("Lien", { exact: true }).fill("https://autre.example/b");
            await press("Montrer ce lien");
            await link("Bruno", "Appel de ma table · autre.example").waitFor();
            assert.equal(await link("Ana", /ma table/).count(), 0);
            await pages.inspect(phones.Bruno, "f10-called");
            await press("Retirer le lien");
            await link("Bruno", /ma table/).waitFor({ state: "detached" });
            await sheet().getByText("Toutes les tables", { exact: true }).click();
            await press("Retirer le lien");
            await all.waitFor({ state: "detached" });
            await shut();
        },
    ],
    [
        "what goes on at each table is told to the facilitator",
        async () => {
            voices = {};
            for (const name of ["Ana", "Dounia", "Gaston", "Bruno"])
                voices[name] = await voice(name);
            const { Ana, Dounia, Gaston } = voices;
            const clause = { scale: ["local"], dims: ["soc"], for: "all" };
            await Ana.do("propose", { text: "Vingt logements", ...clause });
            await Ana.do("propose", { text: "Une coopérative", ...clause });
            const objection = { stance: "object", reason: "cost", why: "Cher", could: "Dix" };
            await Dounia.do("stance", { clause: "c1", ...objection });
            await Gaston.do("stance", { clause: "c1", stance: "support" });
            await need(1).getByText("Dounia s’objecte à la clause 1.").waitFor();
            await tile(1).getByText("Pas encore de main").waitFor();
            for (const one of [Dounia, Gaston])
                await one.do("stance", { clause: "c2", stance: "live" });
            await tile(1).getByText("1 adoptée").waitFor();
            await Dounia.do("amend", { clause: "c2", text: "Une coopérative à deux paliers" });
            await Ana.do("answer", { clause: "c2", amendment: "a1", accept: true });
            await atTable(1, "Concessions");
            for (const text of ["Un", "Deux", "Trois"])
                await voices.Bruno.do("propose", { text, ...clause });
            await voices.Bruno.do("carry", { clause: "c1", who: voices.Bruno.me });
            await voices.Bruno.do("carry", { clause: "c2", who: voices.Bruno.me });
            await need(2)
                .getByText(/Presque tout vient d’un seul appareil, au nom de Bruno/)
                .or(need(2).getByText("Un seul clavier"))
                .waitFor();
            await atTable(1, /^Absents de la table, à appeler \(2 appels restent\)/);
            await Ana.do("call", { expert: 0 });
            await atTable(1, /par Ana, il y a 0:\d\d/);
            await pages.inspect(desk, "f11-pooling");
            await desk.setViewportSize(PHONE);
            await desk.screenshot({ path: path.join(pages.shots, "f11-pooling-390.png") });
            await desk.setViewportSize(WIDE);
        },
    ],
    [
        "and to nobody else while the game runs",
        async () => {
            const { screen } = JSON.parse(
                await desk.evaluate((c) => localStorage.getItem(`tablee.made.${c}`), code),
            );
            const wall = await new Client(server.port).connect();
            await wall.hello(code, screen);
            const live = /"(needs|hands_missing|conceded|cards|finished|extra)":/;
            for (const client of [wall, ...Object.values(voices)])
                for (const [topic, doc] of Object.entries(client.docs)) {
                    assert.notEqual(topic, "console");
                    assert.doesNotMatch(JSON.stringify(doc), live, topic);
                    if (topic === "room") assert.doesNotMatch(JSON.stringify(doc), /"adopted"/);
                }
            assert.equal(await hall.getByText(/adoptée/).count(), 0);
        },
    ],
];

const together = [
    [
        "a second facilitator comes by their own link; who did what is told",
        async () => {
            await desk.getByRole("button", { name: /^Code .*inviter$/ }).click();
            await sheet()
                .getByRole("img", { name: `Code QR vers ${LAN}/j/${code}` })
                .waitFor();
            await pages.inspect(desk, "f12-links");
            const links = await sheet().locator(".fac-link").allInnerTexts();
            const link = links.find((text) => text.includes("/animer#"));
            assert.ok(link.startsWith(LAN), link);
            await desk.keyboard.press("Escape");
            second = await pages.open("second", PHONE);
            await second.goto(link.replace(LAN, origin));
            await tile(1, second).waitFor();
            assert.ok(!second.url().includes("#"), "the credential is out of the address");
            const [theirs] = await Promise.all([
                second.context().waitForEvent("page"),
                second.getByRole("link", { name: "Ouvrir le grand écran" }).first().click(),
            ]);
            await theirs
                .getByText(code.replace(/^(...)/, "$1\u00a0"))
                .first()
                .waitFor();
            await theirs.close();
            await button(second, "Pause").click();
            await phones.Gaston.getByText("L’animation a mis l’atelier en pause").waitFor();
            await logged("Animation 2 : pause");
            await button(second, "Reprendre").click();
            await logged("Animation 2 : reprise");
            await pages.inspect(second, "f13-second");
        },
    ],
    [
        "a table calls while the second facilitator walks: one tap on a phone",
        async () => {
            await button(phones.Bruno, "Aide").click();
            await second.getByRole("link", { name: /Table 2 demande de l’aide/ }).click();
            await button(need(2, second), "J’y suis").click();
            await phones.Bruno.locator(".btn-calling").waitFor({ state: "detached" });
            await logged("Animation 2 : aide donnée · Table 2");
        },
    ],
    [
        "another device, the recovery code: the console and the projector are back",
        async () => {
            const { recovery } = JSON.parse(
                await desk.evaluate((c) => localStorage.getItem(`tablee.made.${c}`), code),
            );
            const other = await pages.open("recovered", { width: 820, height: 1180 });
            await other.goto(origin);
            await other.getByText("Retrouver un atelier que j’anime").click();
            const form = other.locator("form", { hasText: "Code de récupération" });
            await form.getByLabel("Code de l’atelier").fill(code);
            await form.getByLabel("Code de récupération").fill(recovery.toLowerCase());
            await button(form, "Retrouver").click();
            await tile(2, other).waitFor();
            await other.getByRole("link", { name: "Ouvrir le grand écran" }).waitFor();
            const opened = other.context().waitForEvent("page");
            await other.getByRole("link", { name: "Ouvrir le grand écran" }).click();
            await (await opened).getByRole("heading", { name: "Mise en commun" }).waitFor();
            await pages.inspect(other, "f14-recovered");
            await other.context().close();
        },
    ],
    [
        "a third is invited by name and shut out; whoever does not lead does neither",
        async () => {
            await more("Qui anime");
            await sheet().getByLabel("Nom", { exact: true }).fill("Denise");
            await press("Faire un lien");
            await sheet().getByRole("img", { name: "Code QR du lien de Denise" }).waitFor();
            await pages.inspect(desk, "f17-invited");
            const link = await sheet().locator(".fac-link").innerText();
            const third = await pages.open("third", { width: 820, height: 1180 });
            await third.goto(link.replace(LAN, origin));
            await tile(1, third).waitFor();
            await more("Qui anime", third);
            await sheet(third).getByText("conduite", { exact: true }).waitFor();
            for (const name of ["Faire un lien", "Retirer l’accès", "Confier la conduite"])
                assert.equal(await sheet(third).getByText(name).count(), 0, name);
            await pages.inspect(third, "f17-team");
            await shut(third);
            await button(sheet(), "Retirer l’accès de Denise").click();
            await pages.inspect(desk, "f17-withdraw");
            await button(sheet(), "Retirer l’accès de Denise").click();
            await sheet().getByText("accès retiré", { exact: true }).waitFor();
            await shut();
            await tile(1, third).waitFor({ state: "detached" });
            await third.reload();
            await third.locator("main h1").waitFor();
            assert.equal(await tile(1, third).count(), 0, "a reload brings nothing back");
            await third.context().close();
            await logged("accès retiré · Denise");
        },
    ],
    [
        "the lead is handed over, and back",
        async () => {
            await more("Qui anime");
            await button(sheet(), "Confier la conduite à Animation 2").click();
            await said("Animation 2 conduit.").waitFor();
            assert.equal(await sheet().getByText("Faire un lien").count(), 0);
            await shut();
            await more("Qui anime", second);
            await button(sheet(second), "Confier la conduite à Animation 1").click();
            await said("Animation 1 conduit.", second).waitFor();
            await shut(second);
        },
    ],
];

const telling = [
    [
        "reports one at a time, with a clock that the server owns; by the console, by the clicker",
        async () => {
            await button(desk, "Suite").click();
            await sheet()
                .getByText(/encore ouvertes? restera/)
                .or(sheet().getByText(/resteront en suspens/))
                .first()
                .waitFor();
            await press("Passer à : Rapport");
            await phase("Rapport");
            await voices.Ana.do("report", { field: "title", text: "Vieillir au village" });
            await voices.Ana.do("report", { field: "own", text: "Un toit, ensemble." });
            await desk.getByText("Rapports", { exact: true }).click();
            await hall.getByText("Vieillir au village").waitFor();
            await hall.getByRole("timer", { name: "Parole depuis" }).waitFor();
            await pages.inspect(hall, "f15-hall-report");
            await button(desk, "Suivante →").click();
            await hall.getByRole("heading", { name: "Table 2" }).waitFor();
            await hall.keyboard.press("PageDown");
            await hall.getByRole("heading", { name: "Table 3" }).waitFor();
            await waitFor(desk, "the console follows the clicker", () =>
                [...document.querySelectorAll("select")].some((x) => x.value === "t3"),
            );
            await logged("Horloge : grand écran");
            await hall.keyboard.press("b");
            await hall.getByText("Écran masqué").waitFor();
            await hall.keyboard.press("b");
            for (const [name, seen] of [
                ["Tables", "Les tables"],
                ["Bilans", "Bilans"],
                ["Suivre l’horloge", "Rapport"],
            ]) {
                await desk.getByText(name, { exact: true }).click();
                await hall.getByRole("heading", { name: seen, exact: true }).waitFor();
            }
            await desk.getByText("Code et QR", { exact: true }).click();
            await hall.locator(".scr-lobby .qr").waitFor();
            await pages.inspect(desk, "f16-desk-report");
        },
    ],
    [
        "nothing on the projector is smaller than 32 px",
        async () => {
            for (const [show, width] of [
                ["Suivre l’horloge", 1024],
                ["Tables", 1024],
                ["Code et QR", 1024],
                ["Rapports", 1024],
            ]) {
                await hall.setViewportSize({ width, height: (width * 3) / 4 });
                await desk.getByText(show, { exact: true }).click();
                await waitFor(hall, `legible: ${show}`, () => {
                    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                    for (let n = texts.nextNode(); n; n = texts.nextNode()) {
                        const at = n.parentElement;
                        const other = at.closest(".sr, .badge-shape, noscript, script, .toasts");
                        if (!n.data.trim() || other) continue;
                        if (parseFloat(getComputedStyle(at).fontSize) < 32) return false;
                    }
                    return true;
                });
            }
        },
    ],
    [
        "the end, undone as it was; ended and reopened",
        async () => {
            await more("Terminer l’atelier");
            await pages.inspect(desk, "f17-end");
            await press("Terminer l’atelier");
            await phase("Atelier terminé");
            await undo("Atelier terminé");
            await phase("Rapport");
            await button(desk, "Pause").waitFor();
            await more("Terminer l’atelier");
            await press("Terminer l’atelier");
            await phase("Atelier terminé");
            await button(desk, "Rouvrir").click();
            await phase("Rapport");
            await button(desk, "Reprendre").waitFor();
        },
    ],
    [
        "in English, every screen of the console",
        async () => {
            const mine = JSON.parse(
                await desk.evaluate((c) => localStorage.getItem(`tablee.f.${c}`), code),
            );
            const page = await pages.open("english", WIDE, "en");
            await page.goto(`${origin}/animer#${code}.${mine.token}`);
            await page.getByText("3 of 3 online").first().waitFor();
            await pages.inspect(page, "f18-english");
            await page.getByRole("button", { name: "More", exact: true }).click();
            await pages.inspect(page, "f19-english-more");
            await page.context().close();
        },
    ],
];

const roles = [
    [
        "roles chosen by people: each picks a seat on their phone",
        async () => {
            const page = await pages.open("choose", WIDE);
            const room = await create(page, (p) => p.getByText("Chaque personne choisit").click());
            await page.getByRole("link", { name: "Ouvrir la console" }).click();
            const ines = await join("Ines", room);
            await page.getByText("1 personne attend une place").waitFor();
            await pages.inspect(page, "f20-waiting");
            await ines.locator("form, main").getByRole("radio").first().waitFor();
            await ines.locator("label.chip", { hasText: "Table 2" }).first().click();
            await ines.locator("label.chip", { hasText: "Citoyen" }).first().click();
            await ines.locator("main").getByRole("button").last().click();
            await tile(2, page).getByText("1 sur 1 en ligne").waitFor();
            await page.context().close();
            await ines.context().close();
        },
    ],
    [
        "roles given by the facilitator: one by one, or everyone at once",
        async () => {
            const page = await pages.open("give", WIDE);
            const room = await create(page, (p) => p.getByText("Par l’animation").click());
            await page.getByRole("link", { name: "Ouvrir la console" }).click();
            const people = [];
            for (const name of ["Ines", "Jean", "Kim"]) people.push(await join(name, room));
            await page.getByText("3 personnes attendent une place").waitFor();
            await person("Jean", page);
            await sheet(page).getByLabel("Table").selectOption("t2");
            await sheet(page).getByLabel("Groupe et rôle").selectOption({ index: 2 });
            await press("Placer", page);
            await people[1]
                .getByText(/Table 2/)
                .first()
                .waitFor();
            await button(page, "Placer tout le monde, en équilibre").click();
            for (const one of people)
                await one.locator(".topbar-who", { hasText: /Table \d/ }).waitFor();
            await page.context().close();
            for (const one of people) await one.context().close();
        },
    ],
];

const failed = await pages.run([...preparing, ...negotiating, ...together, ...telling, ...roles]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
