// What the stages in a browser share: Chromium, a watch on errors and third parties, a look at each
// screen, and pictures.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export class Pages {
    complaints = [];
    screens = 0;
    passed = 0;
    shots = process.env.TABLEE_ARTEFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "tablee-shots-"));
    pages = [];

    /** `origins` may be asked; console errors that match `expected` are part of the test. */
    constructor(origins, expected = /status of 4\d\d/) {
        this.origins = [origins].flat();
        this.expected = expected;
    }
    async launch() {
        this.browser = await chromium.launch({
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        return this;
    }
    async open(name, size, lang = "fr") {
        const context = await this.browser.newContext({
            viewport: size,
            reducedMotion: "reduce",
            acceptDownloads: true,
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
    /**
     * Looks at the screen as it is: a picture; the contrast in the dark; then, in both languages,
     * axe at 320 px, and whether anything is wider than the screen there or with letters twice as
     * large.
     */
    async inspect(page, name) {
        this.screens++;
        const size = page.viewportSize();
        await page.screenshot({ path: path.join(this.shots, `${name}.png`) });
        await page.evaluate(AXE);
        const first = await page.evaluate(() => document.documentElement.lang.slice(0, 2));
        await page.setViewportSize({ width: 320, height: 700 });
        await page.emulateMedia({ colorScheme: "dark" });
        await this.axe(page, `${name}, dark`, { type: "rule", values: ["color-contrast"] });
        await page.screenshot({ path: path.join(this.shots, `${name}-320-dark.png`) });
        await page.emulateMedia({ colorScheme: "light" });
        for (const language of [first === "fr" ? "en" : "fr", first]) {
            const what = `${name} (${language})`;
            await this.speak(page, language);
            await page.setViewportSize({ width: 320, height: 700 });
            await this.narrow(page, `${what}, 320 px`);
            await this.axe(page, what, { type: "tag", values: RULES });
            if (language !== first)
                await page.screenshot({
                    path: path.join(this.shots, `${name}-320-${language}.png`),
                });
            await page.setViewportSize(size);
            await page.evaluate(() => (document.documentElement.style.fontSize = "225%"));
            await this.narrow(page, `${what}, letters at 200 %`);
            await page.evaluate(() => (document.documentElement.style.fontSize = ""));
        }
    }
    /** The language as another tab of the same person would change it. */
    async speak(page, language) {
        const changed = await page.evaluate((newValue) => {
            window.dispatchEvent(new StorageEvent("storage", { key: "tablee.lang", newValue }));
            return document.documentElement.lang;
        }, language);
        if (!changed.startsWith(language)) this.complaints.push(`the page stays in ${changed}`);
    }
    async narrow(page, what) {
        const wide = await page.evaluate(() =>
            [document.documentElement, ...document.querySelectorAll("dialog[open]")]
                .map((el) => [el.scrollWidth, el.clientWidth])
                .find(([content, room]) => content > room),
        );
        if (wide) this.complaints.push(`${what}: ${wide[0]} px wide in ${wide[1]}`);
    }
    async axe(page, what, runOnly) {
        const options = { runOnly, resultTypes: ["violations"] };
        const found = await page.evaluate((o) => globalThis.axe.run(document, o), options);
        for (const v of found.violations)
            this.complaints.push(
                `${what}: ${v.id} ` + v.nodes.map((n) => n.html.slice(0, 120)).join(" | "),
            );
    }
    ok(what) {
        this.passed++;
        console.log(`  ok ${what}`);
    }
    /** Runs the steps; prints what went wrong and gives the exit code. */
    async run(steps) {
        let step = "start";
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
        for (const complaint of this.complaints) console.log(`  FAIL ${complaint}`);
        console.log(
            `summary: ${this.passed} steps in browsers, axe on ${this.screens} screens, ` +
                `pictures in ${this.shots}`,
        );
        return this.complaints.length ? 1 : 0;
    }
}
