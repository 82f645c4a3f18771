// One person's way through an hour in WebDriver's words, for browsers Playwright does not drive:
// they join, play the screens where browsers differ, and look back; then a hall looks on.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // how WebDriver marks one
const NOT_YET = [
    "element click intercepted",
    "element not interactable",
    "invalid element state",
    "no such element",
    "stale element reference",
];

export async function until(what, look) {
    const end = Date.now() + 90_000;
    for (;;) {
        const value = await look();
        if (value) return value;
        if (Date.now() > end) throw new Error(`never: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** What a test does with a page. A browser says how it runs a script, clicks, types and looks. */
export class Remote {
    shots = process.env.TABLEE_ARTEFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "tablee-shots-"));

    /** The first shown element that matches, whose text or label holds `words`. */
    find(selector, words = "") {
        return until(`${selector} “${words}”`, async () => {
            const found = await this.run(
                `const [selector, words] = arguments;
                const text = (el) => el.innerText + " " + (el.labels?.[0]?.innerText ?? "");
                return [...document.querySelectorAll(selector)].find(
                    (el) => el.getClientRects().length && text(el).includes(words)) ?? null`,
                selector,
                words,
            );
            return found?.[ELEMENT];
        });
    }
    /** Does it to the element once it is there to be used: drawn anew meanwhile, or still under a
        sheet that closes, it is looked for again. */
    use(selector, words, doing) {
        return until(`a way to ${selector} “${words}”`, async () => {
            const id = await this.find(selector, words);
            try {
                const bare = "arguments[0].scrollIntoView({ block: 'nearest' })"; // of the bars
                await this.run(bare, { [ELEMENT]: id });
                await doing(id);
                return true;
            } catch (error) {
                if (!NOT_YET.includes(error.code)) throw error;
            }
        });
    }
    click(selector, words) {
        return this.use(selector, words, (id) => this.press(id));
    }
    write(selector, words, text) {
        return this.use(selector, words, (id) => this.fill(id, text));
    }
    async picture(name) {
        const png = Buffer.from(await this.screenshot(), "base64");
        fs.writeFileSync(path.join(this.shots, `${name}.png`), png);
        const wide = await this.run(
            `return [document.documentElement, ...document.querySelectorAll("dialog[open]")].some(
                (el) => el.scrollWidth > el.clientWidth)`,
        );
        assert.equal(wide, false, `${name}: wider than the window`);
    }
}

/** A phone turned upright: what was one line is two, and no choice stays as low as it was. */
async function turned(browser, port) {
    await browser.resize(780, 480);
    await browser.go(`http://127.0.0.1:${port}/?scenario=la-brunante`);
    await browser.find("legend", "Époque");
    await browser.resize(390, 844);
    const whole = `return innerWidth < 600 &&
        [...document.querySelectorAll(".chip")].every((el) => el.scrollHeight <= el.clientHeight)`;
    await until("choices as high as their words", () => browser.run(whole));
}

async function join(browser, port, boss, other, first) {
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
    const made = (await boss.ask({ t: "create", options })).out;
    await boss.hello(made.room, made.token);
    boss.me = boss.you.f;
    await browser.open();
    await browser.go(`http://127.0.0.1:${port}/`);
    await browser.run("localStorage.setItem('tablee.lang', 'fr')");
    await turned(browser, port);
    await browser.go(`http://127.0.0.1:${port}/j/${made.room}`);
    await browser.run("window.faults = []; onerror = (m) => void window.faults.push(String(m))");
    await browser.write("input[type=text]", "Votre nom", "Ana");
    await browser.picture(`${first}0-${browser.name}-join`);
    await browser.click("button", "Entrer");
    await browser.find("h1", "Vous y êtes");
    const fields = { name: "Bruno", debrief: false, research: false, lang: "fr" };
    const got = (await other.ask({ t: "join", room: made.room, ...fields })).out;
    await other.hello(made.room, got.token);
    other.me = got.person;
    return made.screen;
}
async function alone(browser, boss, first) {
    await boss.do("next");
    await browser.click(".tabs button", "Ma carte");
    await browser.click("button", "Voir la partie privée");
    await browser.find("h3", "Votre ligne rouge");
    await browser.picture(`${first}1-${browser.name}-card`);
    await browser.click("button", "Je suis là, carte lue");
    await boss.do("next");
    await browser.click(".tabs button", "Écrire");
    await browser.write("textarea", "Un besoin", "Rester au village");
    await browser.write("textarea", "Une idée", "Un toit commun");
    await browser.click("button", "Envoyer");
    await browser.find("h1", "Les idées du groupe");
    await browser.click(".tabs button", "Fiche");
    await browser.write("textarea", "Titre du projet", "Un toit au village");
    await browser.reload();
    await browser.click(".tabs button", "Fiche");
    const kept = "return document.querySelector('main textarea')?.value === 'Un toit au village'";
    await until("the title", () => browser.run(kept));
}
/** The other one answers, and writes the table's sentence. */
async function report(boss, other, text) {
    const [ana] = Object.keys(boss.docs.room.people).filter((id) => id !== other.me);
    await other.do("rate", { person: ana, value: 4 });
    await other.do("answers", { q3: "two_groups", q4: 4, q5: false });
    await other.do("report", { field: "own", base: "", text });
}
async function together(browser, boss, other, first) {
    await boss.do("next");
    await browser.click(".tabs button", "Clauses");
    await browser.click("main button", "Proposer une clause");
    await browser.write("dialog textarea", "La clause", "Vingt logements");
    await browser.click("dialog summary", "Qui a eu l’idée?");
    await browser.click("dialog details button", "Bruno");
    await browser.picture(`${first}2-${browser.name}-propose`);
    await browser.click("dialog button.btn-primary", "Proposer une clause");
    await browser.click("section.card button", "Vingt logements");
    await browser.click("dialog button", "J’appuie");
    await browser.picture(`${first}3-${browser.name}-clause`);
    await browser.click("dialog button.line", "Qui la porte?");
    await browser.click("dialog button.chip", "Bruno");
    await browser.find("dialog input[type=date]");
    const beside = `const date = document.querySelector("dialog input[type=date]");
        return date.parentElement.clientWidth - date.offsetWidth`;
    assert.equal(await browser.run(beside), 0, "a date keeps to the width of its place");
    await browser.click("dialog button", "Fermer");
    await boss.do("next");
    await browser.find("h1", "D’abord, vos réponses à vous");
    await browser.picture(`${first}4-${browser.name}-questions`);
    await report(boss, other, "Le village garde son monde, et le monde son village. ".repeat(6));
}
async function back(browser, boss, first) {
    await boss.do("next");
    await browser.click("main button", "Revoir l’atelier");
    await browser.find("iframe");
    await browser.frame(0);
    await browser.find("h1", "La Brunante");
    await browser.click(".tabs button", "Ma carte");
    await browser.find("h1", "Ma carte");
    await browser.frame(null);
    await browser.picture(`${first}5-${browser.name}-replay`);
    assert.deepEqual(await browser.run("return window.faults ?? []"), []);
}

/** A report that is longer than the hall's screen goes on over the next ones. */
async function hall(browser, port, boss, screen, first) {
    await boss.do("show", { show: "report", table: "t1" });
    await browser.resize(800, 480);
    await browser.go(`http://127.0.0.1:${port}/ecran#${boss.room}.${screen}`);
    await browser.find("h1", "Table 1");
    await browser.find("nav.out-pages", "partie 1 de");
    await browser.picture(`${first}6-${browser.name}-hall`);
}

/** Plays it, says how it went and ends; its pictures are numbered from `first` tens on. */
export async function journey(browser, first) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-journey-"));
    const server = await start(path.join(dir, "state"));
    const boss = await new Client(server.port).connect();
    const other = await new Client(server.port).connect();
    browser.home = dir;
    let failed;
    try {
        const screen = await join(browser, server.port, boss, other, first);
        await alone(browser, boss, first);
        await together(browser, boss, other, first);
        await back(browser, boss, first);
        await hall(browser, server.port, boss, screen, first);
        console.log("  ok a person plays from the code to the replay, and a hall sees all of it");
    } catch (error) {
        failed = error;
        console.log(`  FAIL ${error.stack}`);
        await browser.picture(`failed-${browser.name}`).catch(() => {});
    }
    await browser.close();
    for (const client of [boss, other]) client.socket.tcp.destroy();
    await server.stop();
    // The browser's last processes write yet.
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 20 });
    console.log(`summary: one person in ${browser.name}, pictures in ${browser.shots}`);
    process.exit(failed ? 1 : 0);
}

/** A file that was taken home, opened from the disk by who has no network: it is whole, its story
    is drawn, and its outcomes and the council's pages are there. */
export async function opened(browser, file) {
    browser.home = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-opened-"));
    browser.alone = true;
    let failed;
    try {
        await browser.open();
        await browser.go(pathToFileURL(path.resolve(file)).href);
        await browser.find("p[role=status]", "Ce fichier est entier");
        await browser.find(".st-lane", "Table 1");
        await browser.click(".rep-round", "");
        await browser.find(".st-list [aria-current]", "");
        await browser.picture(`taken-${browser.name}`);
        await browser.click(".tk-tabs button", "Bilans");
        await browser.find(".prn-page", "Table 1");
        await browser.click(".tk-tabs button", "Conseil");
        await browser.find(".cn-page", "4 de 4");
        await browser.picture(`taken-${browser.name}-council`);
        console.log("  ok a file from the disk is whole, and all of it is drawn");
    } catch (error) {
        failed = error;
        console.log(`  FAIL ${error.stack}`);
        await browser.picture(`failed-${browser.name}`).catch(() => {});
    }
    await browser.close();
    fs.rmSync(browser.home, { recursive: true, force: true, maxRetries: 20 });
    console.log(`summary: one file in ${browser.name}, pictures in ${browser.shots}`);
    process.exit(failed ? 1 : 0);
}
