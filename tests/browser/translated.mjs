// The page does not believe that nobody else touches its text: every text of every screen is taken
// away as a browser's translation does, and everything goes on. What is then on the screen is what
// the same screen says when it is loaded anew.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { inReach } from "./looks.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-translated-"));
const key = "0123456789abcdefghijklmnop";
const server = await start(dir, ["--key", key, "--contact", "vie@exemple.ca"]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const boss = await new Client(server.port).connect();
const other = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", key, options })).out;
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
let turns = 0;
/** Both ways in turn; afterwards the screen says what it said. */
async function translated(page, least = 1) {
    assert.deepEqual(await page.evaluate(inReach), []);
    const before = await words(page);
    const wrap = turns++ % 2 === 0;
    let n = 0;
    for (const frame of await read(page)) n += await frame.evaluate(translate, wrap);
    assert.ok(n >= least, `${n} texts were translated`);
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.equal(await words(page), before, "the translation itself changed what is read");
}
/** The page and what it frames, but for the small hall, which comes by itself and nobody reads. */
const read = async (page) => {
    const all = [];
    for (const frame of page.frames()) {
        const box = frame.parentFrame() && (await frame.frameElement());
        if (!box || !(await box.evaluate((el) => el.closest("[inert]")))) all.push(frame);
    }
    return all;
};
/** What is read in the page but for its clock, and for the offer of the other language. */
const words = async (page) => {
    const all = [];
    for (const frame of await read(page)) all.push(await frame.evaluate(wordsHere));
    return all.join(" | ");
};
function wordsHere() {
    const shown = document.body.cloneNode(true);
    for (const el of shown.querySelectorAll(
        ".time, .toasts, aside, .scr-clock, .hint > [aria-hidden], script, .sr",
    ))
        el.remove();
    document.body.append(shown);
    const text = shown.innerText.replace(/\s+/g, " ").replace(/\d+:\d\d/g, "…");
    shown.remove();
    return text;
}
/** Until the page says just the words that are `wanted` now. */
async function until(page, wanted) {
    for (const end = Date.now() + 10_000; Date.now() < end;)
        if ((await words(page)) === (await wanted())) return;
    assert.equal(await words(page), await wanted());
}
/** A page loaded anew says the same, but for what is told once. */
async function same(page, ready) {
    await ready();
    const was = await words(page);
    await page.reload();
    await ready();
    await until(page, () => was);
}
/** What two pages of the same address say once the same was done on each, one of them translated
    before and after; and in the other language. */
async function goesOn(address, ready, act) {
    const speak = (page) =>
        page.evaluate(() => {
            const told = { key: "tablee.lang", newValue: "en" };
            window.dispatchEvent(new StorageEvent("storage", told));
        });
    const both = [];
    for (const name of ["translated", "as it is"]) {
        const page = await pages.open(`${address}, ${name}`, { width: 1280, height: 800 });
        await page.goto(`${origin}${address}`);
        await ready(page);
        both.push(page);
    }
    const [marred, fresh] = both;
    await translated(marred);
    for (const doing of [act, speak]) {
        for (const page of both) await doing(page);
        await until(marred, () => words(fresh));
        await translated(marred, 0);
    }
    for (const page of both) await page.context().close();
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
/* Around a workshop, each with what one does there. */
const press = (name) => async (page) => {
    await page.getByRole("button", { name }).first().click();
};
const seen = (what) => (page) => page.locator(what).first().waitFor();
const AROUND = {
    "the front door": [
        "/",
        async (page) => {
            await page.locator("main h1").waitFor();
            // The lower half comes when it is near.
            await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
            await page.locator(".fac-map svg").first().waitFor();
        },
        async (page) => {
            await page.getByLabel("Code de l’atelier").first().fill("1234");
            await page.getByRole("button", { name: "Entrer", exact: true }).click();
            await page.locator(".error").first().waitFor();
        },
    ],
    "the list of scenarios": [
        "/scenarios",
        seen(".lib-row"),
        (page) => page.getByLabel("Qui a lancé le projet").selectOption({ index: 1 }),
    ],
    "a scenario": ["/scenarios/la-brunante", seen("a.lib-create"), async () => {}],
    "the kit": [`/kit/la-brunante#cle=${key}`, seen(".kit-card"), async () => {}],
    "the editor": [
        `/editer#cle=${key}`,
        seen("h1"),
        (page) => page.getByLabel("Nom court").fill("pas un nom court"),
    ],
    "the host's page": [
        "/hote",
        async (page) => {
            await page.getByLabel("Clé de l’hôte").fill(key);
            await page.getByRole("button", { name: "Ouvrir" }).click();
            await page.getByText("1 atelier gardé").waitFor();
        },
        press(/^Supprimer La Brunante/),
    ],
    "who answers for data": ["/confidentialite", seen("h1"), async () => {}],
};
AROUND["a workshop played again"] = [
    `/animer#${made.room}.${made.token}`,
    async (page) => {
        await page.locator(".con-bar").waitFor();
        await page.goto(`${origin}/rejouer/${made.room}`);
        await page.locator(".rep-list").waitFor();
        await page.frameLocator("iframe").locator(".con-bar").waitFor();
    },
    (page) => page.locator(".rep-list button").nth(3).click(),
];
for (const [what, [address, ready, act]] of Object.entries(AROUND))
    steps.push([
        `${what} goes on from a translated one, in both languages`,
        () => goesOn(address, ready, act),
    ]);

const code = await pages.run(steps);
for (const client of [boss, other]) client.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
