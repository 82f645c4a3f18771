// The hour by keyboard alone, once on a phone and once in the console: everything is reached with
// Tab, and used with Enter, Space, arrows and letters. Each stop must be seen: an outline, and
// nothing over it; and the focus is never lost. The rest of the table speak over the wire.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { rest } from "./looks.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-keyboard-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
let page;
const boss = await new Client(server.port).connect();
const others = [];
let room;

/** In the page, before anything of it: how what can have the focus is called. */
function introduce() {
    const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
    window.called = (el) => ({
        name: tidy(el.labels?.[0]?.innerText ?? el.getAttribute("aria-label") ?? el.innerText),
        group: tidy(el.closest("fieldset")?.querySelector("legend")?.innerText),
    });
}
/** What has the focus: its name, its role, and what keeps it from being seen. */
const focused = () =>
    page.evaluate(() => {
        const el = document.activeElement;
        if (!el || el === document.body) return { name: "", group: "", role: "none" };
        const frame = el.closest("label.chip, label.switch") ?? el;
        const outlined = [el, frame].some((x) => {
            const style = getComputedStyle(x);
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        });
        const box = frame.getBoundingClientRect();
        const top = document.elementFromPoint(
            box.x + Math.min(box.width / 2, 40),
            Math.min(box.y + box.height / 2, innerHeight - 2),
        );
        const covered = !frame.contains(top) && !top?.contains(frame);
        return {
            ...window.called(el),
            role: el.type ?? el.tagName.toLowerCase(),
            checked: !!el.checked,
            fault: outlined ? (covered ? "covered" : "") : "no outline",
        };
    });
const fits = (wanted, name) => (wanted instanceof RegExp ? wanted.test(name) : wanted === name);
/** What is called so is on the page: it may come with an answer of the server. */
const there = (wanted, group) =>
    page
        .waitForFunction(
            ([name, exact, legend]) =>
                [
                    ...document.querySelectorAll(
                        "a[href], button, input, select, textarea, summary, [tabindex]",
                    ),
                ].some((el) => {
                    const is = window.called(el);
                    const named = exact ? is.name === name : new RegExp(name, "u").test(is.name);
                    return named && new RegExp(legend, "u").test(is.group);
                }),
            [wanted.source ?? wanted, !(wanted instanceof RegExp), group.source],
        )
        .catch(() => {
            throw new Error(`nothing on the page is called ${wanted} in ${group}`);
        });

/** A page that has just opened gives the focus to nothing; after that it is never lost. */
let fresh = true;
async function open(address) {
    await page.goto(address);
    fresh = true;
}
async function notLost(when) {
    await rest(page);
    // A screen that the server has yet to answer for takes the focus once it is drawn.
    if (!fresh)
        await page
            .waitForFunction(() => document.activeElement !== document.body, null, {
                timeout: 20_000,
            })
            .catch(() => pages.complaints.push(`the focus is lost ${when}`));
    fresh = false;
}
/** Tab, until what is wanted has the focus; it is a fault when a whole turn does not find it. */
async function reach(wanted, group = /.*/) {
    const passed = [];
    await there(wanted, group);
    await notLost(`on the way to ${wanted}`);
    for (let i = 0; i < 120; i++) {
        const at = await focused();
        if (at.fault && passed.length)
            pages.complaints.push(`${at.fault}: ${at.name || at.role} (on the way to ${wanted})`);
        if (fits(wanted, at.name) && group.test(at.group)) return at;
        passed.push(at.name);
        await page.keyboard.press("Tab");
    }
    throw new Error(`no way by keyboard to ${wanted}; passed ${passed.join(" | ")}`);
}
const press = async (wanted) => {
    await reach(wanted);
    await page.keyboard.press("Enter");
    await notLost(`after ${wanted}`);
};
const write = async (wanted, text) => {
    await reach(wanted);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
};
/** In a set of radio buttons: Tab to the set, then arrows. */
async function choose(group, wanted) {
    await reach(/.*/, group);
    for (let i = 0; i < 15; i++) {
        const at = await focused();
        if (fits(wanted, at.name)) {
            if (!at.checked) await page.keyboard.press("Space");
            return;
        }
        await page.keyboard.press("ArrowDown");
    }
    throw new Error(`arrows do not reach ${wanted}`);
}
/** A new phase: its heading has the focus, and a live region says its name. */
async function next(name, heading) {
    await boss.do("next");
    await page.locator(".eyebrow", { hasText: name }).waitFor();
    await page.locator("main h1:focus", { hasText: heading }).waitFor();
    assert.equal(await page.locator("main h1").count(), 1);
    const spoken = page.locator("[aria-live]", { hasText: name }).first();
    await spoken.waitFor({ state: "attached" }); // else nothing says it
}

/** The rest of the table, over the wire. */
async function join(...names) {
    const all = [];
    for (const name of names) {
        const other = await new Client(server.port).connect();
        const fields = { name, debrief: false, research: false, lang: "fr" };
        const got = (await other.ask({ t: "join", room, ...fields })).out;
        await other.hello(room, got.token);
        other.me = got.person;
        all.push(other);
    }
    return all;
}

const steps = [
    [
        "join with a code and a name",
        async () => {
            const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9 };
            const made = (await boss.ask({ t: "create", options: { ...options, roles: "auto" } }))
                .out;
            room = made.room;
            await boss.hello(room, made.token);
            boss.me = boss.you.f;
            page = await pages.open("keyboard", { width: 390, height: 844 });
            await page.addInitScript(introduce);
            await open(`${origin}/j`);
            await write("Code de l’atelier", "12");
            await page.keyboard.press("Enter");
            await page.locator(".field-bad", { hasText: "sept chiffres" }).waitFor();
            await write("Code de l’atelier", room);
            await page.keyboard.press("Enter");
            await write("Votre nom dans l’atelier", "Ana");
            await reach(/^Ce qui est gardé/);
            await page.keyboard.press("Enter");
            await reach(/^Mes mots peuvent être rejoués/);
            await page.keyboard.press("Space");
            await press("Entrer");
            await page.locator("main h1", { hasText: "Vous y êtes" }).waitFor();
            others.push(...(await join("Bruno", "Chloé")));
        },
    ],
    [
        "presentation: the card, its private part, ready",
        async () => {
            await next("Présentation", "La Brunante");
            await press("Ma carte");
            await press("Voir la partie privée");
            await page.getByRole("heading", { name: "Votre ligne rouge" }).waitFor();
            await press("Je suis là, carte lue");
            await page.locator("main h1", { hasText: "Autour de la table" }).waitFor();
            await press(/Ma place$/);
            await page.getByRole("dialog").waitFor();
            await press("Fermer");
            await page.getByRole("dialog").waitFor({ state: "detached" });
            assert.match(
                (await focused()).name,
                /Ma place$/,
                "a closed sheet gives the focus back",
            );
        },
    ],
    [
        "phase 1: need, idea, sheet, ten points, a presenter",
        async () => {
            await next("En groupe d’acteurs", "Lisez votre carte");
            await press("Écrire");
            await write("Un besoin du milieu", "Rester au village");
            await write("Une idée pour y répondre", "Un toit commun");
            await press("Envoyer");
            await page.getByRole("heading", { name: "Les idées du groupe" }).waitFor();
            await press("Fiche");
            await write("Titre du projet", "Un toit au village");
            await write("Clause 1", "Vingt logements au cœur du village");
            await press("Échelle, dimension, pour qui");
            await reach("Locale");
            await page.keyboard.press("Space");
            await choose(/Pour qui/, "Tout le milieu");
            await press("Points");
            const more = page.getByRole("button", { name: /^Plus/ });
            const names = await more.evaluateAll((all) => all.map((x) => x.ariaLabel));
            for (const [i, n] of [5, 3, 2].entries()) {
                await reach(names[i]);
                for (let k = 0; k < n; k++) await page.keyboard.press("Enter");
            }
            await page.getByText("10 points donnés").waitFor();
            await press("Parole");
            await choose(/Qui présente/, "Ana");
        },
    ],
    [
        "phase 2: base, a clause, stances, an amendment, a carrier, the final stance",
        async () => {
            await next("Mise en commun", "Les fiches des groupes");
            await reach(/^M\s?Municipal/);
            await page.keyboard.press("Space");
            await press("Partir de là");
            await page.getByText("La table part de la fiche").waitFor();
            await press("Clauses");
            await press("Proposer une clause");
            await write("La clause", "Vingt logements près de l’église");
            await press(/^Qui a eu l’idée/);
            await press("Bruno");
            await press("Proposer une clause");
            await page.getByRole("dialog").waitFor({ state: "detached" });
            assert.equal((await focused()).name, "Proposer une clause");
            const clause = await boss.until("a clause", (docs) =>
                Object.entries(docs).find(([, d]) => d.clauses?.c1),
            );
            assert(clause);
            await press(/près de l’église$/);
            await press("Je m’objecte");
            await press("Mauvaise échelle");
            await write("Ce qui me permettrait de vivre avec…", "En faire douze");
            await press("Donner ma position");
            await press("Je peux vivre avec");
            await press("Proposer un autre texte");
            await write("Le nouveau texte", "Douze logements près de l’église");
            await press(/^Qui a eu l’idée/);
            await press("Chloé");
            await press("Proposer l’amendement");
            await page
                .getByText(/« Douze logements|Douze logements près/)
                .first()
                .waitFor();
            await press(/^Qui la porte/);
            await press(/Ana$/);
            await reach("Pour quand?");
            await page.keyboard.type("09302027");
            await press("Nommer");
            await page.getByRole("button", { name: /Ana, pour le 30 septembre 2027/ }).waitFor();
            await page.keyboard.press("Escape");
            await page.getByRole("dialog").waitFor({ state: "detached" });
            assert.match((await focused()).name, /près de l’église$/);
            for (const other of others)
                await other.do("stance", { clause: "c1", stance: "support" }).catch(() => {});
            await press("Final");
            await press("Je peux vivre avec");
            await page.getByText("1 sur 3 a répondu").waitFor();
        },
    ],
    [
        "report: the questions, the table's report",
        async () => {
            await next("Rapport", "D’abord, vos réponses à vous");
            const left = page.locator("section", { hasText: "Ce que vous écriviez encore" });
            assert.deepEqual(
                await left.allInnerTexts(),
                [],
                "all that was sent is no draft any more",
            );
            const asked = (text) => page.locator("h2.ask:focus", { hasText: text }).waitFor();
            await press("3");
            await asked("personne 2 sur 2");
            // Whoever presses on after an answer that goes on by itself jumps over nobody.
            await page.locator(".foot [aria-disabled]", { hasText: "Ensuite" }).waitFor();
            await press("Je ne peux pas dire");
            await asked("Question 2");
            await press(/^Retour – Chloé$/);
            await asked("personne 2 sur 2");
            await press(/^Ensuite : Question 2/);
            await asked("Question 2");
            await press(/^Ensuite : Question 3/);
            await asked("Question 3");
            await press("les trois groupes");
            await asked("Question 4");
            await press("4");
            await asked("Question 5");
            await press("Oui");
            await write("Quoi?", "Le terrain");
            await press("Remettre mes réponses");
            await page.getByText(/Réponses remises/).waitFor();
            await write("Une phrase à nous", "Un toit, ensemble.");
            await choose(/Qui parle à la salle/, "Ana");
            await press("Le rapport est prêt");
            await page.getByText("Rapport prêt pour la salle.").waitFor();
        },
    ],
    [
        "conclusion: the last question",
        async () => {
            await next("Conclusion", "Sortez de votre rôle");
            await write(/^Dans votre milieu/, "Le comité des loisirs.");
            await press("Enregistrer");
            await page.getByRole("button", { name: "Enregistré" }).waitFor();
        },
    ],
];

/* -- the facilitator's hour -------------------------------------------------------------------- */
const dialog = (name) => page.getByRole("dialog", { name }).waitFor();
const closed = () => page.getByRole("dialog").waitFor({ state: "detached" });
/** The journal is in the notebook; the focus comes back to what opened it. */
async function logged(text, times = 1) {
    await press("Notes et journal");
    await dialog("Carnet");
    await page
        .locator(".con-log li", { hasText: text })
        .nth(times - 1)
        .waitFor();
    await page.keyboard.press("Escape");
    await closed();
    assert.equal((await focused()).name, "Notes et journal");
}
const phase = (name) => page.locator(".con-phase strong", { hasText: name }).waitFor();
/** The act that was just done is taken back. */
async function undo(text) {
    const latest = page.locator(".toast").last(); // an older one may say the same
    await latest.and(page.locator(".toast", { hasText: text })).waitFor();
    await page.keyboard.press("Control+z");
}
async function forward(from, to) {
    await press(from);
    await dialog(`Passer à : ${to}`);
    await press(`Passer à : ${to}`);
    await closed();
    await phase(to);
}
async function more(name) {
    await press("Plus");
    await dialog("Plus");
    await press(name);
}
const desk = [
    [
        "a workshop is created, and its console opened",
        async () => {
            page = await pages.open("desk", { width: 1440, height: 900 });
            await page.addInitScript(introduce);
            await open(origin);
            await press("Préparer un atelier");
            await choose(/^Scénario/, /^La Brunante/);
            await press("3. L’heure");
            await choose(/^Horloge/, /^Une heure/);
            await press("Créer l’atelier");
            await page.locator("main h1:focus", { hasText: "L’atelier est prêt" }).waitFor();
            room = (await page.locator(".fac-code").innerText()).replace(/\D/g, "");
            await reach("Ouvrir la console");
            fresh = true;
            await page.keyboard.press("Enter");
            await page.getByRole("region", { name: "Table 2" }).waitFor();
            others.push(...(await join("Dounia", "Émile", "Fatou")));
        },
    ],
    [
        "started after a look at what it changes, taken back, started",
        async () => {
            await press("Commencer");
            await dialog("Passer à : Présentation");
            await page.keyboard.press("Escape");
            await closed();
            assert.equal((await focused()).name, "Commencer");
            await forward("Commencer", "Présentation");
            await undo("Étape : Présentation");
            await phase("Arrivée");
            await forward("Commencer", "Présentation");
        },
    ],
    [
        "paused, resumed, a minute more and taken back",
        async () => {
            await press("Pause");
            await reach("Reprendre");
            await page.keyboard.press("Enter");
            await logged("Vous : reprise");
            await press(/^\+1 min/);
            await undo("1 minute ajoutée");
            await logged("Vous : temps ajouté", 2);
        },
    ],
    [
        "a person moved to another table",
        async () => {
            await press(/Ouvrir la Table 1/);
            await dialog("Table 1");
            await press(/Gérer Dounia/);
            await dialog("Dounia");
            const at = await reach(/^Table Table 1/);
            assert.equal(at.role, "select-one");
            await page.keyboard.press("ArrowDown");
            await press("Déplacer");
            await closed();
            await logged("Vous : déplacement · Dounia · Table 2");
        },
    ],
    [
        "a message to everyone, and taken back",
        async () => {
            await press("Parler à la salle");
            await dialog("Message à tout le monde");
            await write("Votre message", "La salle ferme à midi.");
            await press("Envoyer");
            await closed();
            await press("Parler à la salle");
            await dialog("Message à tout le monde");
            await press("Retirer le message : La salle ferme à midi.");
            await page.locator(".con-said").waitFor({ state: "detached" });
            await notLost("when the message is gone");
            await page.keyboard.press("Escape");
            await closed();
            await logged("Vous : message retiré");
        },
    ],
    [
        "on to phase 2; an event card for a table, and taken back",
        async () => {
            await forward(/^Suite/, "En groupe d’acteurs");
            await forward(/^Suite/, "Mise en commun");
            await more("Donner un imprévu");
            await dialog("Donner un imprévu");
            await choose(/^Quel imprévu/, /.*/);
            await choose(/^À quelle table/, "Table 2");
            await press("Donner un imprévu");
            await closed();
            await undo(/: Table 2/);
            await logged("Vous : imprévu · Table 2", 2);
            await more("Revenir à : En groupe d’acteurs");
            await dialog("Revenir à : En groupe d’acteurs");
            await press("Revenir à : En groupe d’acteurs");
            await undo("Étape : En groupe d’acteurs");
            await phase("Mise en commun");
        },
    ],
    [
        "the projector steered, the workshop ended and reopened",
        async () => {
            await choose(/Que montre le grand écran/, "Code et QR");
            await logged("Vous : grand écran · Code et QR");
            await more("Terminer l’atelier");
            await dialog("Terminer l’atelier");
            await press("Terminer l’atelier");
            await phase("Atelier terminé");
            await press("Rouvrir");
            await phase("Mise en commun");
        },
    ],
];

const code = await pages.run([...steps, ...desk]);
if (code) console.log(server.output().slice(-1000));
for (const c of [boss, ...others]) c.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
