// What is printed for a workshop is what its people play: in their era, at their lengths.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { file: kit } = await new Page().load();
const shipped = (id) =>
    JSON.parse(fs.readFileSync(new URL(`../../scenarios/${id}/scenario.json`, import.meta.url)));
const played = (file, era) => kit.ofRoom(file, { scenario: { era }, phases: file.phases });
const one = (list, id) => list.find((x) => x.id === id);

test("a workshop of today prints what changes today, and nothing else of it is lost", () => {
    for (const id of ["la-brunante", "mfr-du-krtb", "sante-robert-cliche"]) {
        const file = shipped(id);
        const { roles, injects, expertise, ...whole } = file.eras.today;
        const today = played(file, "today");
        for (const [field, value] of Object.entries(whole)) assert.deepEqual(today[field], value);
        for (const [list, items] of Object.entries({ roles, injects, expertise }))
            for (const [name, change] of Object.entries(items ?? {}))
                assert.deepEqual(one(today[list], name), { ...one(file[list], name), ...change });
        assert.equal(today.era, "today");
        assert.deepEqual(
            today.roles.map((x) => x.id),
            file.roles.map((x) => x.id),
        );
    }
});

test("a workshop in the file's own era prints the file", () => {
    const file = shipped("la-brunante");
    assert.deepEqual(played(file, "2014"), file);
});
