// The door in a browser that cannot come in: a script that is blocked or that an old engine cannot
// read, a network that brings nothing, no sheets; and the language one finds there.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Proxy } from "../wire/link.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-door-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const proxy = new Proxy(server.port); // lets no WebSocket pass
await proxy.listen();
const around = `http://127.0.0.1:${proxy.port}`;
const pages = await new Pages(
    [origin, around],
    /ERR_FAILED|ERR_BLOCKED|Unexpected token|WebSocket connection|status of 4\d\d/,
).launch();
const boss = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
const size = { width: 320, height: 568 };
const join = `${origin}/j/${made.room}`;

/** What is to be done is there from the start, and shown by the style sheet alone after a while. */
async function told(page, name) {
    await page.getByText("Un instant, la page arrive…").waitFor();
    await page.waitForFunction(() => document.getAnimations().length > 0); // its style sheet counts
    const late = page.getByText("partagez un téléphone avec quelqu’un de votre table");
    assert.equal(await late.isVisible(), false, "not at once: most wait for two seconds");
    const waits = await page.evaluate(() =>
        document.getAnimations().map((x) => [x.animationName, x.effect.getTiming().delay]),
    );
    assert.deepEqual(waits, [["door-late", 20_000]]);
    await page.evaluate(() => document.getAnimations().forEach((x) => x.finish()));
    assert.equal(await late.isVisible(), true);
    const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    assert.equal(await page.evaluate(wide), false);
    await page.screenshot({ path: path.join(pages.shots, `${name}.png`) });
}
const nameOf = (page) => page.getByLabel("Votre nom dans l’atelier");
async function enters(page, name) {
    await nameOf(page).fill(name);
    await page.getByRole("button", { name: "Entrer", exact: true }).click();
}
/** Somebody joins, the answer is lost on its way, and the page is closed. */
async function lost(page, name) {
    let gone;
    const answered = new Promise((resolve) => (gone = resolve));
    await page.routeWebSocket(/\/ws/, (way) => {
        const there = way.connectToServer();
        there.onMessage((text) => (/"resume":/.test(text) ? gone() : way.send(text)));
    });
    await page.goto(join);
    await enters(page, name);
    await answered;
    await boss.until("the seat", ({ room }) =>
        Object.values(room.people).some((x) => x.name === name),
    );
    await page.close();
    return page.context();
}
const people = () => Object.values(boss.docs.room.people).map((x) => x.name);

const steps = [
    [
        "the page says what to do where its script is blocked",
        async () => {
            const page = await pages.open("blocked", size, null, { locale: "fr-CA" });
            await page.route("**/*.js", (route) => route.abort());
            await page.goto(join);
            await told(page, "90-door-late");
        },
    ],
    [
        "and where an old engine stops at the first new sign",
        async () => {
            const page = await pages.open("old", size, null, { locale: "fr-CA" });
            await page.route("**/main-*.js", (route) =>
                route.fulfill({ contentType: "text/javascript", body: "let x = y ?.?. z;" }),
            );
            page.removeAllListeners("pageerror"); // it cannot be read: that is the case
            await page.goto(join);
            await told(page, "90-door-old-engine");
        },
    ],
    [
        "and while a slow network brings the screen",
        async () => {
            const page = await pages.open("slow", size, null, { locale: "fr-CA" });
            let go;
            const held = new Promise((resolve) => (go = resolve));
            await page.route("**/phone-*.js", async (route) => (await held, route.continue()));
            await page.goto(join, { waitUntil: "commit" });
            await told(page, "90-door-slow");
            go();
            await page.getByRole("button", { name: "Entrer" }).waitFor();
            assert.equal(await page.getByText("la page arrive").count(), 0);
        },
    ],
    [
        "name, what is kept in a sentence, «Entrer»: within the first screen of a small phone",
        async () => {
            const page = await pages.open("small", size, null, { locale: "fr-CA" });
            await page.goto(join);
            await page.getByText("jamais de son, d’image ni de courriel").waitFor();
            const enter = page.getByRole("button", { name: "Entrer", exact: true });
            const { y, height } = await enter.boundingBox();
            assert.ok(y + height <= size.height, `«Entrer» ends at ${y + height}`);
            await page.getByText("Ce qui est gardé, et deux choix").click();
            for (const words of ["rejoués au retour", "servir à la recherche"]) {
                const choice = page.getByLabel(words);
                assert.equal(await choice.isChecked(), false, "off until one says so");
            }
            await pages.inspect(page, "90-join-open");
        },
    ],
    [
        "a joining whose answer was lost is offered to its person, and is nobody else's",
        async () => {
            const page = await pages.open("tablet", { width: 390, height: 844 });
            await boss.hello(made.room, made.token);
            const context = await lost(page, "Ana");
            assert.deepEqual(people(), ["Ana"]);
            const next = await context.newPage();
            await next.goto(join);
            await next.getByRole("heading", { name: "Êtes-vous Ana?" }).waitFor();
            await pages.inspect(next, "90-join-left");
            await enters(next, "Bruno"); // without a word of the offer
            await next.locator(".topbar-who", { hasText: "Bruno" }).waitFor();
            assert.deepEqual(people(), ["Ana", "Bruno"]);

            // A second seat on this device is made by a press that says so, and by nothing else.
            await next.goto(join);
            await next.getByRole("button", { name: "Reprendre ma place" }).waitFor();
            assert.equal(await nameOf(next).count(), 0);
            const other = { name: "Quelqu’un d’autre prend cet appareil" };
            await next.getByRole("button", other).click();
            await enters(next, "Chloé");
            await next.locator(".topbar-who", { hasText: "Chloé" }).waitFor();
            assert.deepEqual(people(), ["Ana", "Bruno", "Chloé"]);
            await context.close();
        },
    ],
    [
        "and its person takes the seat that was made, by a press",
        async () => {
            const page = await pages.open("phone", { width: 390, height: 844 });
            const context = await lost(page, "Dounia");
            const next = await context.newPage();
            await next.goto(join);
            await next.getByRole("button", { name: "Oui, c’est moi" }).click();
            await next.locator(".topbar-who", { hasText: "Dounia" }).waitFor();
            assert.deepEqual(people(), ["Ana", "Bruno", "Chloé", "Dounia"]);
            await context.close();
        },
    ],
    [
        "who is joined by another way than the others is told so to facilitators",
        async () => {
            const phones = {};
            for (const [name, from] of Object.entries({ Émile: around, Fanny: origin })) {
                phones[name] = await pages.open(name, { width: 390, height: 844 });
                await phones[name].goto(`${from}/j/${made.room}`);
                await enters(phones[name], name);
                await phones[name].locator(".topbar-who", { hasText: name }).waitFor();
            }
            const desk = await pages.open("desk", { width: 1280, height: 800 });
            await desk.goto(`${origin}/animer#${made.room}.${made.token}`);
            await desk.locator(".con-open", { hasText: "Table 1" }).first().click();
            const one = (name) => desk.locator(".con-people li", { hasText: name });
            await one("Émile").getByText("par un détour, plus lent").waitFor();
            await one("Fanny").waitFor();
            assert.doesNotMatch(await one("Fanny").innerText(), /détour/);
            for (const page of [...Object.values(phones), desk]) await page.context().close();
        },
    ],
    [
        "a browser without sheets is told at the door",
        async () => {
            const page = await pages.open("no sheets", size, null, { locale: "fr-CA" });
            await page.addInitScript(() => delete HTMLDialogElement.prototype.showModal);
            await page.goto(join);
            await page.getByText("Prenez un autre appareil, ou partagez un téléphone").waitFor();
            await pages.inspect(page, "90-door-no-sheets");
        },
    ],
    [
        "an English phone starts in English, any other in French; the hall keeps the room's",
        async () => {
            for (const [locale, words] of [
                ["en-GB", "Join"],
                ["fr-FR", "Entrer"],
                ["es-MX", "Entrer"],
            ]) {
                const page = await pages.open(locale, size, null, { locale });
                await page.goto(join);
                await page.getByRole("button", { name: words, exact: true }).waitFor();
                assert.equal(
                    await page.evaluate(() => document.documentElement.lang),
                    words === "Join" ? "en-CA" : "fr-CA",
                );
            }
            const hall = await pages.open("hall", { width: 1280, height: 720 }, null, {
                locale: "en-GB",
            });
            await hall.goto(`${origin}/ecran#${made.room}.${made.screen}`);
            await hall.locator("html[lang=fr-CA]").waitFor();
        },
    ],
];

const code = await pages.run(steps);
boss.socket.tcp.destroy();
await proxy.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
