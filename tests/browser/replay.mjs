// A workshop played again, in Chromium: every viewpoint at its start, in its middle and at its end
// is what was seen live, nothing is sent or kept, and what people withhold is not told.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { merge } from "../hour/client.mjs";
import { download } from "../hour/play.mjs";
import { BINARY, start } from "../hour/server.mjs";
import { Pages, plain } from "./pages.mjs";
import { Played } from "./played.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-replay-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin, /status of [45]\d\d|ERR_FAILED/).launch();
const phoneSize = { width: 390, height: 844 };
const deskSize = { width: 1440, height: 900 };

const room = new Played(server.port);
await room.open();
const code = room.made.room;
const [table] = room.seats;
const ana = table.M0;
const chloe = table.C0; // the first clause is hers; she does not agree to the debrief
const emile = table.C2;
await room.play();
await chloe.do("consent", { debrief: false, research: true });

/* -- pages ---- */
const keys = (kind, identity) => ({ [`tablee.${kind}.${code}`]: JSON.stringify(identity) });
const person = (seat) => keys("p", { token: seat.token, people: [seat.me] });
const facilitator = () => keys("f", { token: room.made.token });

/** A page with these credentials, and what it sends from now on. */
async function open(name, stored, address, size, lang = "fr", from = origin) {
    const page = await pages.open(name, size, lang);
    await page.addInitScript((all) => {
        if (location.protocol !== "http:") return;
        for (const [key, value] of Object.entries(all)) localStorage.setItem(key, value);
    }, stored);
    const sent = [];
    page.on("websocket", (socket) => {
        sent.push("a connection");
        socket.on("framesent", ({ payload }) => sent.push(String(payload)));
    });
    page.on("request", (q) => {
        if (q.method() !== "GET") sent.push(`${q.method()} ${q.url()}`);
    });
    await page.goto(`${from}${address}`);
    return { page, sent, picture: page.frameLocator("iframe"), frame: () => page.frames()[1] };
}
const kept = (page) => page.evaluate(() => JSON.stringify({ ...localStorage, "tablee.lang": "" }));
const textOf = async (at) => plain(await at.innerText());
const place = (page) => page.getByLabel(/^Moment de la séance/);
const bar = (page) => page.locator(".rep-bar");
const where = async (page) => textOf(bar(page).locator(".rep-where"));
const moment = (page, name) => page.locator(".rep-list").getByRole("button", { name }).first();
/** The clauses of the table, which the clock alone would not show so early. */
const clauses = (picture) =>
    picture.locator(".tabs").getByRole("button", { name: "Clauses" }).click();
/** Until what the picture says is this; what it says is observed, however long it takes to draw. */
const says = (at, test) => at.filter({ hasText: test }).first().waitFor();
/** Once both have come to rest they say the same, but for names that are withheld and for how long
    something has lasted: the recording ends with its last line. */
async function alike(live, picture, what) {
    const same = (text) => text.replaceAll("Chloé", "Personne 3").replace(/\d+:\d\d/g, "…");
    let seen = [];
    for (let tries = 0; tries < 100; tries++) {
        seen = [same(await textOf(live)), await textOf(picture)];
        if (seen[0] === same(seen[1])) return seen[1];
        await rest(live.page());
    }
    return assert.equal(same(seen[1]), seen[0], what);
}
/** A text that is drawn in several steps. */
async function comesTo(at, text) {
    let seen;
    for (let tries = 0; tries < 100; tries++) {
        seen = await textOf(at);
        if (seen === text) return;
        await rest(at.page());
    }
    assert.equal(seen, text);
}
/** The class of what has the focus when the first such element comes. */
const focusedAsItComes = (page, selector) =>
    page.evaluate(
        (selector) =>
            new Promise((come) => {
                const watch = new MutationObserver(() => {
                    if (!document.querySelector(selector)) return;
                    watch.disconnect();
                    come(document.activeElement.className);
                });
                watch.observe(document.body, { childList: true, subtree: true });
            }),
        selector,
    );
/** Goes to a moment and takes another viewpoint at once, before the moment is painted. */
const goneToAndTurned = (page, name, view) =>
    page.evaluate(
        ([name, view]) => {
            const list = document.querySelector(".rep-list");
            const watch = new MutationObserver(() => {
                watch.disconnect();
                const choice = document.querySelector(".rep-view select");
                choice.value = view;
                choice.dispatchEvent(new Event("change", { bubbles: true }));
            });
            watch.observe(list, { subtree: true, attributeFilter: ["aria-current"] });
            const moments = [...list.querySelectorAll("button")];
            moments.find((x) => x.innerText.includes(name)).click();
        },
        [name, view],
    );
const rest = (page) => page.evaluate(() => new Promise(requestAnimationFrame));

/* -- the recordings themselves ---- */
const root = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");
async function reader() {
    const { build } = await import(path.join(root, "web/node_modules/esbuild/lib/main.js"));
    const outfile = path.join(dir, "reader.mjs");
    const contents = 'export * from "./recording"; export * from "./moments";';
    const stdin = { contents, resolveDir: path.join(root, "web/src/replay"), loader: "ts" };
    await build({ stdin, bundle: true, format: "esm", outfile });
    return import(pathToFileURL(outfile));
}
async function recorded(view, token = room.made.token) {
    const answer = await fetch(`${origin}/api/rooms/${code}/replay/${view}`, {
        headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200, view);
    return answer.text();
}
function apply(docs, { drop = [], docs: whole = {}, patch = {} }) {
    const out = { ...docs, ...whole };
    for (const topic of drop) delete out[topic];
    for (const [topic, p] of Object.entries(patch)) out[topic] = merge(out[topic], p);
    return out;
}

let phone; // Ana's
let desk;
const steps = [
    [
        "a phone's replay opens with the conclusion, and never to a stranger",
        async () => {
            const early = await open("early", person(ana), `/rejouer/${code}`, phoneSize);
            await early.page.getByRole("heading", { name: "Pas encore" }).waitFor();
            await pages.inspect(early.page, "80-replay-closed");
            const stranger = await open("stranger", {}, `/rejouer/${code}`, phoneSize);
            await stranger.page.getByRole("heading", { name: "Qui êtes-vous" }).waitFor();
            assert.deepEqual([...early.sent, ...stranger.sent], []);
            await stranger.page.getByRole("link", { name: "J’ai un code de reprise" }).click();
            await stranger.page.getByLabel("Code de reprise").waitFor();
            await early.page.context().close();
            await stranger.page.context().close();
            await room.phase("conclusion");
        },
    ],
    [
        "any place of a recording is what its patches make, and its end is what was live",
        async () => {
            const m = await reader();
            const text = await recorded("facilitator");
            const r = m.read(text);
            const docs = [];
            for (const line of r.lines) docs.push(apply(docs.at(-1) ?? {}, line));
            const order = docs.map((_, i) => (i * 7919) % docs.length);
            for (const at of order) assert.deepEqual(m.docsAt(r, at), docs[at], `line ${at}`);
            for (const topic of ["table/t1", "table/t2", "outcome/t2", "screen"])
                if (topic !== "table/t1")
                    assert.deepEqual(docs.at(-1)[topic], room.boss.docs[topic], topic);
            assert.deepEqual(m.docsAt(m.read(text.slice(0, -20)), docs.length - 2), docs.at(-2));

            for (const n of [r.lines[5].n, r.lines[5].n + 0.5])
                assert.equal(m.placeOfRecord(r, n).line, 5);
            const scale = m.scaleOf(r);
            for (const { t } of r.lines) assert(Math.abs(scale.at(scale.of(t)) - t) < 1);
            const kinds = new Set(m.momentsOf(r).map((x) => x.kind));
            for (const kind of ["phase", "base", "proposed", "amended", "adopted", "objected"])
                assert(kinds.has(kind), kind);
            assert(kinds.has("carried"));
        },
    ],
    [
        "silences are cut in their middle, and say by how much",
        async () => {
            const m = await reader();
            const lines = [0, 1000, 601_000].map((t, i) => ({ n: i + 1, t, docs: {} }));
            const head = { replay: 1, room: code, view: "screen", from: 0, to: 601_000 };
            const r = m.read([head, ...lines].map((x) => `${JSON.stringify(x)}\n`).join(""));
            let p = m.placeOfLine(r, 1);
            let waited = 0;
            let cut = 0;
            for (; p.line < 2 && waited < 600; waited++) {
                p = m.later(r, p, 100, 5000);
                cut = Math.max(cut, m.cutAt(r, p, 5000));
            }
            assert(waited <= 51, `${waited / 10} s`);
            assert.equal(cut, 595_000);
            assert.equal(m.cutAt(r, { line: 1, t: 2000 }, 5000), 0);
            assert.equal(m.scaleOf(r).length, 121_000);
        },
    ],
    [
        "from the phone's conclusion to its replay; its end is what the phone shows",
        async () => {
            phone = await open("ana", person(ana), `/p/${code}`, phoneSize);
            const { page, picture, sent } = phone;
            await page.getByRole("button", { name: "Revoir l’atelier" }).waitFor();
            const live = await textOf(page.locator("main.page"));
            const before = await kept(page);
            await page.getByRole("button", { name: "Revoir l’atelier" }).click();
            await picture.locator("main.page").waitFor();
            sent.length = 0;
            await page.keyboard.press("End");
            await says(picture.locator("h1"), "Sortez de votre rôle");
            await comesTo(picture.locator("main.page"), live);
            await page.keyboard.press("Home");
            await says(picture.locator("main.page"), "L’animation va vous donner une place");
            assert.match(await where(page), /^Arrivée 0:00/);
            assert.equal(await kept(page), before);
            assert.deepEqual(sent, []);
        },
    ],
    [
        "what others withhold is not told: neither their words nor their name",
        async () => {
            const { page, picture } = phone;
            await says(page.locator(".rep-head"), "Sans les mots d’une personne.");
            // The very first key that one presses after it has opened is its own.
            const first = focusedAsItComes(page, ".rep-list");
            await page.getByRole("button", { name: "Moments" }).click();
            assert.equal(await first, "rep-list");
            assert.doesNotMatch(await textOf(page.locator(".rep-list")), /Chloé|Vingt logements/);
            await page.keyboard.press("Escape");
            await page.locator(".rep-list").waitFor({ state: "detached" });
            await page.keyboard.press("Enter"); // the focus is on what opened it
            await moment(page, "Clause 4 adoptée").click();
            await clauses(picture);
            const shown = picture.locator("main.page");
            await says(shown, "Une coopérative de solidarité");
            const text = await textOf(shown);
            assert.match(text, /Personne \d/);
            assert.doesNotMatch(text, /Chloé|Vingt logements|\?/);
            await page.getByRole("button", { name: "Moments" }).click();
            await pages.inspect(page, "81-replay-phone");

            const own = await open("chloe", person(chloe), `/rejouer/${code}`, phoneSize);
            await own.picture.locator("main.page").waitFor();
            await own.page.getByRole("button", { name: "Moments" }).click();
            await moment(own.page, "Clause 1 proposée par Chloé").click();
            await clauses(own.picture);
            await says(own.picture.locator(".clause-text"), "Vingt logements abordables");
            await own.page.context().close();
        },
    ],
    [
        "what one presses in the picture is not sent, and one is told so",
        async () => {
            const { page, picture, sent } = phone;
            const before = await kept(page);
            await picture.getByRole("button", { name: "Aide" }).click();
            await says(bar(page), "Ceci est une séance rejouée.");
            await picture.getByRole("button", { name: "Proposer une clause" }).press("Enter");
            const sheet = picture.locator("dialog[open]");
            await sheet.getByLabel("La clause").fill("Rien de ceci n’est gardé");
            // The sheet leaves the bar free, and takes no focus from it when it goes.
            await place(page).focus();
            await page.keyboard.press("Home");
            await says(picture.locator("h1"), "Vous y êtes");
            assert.equal(await sheet.count(), 0);
            assert(await place(page).evaluate((x) => x === document.activeElement));
            assert.equal(await picture.locator("[role=status], [role=alert]").count(), 0);
            assert.equal(await kept(page), before);
            assert.deepEqual(sent, []);
            assert.equal(room.boss.docs.room.tables.t1.help, undefined);
            await page.getByRole("button", { name: "Quitter" }).click();
            await page.getByRole("heading", { name: "Sortez de votre rôle" }).waitFor();
            await page.context().close();
        },
    ],
    [
        "the facilitators' replay ends as their console is",
        async () => {
            const live = await open("live", facilitator(), `/animer/${code}`, deskSize);
            await live.page.locator(".con-tile").nth(2).waitFor();
            desk = await open("desk", facilitator(), `/rejouer/${code}`, deskSize);
            const { page, picture } = desk;
            await picture.locator(".con-tile").nth(2).waitFor();
            await page.keyboard.press("End");
            const tiles = [live.page, picture].map((x) => x.locator(".con-grid"));
            await says(tiles[1], "Table 3");
            assert.match(await alike(...tiles, "the tables"), /Ana.*Personne 3/);
            await live.page.context().close();
        },
    ],
    [
        "decision by decision with the keyboard, the focus staying where it is",
        async () => {
            const { page, picture } = desk;
            await place(page).focus();
            await page.keyboard.press("Home");
            const seen = [];
            const next = page.getByRole("button", { name: "Décision suivante" });
            while (seen.length < 80 && !(await next.getAttribute("aria-disabled"))) {
                await page.keyboard.press("ArrowRight");
                seen.push(await textOf(page.locator(".rep-list [aria-current]")));
            }
            assert(seen.some((x) => /Clause 1 adoptée/.test(x)));
            assert.match(seen.at(-1), /Conclusion/);
            await page.keyboard.press("ArrowLeft");
            assert.doesNotMatch(await textOf(page.locator(".rep-list [aria-current]")), /Concl/);
            await moment(page, "Base choisie").click();
            await says(picture.locator(".con-phase"), "Mise en commun");
            assert.match(await place(page).getAttribute("aria-valuetext"), /^Mise en commun, 0:/);
            await place(page).focus();
            await pages.inspect(page, "83-replay-desk");
            await page.keyboard.press("4");
            assert.equal(await page.locator(".rep-speed select").inputValue(), "60");
            await page.keyboard.press("1");
            await page.keyboard.press("Space");
            // It stops at the last line only, which is not the first of that phase.
            await says(bar(page).locator(".rep-where"), "Conclusion");
            await page.getByRole("button", { name: "Jouer" }).waitFor();
            assert(await place(page).evaluate((x) => x === document.activeElement));
        },
    ],
    [
        "another viewpoint, at the same moment; those who may not be seen are not offered",
        async () => {
            const { page, picture, sent } = desk;
            const choice = page.getByLabel("Point de vue");
            const views = (await choice.locator("option").allInnerTexts()).map(plain);
            assert.equal(views.length, 14, "2 and 12 of 13 people");
            assert(!views.some((x) => /Chloé/.test(x)));
            const fast = page.locator(".rep-speed select");
            await fast.selectOption("16");
            await goneToAndTurned(page, "Clause 2 adoptée", emile.me);
            await says(picture.locator(".topbar"), "Émile");
            await clauses(picture);
            await says(picture.locator(".clause-text"), "Une coopérative de solidarité");
            assert.equal(await fast.inputValue(), "16");
            await page.waitForURL(new RegExp(`vue=${emile.me}&n=\\d+`));
            const address = page.url().slice(origin.length);
            const broken = (route) => route.fulfill({ status: 500 });
            await page.route("**/replay/screen", broken, { times: 1 });
            await choice.selectOption("screen");
            await page.getByText("L’enregistrement ne s’est pas chargé").waitFor();
            await page.getByRole("button", { name: "Réessayer" }).click();
            await says(picture.locator(".scr h1"), "Mise en commun");
            await pages.inspect(page, "82-replay-hall");

            const again = await open("again", facilitator(), address, deskSize);
            await says(again.picture.locator(".topbar"), "Émile");
            await clauses(again.picture);
            await says(again.picture.locator(".clause-text"), "Une coopérative de solidarité");
            assert.deepEqual([...sent, ...again.sent], []);
            const refused = `/rejouer/${code}?vue=${chloe.me}`;
            const no = await open("no", facilitator(), refused, deskSize);
            await no.page.getByText("n’a pas accepté le retour en groupe").waitFor();
            await no.page.context().close();
            await again.page.context().close();
        },
    ],
    [
        "from the log alone, once the server is gone: the same replay, without the words",
        async () => {
            const log = path.join(dir, "log.ndjson");
            fs.writeFileSync(log, await download(server, room));
            await server.stop();
            const child = spawn(BINARY, ["replay", log], { stdio: ["ignore", "pipe", "inherit"] });
            process.once("exit", () => child.kill("SIGKILL"));
            const exit = once(child, "close");
            const [line] = await once(child.stdout, "data");
            const { origin: here, pathname, hash } = new URL(/http:\S+/.exec(String(line))[0]);
            pages.origins.push(here);
            const { page, picture, sent } = await open(
                "log",
                {},
                `${pathname}${hash}`,
                deskSize,
                "fr",
                here,
            );
            await says(page.locator(".rep-head"), "Sans les mots de 13 personnes.");
            assert.doesNotMatch(page.url(), /#/);
            assert.equal(await page.getByRole("button", { name: "Quitter" }).count(), 0);
            await page.keyboard.press("End");
            await says(picture.locator(".con-phase"), "Conclusion");
            await says(picture.locator(".con-grid"), "Personne 3");
            await pages.inspect(page, "84-replay-log");
            const choice = page.getByLabel("Point de vue");
            assert.equal(await choice.locator("option").count(), 14);
            await choice.selectOption(emile.me);
            await says(picture.locator(".topbar"), "Personne 5");
            await page.waitForURL(new RegExp(`vue=${emile.me}&n=\\d+`));
            await page.reload();
            await says(picture.locator(".topbar"), "Personne 5");
            assert.doesNotMatch(await textOf(picture.locator("main.page")), /Ana|Vingt logements/);
            assert.deepEqual(sent, []);
            child.kill("SIGINT");
            assert.deepEqual(await exit, [0, null]);
        },
    ],
];
const failed = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
