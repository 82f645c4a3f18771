// A file that is taken home says that it is whole, or that one byte of it, anywhere, was changed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { session, whole } = await new Page().load();
const LOG = "0a".repeat(32);
const TOLD = { people: {}, withheld: 0, beats: [], tables: [] };
const STORY = { story: 1, from: 0, to: 60_000, ...TOLD };
const PARTS = [STORY, { topic: "room", doc: { title: "Été" } }, { until: 12 }].map((x) =>
    JSON.stringify(x),
);

function chained(parts) {
    let link = LOG;
    return parts.map((part) => {
        link = createHash("sha256").update(Buffer.from(link, "hex")).update(part).digest("hex");
        return link;
    });
}
const placed = (id, text) => `<script type="application/json" id="${id}">${text}</script>`;
const lines = `${PARTS.join("\n")}\n`;
const seal = `${JSON.stringify({ log: LOG, links: chained(PARTS) })}\n`;
const pageOf = (parts, sealed) =>
    Buffer.from(`${placed("parts", parts)}\n${placed("seal", sealed)}`);
const page = pageOf(lines, seal);

async function proven(bytes) {
    const { parts, seal: found } = session.sessionIn(bytes.toString("utf8"));
    const { holds, of } = await whole.prove(parts, found);
    return of > 0 && holds === of;
}

test("as it was made, it is whole, and says where its log was broken", async () => {
    assert.equal(await proven(page), true);
    assert.equal(session.sessionIn(page.toString("utf8")).until, 12);
});

test("a byte that is changed, put in or taken out, anywhere, is seen", async () => {
    for (const text of [lines, seal]) {
        const from = page.indexOf(text);
        for (let at = from; at < from + Buffer.byteLength(text) - 1; at++) {
            for (const put of [page[at] ^ 1, page[at] ^ 32, 10, 32]) {
                const [before, after] = [page.subarray(0, at), page.subarray(at + 1)];
                const other = Buffer.concat([before, Buffer.from([put]), after]);
                const more = Buffer.concat([before, Buffer.from([put]), page.subarray(at)]);
                const said = `byte ${at - from} of ${text.slice(0, 20)}: ${put}`;
                if (put !== page[at]) assert.equal(await proven(other), false, said);
                assert.equal(await proven(more), false, `${said}, put in`);
            }
            const less = Buffer.concat([page.subarray(0, at), page.subarray(at + 1)]);
            assert.equal(await proven(less), false, `byte ${at - from} taken out`);
        }
    }
});

test("a part that is taken out, doubled or moved is seen, and where", async () => {
    const [a, b, c] = PARTS;
    for (const [parts, holds] of [
        [[a, b], 2],
        [[a, c], 1],
        [[b, a, c], 0],
        [[a, b, b, c], 2],
        [[a, b, c, c], 3],
    ]) {
        const read = session.sessionIn(pageOf(`${parts.join("\n")}\n`, seal).toString("utf8"));
        const proof = await whole.prove(read.parts, read.seal);
        assert.equal(proof.holds, holds);
        assert.notEqual(proof.holds, proof.of);
    }
});
