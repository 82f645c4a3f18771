// The pages around a workshop, in Chromium: the library of scenarios and its map, the printed kit.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-kit-"));
const KEY = "a-key-of-some-length-0123456789";
const shipped = new URL("../../scenarios/", import.meta.url).pathname;

/** A scenario whose every text of a card is as long as the format allows. */
function fattest() {
    const long = (max) => {
        const words = "Vingt logements au cœur du village, que personne ne quittera plus. ";
        const text = words.repeat(1 + max / words.length).slice(0, max);
        return { fr: text.replace(/ $/, "."), en: text.replace(/ $/, ".") };
    };
    const file = JSON.parse(fs.readFileSync(`${shipped}la-brunante/scenario.json`));
    delete file.eras;
    delete file.budget; // the cards below hold no sum
    file.id = "au-plus-long";
    file.title = long(60);
    for (const group of Object.values(file.groups)) {
        group.mandate = long(280);
        for (const interest of group.interests) interest.text = long(100);
    }
    for (const role of file.roles) {
        role.title = long(60);
        role.public = long(280);
        role.mandate = long(200);
        role.interests = file.groups[role.group].interests.map((i) => i.id);
        role.private = {
            knows: long(200),
            wants: [long(140), long(139), long(138)],
            fears: [long(140), long(139)],
            red_line: long(140),
        };
        role.assets = [0, 1, 2, 3].map((i) => ({
            id: `${role.id}-${i}`.slice(-20).replace(/^[^a-z]+/, ""),
            kind: "premises",
            text: long(140 - i),
        }));
    }
    return file;
}
const fat = fattest();
fs.mkdirSync(path.join(dir, "shelf", fat.id), { recursive: true });
fs.writeFileSync(path.join(dir, "shelf", fat.id, "scenario.json"), JSON.stringify(fat));
const server = await start(dir, [
    "--key",
    KEY,
    "--scenarios",
    `${shipped}:${path.join(dir, "shelf")}`,
]);
const origin = `http://127.0.0.1:${server.port}`;
const all = await (await fetch(`${origin}/api/scenarios`)).json();
const pages = await new Pages(origin).launch();
const wide = { width: 1440, height: 900 };

const library = [
    [
        "the list anyone may read holds nothing private",
        async () => {
            const text = JSON.stringify(all);
            for (const s of all.filter((x) => x.id !== fat.id)) {
                const file = JSON.parse(fs.readFileSync(`${shipped}${s.id}/scenario.json`));
                const secrets = [
                    file.story.outcome,
                    ...file.trades.map((x) => x.text),
                    ...file.tensions.map((x) => x.text),
                    ...file.roles.flatMap((r) => [
                        r.mandate,
                        r.private.red_line,
                        ...r.private.wants,
                        ...r.assets.map((a) => a.text),
                    ]),
                ];
                for (const secret of secrets)
                    assert(!text.includes(JSON.stringify(secret.fr)), `${s.id}: ${secret.fr}`);
            }
        },
    ],
    [
        "the map shows every scenario, apart from each other, and filters by keyboard",
        async () => {
            const page = await pages.open("library", wide);
            await page.goto(`${origin}/scenarios`);
            await page.locator(".map-pin").first().waitFor();
            assert.equal(await page.locator(".map-pin").count(), all.length);
            assert.equal(await page.locator(".lib-row").count(), all.length);
            const boxes = await page
                .locator(".map-pin path")
                .evaluateAll((pins) => pins.map((p) => p.getBoundingClientRect().toJSON()));
            for (const [i, a] of boxes.entries())
                for (const b of boxes.slice(i + 1))
                    assert(
                        Math.hypot(a.x - b.x, a.y - b.y) > a.width * 0.9,
                        "two pins hide each other",
                    );
            await pages.inspect(page, "50-library");
            await page.getByLabel("Qui a lancé le projet").focus();
            await page.keyboard.press("ArrowDown");
            const municipal = all.filter((s) => s.model === "M").length;
            await page.getByText(`${municipal} scénarios`).first().waitFor();
            assert.equal(await page.locator(".map-pin").count(), municipal);
            await page.getByLabel("Personnes par table").selectOption("12");
            await page.getByText("Aucun scénario ne répond").first().waitFor();
            await page.getByRole("button", { name: "Tout montrer" }).press("Enter");
            await page.locator(".map-pin").nth(3).focus();
            assert.equal(await page.locator(".lib-row-lit").count(), 1);
            await page.keyboard.press("Enter");
            await page.getByRole("link", { name: "Créer un atelier" }).waitFor();
        },
    ],
    [
        "a scenario's page sells it, in both languages, and leads to a workshop with it",
        async () => {
            for (const lang of ["fr", "en"]) {
                const page = await pages.open(`scenario ${lang}`, wide, lang);
                for (const s of all) {
                    await page.goto(`${origin}/scenarios/${s.id}`);
                    await page.getByRole("heading", { level: 1 }).waitFor();
                    for (const sentence of s.summary)
                        await page.getByText(sentence[lang]).first().waitFor();
                    await page.getByText(s.conflict[lang]).first().waitFor();
                }
                await pages.inspect(page, `51-scenario-${lang}`);
                await page.locator("a.lib-create").click();
                await page.locator(`input[value="${all.at(-1).id}"]:checked`).waitFor();
            }
        },
    ],
];

/** What does not fit its sheet or its card. */
const cut = (page) =>
    page.evaluate(() =>
        [...document.querySelectorAll(".kit-page, .kit-page *")]
            .filter((e) => {
                const sheet = e.closest(".kit-card, .kit-page").getBoundingClientRect();
                const box = e.getBoundingClientRect();
                return (
                    !(e instanceof SVGElement) &&
                    (box.right > sheet.right + 1 ||
                        box.bottom > sheet.bottom + 1 ||
                        (e.matches(".kit-page, .kit-card, .kit-back-in, .kit-front-in") &&
                            (e.scrollHeight > e.clientHeight + 1 ||
                                e.scrollWidth > e.clientWidth + 1)))
                );
            })
            .map((e) => `${e.className} ${e.textContent.slice(0, 60)}`),
    );

async function openKit(lang) {
    const page = await pages.open(`kit ${lang}`, { width: 1000, height: 900 }, lang);
    await page.goto(`${origin}/kit/la-brunante#cle=${KEY}`);
    await page.locator(".kit-card").first().waitFor();
    assert(!page.url().includes(KEY), "the key stays in the address");
    return page;
}

const kit = [
    [
        "the kit asks for the host's key, and opens with a facilitator's link",
        async () => {
            const page = await pages.open("no key", wide);
            await page.goto(`${origin}/kit/la-brunante`);
            await page.getByLabel("Clé de l’hôte").fill("not the key");
            await page.getByRole("button", { name: "Ouvrir" }).click();
            await page.getByText("Clé de l’hôte").waitFor();
            assert.equal(await page.locator(".kit-card").count(), 0);
            await pages.inspect(page, "52-kit-closed");
            await page.getByLabel("Clé de l’hôte").fill(KEY);
            await page.getByRole("button", { name: "Ouvrir" }).click();
            await page.locator(".kit-card").first().waitFor();

            const client = await new Client(server.port).connect();
            const starts = Date.UTC(2027, 0, 15, 20, 15) / 60_000;
            const options = {
                ...{ scenario: "la-mauve", lang: "fr", tables: 3, places: 6 },
                ...{ seconds: [120, 480, 600, 360, 60], debrief: 900 },
                ...{ starts, zone: "America/Toronto" },
            };
            const { out } = await client.ask({ t: "create", key: KEY, options });
            const desk = await pages.open("facilitator", wide);
            await desk.goto(`${origin}/kit/${out.room}#${out.room}.${out.token}`);
            await desk.locator(".kit-tent svg.qr").first().waitFor();
            await desk.getByText("La Mauve").first().waitFor();
            const posters = desk.locator(".kit-phase");
            await posters.getByText("De 15 h 15 à 15 h 17").waitFor();
            await posters.getByText("De 15 h 42 à 15 h 57").waitFor(); // the debrief's, the last
            assert.equal(await posters.count(), 6);
            // Its steps keep their share of a phase: the base, at the third minute of twenty.
            await posters.nth(2).getByText("1:30").first().waitFor();

            const phone = await pages.open("phone", { width: 390, height: 844 });
            await phone.goto(`${origin}/j/${out.room}#t3`);
            await phone.locator("form input[type=text]").fill("Ana");
            await phone.locator("form button[type=submit]").click();
            await client.hello(out.room, out.token);
            await client.until("Ana sits at the table of the tent", (docs) =>
                Object.values(docs.room.people).some((p) => p.name === "Ana" && p.table === "t3"),
            );
        },
    ],
    [
        "nothing is cut, in either language, on either paper, at the longest texts allowed",
        async () => {
            for (const lang of ["fr", "en"]) {
                const page = await openKit(lang);
                await pages.inspect(page, `53-kit-${lang}`);
                for (const s of all) {
                    await page.goto(`${origin}/kit/${s.id}`);
                    await page.locator(".kit-card").first().waitFor();
                    for (const paper of ["letter", "a4"]) {
                        await page.locator(`input[value="${paper}"]`).check();
                        await page.locator(`.kit-on-${paper}`).waitFor();
                        assert.deepEqual(await cut(page), [], `${s.id} ${lang} ${paper}`);
                    }
                }
            }
        },
    ],
    [
        "printed, each sheet is one page, fronts and backs lie on each other, no line is lost",
        async () => {
            const page = await openKit("fr");
            const boxes = await page.locator(".kit-pair").evaluateAll((sheets) =>
                sheets.map((sheet) => {
                    const of = sheet.getBoundingClientRect();
                    return [...sheet.querySelectorAll(".kit-card")].map((card) => {
                        const box = card.getBoundingClientRect();
                        const left = box.left - of.left;
                        assertNear(left, of.right - box.right);
                        return [left, box.top - of.top, box.width, box.height].map(Math.round);
                    });
                    function assertNear(a, b) {
                        if (Math.abs(a - b) > 1) throw new Error(`not centred: ${a} ${b}`);
                    }
                }),
            );
            for (let i = 0; i + 1 < boxes.length - 1; i += 2)
                assert.deepEqual(boxes[i], boxes[i + 1], "a back is not behind its front");
            for (const paper of ["letter", "a4"]) {
                await page.locator(`input[value="${paper}"]`).check();
                await page.locator(`.kit-on-${paper}`).waitFor();
                const sheets = await page.locator(".kit-page").count();
                const file = path.join(pages.shots, `kit-${paper}.pdf`);
                await page.pdf({ path: file, preferCSSPageSize: true });
                const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
                const size = paper === "a4" ? /595.* x 84[12]|594.* x 841/ : /612 x 792|611.* x 79/;
                assert.match(info, size);
                const count = Number(/Pages: +(\d+)/.exec(info)[1]);
                const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
                const perPage = text.split("\f").filter((t) => t.trim());
                assert.equal(perPage.length, count, "a page is empty");
                assert(count > sheets && count < sheets + 12, `${count} pages, ${sheets} sheets`);
                const flat = text.replace(/\s+/g, " ");
                const scenario = JSON.parse(
                    fs.readFileSync(`${shipped}la-brunante/scenario.json`, "utf8"),
                );
                for (const role of scenario.roles)
                    for (const said of [role.private.red_line, role.public])
                        assert(flat.includes(said.fr.replace(/\s+/g, " ")), said.fr);
            }
        },
    ],
];

const code = await pages.run([...library, ...kit]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
