// What somebody is called, and what they said. A name that was erased, or that a replay withholds,
// leaves a number, and words leave a place.
import { t, tx } from "./i18n";
import { touch } from "./store";
import type { Dict, RoomDoc } from "./types";

/** Letters of any alphabet by what they look like, "а" of Cyrillic by "a"; once a name has such. */
let looks: Map<string, string> | undefined;
function look(): void {
    const found = (looks = new Map<string, string>());
    const fill = ({ ALIKE }: { ALIKE: string }): void => {
        for (const row of ALIKE.split(" ")) {
            const like = row.replace(/[^\da-z]/giu, "");
            for (const c of row.slice(like.length)) found.set(c, like);
        }
        known = new WeakMap();
        touch("room");
    };
    import("./alike").then(fill, () => (looks = undefined));
}

/** Of our own alphabet, by the same table. */
const OURS: Record<string, string> = { I: "l", 1: "l", "|": "l", 0: "o", m: "rn" };

/** Without accents. */
export const plain = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "");
/** Without what tells nobody apart: accents, what parts words, and by `letter` case or look. */
const folded = (name: string, letter: (c: string) => string): string =>
    [...plain(name)]
        .map(letter)
        .join("")
        .toLowerCase()
        .replace(/[\s\-.’']+/g, " ")
        .trim();
/** A capital that looks like "l" is a capital "i". */
const read = (c: string): string => {
    const seen = looks?.get(c) ?? c;
    return seen === "l" && c !== c.toLowerCase() ? "i" : seen;
};
const seen = (c: string): string => OURS[c] ?? looks?.get(c) ?? c;

type People = Dict<{ name?: string }>;
let known = new WeakMap<People, Map<string, string[]>>();
/** Names that are read alike, and names that look alike, are one name. */
const keysOf = (name: string): string[] => [`r${folded(name, read)}`, `s${folded(name, seen)}`];

/** Everybody of that name, of a document that is the same as long as nobody changed. */
function namesakes(people: People, name: string): string[] {
    let all = known.get(people);
    if (!all) {
        known.set(people, (all = new Map<string, string[]>()));
        for (const [id, { name: one = "" }] of Object.entries(people)) {
            if (!looks && /[^ -~’]/.test(plain(one))) look();
            for (const key of one ? keysOf(one) : []) all.set(key, [...(all.get(key) ?? []), id]);
        }
    }
    return [...new Set(keysOf(name).flatMap((key) => all.get(key) ?? []))];
}

/** With the number of whoever shares their name with another of these. */
export function apart(people: People, id: string): string {
    const name = people[id]?.name ?? "";
    return namesakes(people, name).length < 2 ? name : `${name} (${id.slice(1)})`;
}

/** With the role, or the number, of whoever shares their name with somebody. */
export function nameOf(room: RoomDoc | undefined, id: string | undefined): string {
    if (!id) return t("somebody");
    const name = room?.people?.[id]?.name;
    if (!name) return t("person_n", { n: id.slice(1) });
    const same = namesakes(room.people, name);
    const role = (x: string): string =>
        tx(room.scenario?.roles?.[room.people?.[x]?.role ?? ""]?.title);
    const mine = role(id);
    const alone = mine && same.every((x) => x === id || role(x) !== mine);
    return alone && same.length > 1 ? `${name} (${mine})` : apart(room.people, id);
}
/** Somebody else of the room has that name too. */
export const hasNamesake = (room: RoomDoc, id: string): boolean =>
    namesakes(room.people ?? {}, room.people?.[id]?.name ?? "").length > 1;

/** Roles by their titles. */
export const rolesText = (room: RoomDoc, roles: readonly string[]): string =>
    roles.map((id) => tx(room.scenario?.roles?.[id]?.title)).join(", ");

export const tableName = (id: string): string => `${t("table_word")} ${id.slice(1)}`;

/** Removed, or not there yet. */
export const isGone = (room: RoomDoc | undefined, id: string): boolean =>
    room?.people?.[id]?.gone ?? !room?.people?.[id];

export const told = (text: string | undefined): string => text || t("left_out");
