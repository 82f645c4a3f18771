// The editor in Chromium: a draft from a scenario and from nothing, faults as they are made, two
// people at once, preview, trial, export, import, a hostile file.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-editor-"));
const KEY = "a-key-of-some-length-0123456789";
const server = await start(dir, ["--key", KEY]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const wide = { width: 1440, height: 900 };
const shipped = new URL("../../scenarios/la-mauve/scenario.json", import.meta.url);
const draft = (id) => JSON.parse(fs.readFileSync(path.join(dir, "drafts", `${id}.json`), "utf8"));
const until = async (what, test) => {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (test()) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`never: ${what}`);
};

async function open(name, lang = "fr") {
    const page = await pages.open(name, wide, lang);
    await page.goto(`${origin}/editer#cle=${KEY}`);
    await page.getByRole("heading", { name: /^(Brouillons|Drafts)$/ }).waitFor();
    return page;
}
async function begin(page, from, name) {
    await page.getByLabel("À partir de").selectOption({ label: from });
    await page.getByLabel("Nom court").fill(name);
    await page.getByRole("button", { name: "Commencer ce brouillon" }).click();
    await page.getByRole("heading", { name: "Lieu et titre" }).waitFor();
}
const part = (page, name) =>
    page
        .getByRole("group", { name: "Parties" })
        .getByText(new RegExp(`^${name}`))
        .click();
/** What it says once it is; just after a change it still says so of what was before. */
const saved = (page) => page.getByText("Enregistré sur le serveur").waitFor();

let one;
let two;
const steps = [
    [
        "without the key nothing opens",
        async () => {
            const page = await pages.open("no key", wide);
            await page.goto(`${origin}/editer`);
            await page.getByLabel("Clé de l’hôte").waitFor();
            assert.equal(await page.getByText("Brouillons").count(), 0);
        },
    ],
    [
        "a draft from a scenario passes; a fault shows where it is made, and goes",
        async () => {
            one = await open("one");
            await pages.inspect(one, "54-drafts");
            await begin(one, "La Mauve", "la-nouvelle");
            await one.locator(".ed-good").waitFor();
            const line = one.getByLabel("Sous-titre (fr)");
            await line.fill("é".repeat(101));
            await one.locator(".field .error", { hasText: /trouvé .*attendu/ }).waitFor();
            await one.getByText("1 point à corriger").waitFor();
            await pages.inspect(one, "55-editor-fault");
            await line.fill("Une ligne neuve");
            await one.locator(".ed-good").waitFor();
            await until("it is saved", () => draft("la-nouvelle").tagline.fr === "Une ligne neuve");
            await saved(one);
        },
    ],
    [
        "every part has its form",
        async () => {
            for (const name of [
                "Situation",
                "Groupes",
                "Rôles",
                "Tensions",
                "Imprévus",
                "Horloge",
                "Ressources",
                "Histoire",
                "Autre époque",
            ]) {
                await part(one, name);
                await one.getByRole("heading", { level: 2, name: new RegExp(name) }).waitFor();
                for (const summary of await one
                    .locator(".ed-three > .stack > fieldset > details > summary")
                    .all())
                    await summary.click();
                if (/Rôles|Horloge/.test(name))
                    await pages.inspect(one, `56-${name.replace(/\W/g, "").toLowerCase()}`);
            }
            const older = await open("older");
            await begin(older, "La Brunante", "la-brunante-ici");
            await part(older, "Autre époque");
            await older.getByRole("heading", { level: 2, name: /Autre époque/ }).waitFor();
            await pages.inspect(older, "56-autrepoque");
            await older.close();
        },
    ],
    [
        "the preview is the phone's own screen, as any role, while one writes",
        async () => {
            const file = JSON.parse(fs.readFileSync(shipped));
            const phone = one.locator(".ed-phone");
            await one.getByLabel("Vu par").selectOption({ index: 3 });
            await phone.getByRole("button", { name: "Ma carte de rôle" }).first().click();
            await phone.getByRole("button", { name: "Voir la partie privée" }).click();
            await phone.getByText(file.roles[3].private.red_line.fr).waitFor();
            await part(one, "Rôles");
            await one.locator("details > summary", { hasText: "4." }).first().click();
            await one.getByLabel("Sa ligne rouge (fr)").nth(3).fill("Jamais sans les jardins.");
            await phone.getByText("Jamais sans les jardins.").waitFor();
            await until(
                "it is saved",
                () =>
                    draft("la-nouvelle").roles[3].private.red_line.fr ===
                    "Jamais sans les jardins.",
            );
            await saved(one);
        },
    ],
    [
        "two people who write at once lose nothing",
        async () => {
            two = await open("two");
            await two.goto(`${origin}/editer/la-nouvelle`);
            await two.getByRole("heading", { name: "Lieu et titre" }).waitFor();
            await part(one, "Lieu et titre");
            // Different places: brought together without a word.
            await two.getByLabel("Sous-titre (en)").fill("From the second");
            await until(
                "hers is saved",
                () => draft("la-nouvelle").tagline.en === "From the second",
            );
            await Promise.all([
                one.getByText("sont réunis").waitFor(), // said in passing
                one.getByLabel("Titre (fr)", { exact: true }).fill("De la première"),
            ]);
            await until("both are saved", () => draft("la-nouvelle").title.fr === "De la première");
            assert.equal(draft("la-nouvelle").tagline.en, "From the second");
            await saved(one);
            // The same place: both texts stay in sight until somebody chooses.
            await two.getByLabel("Titre (fr)", { exact: true }).fill("Deux");
            await two.getByText("Deux textes pour le même endroit").waitFor();
            await pages.inspect(two, "57-clash");
            const list = await open("list");
            await list.getByRole("link", { name: /première|Deux/ }).waitFor();
            await pages.inspect(list, "54-drafts-kept");
            await list.close();
            await until(
                "theirs is what the server has",
                () => draft("la-nouvelle").title.fr === "De la première",
            );
            await two.reload();
            await two.getByText("Deux textes pour le même endroit").waitFor();
            await two.getByText("De la première").first().waitFor();
            await two.getByRole("button", { name: "Le mien" }).click();
            await until("the choice is saved", () => draft("la-nouvelle").title.fr === "Deux");
            assert.equal(draft("la-nouvelle").tagline.en, "From the second");
        },
    ],
    [
        "a trial of three minutes is a real workshop with three people",
        async () => {
            await one.reload();
            await one.locator(".ed-good").waitFor();
            await one.getByRole("button", { name: /Essai de 3.minutes/ }).click();
            const play = one.getByRole("link", { name: "Jouer" });
            await play.waitFor();
            const opened = one.context().waitForEvent("page");
            await play.click();
            const phone = await opened;
            await phone.locator(".page-top button").nth(2).waitFor();
            await phone.getByText("Présentation").first().waitFor();
            await phone.getByText("Deux").first().waitFor();
            for (const phase of ["En groupe", "Mise en commun", "Rapport", "Conclusion"]) {
                await one.getByRole("button", { name: new RegExp(`^Passer à.+${phase}`) }).click();
                await phone.locator(".eyebrow", { hasText: phase }).waitFor();
                await one.getByText(new RegExp(`est à.+${phase}`)).waitFor();
            }
            await pages.inspect(one, "58-trial");
            await one.getByRole("button", { name: "Terminer l’atelier" }).click();
            await phone.locator(".eyebrow", { hasText: "Atelier terminé" }).waitFor();
            await phone.close();
        },
    ],
    [
        "it is offered, exported, and imported under another name",
        async () => {
            await one.getByRole("button", { name: "Offrir aux ateliers" }).click();
            await one.getByText("Le scénario est offert.").waitFor();
            const list = await (await fetch(`${origin}/api/scenarios`)).json();
            assert(list.some((s) => s.id === "la-nouvelle"));
            const coming = one.waitForEvent("download");
            await one.getByRole("button", { name: "Exporter le fichier" }).click();
            const file = path.join(dir, "exported.json");
            await (await coming).saveAs(file);
            assert.deepEqual(JSON.parse(fs.readFileSync(file)), draft("la-nouvelle"));
            await one.goto(`${origin}/editer`);
            await one.getByLabel("À partir de").selectOption("file");
            await one.locator("input[type=file]").setInputFiles(file);
            await one.getByLabel("Nom court").fill("la-copie");
            await one.getByRole("button", { name: "Commencer ce brouillon" }).click();
            await one.locator(".ed-good").waitFor();
            assert.equal(draft("la-copie").title.fr, "Deux");
        },
    ],
    [
        "a hostile file is refused, or stays text",
        async () => {
            const put = async (name, text) => {
                await one.goto(`${origin}/editer`);
                await one.getByLabel("À partir de").selectOption("file");
                const file = path.join(dir, `${name}.json`);
                fs.writeFileSync(file, text);
                await one.locator("input[type=file]").setInputFiles(file);
                await one.getByLabel("Nom court").fill(name);
                await one.getByRole("button", { name: "Commencer ce brouillon" }).click();
            };
            for (const text of ["not json", "[]", `{"id":"${"x".repeat(300_000)}"}`]) {
                await put("mauvais", text);
                await one.getByText("Ce fichier n’est pas un scénario").waitFor();
            }
            const evil = {
                __proto__: null,
                title: { fr: "<img src=x onerror=document.title='pwned'>", en: 7 },
                roles: "none",
                groups: [1, 2],
                place: null,
                phases: { a: 1 },
                sources: [{ url: "javascript:alert(1)" }],
                eras: { 2014: { roles: { "<b>": 3 } } },
            };
            await put("mechant", `{"__proto__":{"x":1},${JSON.stringify(evil).slice(1)}`);
            await one.getByRole("heading", { name: "Lieu et titre" }).waitFor();
            await one.getByText(/points à corriger/).waitFor();
            for (const name of ["Groupes", "Rôles", "Horloge", "Histoire", "Autre époque"])
                await part(one, name);
            assert.equal(await one.locator("img").count(), 0);
            assert.notEqual(await one.title(), "pwned");
            assert.equal({}.x, undefined);
        },
    ],
    [
        "from a blank page: every part is there, and the check says what is missing",
        async () => {
            const page = await open("blank");
            await begin(page, "Une page blanche", "toute-neuve");
            await page.getByText(/points à corriger/).waitFor();
            const fresh = draft("toute-neuve");
            assert.equal(fresh.roles.length, 9);
            assert.equal(fresh.phases.length, 5);
            await page.getByLabel("Titre (fr)", { exact: true }).fill("Toute neuve");
            await until("it is saved", () => draft("toute-neuve").title.fr === "Toute neuve");
        },
    ],
];

const code = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
