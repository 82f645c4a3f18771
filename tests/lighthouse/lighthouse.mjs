// What Lighthouse thinks of the pages that people see first or longest: at least 98 of 100 in
// performance, accessibility and best practices, and in what search engines read where one may find
// us. A phone is slowed down as Lighthouse does it; what stands on a desk is a desktop.
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "../browser/node_modules/playwright-core/index.mjs";
import { Played } from "../browser/played.mjs";
import { start } from "../hour/server.mjs";

const LEAST = 98;
const KINDS = ["performance", "accessibility", "best-practices", "seo"];
const TRIES = 3; // a busy machine makes a page slow, and never fast: the best counts

async function freePort() {
    const server = net.createServer();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-lighthouse-"));
const server = await start(path.join(dir, "state"));
const origin = `http://127.0.0.1:${server.port}`;
const room = new Played(server.port);
await room.open();
await room.play();
const code = room.made.room;
const ana = room.seats[0].M0;

const port = await freePort();
const context = await chromium.launchPersistentContext(path.join(dir, "browser"), {
    executablePath:
        process.env.CHROMIUM ??
        ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(fs.existsSync),
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
});
const door = await context.newPage();
await door.goto(origin);
await door.evaluate(
    (kept) => {
        for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    },
    {
        "tablee.lang": "fr",
        [`tablee.p.${code}`]: JSON.stringify({ token: ana.token, people: [ana.me] }),
        [`tablee.f.${code}`]: JSON.stringify({ token: room.made.token }),
        [`tablee.s.${code}`]: JSON.stringify({ token: room.made.screen }),
    },
);
await door.close();

const other = new Played(server.port); // where nobody of this browser has a seat
await other.gather(1);
const PAGES = [
    ["home", "/", undefined, true],
    ["join", `/j/${other.made.room}`, undefined, true],
    ["table", `/p/${code}`, undefined, false],
    ["console", `/animer/${code}`, desktopConfig, false],
    ["hall", `/ecran/${code}`, desktopConfig, false],
    ["replay", `/rejouer/${code}`, desktopConfig, false],
];

/** One look: the figures of each kind, and what costs them. */
async function look(address, config) {
    const flags = { port, disableStorageReset: true, logLevel: "error", onlyCategories: KINDS };
    const { lhr } = await lighthouse(origin + address, flags, config);
    const figures = {};
    const costs = [];
    for (const kind of KINDS) {
        const { score, auditRefs } = lhr.categories[kind];
        figures[kind] = Math.round(score * 100);
        for (const { id, weight } of auditRefs) {
            const audit = lhr.audits[id];
            if (weight && audit.score !== null && audit.score < 0.9)
                costs.push([kind, `${id} ${audit.displayValue ?? ""}`.trim()]);
        }
    }
    return { figures, costs };
}

let failed = 0;
for (const [name, address, config, found] of PAGES) {
    const asked = KINDS.filter((kind) => kind !== "seo" || found);
    let best;
    for (let tries = 0; tries < TRIES; tries++) {
        const now = await look(address, config);
        const least = (x) => Math.min(...asked.map((kind) => x.figures[kind]));
        if (!best || least(now) > least(best)) best = now;
        if (least(best) >= LEAST) break;
    }
    const said = asked.map((kind) => `${kind} ${best.figures[kind]}`).join(", ");
    const low = asked.filter((kind) => best.figures[kind] < LEAST);
    console.log(`  ${low.length ? "FAIL" : "ok"} ${name}: ${said}`);
    for (const [kind, what] of best.costs)
        if (low.includes(kind)) console.log(`    ${kind}: ${what}`);
    failed += low.length;
}
await context.close();
await server.stop();
fs.rmSync(dir, { recursive: true, force: true, maxRetries: 20 });
console.log(`summary: ${PAGES.length} pages in Lighthouse, at least ${LEAST} of 100 in each kind`);
process.exit(failed ? 1 : 0);
