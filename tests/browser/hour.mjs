// The hour in real browsers: home page, console, projector and six phones (one of them speaking for
// two people), from creation to conclusion; axe on each screen, in both colour schemes at 320 px.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { start } from "../hour/server.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const shots = process.env.TABLEE_ARTEFACTS ?? fs.mkdtempSync(path.join(os.tmpdir(), "tablee-shots-"));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-browser-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ],
});
const complaints = [];
let passed = 0;
let screens = 0;
const ok = (what) => (passed++, console.log(`  ok ${what}`));

async function open(name, size) {
    const context = await browser.newContext({ viewport: size, locale: "fr-CA", reducedMotion: "reduce" });
    context.setDefaultTimeout(15_000);
    context.on("page", (page) => watch(name, page));
    return context.newPage();
}
function watch(name, page) {
    page.on("console", (m) => m.type() === "error" && complaints.push(`${name}: ${m.text()}`));
    page.on("pageerror", (error) => complaints.push(`${name}: ${error.stack}`));
    page.on("request", (r) => {
        if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== origin)
            complaints.push(`${name} asked a third party: ${r.url()}`);
    });
}

/** Looks at the screen as it is now: a picture, then axe at 320 px, light and dark. */
async function inspect(page, name) {
    screens++;
    const size = page.viewportSize();
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
    await page.setViewportSize({ width: 320, height: 700 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 320) complaints.push(`${name}: ${wide} px wide on a screen of 320`);
    await page.evaluate(AXE);
    for (const colorScheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate(
            (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
            RULES,
        );
        for (const v of found.violations)
            complaints.push(`${name} (${colorScheme}): ${v.id} ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
        if (colorScheme === "dark") await page.screenshot({ path: path.join(shots, `${name}-320-dark.png`) });
    }
    await page.setViewportSize(size);
}
const button = (page, name) => page.getByRole("button", { name });
const tab = (page, name) => page.locator(".tabs").getByRole("button", { name, exact: true }).click();
const choose = (page, group, name) =>
    page.getByRole("group", { name: group }).getByText(name, { exact: true }).click();

let step = "start";
const pages = [];
try {
    /* -- create ------------------------------------------------------------------------------ */
    step = "create";
    const home = await open("home", { width: 1280, height: 900 });
    pages.push(home);
    await home.goto(origin);
    await home.getByText("Préparer un atelier").click();
    await home.getByText("La Brunante").first().waitFor();
    await inspect(home, "01-home");
    await button(home, /Nombre de tables/).first().click();
    await button(home, "Créer l’atelier").click();
    await home.getByRole("heading", { name: "L’atelier est prêt" }).waitFor();
    await inspect(home, "02-made");
    const code = (await home.locator(".fac-code").innerText()).replace(/\D/g, "");
    assert.match(code, /^\d{7}$/);
    const screenTab = home.context().waitForEvent("page");
    await home.getByRole("link", { name: "Ouvrir le grand écran" }).click();
    const projector = await screenTab;
    pages.push(projector);
    await projector.locator("svg.qr").first().waitFor();
    await inspect(projector, "03-projector-code");
    await home.getByRole("link", { name: "Ouvrir la console" }).click();
    const desk = home;
    await button(desk, "Commencer").waitFor();
    ok("a workshop is created, its console and its projector open");

    /* -- join -------------------------------------------------------------------------------- */
    const NAMES = ["Ana", "Bruno", "Chloé", "Dounia", "Émile", "Fatou"];
    const phones = [];
    for (const [i, name] of NAMES.entries()) {
        step = `join ${name}`;
        const phone = await open(name, { width: 390, height: 844 });
        pages.push(phone);
        phones.push(phone);
        if (i === 0) {
            await phone.goto(`${origin}/j`);
            await phone.getByRole("textbox").fill(code);
            await phone.getByRole("textbox").press("Enter");
        } else await phone.goto(`${origin}/j/${code}`);
        const field = phone.locator("form input[type=text]");
        await field.waitFor();
        if (i === 0) await inspect(phone, "04-join");
        await field.fill(name);
        await phone.locator("form button[type=submit]").click();
        await phone.getByRole("heading", { name: "Vous y êtes" }).waitFor();
    }
    await inspect(phones[0], "05-lobby");
    ok("six phones join with the code");

    /* -- presentation ------------------------------------------------------------------------ */
    const next = async (from, what) => {
        step = `next: ${what}`;
        await button(desk, from).first().click();
        await desk.getByRole("dialog").getByRole("button", { name: /^Passer à|^Commencer/ }).click();
        for (const phone of phones) await phone.locator(".eyebrow", { hasText: what }).first().waitFor();
    };
    await next("Commencer", "Présentation");
    await inspect(phones[0], "06-briefing");
    for (const phone of phones) {
        step = "role card";
        await tab(phone, "Ma carte de rôle");
        await button(phone, "Voir la partie privée").click();
        await phone.getByRole("heading", { name: "Votre ligne rouge" }).waitFor();
        if (phone === phones[0]) await inspect(phone, "07-card");
        await button(phone, "Je suis là, carte lue").click();
    }
    await inspect(desk, "08-console");
    await inspect(projector, "09-projector-briefing");
    ok("each phone reads its role card");
    /* -- what follows -------------------------------------------------------------------------- */
} catch (error) {
    for (const [i, page] of pages.entries())
        await page.screenshot({ path: path.join(shots, `failed-${i}.png`) }).catch(() => {});
    console.log(server.output().slice(-2000));
    complaints.push(`stopped at ${step}: ${error.stack}`);
}
await browser.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
for (const complaint of complaints) console.log(`  FAIL ${complaint}`);
console.log(`summary: ${passed} steps in browsers, axe on ${screens} screens, pictures in ${shots}`);
process.exit(complaints.length ? 1 : 0);
