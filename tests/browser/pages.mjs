// What the stages in a browser share: Chromium, a watch on errors and third parties, a look at each
// screen, and pictures.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { drawn as boxes } from "./drawn.mjs";
import { look, rest } from "./looks.mjs";

/** As it is read, whatever keeps its words together. */
export const plain = (text) => text.replace(/\s+/g, " ").trim();

/** The field holds these words and no others, soon: a shared text arrived, and once. */
export const holds = (field, words) =>
    field.evaluate(
        (el, text) =>
            new Promise((resolve, reject) => {
                const look = () => el.value === text && (clearInterval(every), resolve());
                const every = setInterval(look, 50);
                setTimeout(() => reject(new Error(`“${el.value}”, not “${text}”`)), 45_000);
            }),
        words,
    );

/* -- the light sheets of the table's talk: what stands behind a line of theirs */
const CREDIT = "Qui a eu l’idée?";
export async function credits(sheet, name) {
    await sheet.locator("summary", { hasText: CREDIT }).click();
    const all = sheet.getByRole("group", { name: CREDIT });
    await all.getByRole("button", { name, exact: true }).click();
}
/** Opens a screen of the sheet by the line that is named so. */
export const line = (sheet, name) =>
    sheet.getByRole("button", { name: new RegExp(`^${name}`) }).click();
export const back = (sheet) => sheet.getByRole("button", { name: "Retour", exact: true }).click();

/** The questionnaire to its last screen: `marks` a person, then a question each, `from` one on;
    `look` is called at each of those, with its number. */
export async function answers(
    page,
    { marks = "3", held, influence = "4", gave = "Non", from = 1, look = async () => {} },
) {
    const ask = page.locator("h2.ask");
    const chip = (name) => page.locator("main").getByRole("button", { name, exact: true }).click();
    const next = async (doing) => {
        const was = await ask.innerText();
        await doing();
        await page.waitForFunction(
            (old) => document.querySelector("h2.ask")?.innerText !== old,
            was,
        );
    };
    await ask.waitFor();
    while (from < 2 && /^Question 1/.test(await ask.innerText())) await next(() => chip(marks));
    if (from < 3) await look(2);
    if (from < 3) await next(() => page.getByRole("button", { name: /^Ensuite/ }).click());
    await look(3);
    if (from < 4) await next(() => chip(held ?? "les trois groupes"));
    await look(4);
    if (from < 5) await next(() => chip(influence));
    await look(5);
    await chip(gave);
}

// The engine without the windows around it draws the same for three quarters of the work.
const CHROMIUM =
    process.env.CHROMIUM ??
    ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(fs.existsSync);

export class Pages {
    complaints = [];
    looked = [];
    looking = 0;
    passed = 0;
    since = performance.now();
    shots = process.env.TABLEE_ARTEFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "tablee-shots-"));
    pages = [];

    /** `origins` may be asked; console errors that match `expected` are part of the test. */
    constructor(origins, expected = /status of 4\d\d/) {
        this.origins = [origins].flat();
        this.expected = expected;
    }
    async launch(args = []) {
        this.browser = await chromium.launch({
            executablePath: CHROMIUM,
            timeout: 120_000,
            args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...args],
        });
        return this;
    }
    async open(name, size, lang = "fr", more = {}) {
        const context = await this.browser.newContext({
            viewport: size,
            reducedMotion: "reduce",
            acceptDownloads: true,
            ...more,
        });
        context.setDefaultTimeout(45_000);
        context.on("page", (page) => this.watch(name, page));
        if (!lang) return context.newPage(); // nothing chosen on this device
        await context.addInitScript((l) => {
            if (location.protocol === "http:") localStorage.setItem("tablee.lang", l);
        }, lang);
        return context.newPage();
    }
    watch(name, page) {
        this.pages.push(page);
        page.on("console", (m) => {
            if (m.type() === "error" && !this.expected.test(m.text()))
                this.complaints.push(`${name}: ${m.text()}`);
        });
        page.on("pageerror", (error) => this.complaints.push(`${name}: ${error.stack}`));
        page.on("request", (r) => {
            if (!/^(data|blob):/.test(r.url()) && !this.origins.includes(new URL(r.url()).origin))
                this.complaints.push(`${name} asked a third party: ${r.url()}`);
        });
    }
    /** Looks at the screen as it is, with a picture of it: looks.mjs says what is asked. */
    async inspect(page, name) {
        const began = performance.now();
        const picture = (more) =>
            page.screenshot({ path: path.join(this.shots, `${name}${more}.png`) });
        const complain = (list) => this.complaints.push(...list.map((x) => `${name}: ${x}`));
        const measure = async (more) => {
            const { text, wrong } = await boxes(page, name);
            const dir = path.join(this.shots, "looks");
            fs.mkdirSync(dir, { recursive: true });
            fs.writeFileSync(path.join(dir, `${name}${more}.txt`), text);
            complain(wrong);
        };
        await rest(page);
        await picture("");
        await measure("");
        const { complaints, drawn } = await look(page, async (more) => {
            await picture(`-320-${more}`);
            if (more === "dark") await measure("-320-dark");
        });
        complain(complaints);
        this.looked.push({ name, drawn });
        this.looking += performance.now() - began;
    }
    /** For the stage `screens`, which asks whether every screen was looked at. */
    keep() {
        const dir = path.join(this.shots, "screens");
        fs.mkdirSync(dir, { recursive: true });
        const file = path.basename(process.argv[1], ".mjs") + ".json";
        fs.writeFileSync(path.join(dir, file), JSON.stringify(this.looked));
    }
    ok(what) {
        this.passed++;
        const took = Math.round(performance.now() - this.since);
        this.since += took;
        console.log(`  ok ${what} (${(took / 1000).toFixed(1)} s)`);
    }
    /** Runs the steps; prints what went wrong and gives the exit code. */
    async run(steps) {
        let step = "start";
        process.once("SIGTERM", () => {
            console.log(`  FAIL stopped from outside at ${step}`);
            process.exit(1);
        });
        try {
            for (const [what, doing] of steps) {
                step = what;
                await doing();
                this.ok(what);
            }
        } catch (error) {
            for (const [i, page] of this.pages.entries())
                await page
                    .screenshot({ path: path.join(this.shots, `failed-${i}.png`) })
                    .catch(() => {});
            this.complaints.push(`stopped at ${step}: ${error.stack}`);
        }
        await this.browser.close();
        this.keep();
        for (const complaint of this.complaints) console.log(`  FAIL ${complaint}`);
        console.log(
            `summary: ${this.passed} steps in browsers, ${this.looked.length} screens looked at ` +
                `in ${Math.round(this.looking / 1000)} s, ` +
                `pictures in ${this.shots}`,
        );
        return this.complaints.length ? 1 : 0;
    }
}
