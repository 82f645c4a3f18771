// The session: what leaves when, once, and how long it waits on which network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, ROOM, entered, settle } from "./page.mjs";

const acts = (page) => page.socket.of("do");

test("nothing leaves before the welcome, and all of it after", async () => {
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    void client.socket.act("ready", {}, { as: "p1" });
    page.socket.accept();
    assert.deepEqual(
        page.socket.sent.map((m) => m.t),
        ["hello"],
    );
    await page.welcome();
    assert.equal(acts(page)[0].act, "ready");
    assert.equal(acts(page)[0].as, "p1");
});

test("an act that was sent and not answered is sent again under its id", async () => {
    const { page, client } = await entered();
    const answer = client.socket.act("ready");
    const { id } = acts(page)[0];
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    assert.equal(acts(page)[0].id, id);
    page.socket.say({ t: "ok", id, out: { clause: "c1" } });
    assert.deepEqual(await answer, { ok: true, out: { clause: "c1" } });
    page.socket.say({ t: "ok", id, out: {} }); // a second answer is of nothing
});

test("a device whose clock is set back goes on sending", async () => {
    const { page, client } = await entered();
    for (let i = 0; i < 30; i++) {
        void client.socket.act("ready");
        page.socket.say({ t: "ok", id: acts(page).at(-1).id, out: {} });
    }
    page.wall -= 60_000;
    void client.socket.act("help");
    await page.pass(1000);
    assert.equal(acts(page).at(-1).act, "help");
});

test("a hundred acts written while away go out one after another", async () => {
    const { page, client } = await entered();
    page.socket.end();
    for (let i = 0; i < 100; i++) void client.socket.act("ready", { i });
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    const began = page.now;
    for (let seen = 0, turns = 0; seen < 100; turns++) {
        assert.ok(acts(page).length - seen <= 32, "more than are awaited at once");
        assert.ok(turns < 200);
        const came = acts(page).slice(seen);
        for (const m of came) page.socket.say({ t: "ok", id: m.id, out: {} });
        seen += came.length;
        const allowed = 30 + (12 * (page.now - began)) / 1000;
        assert.ok(acts(page).length <= allowed + 1, "more than a server takes");
        await page.pass(100);
    }
    assert.deepEqual(
        acts(page).map((m) => m.a.i),
        [...Array(100).keys()],
    );
    assert.equal(client.socket.pendingCount.get(), 0);
});

test("what is done now or not at all never waits, and is told when the way is cut", async () => {
    const { page, client } = await entered();
    const first = client.socket.act("pause", {}, { now: true });
    assert.equal(acts(page).length, 1);
    page.socket.end();
    assert.deepEqual(await first, { ok: false, no: { code: "cut" } });
    const second = await client.socket.act("pause", {}, { now: true });
    assert.deepEqual(second, { ok: false, no: { code: "offline" } });
    await page.pass(2000);
    page.socket.accept();
    assert.deepEqual(await client.socket.act("pause", {}, { now: true }), second, "no welcome yet");
    await page.welcome();
    assert.equal(acts(page).length, 0);
    void client.socket.act("pause", {}, { now: true });
    assert.equal(acts(page).length, 1);
    await entered(page);
    assert.equal(acts(page).length, 0, "nor after a reload");
});

/** Tries until a network whose every way takes `half` lets us in. */
async function connects(page, half) {
    for (let i = 0; i < 8; i++) {
        const mine = page.socket;
        await page.pass(4 * half); // there and back for TCP, and for the upgrade
        if (mine === page.socket && mine.readyState === 0) {
            mine.accept();
            return true;
        }
        while (page.socket === mine) await page.pass(1000);
    }
    return false;
}

test("a network of round trips of 5.2 s is joined, and kept after a waking", async () => {
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    assert.ok(await connects(page, 2600));
    await page.welcome({}, 5200);
    assert.equal(client.socket.link.get(), "open");
    const mine = page.socket;
    for (let i = 0; i < 3; i++) {
        page.look("hidden");
        page.look("visible");
        const ping = mine.of("ping").at(-1);
        await page.pass(5200);
        mine.say({ t: "pong", c: ping.c, now: 1 });
    }
    assert.equal(page.socket, mine);
    mine.end();
    await page.pass(500);
    const next = page.socket;
    await page.pass(10_400);
    assert.equal(page.socket, next, "the first try waits long enough now");
});

test("a way that says nothing is left, soon after somebody looks at it", async () => {
    const { page, client } = await entered();
    const mine = page.socket;
    page.look("hidden");
    page.look("visible");
    await page.pass(4000);
    assert.equal(client.socket.link.get(), "lost");
    assert.equal(mine.readyState, 3);
    await page.pass(1000);
    assert.notEqual(page.socket, mine);
});

test("a page that is not looked at leaves a lost way alone", async () => {
    const { page } = await entered();
    const mine = page.socket;
    page.look("hidden");
    mine.end();
    await page.pass(600_000);
    assert.equal(page.socket, mine);
    page.look("visible");
    assert.notEqual(page.socket, mine);
});

test("whom the server knows no more is told so, and stops", async () => {
    for (const [code, state] of [
        [4001, "refused"],
        [4002, "elsewhere"],
    ]) {
        const { page, client } = await entered();
        const mine = page.socket;
        mine.end(code);
        await page.pass(60_000);
        assert.equal(client.socket.link.get(), state);
        assert.equal(page.socket, mine);
        client.socket.takeBack();
        assert.notEqual(page.socket, mine);
    }
});

test("a workshop that cannot be opened is told as what it is, and asked for no more", async () => {
    for (const [code, state] of [
        ["room_gone", "gone"],
        ["unreadable_room", "unreadable"],
        ["no_scenario", "no_scenario"],
        ["version", "outdated"],
    ]) {
        const page = new Page();
        const client = await page.load();
        client.socket.enter(ROOM, { token: "secret" });
        page.socket.accept();
        const mine = page.socket;
        mine.say({ t: "no", id: mine.of("hello")[0].id, code });
        await page.pass(60_000);
        assert.equal(client.socket.link.get(), state);
        assert.equal(page.socket, mine);
        assert.equal(mine.readyState, 3, "nobody listens there");
        page.window.dispatchEvent(new Event("offline"));
        page.window.dispatchEvent(new Event("online"));
        await page.pass(60_000);
        assert.equal(client.socket.link.get(), state, "no network makes it another");
        assert.equal(page.socket, mine);
    }
});

test("a refusal says why, and where", async () => {
    const { page, client } = await entered();
    const answer = client.socket.act("propose", { text: "x" });
    page.socket.say({ t: "no", id: acts(page)[0].id, code: "too_long", field: "text", max: 140 });
    const { no } = await answer;
    assert.equal(no.code, "too_long");
    assert.equal(no.field, "text");
    assert.equal(no.max, 140);
});

test("an act says where it was meant, in the same words after a reload", async () => {
    const { page, client } = await entered();
    const at = { table: "t1", wording: 17 };
    void client.socket.act("stance", { clause: "c1", stance: "support" }, { at });
    void client.socket.act("draft", { key: "q6", text: "x" });
    assert.deepEqual(acts(page)[0].at, at);
    assert.equal("at" in acts(page)[1], false);
    await entered(page);
    assert.deepEqual(acts(page)[0].at, at);
});

test("an act too long for a frame is refused here", async () => {
    const { page, client } = await entered();
    const answer = await client.socket.act("sheet", { text: "é".repeat(9000) });
    assert.equal(answer.no.code, "too_big");
    assert.equal(acts(page).length, 0);
});

test("who settles is told of each kept act once, with what no screen shows", async () => {
    const page = new Page();
    const one = await page.load();
    const seen = [];
    const note = ({ frame, no, shown }) => seen.push([frame.act, no?.code, shown]);
    one.socket.enter(ROOM, { token: "secret" });
    one.socket.whenSettled(note);
    page.socket.accept();
    await page.welcome();
    void one.socket.act("ready");
    void one.socket.act("help");
    page.socket.say({ t: "no", id: acts(page)[0].id, code: "already" });
    await settle();
    assert.deepEqual(seen, [["ready", "already", true]]);
    const two = await page.load();
    two.socket.whenSettled(note);
    two.socket.enter(ROOM, { token: "secret" });
    page.socket.accept();
    await page.welcome();
    page.socket.say({ t: "no", id: acts(page)[0].id, code: "phase" });
    assert.deepEqual(seen[1], ["help", "phase", false]);
});

const join = (client, name) =>
    client.attempts.requestOnce("join", { room: ROOM, name, token: "t" }, `${ROOM} ${name}`);
const asked = (page) => page.socket.of("join").at(-1);

test("the same person's attempt on the same page is one, another's is another", async () => {
    const page = new Page();
    const client = await page.load();
    void join(client, "Ana");
    page.socket.accept();
    await settle();
    const { once } = asked(page);
    void join(client, "Ana");
    await settle();
    assert.equal(asked(page).once, once);
    void join(client, "Bo");
    await settle();
    assert.notEqual(asked(page).once, once);
});

test("on a shared device a page takes nobody's attempt up, unless it was theirs", async () => {
    const page = new Page();
    const one = await page.load();
    void join(one, "Ana");
    page.socket.accept();
    await settle();
    const { once } = asked(page); // its answer is lost, and the page closed

    const two = await page.load();
    assert.equal(two.attempts.leftOpen("join").fields.name, "Ana");
    assert.equal(two.attempts.leftOpen("join").fields.token, undefined);
    void join(two, "Ana"); // of the same name, and another person
    page.socket.accept();
    await settle();
    const other = asked(page).once;
    assert.notEqual(other, once);

    const three = await page.load();
    three.attempts.takeUp("join", three.attempts.leftOpen("join"));
    const answer = join(three, "Ana");
    page.socket.accept();
    await settle();
    assert.equal(asked(page).once, other);
    page.socket.say({ t: "ok", id: asked(page).id, out: { person: "p1" } });
    assert.equal((await answer).ok, true);
    assert.equal(three.attempts.leftOpen("join"), undefined, "it was answered");

    const four = await page.load();
    void join(four, "Bo");
    const five = await page.load();
    five.attempts.takeUp("join", null);
    assert.equal(five.attempts.leftOpen("join"), undefined);
});

test("a page that comes back from the browser's store trusts no old way", async () => {
    const { page } = await entered();
    const mine = page.socket;
    const shown = (persisted) =>
        page.window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
    shown(false);
    assert.equal(page.socket, mine, "it was just loaded");
    assert.deepEqual(mine.of("ping"), []);
    shown(true);
    assert.notEqual(page.socket, mine);
});

test("a network that goes and comes is followed at once", async () => {
    const { page, client } = await entered();
    const mine = page.socket;
    page.window.dispatchEvent(new Event("offline"));
    assert.equal(client.socket.link.get(), "lost");
    assert.equal(mine.readyState, 3);
    page.window.dispatchEvent(new Event("online"));
    assert.notEqual(page.socket, mine);
    assert.equal(client.socket.link.get(), "connecting");
    const next = page.socket;
    page.window.dispatchEvent(new Event("online"));
    assert.equal(page.socket, next, "one try at a time");
});

test("a first try is waited for as on a good network, the second twice as long", async () => {
    const random = Math.random;
    Math.random = () => 0.5;
    try {
        const page = new Page();
        const client = await page.load();
        client.socket.enter(ROOM, { token: "secret" });
        await page.pass(4900);
        assert.equal(client.socket.link.get(), "connecting");
        await page.pass(150);
        assert.equal(client.socket.link.get(), "lost");
        await page.pass(250);
        assert.equal(page.sockets.length, 2, "soon");
        await page.pass(9900);
        assert.equal(client.socket.link.get(), "connecting");
        await page.pass(150);
        assert.equal(client.socket.link.get(), "lost");
    } finally {
        Math.random = random;
    }
});

test("a new way begins with all that it may carry, and with one heartbeat", async () => {
    const { page, client } = await entered();
    for (let i = 0; i < 30; i++) void client.socket.act("ready", { i });
    assert.equal(acts(page).length, 30);
    for (const { id } of acts(page)) page.socket.say({ t: "ok", id, out: {} });
    page.window.dispatchEvent(new Event("online"));
    page.socket.accept();
    await page.welcome({}, 0);
    for (let i = 0; i < 30; i++) void client.socket.act("ready", { i });
    assert.equal(acts(page).length, 30, "a server counts what each connection says");
    await page.pass(20_100);
    assert.equal(page.socket.of("ping").length, 1);
});

test("the welcome of another room is nobody's", async () => {
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    page.socket.accept();
    await page.welcome({ room: "1234567" });
    assert.equal(client.socket.link.get(), "connecting");
    await page.welcome();
    assert.equal(client.socket.link.get(), "open");
});

test("what waits is counted as it comes and goes, but for drafts and questions", async () => {
    const { page, client } = await entered();
    const { act, pendingCount, request } = client.socket;
    const counted = [pendingCount.get()];
    for (const doing of [
        () => act("ready"),
        () => act("draft", { key: "k", text: "x" }),
        () => act("pause", {}, { now: true }),
        () => request("look", {}),
        () => act("help"),
        () => page.socket.say({ t: "ok", id: acts(page)[0].id, out: {} }),
    ]) {
        void doing();
        counted.push(pendingCount.get());
    }
    assert.deepEqual(counted, [0, 1, 1, 1, 1, 2, 1]);
});

test("tries come further apart, and close again once one got in or somebody looks", async () => {
    const { page, client } = await entered();
    const random = Math.random;
    Math.random = () => 0.5; // in the middle of what is drawn
    const pauses = async (n) => {
        const out = [];
        for (let i = 0; i < n; i++) {
            const mine = page.socket;
            const began = page.now;
            mine.end();
            while (page.socket === mine) await page.pass(100);
            out.push(page.now - began);
        }
        return out;
    };
    try {
        const far = [300, 800, 1600, 3000, 5000, 8000, 8000];
        assert.deepEqual(await pauses(7), far);
        page.look("visible");
        assert.deepEqual(await pauses(2), [300, 800]);
        page.socket.accept();
        await page.welcome();
        assert.deepEqual(await pauses(1), [300]);
        page.socket.end(4002);
        client.socket.takeBack();
        assert.deepEqual(await pauses(1), [300]);
    } finally {
        Math.random = random;
    }
});

test("who leaves is nobody here any more", async () => {
    const { page, client } = await entered();
    const { socket, store } = client;
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    assert.deepEqual([socket.currentToken(), socket.currentRoom()], ["secret", ROOM]);
    const mine = page.socket;
    socket.leave();
    assert.equal(mine.readyState, 3);
    assert.deepEqual([socket.currentToken(), socket.currentRoom()], [undefined, undefined]);
    assert.equal(store.getDoc("room"), undefined);
    assert.equal(socket.link.get(), "idle");
    await page.pass(60_000);
    page.look("visible");
    assert.equal(page.socket, mine, "it stays away");
    socket.enter("1234567", { token: "other" });
    page.socket.accept();
    assert.deepEqual(page.socket.of("hello")[0].have, {});
    assert.equal(page.socket.of("hello")[0].token, "other");
});

test("another person of the same browser starts with nothing of the first", async () => {
    const { page, client } = await entered();
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    const { socket, store } = client;
    socket.enter(ROOM, { token: "secret" });
    assert.deepEqual(store.versions(), { room: 1 }, "the same once more");
    assert.equal(socket.speaker.get(), "p1");
    socket.enter(ROOM, { token: "other" });
    assert.deepEqual(store.versions(), {}, "by another token");
    page.socket.accept();
    await page.welcome();
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    socket.enter(ROOM, { token: "other" }, "f");
    assert.deepEqual(store.versions(), {}, "in another part");
    page.socket.accept();
    await page.welcome();
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    socket.enter(ROOM, { token: "lead" }, "f");
    assert.deepEqual(store.versions(), {});
    assert.deepEqual([socket.you.get(), socket.speaker.get()], [undefined, undefined]);
    page.socket.accept();
    await page.welcome({ you: { kind: "facilitator", people: [], f: "f2" }, topics: ["room"] });
    void socket.act("next");
    assert.equal(acts(page)[0].as, "f2");
    void socket.act("note", {}, { as: "p9", credit: ["p1"] });
    assert.deepEqual([acts(page)[1].as, acts(page)[1].credit], ["p9", ["p1"]]);
    assert.equal("credit" in acts(page)[0], false);
    assert.deepEqual(
        ["p", "f"].map((part) => client.outbox.all(part, ROOM).length),
        [0, 2],
    );
});

test("one who is no longer of this phone speaks no more", async () => {
    const { page, client } = await entered();
    const people = (...all) => ({ you: { kind: "person", people: all } });
    const { speaker } = client.socket;
    for (const [all, who] of [
        [["p1", "p2"], "p1"],
        [["p2", "p3"], "p2"],
    ]) {
        page.socket.end();
        await page.pass(2000);
        page.socket.accept();
        await page.welcome(people(...all));
        assert.equal(speaker.get(), who);
    }
    speaker.set("p3");
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    await page.welcome(people("p2", "p3"));
    assert.equal(speaker.get(), "p3");
});

test("a life of the room that ended is forgotten at its close", async () => {
    const { page, client } = await entered();
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    assert.equal(page.socket.of("hello")[0].epoch, "e1");
    page.socket.end(4003);
    assert.deepEqual(client.store.versions(), {});
    await page.pass(2000);
    page.socket.accept();
    const [hello] = page.socket.of("hello");
    assert.deepEqual([hello.epoch, hello.have, hello.v, hello.room], [undefined, {}, 1, ROOM]);
});

test("what is told beside documents reaches whoever listens", async () => {
    const { page, client } = await entered();
    const { beside, moves } = client.socket;
    const heard = [];
    const relayed = { t: "relayed", topic: "room", by: "p2", kind: "wave" };
    beside.hears = undefined;
    page.socket.say(relayed); // nobody listens, and nothing breaks
    beside.hears = (m) => heard.push(m);
    page.socket.say(relayed);
    assert.deepEqual(heard, [relayed]);
    const before = moves.get();
    page.socket.say({ t: "moved" });
    page.socket.say({ t: "moved" });
    assert.equal(moves.get(), before + 2);
    page.socket.say({ t: "news of a later server" });
    page.socket.onmessage({ data: "{" });
    assert.equal(client.socket.link.get(), "open");
});

test("a frame of as many bytes as the server takes leaves, one more does not", async () => {
    const { page, client } = await entered();
    const most = 16 << 10;
    void client.socket.act("draft", { text: "" });
    const empty = JSON.stringify(acts(page)[0]).length;
    void client.socket.act("sheet", { text: "" });
    const room = most - JSON.stringify(acts(page)[1]).length;
    assert.ok(empty < most);
    void client.socket.act("sheet", { text: "x".repeat(room) });
    assert.equal(acts(page).length, 3);
    const answer = client.socket.act("sheet", { text: "x".repeat(room + 1) });
    assert.equal((await answer).no.code, "too_big");
    assert.equal(acts(page).length, 3);
});

test("a way is asked every twenty seconds, and left when it does not answer", async () => {
    const { page, client } = await entered();
    const mine = page.socket;
    await page.pass(19_900);
    assert.equal(mine.of("ping").length, 0);
    await page.pass(200);
    assert.equal(mine.of("ping").length, 1);
    mine.say({ t: "pong", c: 99, now: 1 }); // of another ping
    await page.pass(9_800);
    assert.equal(client.socket.link.get(), "open");
    await page.pass(200);
    assert.equal(client.socket.link.get(), "lost");
    await page.pass(60_000);
    assert.equal(mine.of("ping").length, 1, "no timer of a way that is gone");
});

test("a question that needs nobody's name goes before the welcome", async () => {
    const page = new Page();
    const client = await page.load();
    const answer = client.socket.request("look", { room: ROOM });
    assert.equal(page.sockets.length, 1);
    page.socket.accept();
    assert.deepEqual(
        page.socket.sent.map((m) => [m.t, m.room]),
        [["look", ROOM]],
    );
    assert.equal(client.socket.link.get(), "open");
    page.socket.say({ t: "ok", id: page.socket.sent[0].id });
    assert.deepEqual(await answer, { ok: true, out: {} });
    const refused = client.socket.request("look", { room: "1" });
    page.socket.say({ t: "no", id: page.socket.sent[1].id });
    assert.equal((await refused).no.code, "unknown");
    assert.equal(client.socket.pendingCount.get(), 0, "nothing that a person did waits");
});

test("a question that an old way never answered does not end the new one", async () => {
    const { page, client } = await entered();
    page.look("hidden");
    page.look("visible");
    assert.equal(page.socket.of("ping").length, 1);
    page.socket.end();
    await page.pass(600);
    page.socket.accept();
    await page.welcome();
    await page.pass(10_000);
    assert.equal(client.socket.link.get(), "open");
});

test("as many as are awaited at once leave, and an answer lets the next go at once", async () => {
    const { page, client } = await entered();
    page.socket.end();
    for (let i = 0; i < 60; i++) void client.socket.act("ready", { i });
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    assert.equal(acts(page).length, 30, "a burst");
    await page.pass(5000);
    assert.equal(acts(page).length, 32, "none of them is answered");
    page.socket.say({ t: "ok", id: acts(page)[0].id, out: {} });
    assert.equal(acts(page).length, 33);
});

test("who is shown out, or let in again, is told by the topics that are had", async () => {
    const { page, client } = await entered();
    assert.equal(client.socket.shownOut.get(), false);
    page.socket.say({ t: "drop", topic: "table/t1" });
    assert.equal(client.socket.shownOut.get(), false);
    page.socket.say({ t: "drop", topic: "room" });
    assert.equal(client.socket.shownOut.get(), true);
    page.socket.say({ t: "doc", topic: "table/t1", ver: 1, doc: {} });
    assert.equal(client.socket.shownOut.get(), true);
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    assert.equal(client.socket.shownOut.get(), false);
    const away = await entered(new Page(), { topics: [] });
    assert.equal(away.client.socket.shownOut.get(), true, "while the page was away");
});
