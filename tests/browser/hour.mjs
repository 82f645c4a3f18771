// The hour in real browsers: home page, console, projector and seven phones (one of them speaking
// for two people), from creation to conclusion, with a look at each screen.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Proxy } from "../wire/link.mjs";
import { answers, credits, line, Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-browser-"));
const server = await start(dir);
// For blocked.mjs: no WebSocket passes, and for one phone nothing that has not ended.
const blocked = process.env.TABLEE_BLOCKED === "1";
const proxies = blocked ? [new Proxy(server.port), new Proxy(server.port, { holds: true })] : [];
for (const proxy of proxies) await proxy.listen();
const at = (port) => `http://127.0.0.1:${port}`;
const origin = at(blocked ? proxies[0].port : server.port);
const HELD = 1;
const originOf = (i) => (blocked && i === HELD ? at(proxies[1].port) : origin);
const expected = blocked ? /WebSocket connection|status of 4\d\d/ : undefined;
const pages = await new Pages([origin, originOf(HELD)], expected).launch();
const inspect = (page, name) => (blocked ? undefined : pages.inspect(page, name));
const open = (name, size) => pages.open(name, size);
const ADD = "Ajouter une personne sur ce téléphone";
const RESUME = "J’ai déjà une place";
const ok = (what) => pages.ok(what);
const button = (page, name) => page.getByRole("button", { name });
const tab = (page, name) =>
    page.locator(".tabs").getByRole("button", { name, exact: true }).click();
const choose = (page, group, name) =>
    page.getByRole("group", { name: group }).getByText(name, { exact: true }).click();

async function hour() {
    /* -- create ------------------------------------------------------------------- */
    const home = await open("home", { width: 1280, height: 900 });
    await home.goto(origin);
    await home.getByRole("heading", { name: "On tisse" }).waitFor();
    await home.getByText("Préparer un atelier").click();
    await home.getByText("La Brunante").first().waitFor();
    await inspect(home, "01-home");
    await button(home, "2. La salle").click();
    await button(home, /Nombre de tables/)
        .first()
        .click();
    await button(home, "Créer l’atelier").click();
    await home.getByRole("heading", { name: "L’atelier est prêt" }).waitFor();
    await inspect(home, "02-made");
    const code = (await home.locator(".fac-code").innerText()).replace(/\D/g, "");
    assert.match(code, /^\d{7}$/);
    const screenTab = home.context().waitForEvent("page");
    await home.getByRole("link", { name: "Ouvrir le grand écran" }).click();
    const projector = await screenTab;
    await projector.locator("svg.qr").first().waitFor();
    await inspect(projector, "03-projector-code");
    await home.getByRole("link", { name: "Ouvrir la console" }).click();
    const desk = home;
    await button(desk, "Commencer").waitFor();
    ok("a workshop is created, its console and its projector open");

    /* -- join --------------------------------------------------------------------- */
    const NAMES = ["Ana", "Bruno", "Chloé", "Dounia", "Émile", "Fatou", "Hugo"];
    const phones = [];
    for (const [i, name] of NAMES.entries()) {
        const phone = await open(name, { width: 390, height: 844 });
        phones.push(phone);
        if (i === 0) {
            await phone.goto(`${origin}/j`);
            await phone.getByRole("textbox").fill(code);
            await phone.getByRole("textbox").press("Enter");
        } else await phone.goto(`${originOf(i)}/j/${code}`);
        const field = phone.getByLabel("Votre nom dans l’atelier");
        await field.waitFor();
        if (i === 0) await inspect(phone, "04-join");
        await field.fill(name);
        await phone.locator("form button[type=submit]").click();
        await phone.getByRole("heading", { name: "Vous y êtes" }).waitFor();
    }
    await inspect(phones[0], "05-lobby");
    const ways = await Promise.all(
        phones.map((phone) => phone.evaluate(() => sessionStorage.getItem("tablee.way"))),
    );
    assert.deepEqual(
        ways,
        NAMES.map((_, i) => (!blocked ? null : i === HELD ? "polls" : "events")),
    );
    ok("seven phones join with the code");

    /* -- a first question, while one waits ----------------------------------------- */
    await phones[0].getByLabel("Racontez en une phrase").fill("On a sauvé le magasin.");
    await button(phones[0], "Raconter").click();
    await desk.getByRole("button", { name: "Montrer à la salle – Ana" }).click();
    await projector.getByText("« On a sauvé le magasin. »").waitFor();
    await phones[0].getByText("Votre phrase est à l’écran de la salle.").waitFor();
    await inspect(projector, "05-hall-told");
    await inspect(desk, "05-console-tales");
    await desk.getByRole("button", { name: "Retirer de l’écran – Ana" }).click();
    await projector.getByText("On a sauvé le magasin.").waitFor({ state: "detached" });
    ok("what somebody tells while waiting is shown to the hall, and taken off");

    /* -- presentation ------------------------------------------------------------- */
    const next = async (from, what) => {
        await button(desk, from).first().click();
        await desk
            .getByRole("dialog")
            .getByRole("button", { name: /^Passer à|^Commencer/ })
            .click();
        for (const phone of phones)
            await phone.locator(".eyebrow", { hasText: what }).first().waitFor();
    };
    await next("Commencer", "Présentation");
    await inspect(phones[0], "06-briefing");
    await tab(phones[0], "Le jeu");
    await phones[0].getByText("Prenez votre rôle au sérieux et amusez-vous!").waitFor();
    await inspect(phones[0], "06-frame");
    for (const phone of phones) {
        await tab(phone, "Ma carte");
        await button(phone, "Voir la partie privée").click();
        await phone.getByRole("heading", { name: "Votre ligne rouge" }).waitFor();
        await phone.getByRole("heading", { name: "Ce que vous savez" }).waitFor();
        if (phone === phones[0]) await inspect(phone, "07-card");
        // One goes on without a word: who has opened a card is not told to read it.
        if (phone !== phones[1]) await button(phone, "Je suis là, carte lue").click();
    }
    await inspect(desk, "08-console");
    await inspect(projector, "09-projector-briefing");
    await projector.keyboard.press("ArrowRight");
    await projector.getByText("Prenez votre rôle au sérieux et amusez-vous!").waitFor();
    await inspect(projector, "09-projector-frame");
    await projector.keyboard.press("ArrowLeft");
    await projector.getByRole("heading", { name: "Présentation" }).waitFor();
    ok("each phone reads its role card");
    /* -- phase 1 -------------------------------------------------------------------- */
    await button(phones[5], "Ma place").click();
    await phones[5].getByRole("dialog").getByRole("button", { name: ADD }).click();
    const second = phones[5].locator("form input[type=text]");
    await second.fill("Gaston");
    await phones[5].locator("form button[type=submit]").click();
    await phones[5].getByText("Gaston").first().waitFor();
    await inspect(phones[5], "10-shared");
    ok("a second person joins on the same phone");

    await next("Suite", "En groupe");
    await phones[1].locator(".tabs").getByText("Points").waitFor();
    assert.equal(await phones[1].locator(".topbar-due").count(), 0);
    /** Runs `doing` for each person; on the shared phone, once for each who speaks there. */
    const everyone = async (doing) => {
        for (const phone of phones) {
            const voices = phone.locator(".page-top button");
            const n = await voices.count();
            for (let i = 0; i < Math.max(n, 1); i++) {
                if (n) await voices.nth(i).click();
                await doing(phone);
            }
        }
    };
    await phones[5].locator(".page-top").getByText("Gaston").click();
    await phones[5].locator(".topbar-due").click();
    await inspect(phones[5], "10-late-card");
    await phones[5].getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
    await phones[5].locator(".topbar-due").waitFor({ state: "detached" });
    await tab(phones[0], "Lire");
    await inspect(phones[0], "11-read");
    let looked = false;
    await everyone(async (phone) => {
        await tab(phone, "Écrire");
        await phone.getByLabel("Un besoin du milieu").fill("Rester au village");
        await phone.getByLabel("Une idée pour y répondre").fill("Un toit commun");
        if (!looked) await inspect(phone, "12-alone");
        looked = true;
        await button(phone, "Envoyer").click();
        await phone
            .getByText(/C’est écrit|Les idées du groupe/)
            .first()
            .waitFor();
    });
    await phones[0].getByRole("heading", { name: "Les idées du groupe" }).waitFor();
    await inspect(phones[0], "13-ideas");
    ok("each writes a need and an idea, alone");
    for (const phone of phones.slice(0, 3)) {
        await tab(phone, "Fiche");
        const title = phone.getByLabel("Titre du projet");
        await title.fill("Un toit au village");
        await phone.getByLabel("Clause 1").fill("Vingt logements au cœur du village");
        await phone.getByLabel("Le besoin").fill("Vieillir chez soi");
        await phone.getByLabel("Le besoin").blur();
        await phone.getByText("Échelle, dimension, pour qui").first().waitFor();
    }
    await phones[0].locator("main details summary").first().click();
    await inspect(phones[0], "14-sheet");
    await tab(phones[0], "Points");
    for (let i = 0; i < 10; i++)
        await button(phones[0], /^Plus/)
            .nth(i < 5 ? 0 : i < 8 ? 1 : 2)
            .click();
    await phones[0].getByText("10 points donnés").waitFor();
    await inspect(phones[0], "15-points");
    await tab(phones[0], "Parole");
    await phones[0].locator("fieldset label").first().click();
    await inspect(phones[0], "16-presenter");
    ok("the groups' sheets, ten points, a presenter");

    /* -- a reload, a resume in a new browser -------------------------------------------- */
    await tab(phones[1], "Écrire");
    await phones[1].reload();
    await phones[1].locator(".tabs").waitFor();
    const again = await phones[3].context().newPage();
    await again.goto(`${origin}/p/${code}`);
    await again.locator(".tabs").waitFor();
    await tab(again, "Parole");
    await again.locator("fieldset label").first().click();
    await tab(phones[3], "Parole");
    await phones[3].locator("fieldset input:checked").waitFor();
    await again.close();
    await button(phones[2], "Ma place").click();
    const resume = await phones[2].getByRole("dialog").locator(".lead.code").innerText();
    await inspect(phones[2], "17-seat");
    const fresh = await open("Chloé, elsewhere", { width: 390, height: 844 });
    await fresh.goto(`${origin}/j/${code}`);
    await button(fresh, RESUME).click();
    await fresh.locator("form input[type=text]").fill(resume);
    await inspect(fresh, "18-resume");
    await fresh.locator("form button[type=submit]").click();
    await fresh.locator(".topbar, header").getByText("Chloé").first().waitFor();
    await phones[2].context().close();
    phones[2] = fresh;
    ok("a reload, a second tab and a resume in another browser keep the seat");

    /* -- phase 2 -------------------------------------------------------------------- */
    await next("Suite", "Mise en commun");
    await tab(phones[0], "Fiches");
    await inspect(phones[0], "19-sheets");
    await phones[0].locator("fieldset label").first().click();
    await button(phones[0], "Partir de là").click();
    await tab(phones[0], "Clauses");
    await button(phones[0], "Proposer une clause").click();
    const sheet = (phone) => phone.getByRole("dialog");
    await sheet(phones[0]).getByLabel("La clause").fill("Vingt logements près de l’église");
    await inspect(phones[0], "20-propose");
    await credits(sheet(phones[0]), "Bruno");
    await sheet(phones[0]).getByRole("button", { name: "Proposer une clause" }).click();
    await sheet(phones[0]).waitFor({ state: "detached" });
    await button(phones[1], "Oui, c’est de moi").click(); // Bruno's
    looked = false;
    await everyone(async (phone) => {
        await tab(phone, "Clauses");
        await phone.locator("section.card button").first().click();
        await sheet(phone).getByText("J’appuie", { exact: true }).click();
        if (!looked) await inspect(phone, "21-clause");
        looked = true;
        await sheet(phone).getByRole("button", { name: "Fermer" }).click();
        await sheet(phone).waitFor({ state: "detached" });
    });
    await phones[0].locator(".tag-adopted").first().waitFor();
    await inspect(phones[0], "22-adopted");
    ok("a clause is proposed, answered by each and adopted");
    await tab(phones[0], "Porter");
    await phones[0].locator("section.card button").first().click();
    const carry = sheet(phones[0]);
    await line(carry, "Qui la porte");
    await carry.getByRole("group", { name: "Qui la porte?" }).getByText("Bruno").click();
    await carry.getByLabel("Pour quand?").fill("2027-09-30");
    await credits(carry, "Chloé");
    await inspect(phones[0], "23-carry");
    await carry.getByRole("button", { name: "Nommer" }).click();
    await carry.getByText(/Bruno, pour le/).waitFor();
    await carry.getByRole("button", { name: "Fermer" }).click();
    await inspect(projector, "24-projector-pooling");
    await inspect(desk, "25-console-pooling");
    await everyone(async (phone) => {
        await tab(phone, "Final");
        await phone.getByText("Je peux vivre avec", { exact: true }).click();
    });
    await phones[0].getByText("8 sur 8 ont répondu").waitFor();
    await inspect(phones[0], "26-final");
    ok("the clause is carried with a date; each gives a final stance");

    /* -- report, conclusion ------------------------------------------------------------ */
    await next("Suite", "Rapport");
    looked = false;
    await everyone(async (phone) => {
        await phone.getByRole("heading", { name: "D’abord, vos réponses à vous" }).waitFor();
        const first = !looked;
        looked = true;
        if (first) await inspect(phone, "27-questions");
        const look = (n) => inspect(phone, `27-question-${n}`);
        await answers(phone, first ? { look } : {});
        await button(phone, "Remettre mes réponses").click();
        await phone.getByText(/Réponses remises/).waitFor();
    });
    await phones[0].getByLabel("Une phrase à nous").fill("Un toit, ensemble.");
    await phones[0].getByLabel("Une phrase à nous").blur();
    await inspect(phones[0], "28-report");
    await tab(phones[0], "Bilan");
    await phones[0].getByRole("heading", { name: "Bilan de la table" }).waitFor();
    await inspect(phones[0], "29-outcome");
    await inspect(projector, "30-projector-report");
    ok("everyone answers alone, then the report and the outcome open");
    await next("Suite", "Conclusion");
    await phones[0].getByLabel(/Dans votre milieu/).fill("Le comité des loisirs.");
    await button(phones[0], "Enregistrer").click();
    await button(phones[0], "Enregistré").waitFor();
    await phones[0].getByText("Ne plus travailler en silo").waitFor();
    await inspect(phones[0], "31-conclusion");
    await inspect(desk, "32-console-conclusion");
    await projector.getByRole("heading", { name: "Conclusion" }).waitFor();
    await inspect(projector, "33-projector-conclusion");
    const hall = await projector.locator("body").innerText();
    assert(
        !hall.includes("au travail"),
        "the hall is told that tables are at work in the conclusion",
    );
    ok("conclusion: out of role, the last question");
}

const exit = await pages.run([["the whole hour", hour]]);
if (exit) console.log(server.output().slice(-2000));
for (const proxy of proxies) await proxy.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(exit);
