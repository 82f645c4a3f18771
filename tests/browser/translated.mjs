// The page does not believe that nobody else touches its text: every text of every screen is taken
// away as a browser's translation does, and everything goes on. What is then on the screen is what
// the same screen says when it is loaded anew.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-translated-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const boss = await new Client(server.port).connect();
const other = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
let phone, desk, hall;

/** In the page: replaces or wraps every text that may be translated; counts them. */
function translate(wrap) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = []; // of pages: what a picture says is left alone
    while (walker.nextNode()) texts.push(walker.currentNode);
    let n = 0;
    for (const text of texts) {
        const { parentElement } = text;
        if (!text.data.trim() || parentElement.closest("script, style, textarea, font, svg"))
            continue;
        if (parentElement.closest("[translate=no]")) continue;
        const [outer, inner] = [1, 2].map(() => document.createElement("font"));
        outer.append(inner);
        outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
        if (wrap) {
            text.before(outer);
            inner.append(text);
        } else {
            inner.append(text.data);
            text.replaceWith(outer);
        }
        n++;
    }
    return n;
}
/** In the page: what is nothing but a name, a count, a clock or a code, and may be translated. */
function bare(names) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const out = [];
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        const alone = parentElement.textContent === data; // and no number in a sentence
        const count = /^[\d\s:/+–−%-]+$/.test(data) && /\d/.test(data);
        if (!alone || (!count && !names.includes(data.trim()))) continue;
        if (parentElement.closest("script, style, textarea, font, [translate=no]")) continue;
        out.push(`${parentElement.outerHTML}`.slice(0, 120));
    }
    return out;
}
let turns = 0;
/** Both ways in turn; afterwards the screen says what it said. */
async function translated(page, least = 1) {
    assert.deepEqual(await page.evaluate(bare, ["Ana", "Bruno"]), []);
    const before = await words(page);
    const n = await page.evaluate(translate, turns++ % 2 === 0);
    assert.ok(n >= least, `${n} texts were translated`);
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.equal(await words(page), before, "the translation itself changed what is read");
}
/** What is read in the page but for its clock, and for the offer of the other language. */
const words = (page) =>
    page.evaluate(() => {
        const shown = document.body.cloneNode(true);
        for (const el of shown.querySelectorAll(
            ".time, .toasts, aside, .scr-clock, .hint > [aria-hidden], script, .sr",
        ))
            el.remove();
        document.body.append(shown);
        const text = shown.innerText.replace(/\s+/g, " ");
        shown.remove();
        return text;
    });
/** A page loaded anew says the same, but for what is told once. */
async function same(page, ready) {
    await ready();
    const was = await words(page);
    await page.reload();
    await ready();
    await page
        .waitForFunction(
            ([had]) => {
                const shown = document.body.cloneNode(true);
                for (const el of shown.querySelectorAll(
                    ".time, .toasts, aside, .scr-clock, .hint > [aria-hidden], script, .sr",
                ))
                    el.remove();
                document.body.append(shown);
                const text = shown.innerText.replace(/\s+/g, " ");
                shown.remove();
                window.now = text;
                return text === had;
            },
            [was],
            { timeout: 10_000 },
        )
        .catch(async () => assert.equal(was, await page.evaluate(() => window.now)));
}
const phase = (name) => phone.locator(".eyebrow", { hasText: name }).first().waitFor();
const button = (page, name) => page.getByRole("button", { name, exact: true });

const steps = [
    [
        "a person joins, and a console and a hall look on",
        async () => {
            phone = await pages.open("Ana", { width: 390, height: 844 });
            await phone.goto(`${origin}/j/${made.room}`);
            await button(phone, "Entrer").waitFor();
            await translated(phone);
            await phone.locator("input[type=text]").first().fill("Ana");
            await phone.locator("button[type=submit], .btn-primary").last().click();
            await phone.locator(".topbar-who", { hasText: "Ana" }).waitFor();
            const fields = { name: "Bruno", debrief: false, research: false, lang: "fr" };
            const got = (await other.ask({ t: "join", room: made.room, ...fields })).out;
            await other.hello(made.room, got.token);
            other.me = got.person;
            hall = await pages.open("hall", { width: 1280, height: 720 });
            await hall.goto(`${origin}/ecran#${made.room}.${made.screen}`);
            await hall.locator(".scr").waitFor();
            desk = await pages.open("desk", { width: 1280, height: 800 });
            await desk.goto(`${origin}/animer#${made.room}.${made.token}`);
            await desk.locator(".con-bar").waitFor();
        },
    ],
    [
        "clock, code, names and letters are out of the translator's reach",
        async () => {
            for (const [page, kept] of [
                [phone, [".topbar-who strong", ".badge-shape"]],
                [desk, [".code", ".con-names"]],
                [hall, [".code"]],
            ])
                for (const selector of kept) {
                    const all = page.locator(selector);
                    assert.ok((await all.count()) > 0, selector);
                    for (const el of await all.all())
                        assert.ok(
                            await el.evaluate((x) => !!x.closest("[translate=no]")),
                            selector,
                        );
                }
        },
    ],
    ...["Présentation", "En groupe d’acteurs", "Mise en commun", "Rapport", "Conclusion"].map(
        (name) => [
            `${name}: all three screens go on from a translated one`,
            async () => {
                for (const page of [phone, desk, hall]) await translated(page);
                await boss.do("next");
                await phase(name);
                await phone.locator(".topbar .time").waitFor();
                assert.equal(
                    await phone.locator(".topbar .time").evaluate((x) => x.translate),
                    false,
                );
                await same(phone, () => phase(name));
                await same(hall, () => hall.locator(".scr").waitFor());
            },
        ],
    ),
];
// In the negotiation: what others do arrives among translated words.
steps.splice(5, 0, [
    "a clause proposed, answered and counted among translated words",
    async () => {
        await phone.getByRole("button", { name: "Clauses" }).first().click();
        await phone.getByRole("button", { name: "Proposer une clause" }).waitFor();
        for (const n of [1, 2, 3]) {
            await translated(phone);
            await other.do("propose", {
                text: `Vingt logements, version ${n}`,
                scale: ["local"],
                dims: ["soc"],
                for: "all",
            });
            await phone.getByText(`Vingt logements, version ${n}`).first().waitFor();
        }
        const order = await phone.locator(".clause-text").allInnerTexts();
        assert.deepEqual(
            order,
            [1, 2, 3].map((n) => `Vingt logements, version ${n}`),
        );
        const counts = phone.locator(".row-between .soft");
        assert.match(await counts.innerText(), /3/);
        await translated(phone);
        await phone.locator(".card:has(.clause-text) button").first().click();
        await phone.locator("dialog[open]").waitFor();
        await translated(phone);
        await phone.locator("dialog[open] button.chip").first().click();
        await phone.locator("dialog[open] button.chip-on").waitFor();
        await phone.locator("dialog[open]").getByText("adoptée").first().waitFor(); // all answered
        await translated(phone, 0); // a chip that is pressed may say nothing new
        await phone.locator("dialog[open] .sheet-head button").click();
        await phone.locator("dialog[open]").waitFor({ state: "detached" });
        await pages.inspect(phone, "91-translated-clauses");
    },
]);
steps.push([
    "a page that is being translated offers its other language",
    async () => {
        await translated(phone);
        await phone.getByText("This page also exists in English.").waitFor();
        await pages.inspect(phone, "91-translated-offer");
        await button(phone, "English").click();
        await phone.locator("html[lang=en-CA]").waitFor();
        await phone
            .getByRole("heading", { name: /Out of your role|role/i })
            .first()
            .waitFor();
    },
]);

const code = await pages.run(steps);
for (const client of [boss, other]) client.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
