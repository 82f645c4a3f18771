// A phone's first load: how many bytes, and how many one after another; and in how few acts one
// is there. How long it takes on a bad network is printed and not judged: it says as much of this
// machine as of the page. A browser asks this machine's own address for brotli; over plain HTTP
// elsewhere it gets gzip, whose bytes the build counts (web/build.mjs).
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const MOST = 50 * 1024;
const BAD = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-load-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const boss = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;

/** What a page asks of the server from now on: {path, bytes as they travelled}. */
function listen(page) {
    const asked = [];
    page.on("response", async (response) => {
        const { pathname } = new URL(response.url());
        if (pathname.startsWith("/assets/titles-")) return; // by a clock of its own
        const bytes = Number(response.headers()["content-length"]);
        asked.push({ path: pathname, bytes, text: () => response.text() });
    });
    return asked;
}
const AHEAD = /^.assets.(group|negotiation|talks\.late|beside)-/;
/** What is fetched while people read, for the phase to come, or for whoever waits, is not of it. */
const ofScreen = (asked) => {
    const ahead = asked.findIndex(({ path }) => AHEAD.test(path));
    return ahead < 0 ? asked : asked.slice(0, ahead); // and what that needs
};
const files = (asked) => ofScreen(asked).filter((x) => x.path.startsWith("/assets/"));
/** Everything that was asked for was named by the page itself: two requests deep, and no more. */
async function flat(asked, what) {
    const html = await asked[0].text();
    for (const file of files(asked))
        assert.ok(html.includes(`"${file.path}"`), `${what}: ${file.path} is not in the page`);
    assert.ok(files(asked).length > 2, `${what}: ${files(asked).length} files`);
    return ofScreen(asked).reduce((n, x) => n + x.bytes, 0);
}
/** What a hand does: an act is a tap, or a field that is typed in. It is timed by how fast people
    are on a phone, a tap in 1.1 s and a sign in 0.33 s (36 words a minute), not by this machine. */
class Hand {
    acts = 0;
    seconds = 0;
    async tap(what) {
        this.acts++;
        this.seconds += 1.1;
        await what.click();
    }
    async type(field, text) {
        this.acts++;
        this.seconds += 0.33 * text.length;
        await field.fill(text);
    }
    told(what, most) {
        console.log(`  ${what}: ${this.acts} acts, ${this.seconds.toFixed(1)} s of hands`);
        assert.ok(this.acts <= most, `${what} takes ${this.acts} acts, not ${most}`);
    }
}
const card = (page) => page.getByRole("button", { name: "Voir la partie privée" });
let page, seat;

const steps = [
    [
        "from the code to a seat: one page, and all it names",
        async () => {
            page = await pages.open("Ana", { width: 360, height: 640 }, null, { locale: "fr-CA" });
            const asked = listen(page);
            await page.goto(`${origin}/j/${made.room}`);
            await page.getByLabel("Votre nom dans l’atelier").fill("Ana");
            await page.getByRole("button", { name: "Entrer" }).click();
            await page.locator(".topbar-who", { hasText: "Ana" }).waitFor();
            seat = page.url();
            const bytes = await flat(asked, "the way in");
            assert.ok(bytes <= MOST, `${bytes} bytes, not ${MOST}`);
            console.log(`  a phone's first load: ${bytes} bytes in ${asked.length} answers`);
        },
    ],
    [
        "who scans again, or comes back, is two requests from their card",
        async () => {
            await boss.do("next");
            const state = await page.context().storageState();
            const again = await pages.open("again", { width: 360, height: 640 }, null, {
                locale: "fr-CA",
                storageState: state,
            });
            const devtools = await again.context().newCDPSession(again);
            await devtools.send("Network.enable");
            await devtools.send("Network.emulateNetworkConditions", BAD);
            await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
            const asked = listen(again);
            const began = performance.now();
            await again.goto(seat, { waitUntil: "commit" });
            await again.getByRole("button", { name: "Ma carte", exact: true }).first().waitFor();
            await again.getByRole("button", { name: "Ma carte", exact: true }).first().click();
            await card(again).waitFor();
            const seconds = (performance.now() - began) / 1000;
            console.log(`  at 400 kbit/s, 400 ms, CPU 4×: the card in ${seconds.toFixed(1)} s`);
            const bytes = await flat(asked, "coming back");
            assert.ok(bytes <= MOST, `${bytes} bytes, not ${MOST}`);
        },
    ],
    [
        "every other screen too is two requests deep",
        async () => {
            const screens = {
                "/": "main h1",
                [`/animer/${made.room}#${made.token}`]: "main, form",
                [`/ecran/${made.room}`]: "main",
                [`/rejouer/${made.room}`]: "main",
            };
            for (const [address, shown] of Object.entries(screens)) {
                const look = await pages.open(address, { width: 1280, height: 800 });
                const asked = listen(look);
                await look.goto(origin + address);
                await look.locator(shown).first().waitFor();
                const html = await asked[0].text();
                const late = files(asked).filter((x) => !html.includes(`"${x.path}"`));
                // What is late may bring what it alone needs.
                const meant = late.filter((x) => /\.late-.*\.js$/.test(x.path));
                const brought = (await Promise.all(meant.map((x) => x.text()))).join("");
                assert.deepEqual(
                    late
                        .map((x) => x.path)
                        .filter(
                            (x) => !x.includes(".late-") && !brought.includes(path.basename(x)),
                        ),
                    [],
                    `${address} asks for files that its page does not name`,
                );
                await look.close();
            }
        },
    ],
    [
        "from the QR to a role card in four acts, a proposal in three and ten seconds of hands",
        async () => {
            const lead = await new Client(server.port).connect();
            const { room, token } = (await lead.ask({ t: "create", options })).out;
            await lead.hello(room, token);
            lead.me = lead.you.f;
            const phone = await pages.open("Bo", { width: 390, height: 844 });
            const named = (name) => phone.getByRole("button", { name, exact: true });
            let hand = new Hand();
            hand.acts++; // the code is scanned
            await phone.goto(`${origin}/j/${room}`);
            await hand.type(phone.getByLabel("Votre nom dans l’atelier"), "Bo");
            await hand.tap(named("Entrer"));
            await hand.tap(phone.locator(".topbar-who"));
            await card(phone).waitFor();
            await phone.keyboard.press("Escape");
            hand.told("from the QR to the role card", 4);
            for (const kind of ["briefing", "group_work", "pooling"]) {
                await lead.do("next");
                await lead.until(kind, (d) => d.room.clock?.kind === kind);
            }
            await phone.locator(".tabs").getByRole("button", { name: "Clauses" }).click();
            hand = new Hand();
            await hand.tap(named("Proposer une clause"));
            const sheet = phone.locator("dialog[open]");
            await sheet.getByLabel("La clause").and(phone.locator(":focus")).waitFor();
            await hand.type(sheet.getByLabel("La clause"), "Un marché chaque samedi");
            await hand.tap(sheet.getByRole("button", { name: "Proposer une clause" }));
            await phone.locator("section.card", { hasText: "Un marché" }).waitFor();
            hand.told("a proposal", 3);
            assert.ok(hand.seconds <= 10, `a proposal takes ${hand.seconds} s of hands`);
            lead.socket.tcp.destroy();
        },
    ],
    [
        "a workshop is created in four acts",
        async () => {
            const home = await pages.open("home", { width: 1280, height: 800 });
            await home.goto(origin);
            const hand = new Hand();
            await hand.tap(home.getByText("Préparer un atelier").first());
            await hand.tap(home.getByRole("button", { name: "Créer l’atelier" }));
            await home.getByRole("heading", { name: "L’atelier est prêt" }).waitFor();
            hand.told("a workshop created", 4);
        },
    ],
];

const code = await pages.run(steps);
boss.socket.tcp.destroy();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
