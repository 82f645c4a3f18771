// The pages around a workshop, in Chromium: the library of scenarios and its map.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-kit-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const all = await (await fetch(`${origin}/api/scenarios`)).json();
const pages = await new Pages(origin).launch();
const wide = { width: 1440, height: 900 };

const library = [
    [
        "the list anyone may read holds nothing private",
        async () => {
            const text = JSON.stringify(all);
            for (const s of all) {
                const file = JSON.parse(
                    fs.readFileSync(
                        new URL(`../../scenarios/${s.id}/scenario.json`, import.meta.url),
                    ),
                );
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

const code = await pages.run([...library]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
