// A living workshop, from the home page of a server that asks for a key: seen within ten seconds, a
// seat taken from a robot, the hour that goes on by itself, and a clock that waits for who leads.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-living-"));
const KEY = "a-key-of-some-length-0123456789";
const server = await start(dir, ["--key", KEY]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const page = await pages.open("visitor", { width: 390, height: 844 });
let code = "";

const steps = [
    [
        "from the home page to a living hall within ten seconds, without a code or a key",
        async () => {
            await page.goto(origin);
            const began = performance.now();
            await page.getByRole("link", { name: "Voir un atelier vivant" }).click();
            await page.getByRole("heading", { name: "Un atelier vivant" }).waitFor();
            await pages.inspect(page, "living-begin");
            await page.getByText("10 fois plus vite").click();
            await page.getByRole("button", { name: "Commencer" }).click();
            await page.getByRole("heading", { name: "Table 3" }).waitFor();
            code = page.url().slice(-7);
            await page
                .getByText(/\(robot\)/)
                .first()
                .waitFor();
            assert(performance.now() - began < 10_000);
            await page
                .getByRole("button", { name: /^Prendre la place/ })
                .nth(17)
                .waitFor();
            await pages.inspect(page, "living-seats");
            await page.getByRole("link", { name: "Regarder la salle" }).click();
            await page.getByText("Des robots jouent ici").first().waitFor();
        },
    ],
    [
        "a seat is taken from the robot that had it, and its phone plays on",
        async () => {
            await page.goto(`${origin}/vivant/${code}`);
            const first = page.getByRole("button", { name: /^Prendre la place/ }).first();
            const robot = /place de (.*?) \(robot\)/.exec(
                await first.getAttribute("aria-label"),
            )[1];
            await page.getByLabel("Votre nom").fill("Odile");
            await first.click();
            await page.locator(".topbar").getByText("Odile").waitFor();
            await page.getByText("Des robots jouent ici").first().waitFor();
            const hall = await page.context().newPage();
            await hall.goto(`${origin}/vivant/${code}`);
            await hall.getByText("Vous jouez déjà ici").waitFor();
            assert.equal(await hall.getByText(`${robot} (robot)`).count(), 0);
            await hall.close();
        },
    ],
    [
        "the hour goes on by itself, from phase to phase, on the phone of who sat down",
        async () => {
            const heading = () => page.locator("main h1, main h2").first().innerText();
            const was = await heading();
            await page.waitForFunction(
                (old) => document.querySelector("main h1, main h2")?.innerText !== old,
                was,
            );
            assert.notEqual(await heading(), was);
            assert.equal(await page.getByText("Odile").first().isVisible(), true);
        },
    ],
    [
        "it is in no list of the host's, and its clock waits for who leads it",
        async () => {
            const key = { authorization: `Bearer ${KEY}` };
            const rooms = await fetch(`${origin}/api/host/rooms`, { headers: key });
            assert.equal(rooms.status, 200);
            assert(!(await rooms.text()).includes(code), "the host has it in a list");
            await page.goto(`${origin}/animer/${code}`);
            await page.getByText("Des robots jouent ici").first().waitFor();
            await pages.inspect(page, "living-console");
        },
    ],
    [
        "one that is over says that nothing of it is left, and offers another",
        async () => {
            await page.goto(`${origin}/vivant/1000000`);
            await page.getByText("il n’en reste rien").waitFor();
            await page.getByRole("button", { name: "En commencer un autre" }).waitFor();
            await pages.inspect(page, "living-over");
        },
    ],
    [
        "from the console, robots fill the seats that a group is missing, and leave",
        async () => {
            const boss = await new Client(server.port).connect();
            const options = { scenario: "la-mauve", lang: "fr", tables: 1, places: 6 };
            const made = (await boss.ask({ t: "create", key: KEY, options })).out;
            for (const name of ["Ada", "Basile"]) {
                const phone = await new Client(server.port).connect();
                await phone.ask({
                    t: "join",
                    room: made.room,
                    name,
                    debrief: false,
                    research: false,
                });
            }
            const desk = await pages.open("desk", { width: 1440, height: 900 });
            await desk.goto(`${origin}/animer#${made.room}.${made.token}`);
            await desk
                .getByRole("button", { name: /Table 1/ })
                .first()
                .click();
            const sheet = desk.locator("dialog");
            await sheet.getByText("Des robots aux places vides").click();
            await sheet.getByRole("button", { name: /^Asseoir.*Organisme/ }).click();
            await sheet.getByText("(robot)").nth(1).waitFor();
            await pages.inspect(desk, "living-robots");
            await sheet.getByRole("button", { name: /^Renvoyer.*Organisme/ }).click();
            await sheet.getByText("(robot)").first().waitFor({ state: "detached" });
        },
    ],
];

const failed = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
