// A whole hour played over the wire, the same one each time but for the clock and the tokens: for
// the tests that need a room with something of everything in it.
import { Client } from "./client.mjs";

/** What may be said differently from one room to the next. */
const ORDINARY = {
    scenario: "la-brunante",
    lang: "fr",
    consents: "yyyyyyy", // of each person to research: y or n; as many people as letters
    words: {}, // of an act, by the number of the person
    objection: "compromise", // or "withdrawn", "standing", "none"
    ratings: true,
    order: [], // of who answers what in the report: another of them says it, of others
    create: {},
};

export async function playRoom(server, choices = {}) {
    const how = { ...ORDINARY, ...choices };
    const room = { people: [], how };
    await gather(server, room);
    await groupWork(room);
    await pooling(room);
    await report(room);
    return room;
}

async function gather(server, room) {
    const { how } = room;
    const boss = await new Client(server.port).connect();
    const options = { scenario: how.scenario, lang: how.lang, tables: 1, places: 9 };
    const asked = { ...options, roles: "auto", ...how.create };
    room.made = (await boss.ask({ t: "create", options: asked })).out;
    await boss.hello(room.made.room, room.made.token);
    boss.me = boss.you.f;
    room.boss = boss;
    for (const [i, consent] of [...how.consents].entries()) {
        const c = await new Client(server.port).connect();
        const research = consent === "y";
        const join = { name: `Nom${i + 1}`, debrief: !research, research, lang: how.lang };
        const got = (await c.ask({ t: "join", room: room.made.room, ...join })).out;
        await c.hello(room.made.room, got.token);
        c.me = got.person;
        room.people.push({ id: got.person, c });
    }
    const seats = await boss.until("everybody seated", (d) => {
        const all = Object.values(d.room.people ?? {});
        return all.length === how.consents.length && all.every((p) => p.group) && d.room.people;
    });
    for (const p of room.people) p.group = seats[p.id].group;
}

const of = (room, group) => room.people.filter((p) => p.group === group);
const act = (p, name, fields, more) => p.c.do(name, fields, { as: p.id, ...more });
const words = (room, p, text) => room.how.words[room.people.indexOf(p) + 1] ?? text;

async function groupWork(room) {
    await room.boss.do("next");
    for (const p of room.people) await act(p, "ready");
    await room.boss.do("next");
    for (const p of room.people) {
        const need = words(room, p, `Un besoin de ${p.id}`);
        await act(p, "idea", { need, idea: `Une idée de ${p.id}` });
    }
    for (const g of ["M", "C", "O"]) {
        const [first] = of(room, g);
        if (!first) continue;
        await act(first, "sheet", { field: "title", base: "", text: `Le projet de ${g}` });
        await act(first, "points", { a: 5, b: 3, c: 2 });
        await act(first, "red_line", { text: `Jamais sans ${g}` });
        await act(first, "presenter", { person: first.id });
    }
}

async function answerAll(room, clause, but = []) {
    for (const p of room.people)
        if (!but.includes(p)) await act(p, "stance", { clause, stance: "support" });
}

async function propose(room, p, fields, credit) {
    const tags = { scale: ["local"], dims: ["soc"], for: "all" };
    const { out } = await act(p, "propose", { ...tags, ...fields }, { credit });
    return out.clause;
}

async function object(room, clause, p) {
    const why = { reason: "cost", why: "Trop cher pour nous", could: "Un plafond écrit" };
    await act(p, "stance", { clause, stance: "object", ...why });
    await answerAll(room, clause, [p]);
    if (room.how.objection === "standing") return;
    if (room.how.objection === "compromise") {
        const [amender] = of(room, "C").filter((q) => q !== p);
        const text = "Vingt logements, au plus deux millions";
        const { out } = await act(amender, "amend", { clause, text });
        const [author] = of(room, "M");
        if (author !== amender)
            await act(author, "answer", { clause, amendment: out.amendment, accept: true });
    }
    await act(p, "stance", { clause, stance: "live" });
    await answerAll(room, clause, [p]);
}

function resourceOf(p) {
    return p.c.docs[`person/${p.id}`].role.assets[0].kind;
}

async function pooling(room) {
    await room.boss.do("next");
    const [m] = of(room, "M"),
        [c, c2 = c] = of(room, "C"),
        [o = c] = of(room, "O");
    await act(c, "base", { groups: ["C"] });
    const homes = await propose(room, m, { text: words(room, m, "Vingt logements au village") });
    if (room.how.objection === "none") await answerAll(room, homes);
    else await object(room, homes, o);
    const norm = "La loi ne prévoit pas cette forme";
    const hall = {
        text: "Une salle ouverte le soir",
        scale: ["local", "mrc"],
        dims: ["eco"],
        norm,
    };
    const second = await propose(room, c, hall, [...new Set([c.id, c2.id])]);
    await answerAll(room, second);
    await act(m, "carry", { clause: second, who: m.id, due: "2014-09-30" });
    await act(c2, "carry", { clause: homes, who: c2.id });
    await act(o, "commit", { clause: homes, kind: resourceOf(o), text: "Ce que nous avons" });
    await act(m, "call", { expert: 0 });
    await act(c, "found", { item: "members", choice: "users supporting" });
    await act(o, "found", { item: "founders", base: "", text: "Ana\nBruno\nChloé" });
    await act(m, "found", { item: "share", amount: 100 });
    const third = await propose(room, o, { text: "Un essai d’un an", for: "own" });
    await act(o, "drop", { clause: third });
    // An idea that is credited to somebody who never says that it is theirs.
    if (room.how.named) await propose(room, c, { text: "Un jardin" }, [room.people.at(-1).id]);
    for (const p of room.people) await act(p, "final", { stance: "support" });
}

async function report(room) {
    await room.boss.do("next");
    const at = (i) => room.how.order[i] ?? i;
    const answering = room.people.map((_, i) => room.people[at(i)]);
    const step = room.how.order.length ? 3 : 1;
    for (const [i, p] of answering.entries()) {
        for (const [k, q] of answering.entries())
            if (q !== p)
                await act(p, "rate", {
                    person: q.id,
                    value: room.how.ratings ? 1 + ((i * step + k) % 5) : 0,
                });
        const [named] = answering.filter((q) => q !== p);
        const answers = { q3: "all_groups", q4: 4, q5: true, q5text: `Rien de trop, ${p.id}` };
        await act(p, "answers", named ? { q2a: named.id, ...answers } : answers);
    }
    for (const g of ["M", "C", "O"])
        if (of(room, g).length) await act(of(room, g)[0], "met", { a: 2, b: 1, c: 0 });
    const gaveUp = (p, base, text) => act(p, "gave_up", { base, text });
    await gaveUp(of(room, "M")[0], "", "Le terrain du stationnement");
    if (of(room, "C").length) {
        await gaveUp(of(room, "C")[0], "", "La cour");
        await gaveUp(of(room, "C")[0], "La cour", "");
    }
    await act(room.people[0], "report", { field: "own", base: "", text: "Un toit, ensemble." });
    await act(room.people[0], "report_done", { on: true });
    await room.boss.do("next");
    await act(room.people[0], "q6", { text: "Le comité des loisirs." });
}

export async function finish(room) {
    await room.boss.do("end");
    await room.boss.until("the end", (d) => d.room.state === "ended");
}

/** The log as the facilitator downloads it. */
export async function download(server, room, name = "log.ndjson") {
    const address = `http://127.0.0.1:${server.port}/api/rooms/${room.made.room}/${name}`;
    // A connection kept for the next would be closed by then, where a tool is run in between.
    const headers = { Authorization: `Bearer ${room.made.token}`, Connection: "close" };
    const answer = await fetch(address, { headers });
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
}
