// What the door of a workshop, its end and the page of privacy promise, each tried: the sentences
// are in cited.mjs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { download, finish, playRoom } from "../hour/play.mjs";
import { BINARY, start } from "../hour/server.mjs";
import { CITED } from "./cited.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-promises-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
const state = path.join(dir, "state");
const server = await start(state, ["--keep", "30"]);
process.on("exit", () => server.child.kill("SIGKILL"));
const kept = () =>
    Buffer.concat(
        fs
            .readdirSync(state)
            .map((name) => path.join(state, name))
            .filter((file) => fs.statSync(file).isFile() && !file.endsWith("host.key"))
            .map((file) => fs.readFileSync(file)),
    );
const get = async (token, name) => {
    const headers = { Authorization: `Bearer ${token}`, Connection: "close" };
    const address = `http://127.0.0.1:${server.port}/api/rooms/${code}/${name}`;
    const answer = await fetch(address, { headers });
    return { status: answer.status, text: await answer.text() };
};
const tried = new Set();
async function promise(key, does) {
    await does();
    tried.add(key);
    console.log(`  ok ${key}`);
}

// The first agrees to the debrief alone, the others to research alone, the last to neither.
const room = await playRoom(server, { consents: "nyyn", words: { 4: "Parole du dernier" } });
const code = room.made.room;
const [first, second, third, last] = room.people.map((p) => ({ ...p, token: p.c.token }));
await last.c.do("consent", { debrief: false, research: false });
const mine = async (p) => JSON.parse((await get(p.token, "mine.json")).text);

await promise("join_short", async () => {
    const all = JSON.stringify(await mine(last));
    for (const word of ["Parole du dernier", "Nom4", "support"])
        assert.ok(all.includes(word), word);
    const c = await new Client(server.port).connect();
    for (const extra of ["email", "picture", "sound"])
        await assert.rejects(
            c.ask({ t: "join", room: code, name: "X", [extra]: "a@b.ca" }),
            { code: "unknown_field" },
            extra,
        );
});
await promise("join_never", async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/`, {
        headers: { Connection: "close" },
    });
    const policy = answer.headers.get("permissions-policy");
    for (const sense of ["camera", "microphone", "geolocation"])
        assert.ok(policy.includes(`${sense}=()`), policy);
});
await promise("join_kept", async () => {
    const all = JSON.stringify(await mine(last));
    assert.match(all, /"t":\d{13}/);
    assert.ok(all.includes("Nom4") && all.includes("Parole du dernier"));
});
await promise("what_text", async () => {
    const all = kept();
    assert.ok(all.includes("Nom4") && all.includes("Parole du dernier"));
    for (const address of ["127.0.0.1", "::1", "User-Agent", "user-agent"])
        assert.ok(!all.includes(address), address);
});
const sealed = async (cited) => {
    for (const doc of Object.values(room.boss.docs))
        assert.doesNotMatch(JSON.stringify(doc), /"(ratings|q2a|q2b|q3|q5text)":/, cited);
    const log = (await download(server, room)).toString().split("\n");
    const of = log.filter((line) => /"act":"(rate|answers)"/.test(line)).map((l) => JSON.parse(l));
    assert.ok(of.length > room.people.length);
    for (const r of of) {
        assert.equal(r.open, undefined);
        for (const value of Object.values(r.a)) assert.match(value["#"], /^[0-9a-f]{64}$/);
    }
    const shown = await get(room.made.token, "replay/facilitator");
    assert.equal(shown.status, 200);
    assert.doesNotMatch(shown.text, /"(ratings|q2a|q2b|q3|q5text)":/);
};
await promise("join_seen", () => sealed("join_seen"));
await promise("q_private", () => sealed("q_private"));
await promise("join_optional", async () => {
    // They refused both, and did all that the others did: playRoom would have failed.
    const table = room.boss.docs["table/t1"];
    assert.equal(table.final.stances[last.id], "support");
    assert.equal(Object.keys(table.final.stances).length, room.people.length);
    await last.c.do("q6", { text: "Rien d’autre" }, { as: last.id });
});
await finish(room);
await promise("join_debrief", async () => {
    const all = (await get(room.made.token, "replay/facilitator")).text;
    assert.ok(all.includes(`Un besoin de ${first.id}`) || all.includes("Nom1"));
    assert.ok(!all.includes("Parole du dernier") && !all.includes("Nom4"));
    const views = (await get(room.made.token, `replay/${last.id}`)).status;
    assert.equal(views, 403);
});
await promise("join_research", async () => {
    const all = (await get(room.made.token, "export/tablee-export.json")).text;
    assert.ok(all.includes(`Un besoin de ${second.id}`));
    assert.doesNotMatch(all, /Nom\d|Parole du dernier/);
    assert.ok(!all.includes(`Un besoin de ${first.id}`));
});
await promise("x_replay", async () => {
    const own = await get(last.token, `replay/${last.id}`);
    assert.equal(own.status, 200);
    assert.ok(own.text.includes("Parole du dernier"));
    assert.ok(own.text.split("\n").length > 50);
    assert.ok(!(await get(first.token, `replay/${first.id}`)).text.includes("Parole du dernier"));
});
await promise("rights_text", async () => {
    assert.equal((await get(third.token, "mine.json")).status, 200);
    assert.equal((await get(third.token, `mine.json?person=${last.id}`)).status, 403);
    await third.c.do("consent", { debrief: true, research: false });
    await third.c.do("name", { name: "Troisième" });
    assert.ok(JSON.stringify(await mine(third)).includes("Troisième"));
});
await promise("long_text", async () => {
    const privacy = await (
        await fetch(`http://127.0.0.1:${server.port}/api/privacy`, {
            headers: { Connection: "close" },
        })
    ).json();
    assert.equal(privacy.keep, 30);
    await room.boss.do("keep", { days: 2 });
    await assert.rejects(room.boss.do("keep", { days: 31 }));
    const c = await new Client(server.port).connect();
    const { until } = (await c.ask({ t: "look", room: code })).out;
    assert.ok(until - Date.now() <= 3 * 86_400_000, `${until}`);
});
const erased = async () => {
    const tally = () =>
        spawnSync(BINARY, ["tally", "--db", path.join(state, "tablee.db"), "--room", code]).stdout;
    const before = tally().toString();
    await last.c.do("erase", {}, { as: last.id });
    await first.c.until("forgotten", (d) => !d.room.people[last.id].name);
    for (const word of ["Parole du dernier", "Nom4"]) assert.ok(!kept().includes(word), word);
    assert.equal(tally().toString(), before);
};
await promise("join_erase", erased);
await promise("x_erase_sure", async () => {
    const clauses = Object.values(first.c.docs["table/t1"].clauses);
    assert.ok(clauses.some((c) => c.state === "adopted"));
    assert.ok(!JSON.stringify(first.c.docs).includes("Parole du dernier"));
});
assert.equal(await server.stop(), 0);
// Those two are of commands, in tests/cli/keep.mjs and backup.mjs.
for (const key of ["long_all", "copies"]) tried.add(key);
assert.deepEqual([...tried].sort(), Object.keys(CITED).sort());
console.log(`summary: ${tried.size} promises`);
process.exit(0);
