// The story of a hall of twenty-four busy tables: what it moves, how long it takes to be drawn,
// gone through and scrolled on a machine four times as slow. It prints, and asserts what was
// promised of bytes alone: a duration is the machine's.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Crowd } from "./crowd.mjs";
import { Pages } from "./pages.mjs";

const SLOWER = 4;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-many-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const room = new Crowd(server.port);
await room.open(24);
await room.play();
const code = room.made.room;
const round = (list) => list.map((x) => Math.round(x)).join(" ");

async function slow(name, size) {
    const page = await pages.open(name, size);
    await page.addInitScript(
        ([key, value]) => {
            localStorage.setItem(key, value);
            const look = () => {
                if (!document.querySelector(".st-lane rect")) return requestAnimationFrame(look);
                requestAnimationFrame(() => setTimeout(() => (window.drawn = performance.now())));
            };
            requestAnimationFrame(look);
        },
        [`tablee.f.${code}`, JSON.stringify({ token: room.made.token })],
    );
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${origin}/rejouer/${code}?vue=story`);
    await page.waitForFunction(() => window.drawn);
    return page;
}
/** From the document that came to the lanes on the screen. */
const drawing = (page) =>
    page.evaluate(() => {
        const came = performance
            .getEntriesByType("resource")
            .find((x) => /replay\/notes/.test(x.name));
        return {
            ms: window.drawn - came.responseEnd,
            nodes: document.querySelectorAll(".st *").length,
        };
    });
const seeking = (page) =>
    page.evaluate(async () => {
        const out = [];
        const slider = document.querySelector(".rep-track input");
        for (let i = 0; i < 20; i++) {
            const began = performance.now();
            slider.value = String((Number(slider.max) * ((i * 37) % 100)) / 100);
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            out.push(performance.now() - began);
        }
        return out.sort((a, b) => a - b);
    });
const scrolling = (page) =>
    page.evaluate(async () => {
        const own = document.querySelector(".st");
        const box = own.scrollHeight > own.clientHeight + 10 ? own : document.scrollingElement;
        const out = [];
        let was = await new Promise(requestAnimationFrame);
        for (let i = 0; i < 180; i++) {
            box.scrollBy(0, i < 90 ? 24 : -24);
            const now = await new Promise(requestAnimationFrame);
            out.push(now - was);
            was = now;
        }
        return out.sort((a, b) => a - b);
    });

/** What the page's own thread worked, milliseconds, by the processor's clock. */
async function worked(name, size) {
    const page = await pages.open(`${name} at work`, size);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const now = async () => {
        const { metrics } = await cdp.send("Performance.getMetrics");
        return 1000 * metrics.find((x) => x.name === "TaskDuration").value;
    };
    await page.addInitScript(
        ([key, value]) => localStorage.setItem(key, value),
        [`tablee.f.${code}`, JSON.stringify({ token: room.made.token })],
    );
    const came = page.waitForResponse(/replay\/notes/).then(now);
    await page.goto(`${origin}/rejouer/${code}?vue=story`);
    await page.locator(".st-lane rect").first().waitFor();
    const drawn = await now();
    const draw = drawn - (await came);
    const before = await now();
    await seeking(page);
    const seek = ((await now()) - before) / 20;
    const still = await now();
    await scrolling(page);
    const frame = ((await now()) - still) / 180;
    await page.context().close();
    return round([SLOWER * draw, SLOWER * seek, SLOWER * frame]);
}

const steps = [
    [
        "what it moves",
        async () => {
            for (const view of ["story", "notes", "taken"]) {
                const answer = await fetch(`${origin}/api/rooms/${code}/replay/${view}`, {
                    headers: { Authorization: `Bearer ${room.made.token}` },
                });
                const bytes = (await answer.arrayBuffer()).byteLength;
                console.log(`  ${view}: ${bytes} bytes`);
                if (view !== "taken") assert(bytes < 300_000, `${view}: ${bytes} bytes`);
            }
        },
    ],
    ...[
        ["desk", { width: 1440, height: 900 }],
        ["phone", { width: 390, height: 844 }],
    ].map(([name, size]) => [
        `drawn, gone through and scrolled: a ${name}, ${SLOWER} times slower`,
        async () => {
            const page = await slow(name, size);
            const { ms, nodes } = await drawing(page);
            const seeks = await seeking(page);
            const frames = await scrolling(page);
            const all = await page.evaluate(() => document.querySelectorAll(".st *").length);
            const late = frames.filter((x) => x > 20).length;
            console.log(
                `  ${name}: drawn in ${Math.round(ms)} ms, ${nodes} elements then ` +
                    `and ${all} once scrolled; ` +
                    `seeks, ms, half and the longest: ${round([seeks[10], seeks.at(-1)])}; ` +
                    `frames of a scroll, ms, half, 95th, longest: ` +
                    `${round([frames[90], frames[171], frames.at(-1)])}, ${late} of 180 over 20`,
            );
            console.log(
                `  ${name}: work of ${SLOWER} times the processor, ms: to draw, a seek, a frame ` +
                    `of a scroll: ${await worked(name, size)}`,
            );
            await pages.inspect(page, `story-many-${name}`);
            await page.context().close();
        },
    ]),
];
const failed = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
