// Forty pictures of the same states of one workshop, drawn by our client and by that of the base
// revision (base.mjs): the same server, the same documents, a clock that stands still; with
// TABLEE_EVERY=1 each state in every size, light and dark. A picture that is otherwise fails,
// unless a commit means it. TABLEE_PICTURES=1 takes ours in any case, to be looked at.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { meant, prepared } from "./base.mjs";
import { rest } from "./looks.mjs";
import { Pages } from "./pages.mjs";
import { Played } from "./played.mjs";

const EVERY = process.env.TABLEE_EVERY === "1";
const ALONE = process.env.TABLEE_PICTURES === "1";
const { base, ours, theirs, why } = prepared();
if (why && !ALONE) {
    console.log(`summary: no pictures: ${why}`);
    process.exit(0);
}
const BOTH = why || ALONE ? [undefined] : [ours, theirs];
const isMeant = base ? meant(base) : () => true;
const PAGE = [
    [390, 844],
    [320, 568],
    [820, 1180],
    [1440, 900],
];
const HALL = [
    [1920, 1080],
    [1024, 768],
    [1280, 720],
];

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-pictures-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
// A page that this script hands out is of no network, and may ask the server all the same.
const pages = await new Pages(origin).launch(["--disable-features=LocalNetworkAccessChecks"]);
const shots = path.join(pages.shots, "pictures");
fs.mkdirSync(shots, { recursive: true });

/* -- a clock that stands still --------------------------------------------------------------- */
const BASE = Date.now();
let at = 0; // milliseconds of the server's clock since then, on every page
function stand(now) {
    globalThis.lookedAt ??= now;
    performance.now = () => globalThis.lookedAt;
    const [later, every] = [setTimeout, setInterval];
    const soon = (ms) => (ms === 1500 ? 0 : ms); // what comes late: titles.ts, the thumbnail
    globalThis.setTimeout = (f, ms, ...more) => later(f, soon(ms), ...more);
    globalThis.setInterval = (f, ms, ...more) =>
        every(f, ms > 10_000 ? ms : Math.min(ms, 200), ...more);
}
const still = (page) =>
    page.routeWebSocket(/./, (near) => {
        const far = near.connectToServer();
        far.onMessage((text) => {
            const m = JSON.parse(text);
            if (m.t === "welcome" || m.t === "pong") m.now = BASE + at;
            near.send(JSON.stringify(m));
        });
    });

/* -- the pages of both clients --------------------------------------------------------------- */
/** Its own program and style sheets, everything else from the server. */
const dress = (page, out) =>
    page.route(`${origin}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        const file = path.join(out, pathname);
        if (/^.assets.[\w.-]+$/.test(pathname)) return route.fulfill({ path: file });
        if (route.request().resourceType() !== "document") return route.fallback();
        return route.fulfill({ path: path.join(out, "index.html"), contentType: "text/html" });
    });
const all = [];
/** A page in each client, in the same place, with a credential or none. */
async function open(name, address, kind, identity) {
    const pair = await Promise.all(
        BOTH.map(async (out) => {
            const page = await pages.open(name, { width: 390, height: 844 });
            if (out) await dress(page, out);
            await still(page);
            await page.addInitScript(stand, at);
            if (kind)
                await page.addInitScript(
                    ([key, value]) =>
                        location.protocol === "http:" && localStorage.setItem(key, value),
                    [`tablee.${kind}.${room.made.room}`, JSON.stringify(identity)],
                );
            await page.goto(origin + address);
            return page;
        }),
    );
    all.push(...pair);
    return pair;
}
const both = (pair, doing) => Promise.all(pair.map(doing));
const go = (pair, address) => both(pair, (page) => page.goto(origin + address));
const tab = (pair, name) =>
    both(pair, (page) => page.locator(".tabs").getByRole("button", { name, exact: true }).click());
const press = (pair, name) =>
    both(pair, (page) => page.getByRole("button", { name }).first().click());
const sees = (pair, what) => both(pair, (page) => page.getByText(what).first().waitFor());
const shut = (pair) => both(pair, (page) => page.keyboard.press("Escape"));

/* -- pictures -------------------------------------------------------------------------------- */
/** How many pixels of two pictures are other ones. */
const apart = (page, [a, b]) =>
    page.evaluate(
        async (both) => {
            const [one, other] = await Promise.all(
                both.map(async (data) => {
                    const image = new Image();
                    image.src = `data:image/png;base64,${data}`;
                    await image.decode();
                    const canvas = new OffscreenCanvas(image.width, image.height);
                    const pen = canvas.getContext("2d");
                    pen.drawImage(image, 0, 0);
                    return pen.getImageData(0, 0, image.width, image.height);
                }),
            );
            if (one.width !== other.width || one.height !== other.height)
                return `${one.width} × ${one.height} px, not ${other.width} × ${other.height}`;
            let n = 0;
            for (let i = 0; i < one.data.length; i += 4)
                n += [0, 1, 2].some((k) => one.data[i + k] !== other.data[i + k]);
            return `${n} pixels`;
        },
        [a, b].map((x) => x.toString("base64")),
    );
let blank;
let taken = 0;
const same = ([a, b]) => !b || a.equals(b);
async function take(name, pair, [width, height], dark, whole) {
    const full = `${name}-${width}${dark ? "-dark" : ""}`;
    if (isMeant(full) && !ALONE) return;
    const look = () =>
        both(pair, async (page) => {
            await rest(page);
            return page.screenshot({ fullPage: whole, animations: "disabled" });
        });
    await both(pair, async (page) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
        await page.waitForFunction(() =>
            [...document.fonts].some((x) => x.family === "Tablee" && x.status === "loaded"),
        );
    });
    let two = await look();
    // What came a moment later to one of them than to the other.
    for (let tries = 0; tries < 5 && !same(two); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        two = await look();
    }
    taken++;
    if (ALONE) fs.writeFileSync(path.join(shots, `${full}.png`), two[0]);
    if (same(two)) return;
    fs.writeFileSync(path.join(shots, `${full}.png`), two[0]);
    fs.writeFileSync(path.join(shots, `${full}-before.png`), two[1]);
    blank ??= await (await pages.browser.newContext()).newPage();
    pages.complaints.push(
        `${full} is drawn otherwise than at ${base.slice(0, 7)} (${await apart(blank, two)}), ` +
            `and no “Looks: ${full}” means it: ${full}.png and ${full}-before.png in ${shots}`,
    );
}
/** A state in these sizes: [width, height, "dark"]; or in each. */
async function shoot(name, pair, sizes, every, whole) {
    if (!EVERY) {
        for (const [width, height, dark] of sizes)
            await take(name, pair, [width, height], dark, whole);
        return;
    }
    for (const size of every)
        for (const dark of ["", "dark"]) await take(name, pair, size, dark, whole);
}
const page = (name, pair, ...sizes) =>
    shoot(name, pair, sizes.length ? sizes : [PAGE[0]], PAGE, true);
const hall = (name, pair, ...sizes) =>
    shoot(name, pair, sizes.length ? sizes : [HALL[0]], HALL, false);
const WIDE = [1440, 900];
const SMALL = [320, 568];

/* -- the states ------------------------------------------------------------------------------ */
const room = new Played(server.port);
await room.open({ seconds: [300, 900, 1200, 900, 300] });
const code = room.made.room;
const [table] = room.seats;
let ana, desk, screen;

/** A minute into the phase, on every page. */
async function phase(kind) {
    await room.phase(kind);
    const { ends, length } = room.boss.docs.room.clock;
    at = ends - length + 60_000 - BASE;
    for (const one of all.filter((x) => !x.isClosed()))
        await one.evaluate((now) => void (globalThis.lookedAt = now), at);
}
async function around() {
    const front = await open("front", "/");
    await sees(front, "Voir un atelier vivant");
    await both(front, (x) => x.locator(".fac-below").scrollIntoViewIfNeeded());
    await both(front, (x) => x.locator(".map").waitFor());
    await page("home", front, PAGE[0], WIDE, [1440, 900, "dark"]);
    await both(front, (x) => x.getByText("Préparer un atelier").first().click());
    await sees(front, "La Brunante");
    await page("create", front, [820, 1180]);
    await go(front, "/scenarios");
    await sees(front, "La Brunante");
    await page("library", front, PAGE[0], WIDE);
    await go(front, "/scenarios/la-brunante");
    await both(front, (x) => x.getByRole("heading", { level: 1 }).waitFor());
    await page("scenario", front, WIDE);
    await go(front, "/nulle/part");
    await sees(front, "Cette page n’existe pas");
    await page("lost", front);
    await go(front, `/j/${code}`);
    await both(front, (x) => x.getByLabel("Votre nom dans l’atelier").fill("Ana"));
    await page("join", front, SMALL);
    await both(front, (x) => x.close());
}
async function lobby() {
    ana = await open("Ana", `/p/${code}`, "p", { token: table.M0.token, people: [table.M0.me] });
    desk = await open("desk", `/animer/${code}`, "f", { token: room.made.token });
    screen = await open("hall", `/ecran/${code}`, "s", { token: room.made.screen });
    await sees(ana, "Vous y êtes");
    await page("lobby", ana);
    await sees(desk, "Table 3");
    await page("console-lobby", desk, WIDE);
    await hall("hall-lobby", screen);
}
async function briefing() {
    await phase("briefing");
    await both(ana, (x) => x.locator(".tabs").waitFor());
    await tab(ana, "Ma carte");
    await press(ana, "Voir la partie privée");
    await sees(ana, "Votre ligne rouge");
    await page("card", ana, PAGE[0], [320, 568, "dark"]);
    await tab(ana, "Le jeu");
    await page("frame", ana);
    await hall("hall-briefing", screen);
}
async function group() {
    await phase("group_work");
    await both(ana, (x) => x.locator(".tabs").getByText("Points").waitFor());
    for (const [name, words] of [
        ["write", "Écrire"],
        ["sheet", "Fiche"],
        ["points", "Points"],
    ]) {
        await tab(ana, words);
        await page(name, ana);
    }
    await hall("hall-group", screen, HALL[1]);
}
async function pooling() {
    await phase("pooling");
    await room.first();
    await room.second();
    await table.C1.do("help", { on: true });
    await both(ana, (x) => x.locator(".tabs").getByText("Porter").waitFor());
    await tab(ana, "Clauses");
    await sees(ana, "Un fonds régional");
    await page("clauses", ana, PAGE[0], [320, 568, "dark"]);
    await both(ana, (x) =>
        x.locator("section.card button", { hasText: "logements abordables" }).first().click(),
    );
    await both(ana, (x) => x.locator("dialog[open]").waitFor());
    await page("clause", ana);
    await shut(ana);
    await press(ana, "Proposer une clause");
    await both(ana, (x) => x.getByLabel("La clause").waitFor());
    await page("propose", ana, SMALL);
    await shut(ana);
    await tab(ana, "Porter");
    await page("carry", ana);
    await tab(ana, "Final");
    await page("final", ana);
    await sees(desk, "demande de l’aide");
    await page("console", desk, WIDE, [1440, 900, "dark"], PAGE[0]);
    await both(desk, (x) => x.getByRole("button", { name: "Ouvrir la Table 1" }).first().click());
    await both(desk, (x) => x.locator("dialog[open]").waitFor());
    await page("console-table", desk, WIDE);
    await shut(desk);
    await hall("hall-wall", screen, HALL[0], HALL[1], [1920, 1080, "dark"]);
}
async function report() {
    await phase("report");
    await both(ana, (x) => x.getByText("D’abord, vos réponses à vous").waitFor());
    await page("questions", ana, SMALL);
    for (const [t, seats] of room.seats.entries())
        for (const c of Object.values(seats)) await room.answer(c, t);
    await both(ana, (x) => x.locator(".tabs").getByText("Bilan").waitFor());
    await page("report", ana);
    await tab(ana, "Bilan");
    await sees(ana, "Bilan de la table");
    await page("outcome", ana, PAGE[0], [320, 568, "dark"]);
    await hall("hall-report-phase", screen);
    await room.boss.do("show", { show: "report", table: "t1" });
    await both(screen, (x) => x.getByRole("heading", { name: "Table 1" }).waitFor());
    await hall("hall-report", screen);
    await room.boss.do("show", { show: "outcome", table: "t1" });
    await sees(screen, "1 de ");
    await hall("hall-outcome", screen, HALL[1]);
    await go(desk, `/imprimer/${code}`);
    await both(desk, (x) => x.locator("article").first().waitFor());
    await page("paper", desk, [820, 1180]);
}
async function conclusion() {
    await phase("conclusion");
    await sees(ana, "Ne plus travailler en silo");
    await page("conclusion", ana);
    await room.boss.do("show", { show: "auto" });
    await both(screen, (x) => x.getByRole("heading", { name: "Conclusion" }).waitFor());
    await hall("hall-conclusion", screen);
    await go(desk, `/rejouer/${code}?vue=story`);
    await both(desk, (x) => x.locator(".st-list").waitFor());
    await page("story", desk, WIDE);
    await go(desk, `/rejouer/${code}`);
    await both(desk, (x) => x.frameLocator("iframe").locator(".con-grid").waitFor());
    await page("replay", desk, WIDE);
}

const exit = await pages.run([
    ["the pages around", around],
    ["before the start", lobby],
    ["presentation", briefing],
    ["in groups", group],
    ["the table's talk", pooling],
    ["report", report],
    ["conclusion", conclusion],
    [
        "pictures",
        () => console.log(`  ${taken} pictures${why ? "" : `, against ${base.slice(0, 7)}`}`),
    ],
]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(exit);
