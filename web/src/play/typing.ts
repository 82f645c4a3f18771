// Who is writing in a text right now: told beside the log (server/PROTOCOL.md, P29), believed for a
// few seconds and kept nowhere. Loaded with what comes after the group's work.
import { pairs } from "../i18n";
import { nameOf } from "../people";
import { beside, request } from "../socket";
import { touch } from "../store";
import { steady } from "../time";
import type { Me } from "./me";
import { writing as known, type Place, type Writers } from "./writing";

const AGAIN_MS = 3000; // said again while one writes
const BELIEVED_MS = 5000; // and a little longer than that it is believed

const s = pairs({
    one: ["{name} écrit…", "{name} is writing…"],
    two: ["{name} et {other} écrivent…", "{name} and {other} are writing…"],
    more: ["Plusieurs personnes écrivent…", "Several people are writing…"],
});

const APART = new Set(["sheet", "red_line"]); // by a group, which others do not read
const topicOf = (me: Me, q: Place): string =>
    APART.has(q.act) ? `group/${me.tableId}/${me.acting}` : `table/${me.tableId}`;
const nameOfPlace = (q: Place): string => (q.field ? `${q.act}.${q.field}` : q.act);

/** By topic and place: until when each person is believed to write. */
const writing = new Map<string, Map<string, number>>();
/** What each of them had before them when they were heard: once it changed, they have written. */
const before = new Map<string, string>();

const alsoHears = beside.hears; // whoever was loaded before
beside.hears = (m) => {
    alsoHears?.(m);
    if (m.kind !== "typing") return;
    const topic = String(m.topic);
    const place = `${topic} ${String(m.what)}`;
    const people = writing.get(place) ?? new Map<string, number>();
    writing.set(place, people.set(String(m.by), steady() + BELIEVED_MS));
    before.delete(place);
    // Whoever shows the topic shows its texts.
    touch(topic);
    window.setTimeout(() => touch(topic), BELIEVED_MS + 100);
};

let toldAt = -AGAIN_MS;
let toldOf = ""; // with the words that stood there: once they change, others take it as written
function tell(me: Me, q: Place): void {
    const [topic, what] = [topicOf(me, q), nameOfPlace(q)];
    const place = `${me.id} ${topic} ${what} ${q.shared}`;
    if (place === toldOf && steady() - toldAt < AGAIN_MS) return;
    toldAt = steady();
    toldOf = place;
    void request("relay", { as: me.id, topic, kind: "typing", what }, true);
}

function others(me: Me, q: Place): Writers | undefined {
    const place = `${topicOf(me, q)} ${nameOfPlace(q)}`;
    const people = writing.get(place);
    if (!people) return undefined;
    const was = before.get(place);
    if (was === undefined) before.set(place, q.shared);
    const now = steady();
    for (const [id, until] of people)
        if (until < now || (was !== undefined && was !== q.shared)) people.delete(id);
    const [name, second, more] = [...people.keys()]
        .filter((id) => id !== me.id)
        .map((id) => nameOf(me.room, id));
    if (!name) return undefined;
    return more
        ? { text: s("more") }
        : second
          ? { text: s("two"), name, other: second }
          : { text: s("one"), name };
}
known.tell = tell;
known.others = others;
