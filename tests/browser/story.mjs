// The story of a session, in Chromium: lanes, from the hall to a clause; decisions, search, what
// somebody saw and back; on a facilitator's screen and on a phone, and from a log alone.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { download } from "../hour/play.mjs";
import { BINARY, start } from "../hour/server.mjs";
import { Pages, plain } from "./pages.mjs";
import { Played } from "./played.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-story-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages([origin, "null"]).launch(); // from the disk, none has an origin

const room = new Played(server.port);
await room.open();
const code = room.made.room;
const [table] = room.seats;
const { M0: ana, C0: chloe } = table;
await room.play();
await chloe.do("consent", { debrief: false, research: true });
await room.boss.do("note", { text: "Reprendre ici." });
await room.boss.do("note", { text: "★" });
await room.phase("conclusion");

async function open(name, kind, identity, size) {
    const page = await pages.open(name, size);
    await page.addInitScript(
        ([key, value]) => {
            if (location.protocol === "http:") localStorage.setItem(key, value);
        },
        [`tablee.${kind}.${code}`, JSON.stringify(identity)],
    );
    return page;
}
/** A file that is opened from the disk, without a network. */
async function fromDisk(name, file, more, blocked = false) {
    const page = await pages.open(name, { width: 1280, height: 800 }, "", more);
    if (blocked) page.removeAllListeners("console"); // where the browser says so
    await page.context().setOffline(true);
    await page.goto(pathToFileURL(file).href);
    return page;
}
const textOf = async (at) => plain(await at.innerText());
const rows = async (page) => textOf(page.locator(".st-list ol"));
const row = (page, name) => page.locator(".st-list").getByRole("button", { name });

/** The council's four pages, whole, on either paper; the hours stand over their threads. */
async function printed(page) {
    for (const format of ["A4", "Letter"]) {
        const pdf = await page.pdf({ format, printBackground: true });
        fs.writeFileSync(path.join(pages.shots, `91-council-${format}.pdf`), pdf);
        const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
        assert.equal(sheets, 4, `${sheets} sheets of ${format}`);
    }
    const size = page.viewportSize();
    await page.setViewportSize({ width: 703, height: 930 }); // what paper has between its margins
    await page.emulateMedia({ media: "print" });
    const over = () =>
        [...document.querySelectorAll(".cn-page")].map((x) => x.scrollHeight - x.clientHeight);
    assert.deepEqual(await page.evaluate(over), [0, 0, 0, 0], "higher than its page");
    const hours = await page
        .locator(".cn-course .st-hours > span")
        .evaluateAll((all) => all.map((x) => x.getBoundingClientRect().right));
    assert.deepEqual([...new Set(hours)].sort((a, b) => a - b), hours, "hours in their order");
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize(size);
}
const THIS = "Ce fichier a été changé à partir de « L’histoire »";
const PAGE = "La page de ce fichier a été changée";
/** A file of which something else than it was made with is there, and what its page says. */
const forged = [
    [/"log":"[0-9a-f]{4}/, '"log":"zzzz', THIS],
    [/\n(?=<\/script>\n<script [^>]* id="seal")/, "\n\n", "a été changé à partir de"],
    [/min-height:/, "max-height:", PAGE],
    [/img-src data:/, "img-src *", PAGE],
    [/<script type="module">/, "$&;", "Si rien ne s’affiche, ce fichier n’est pas entier"],
    [/Une coopérative/, "Une corporation", THIS], // the last is compared below
];

const desk3 = { width: 1280, height: 800 };
let desk;
let phone;
const steps = [
    [
        "a facilitator sees every table, and the moments that stand out",
        async () => {
            const size = { width: 1440, height: 900 };
            desk = await open("desk", "f", { token: room.made.token }, size);
            await desk.goto(`${origin}/rejouer/${code}`);
            await desk.getByRole("button", { name: "L’histoire" }).click();
            await desk.locator(".st-lane").nth(2).waitFor();
            assert.match(await textOf(desk.locator(".rep-where")), /^Conclusion/);
            assert.match(await textOf(desk.locator(".rep-head")), /3 tables, 13 personnes/);
            assert.match(await textOf(desk.locator(".rep-head")), /Les mots d’une personne/);
            const all = await rows(desk);
            assert.match(all, /Première main d’un autre groupe, clause 1/);
            assert.match(all, /Le compromis, clause 1.*Note de l’animation « Reprendre ici. »/);
            assert.match(all, /Étoile de l’animation/);
            assert.doesNotMatch(all, /Chloé|Vingt logements|s’objecte/);
            await pages.inspect(desk, "85-story-hall");
        },
    ],
    [
        "a table near, then one clause of it; a moment is gone to, and its words are found",
        async () => {
            await desk.getByRole("button", { name: "Table 1", exact: true }).click();
            assert.match(await rows(desk), /Bruno s’objecte à la clause 1 « C’est cher. »/);
            const how = await textOf(desk.locator(".st-how"));
            assert.match(how, /L’initiative a changé de groupe \d+ fois/);
            await desk.getByRole("button", { name: /^2 Une coopérative/ }).click();
            const life = await rows(desk);
            assert.match(life, /Clause 2 proposée par Dounia.*Gaston appuie la clause 2/);
            assert.doesNotMatch(life, /clause 1/);
            await row(desk, /Clause 2 adoptée/).click();
            assert.match(await textOf(desk.locator(".st-list [aria-current]")), /Clause 2 adoptée/);
            await pages.inspect(desk, "86-story-table");
            await desk.getByRole("button", { name: /^2 Une coopérative/ }).click();
            await desk.getByLabel("Chercher dans les mots").fill("COOPERATIVE village");
            await desk.locator(".st-list ol > li").nth(1).waitFor({ state: "detached" });
            assert.match(await rows(desk), /Clause 2 proposée par Dounia/);
            await desk.getByLabel("Chercher dans les mots").fill("");
        },
    ],
    [
        "decisions only; played from the start, it comes to its end by itself",
        async () => {
            await desk.getByRole("button", { name: "Décisions seulement" }).click();
            await desk.getByText("Clause 1 adoptée").waitFor();
            assert.doesNotMatch(await rows(desk), /s’objecte/);
            await desk.locator(".rep-speed select").selectOption("60");
            const slider = desk.getByLabel(/^Moment de la séance/);
            await slider.focus();
            await desk.keyboard.press("Home");
            assert.match(await slider.getAttribute("aria-valuetext"), /^Arrivée/);
            await desk.keyboard.press("Space");
            await desk.locator(".rep-where", { hasText: "Conclusion" }).waitFor();
            await desk.getByRole("button", { name: "Jouer" }).waitFor();
            await desk.getByRole("button", { name: "Décisions seulement" }).click();
        },
    ],
    [
        "what somebody saw at that moment, and back to the same moment",
        async () => {
            await row(desk, /Bruno s’objecte/).click();
            const where = async () => (await textOf(desk.locator(".rep-where"))).slice(0, 12);
            const when = await where();
            await desk.getByRole("button", { name: "Ce que voyait Bruno" }).click();
            const picture = desk.frameLocator("iframe");
            await picture.locator(".topbar", { hasText: "Bruno" }).waitFor();
            await desk.getByRole("button", { name: "Revenir à l’histoire" }).click();
            await desk.locator(".st-lane").nth(2).waitFor();
            assert.equal(await where(), when);
            await desk.waitForURL(/vue=story&t=\d+/);
            await desk.reload();
            await desk.locator(".st-lane").nth(2).waitFor();
            assert.equal(await where(), when);
            assert.doesNotMatch(await rows(desk), /Chloé/);
        },
    ],
    [
        "taken home: one file that opens without a network, and says whether it is whole",
        async () => {
            const made = desk.waitForEvent("download");
            await desk.getByRole("button", { name: "Emporter dans un fichier" }).click();
            const file = path.join(dir, "taken.html");
            await (await made).saveAs(file);
            await desk.context().close();
            const text = fs.readFileSync(file, "utf8");
            assert(text.length < 1 << 20, `${text.length} bytes`);
            assert(/Une coopérative de solidarité/.test(text));
            const told = /.{0,60}(Chloé|Reprendre ici\.)/.exec(text)?.[0];
            assert.equal(told, undefined);
            const home = await fromDisk("home", file);
            await home.getByText("Ce fichier est entier").waitFor();
            await home.getByRole("button", { name: "Table 1", exact: true }).click();
            assert.match(await rows(home), /Bruno s’objecte à la clause 1 « C’est cher. »/);
            await home.getByRole("button", { name: "Bilans" }).click();
            await home.locator(".prn-page").nth(2).waitFor();
            assert.match(await textOf(home.locator(".prn-page").first()), /Fatou/);
            await home.getByRole("button", { name: "Conseil", exact: true }).click();
            await printed(home);
            await home.context().close();
            const other = path.join(dir, "other.html");
            for (const [from, to, said] of forged) {
                assert.match(text, from);
                fs.writeFileSync(other, text.replace(from, to));
                const changed = await fromDisk("changed", other, {}, true);
                await changed.getByText(said).waitFor();
                await changed.context().close();
            }
            const looked = await fromDisk("looked", file, { bypassCSP: true });
            await looked.getByText("Ce fichier est entier").waitFor();
            await pages.inspect(looked, "88-story-file");
            await looked.getByRole("button", { name: "Bilans" }).click();
            await looked.locator(".prn-page").nth(2).waitFor();
            await pages.inspect(looked, "88-story-file-reports");
            await looked.context().close();
        },
    ],
    [
        "the council's four pages; one's own sessions beside a file, and one that was changed",
        async () => {
            const own = await open("own", "f", { token: room.made.token }, desk3);
            await own.goto(`${origin}/conseil/${code}`);
            await own.locator(".cn-page").nth(3).waitFor();
            const pages4 = await textOf(own.locator(".cn"));
            assert.match(pages4, /Une coopérative de solidarité.*Dounia la porte, 1er mai 2027/);
            assert.doesNotMatch(pages4, /Chloé|Reprendre ici/);
            await printed(own);
            await pages.inspect(own, "91-council");
            await own.goto(`${origin}/seances`);
            await own.getByRole("button", { name: "Comparer" }).click();
            await own.getByLabel("Ouvrir des fichiers emportés").setInputFiles([
                path.join(dir, "taken.html"),
                path.join(dir, "other.html"),
            ]);
            await own.getByText("fichier entier").waitFor();
            await own.getByText("fichier changé").waitFor();
            await own.getByText("9 tables, pas plus.").waitFor();
            await own.getByText("Pour la prochaine fois").first().click();
            await own.getByRole("textbox", { name: "Pour la prochaine fois" }).first().fill("Six.");
            await pages.inspect(own, "90-sessions");
            await own.reload();
            const kept = own.getByRole("textbox", { name: "Pour la prochaine fois" });
            assert.equal(await kept.inputValue(), "Six.");
            await own.getByRole("button", { name: "Rejouer ce format" }).click();
            await own.waitForURL(/scenario=la-brunante&tables=3&places=9/);
            await own.getByText(/3 tables · 9 places/).waitFor();
            await own.context().close();
        },
    ],
    [
        "the same of a log, by the command: without the words",
        async () => {
            const log = path.join(dir, "log.ndjson");
            const file = path.join(dir, "log.html");
            fs.writeFileSync(log, await download(server, room));
            const { status } = spawnSync(BINARY, ["replay", "--html", file, log]);
            assert.equal(status, 0);
            const page = await fromDisk("log", file);
            await page.getByText("Ce fichier est entier").waitFor();
            await page.getByText("Les mots de 13 personnes sont retenus.").waitFor();
            assert.match(await rows(page), /Le compromis, clause 1/);
            await page.context().close();
        },
    ],
    [
        "on a phone, from the conclusion: no note, no word withheld; the same in a table",
        async () => {
            phone = await open(
                "phone",
                "p",
                { token: ana.token, people: [ana.me] },
                { width: 390, height: 844 },
            );
            await phone.goto(`${origin}/p/${code}`);
            await phone.getByRole("button", { name: "L’histoire de la séance" }).click();
            await phone.locator(".st-lane").nth(2).waitFor();
            assert.doesNotMatch(await rows(phone), /Note de l’animation/);
            await phone.getByText("La même chose, en tableau").click();
            await phone.locator(".st-twin td").first().waitFor();
            const twin = await textOf(phone.locator(".st-twin"));
            assert.match(twin, /1 Douze Citoyen \(Personne 3\).*une levée par compromis/);
            assert.match(twin, /adoptée, portée par Ana/);
            await phone.getByLabel("Chercher dans les mots").fill("clause 1");
            await pages.inspect(phone, "87-story-phone"); // with its twin
            await phone.getByText("La même chose, en tableau").click();
            await phone.getByLabel("Chercher dans les mots").fill("");
        },
    ],
    [
        "a facilitator leads; a phone and the hall follow, one leaves the thread and comes back",
        async () => {
            const lead = await open("lead", "f", { token: room.made.token }, desk3);
            await lead.goto(`${origin}/rejouer/${code}?vue=story`);
            const hall = await open("hall", "s", { token: room.made.screen }, desk3);
            await hall.goto(`${origin}/ecran/${code}`);
            await lead.getByRole("button", { name: "Table 1", exact: true }).click();
            await row(lead, /Bruno s’objecte/).click();
            await lead.getByRole("button", { name: "Tout le monde suit" }).click();
            const now = (page, text) =>
                page.locator(".st-list [aria-current]", { hasText: text }).waitFor();
            await phone.getByRole("button", { name: "Quitter le fil" }).waitFor();
            await now(phone, "Bruno s’objecte à la clause 1");
            await hall.locator(".st-hall", { hasText: "Bruno s’objecte à la clause 1" }).waitFor();
            await phone.getByRole("button", { name: "Ici, ça a compté" }).click();
            await lead.locator(".st-together", { hasText: "Une marque « ici »." }).waitFor();
            await phone.getByRole("button", { name: "Quitter le fil" }).click();
            await row(lead, /Clause 4 adoptée/).click();
            await hall.locator(".st-hall", { hasText: "Clause 4 adoptée" }).waitFor();
            await now(phone, "Bruno s’objecte à la clause 1");
            await phone.getByRole("button", { name: "Suivre l’animation" }).click();
            await now(phone, "Clause 4 adoptée");
            await pages.inspect(hall, "89-story-led");
            await lead.reload();
            await row(lead, /Bruno s’objecte/).click();
            await now(phone, "Bruno s’objecte à la clause 1");
            await table.M1.do("consent", { debrief: false, research: false });
            await phone.getByText("Les mots de 2 personnes sont retenus.").waitFor();
            assert.doesNotMatch(await rows(phone), /Bruno/);
            for (const page of [phone, lead, hall]) await page.context().close();
        },
    ],
];
const failed = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(failed);
