// The server's time on a device whose own is wrong, is set while the page runs, or stands still.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, SERVER_NOW, entered } from "./page.mjs";

const near = (is, should, by = 25) =>
    assert.ok(Math.abs(is - should) <= by, `${is} is ${is - should} ms from ${should}`);

test("a device that is hours wrong counts down with the server", async () => {
    const { page, client } = await entered();
    const { serverNow, remaining, elapsed } = client.clock;
    near(serverNow(), SERVER_NOW + 20);
    const clock = { phase: 2, kind: "pooling", ends: SERVER_NOW + 60_000, length: 90_000 };
    near(remaining(clock), 60_000);
    near(elapsed(clock), 30, 1);
    await page.pass(10_000);
    near(remaining(clock), 50_000);
    await page.pass(100_000);
    assert.equal(remaining(clock), 0);
    assert.equal(remaining({ ...clock, paused: true, left: 1234 }), 1234);
    assert.equal(remaining(undefined), undefined);
});

test("past its end a phase that waits to be ended counts on, no other does", async () => {
    const { page, client } = await entered();
    const { leftText } = client.clock;
    const clock = { phase: 1, kind: "group_work", ends: SERVER_NOW + 10_020, length: 90_000 };
    await page.pass(5000);
    assert.equal(leftText(clock), "0:05");
    await page.pass(5500);
    assert.equal(leftText(clock), "0:00");
    await page.pass(129_600);
    assert.equal(leftText(clock), "+2:10");
    assert.equal(leftText({ ...clock, kind: "pooling", alone: true }), "0:00");
    assert.equal(leftText({ ...clock, ends: undefined, paused: true, left: 0 }), "0:00");
    client.clock.sample(SERVER_NOW, 0, true);
    assert.equal(leftText({ ...clock, ends: SERVER_NOW - 999 }), "0:00");
    assert.equal(leftText({ ...clock, ends: SERVER_NOW - 1000 }), "+0:01");
});

test("setting the device's clock changes nothing", async () => {
    const { page, client } = await entered();
    const before = client.clock.serverNow();
    for (const by of [-60_000, 3_600_000, -86_400_000]) {
        page.wall += by;
        near(client.clock.serverNow(), before, 0);
    }
});

test("the shortest round trip is believed, a worse one where nothing explains it", async () => {
    const page = new Page();
    const { sample, serverNow } = (await page.load()).clock;
    sample(SERVER_NOW, 100, true);
    near(serverNow(), SERVER_NOW + 50, 0);
    sample(SERVER_NOW - 200, 900); // was late on its way back
    near(serverNow(), SERVER_NOW + 50, 0);
    sample(SERVER_NOW + 30, 60);
    near(serverNow(), SERVER_NOW + 60, 0);
    sample(SERVER_NOW + 45_000, 900); // no round trip of a second makes forty-five
    near(serverNow(), SERVER_NOW + 45_450, 0);
    sample(SERVER_NOW, 2000, true);
    near(serverNow(), SERVER_NOW + 1000, 0);
});

test("a clock that stood still asleep is set again at the waking", async () => {
    const { page, client } = await entered();
    page.look("hidden");
    const now = SERVER_NOW + 600_000; // ten minutes, of which the page's clock knows nothing
    page.look("visible");
    const ping = page.socket.of("ping").at(-1);
    await page.pass(300);
    page.socket.say({ t: "pong", c: ping.c, now });
    near(client.clock.serverNow(), now + 150, 1);
});

test("at a waking, an answer is taken though its delay might explain it", async () => {
    const { page, client } = await entered();
    page.look("hidden");
    page.look("visible");
    const ping = page.socket.of("ping").at(-1);
    const before = client.clock.serverNow();
    await page.pass(1000);
    page.socket.say({ t: "pong", c: ping.c, now: before + 800 }); // stood still for 300 ms
    near(client.clock.serverNow(), before + 1300, 1);
});

test("a laptop that slept with its page in view learns it from the next answer", async () => {
    const { page, client } = await entered();
    await page.pass(20_000);
    const ping = page.socket.of("ping").at(-1);
    await page.pass(120); // slower than the best one
    page.socket.say({ t: "pong", c: ping.c, now: SERVER_NOW + 900_000 });
    near(client.clock.serverNow(), SERVER_NOW + 900_060, 50);
});

test("time left is minutes and seconds, and never less than there is", async () => {
    const { mmss } = (await new Page().load()).clock;
    assert.equal(mmss(undefined), "–");
    assert.equal(mmss(59_001), "1:00");
    assert.equal(mmss(61_000), "1:01");
    assert.equal(mmss(0), "0:00");
});
