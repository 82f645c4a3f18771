// Codes as people copy them, and names that are read alike.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, settle } from "./page.mjs";

test("one reader of codes and links", async () => {
    const { doorOf, named, roomCode, tableIn } = (await new Page().load()).code;
    for (const text of [
        "6372310",
        "637 2310",
        " 637-2310 ",
        "637\u00a02310",
        "637\u20132310",
        "6372310.",
        "637%202310",
        "６３７２３１０",
        "Code : 637 2310",
        "http://192.168.1.20:8080/j/6372310",
        "https://salle.exemple.org/J/637-2310#t2",
        "salle.exemple.org/j/637%202310?x=1234567",
        "/j/6372310.",
        "http://10.0.0.4:8080/animer/6372310",
    ])
        assert.equal(roomCode(text), "6372310", text);
    for (const text of ["", "637231", "63723100", "http://10.0.12.34/", "http://10.0.12.34", "%"])
        assert.equal(roomCode(text), undefined, text);
    assert.equal(tableIn("https://salle.exemple.org/j/6372310#t2 "), "t2");
    assert.equal(tableIn("https://salle.exemple.org/j/6372310"), undefined);
    const [link, at] = ["aB3_-56789z", "https://salle.exemple.org/j/637-2310"];
    for (const beside of ["", "#t2", `#${link}`, `#t12.${link}`])
        assert.equal(doorOf(` ${at}${beside} `), `/j/6372310${beside}`);
    assert.equal(doorOf(`${at}#add`), "/j/6372310");
    assert.equal(doorOf("637"), undefined);
    assert.equal(tableIn(`${at}#t12.${link}`), "t12");
    assert.equal(tableIn(`${at}#${link}`), undefined);
    const room = "6372310";
    assert.deepEqual(named(room, `${at}#t2`), { room, link: "" });
    assert.deepEqual(named(room, `${at}#t12.${link}`), { room, link });
    assert.deepEqual(named(room), { room, link }, "it is remembered");
});

const room = (people) => ({
    people,
    scenario: { roles: { maire: { title: "Mairesse" }, soins: { title: "Infirmier" } } },
});

test("equal names carry role or number wherever they are read", async () => {
    const { nameOf, hasNamesake } = (await new Page().load()).people;
    const one = room({
        p1: { name: "Marie", role: "maire" },
        p2: { name: "MARIE ", role: "soins" },
        p3: { name: "Zoé" },
        p4: { name: "zoe", role: "maire" },
        p5: { name: "Ana" },
        p6: {},
    });
    assert.equal(nameOf(one, "p1"), "Marie (Mairesse)");
    assert.equal(nameOf(one, "p2"), "MARIE  (Infirmier)");
    assert.equal(nameOf(one, "p3"), "Zoé (3)");
    assert.equal(nameOf(one, "p4"), "zoe (Mairesse)");
    assert.equal(nameOf(one, "p5"), "Ana");
    assert.match(nameOf(one, "p6"), /^Personne.6$/);
    assert.equal(hasNamesake(one, "p1"), true);
    assert.equal(hasNamesake(one, "p5"), false);
    const twins = room({ p1: { name: "Jo", role: "maire" }, p2: { name: "Jo", role: "maire" } });
    assert.equal(nameOf(twins, "p2"), "Jo (2)");
    const renamed = room({ ...twins.people, p2: { name: "Joanne", role: "maire" } });
    assert.equal(nameOf(renamed, "p1"), "Jo");
});

test("names that look alike are equal names, whatever alphabet their letters are of", async () => {
    const page = new Page();
    const client = await page.load();
    const { apart, nameOf, hasNamesake } = client.people;
    let drawn = 0;
    client.store.subscribe("room", () => drawn++);
    const early = room({ p1: { name: "Лев" }, p2: { name: "Aлиca" }, p3: { name: "Алиса" } });
    assert.equal(nameOf(early, "p2"), "Aлиca"); // the first of its kind has the table loaded
    await settle();
    await page.pass(10);
    assert.equal(drawn, 1);
    assert.equal(nameOf(early, "p2"), "Aлиca (2)", "who was read before is read again");
    const alike = [
        ["Marie", "Mаriе"], // а and е of Cyrillic
        ["MARIE", "ⅿaгie"], // a numeral, г of Cyrillic
        ["Isabelle", "lsabelle"],
        ["ALIX", "Аlіх"],
        ["Olivier", "0livier"],
        ["Arnaud", "Amaud"],
        ["Łucie", "Lucie"],
        ["Zoé", "𝒁𝒐𝒆"],
        ["Béa", "ΒÉΑ"], // Greek
        ["Noël", "Νoеl"],
    ];
    for (const [a, b] of alike) {
        const two = room({ p1: { name: a }, p2: { name: b } });
        assert.equal(nameOf(two, "p1"), `${a} (1)`, `${a}, ${b}`);
        assert.equal(nameOf(two, "p2"), `${b} (2)`, `${a}, ${b}`);
        assert.equal(hasNamesake(two, "p2"), true);
    }
    const others = ["Élie", "Elle", "Ali", "Al", "Лев", "Lев2", "علي", "海", "🌲"];
    const all = room(Object.fromEntries(others.map((name, i) => [`p${i + 1}`, { name }])));
    others.forEach((name, i) => assert.equal(nameOf(all, `p${i + 1}`), name));
    assert.equal(apart({ f1: { name: "Jo" }, f2: { name: "jo" }, f3: {} }, "f2"), "jo (2)");
    assert.equal(apart({ f3: {} }, "f3"), "");
});
