// A debrief that twelve phones follow, and one that comes late: where the facilitator is, all are;
// who leaves stays where they are; a reload of the facilitator's loses nobody; and who withdraws
// their consent in the middle of it is read by nobody from then on.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Pages, plain } from "./pages.mjs";
import { Played } from "./played.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-followed-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const room = new Played(server.port);
await room.open();
await room.play();
await room.phase("conclusion");
const code = room.made.room;
const people = room.seats.flatMap((x) => Object.values(x));

async function open(name, kind, identity, address, size = { width: 390, height: 844 }) {
    const page = await pages.open(name, size);
    await page.addInitScript(
        ([key, value]) => localStorage.setItem(key, value),
        [`tablee.${kind}.${code}`, JSON.stringify(identity)],
    );
    await page.goto(`${origin}${address}`);
    return page;
}
const phone = (c, i) =>
    open(`phone ${i}`, "p", { token: c.token, people: [c.me] }, `/rejouer/${code}?vue=story`);
const row = (page, name) => page.locator(".st-list").getByRole("button", { name });
const at = (page, text) => page.locator(".st-list [aria-current]", { hasText: text }).waitFor();
const every = (list, doing) => Promise.all(list.map(doing));
const listed = async (page) => plain(await page.locator(".st-list ol").innerText());

const phones = [];
let lead;
const steps = [
    [
        "twelve phones are where the facilitator is",
        async () => {
            for (const [i, c] of people.slice(0, 12).entries()) phones.push(await phone(c, i));
            await every(phones, (page) => page.locator(".st-lane").nth(2).waitFor());
            lead = await open(
                "lead",
                "f",
                { token: room.made.token },
                `/rejouer/${code}?vue=story`,
                {
                    width: 1280,
                    height: 800,
                },
            );
            await lead.getByRole("button", { name: "Table 1", exact: true }).click();
            await row(lead, /Bruno s’objecte/).click();
            await lead.getByRole("button", { name: "Tout le monde suit" }).click();
            await every(phones, (page) => at(page, "Bruno s’objecte à la clause 1"));
        },
    ],
    [
        "one leaves and stays where they are; one that comes late is there at once",
        async () => {
            await phones[3].getByRole("button", { name: "Quitter le fil" }).click();
            const late = await phone(people[12], 12);
            await at(late, "Bruno s’objecte à la clause 1");
            await row(lead, /Clause 4 adoptée/).click();
            const others = [...phones.filter((x) => x !== phones[3]), late];
            await every(others, (page) => at(page, "Clause 4 adoptée"));
            await at(phones[3], "Bruno s’objecte à la clause 1");
            phones.push(late);
        },
    ],
    [
        "all mark a moment, and the facilitator sees how many, not who",
        async () => {
            await every(phones, (page) =>
                page.getByRole("button", { name: "Ici, ça a compté" }).click(),
            );
            await lead.locator(".st-together", { hasText: "13 marques « ici »." }).waitFor();
        },
    ],
    [
        "the facilitator's page is loaded again, and leads on from where it was",
        async () => {
            await lead.reload();
            await at(lead, "Clause 4 adoptée");
            await lead
                .locator('.st-toggle[aria-pressed="true"]', { hasText: "Tout le monde suit" })
                .waitFor();
            await row(lead, /Bruno s’objecte/).click();
            await every([phones[0], phones[12]], (page) =>
                at(page, "Bruno s’objecte à la clause 1"),
            );
        },
    ],
    [
        "who withdraws their consent is read by nobody any more, without a touch",
        async () => {
            const bruno = room.seats[0].M1;
            assert.match(await listed(phones[0]), /C’est cher/);
            await bruno.do("consent", { debrief: false, research: false });
            await every([lead, ...phones], async (page) => {
                await page.getByText("Les mots d’une personne sont retenus.").waitFor();
                assert.doesNotMatch(await listed(page), /Bruno/);
            });
            await bruno.do("consent", { debrief: true, research: false });
            await every([lead, ...phones], (page) =>
                page.locator(".st-list ol", { hasText: "Bruno" }).waitFor(),
            );
        },
    ],
];
const failed = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
