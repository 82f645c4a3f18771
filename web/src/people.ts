// What somebody is called, and what they said. A name that was erased, or that a replay withholds,
// leaves a number, and words leave a place.
import { t, tx } from "./i18n";
import type { Dict, RoomDoc, RoomPerson } from "./types";

/** Two names that are read alike are one name: case and accents do not tell people apart. */
const folded = (name: string): string =>
    name
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[\s\-.’']+/g, " ")
        .trim();

type People = Dict<RoomPerson>;
const known = new WeakMap<People, Map<string, string[]>>();
/** Everybody of that name, of a document that is the same as long as nobody changed. */
function namesakes(people: People, name: string): string[] {
    let all = known.get(people);
    if (!all) {
        known.set(people, (all = new Map<string, string[]>()));
        for (const [id, x] of Object.entries(people)) {
            const key = folded(x.name ?? "");
            if (key) all.set(key, [...(all.get(key) ?? []), id]);
        }
    }
    return all.get(folded(name)) ?? [];
}

/** With the role, or the number, of whoever shares their name with somebody. */
export function nameOf(room: RoomDoc | undefined, id: string | undefined): string {
    if (!id) return t("somebody");
    const name = room?.people?.[id]?.name;
    if (!name) return t("person_n", { n: id.slice(1) });
    const same = namesakes(room?.people ?? {}, name);
    if (same.length < 2) return name;
    const role = (x: string): string =>
        tx(room?.scenario?.roles?.[room.people?.[x]?.role ?? ""]?.title);
    const mine = role(id);
    const alone = mine && same.every((x) => x === id || role(x) !== mine);
    return `${name} (${alone ? mine : id.slice(1)})`;
}
/** Somebody else of the room has that name too. */
export const hasNamesake = (room: RoomDoc, id: string): boolean =>
    namesakes(room.people ?? {}, room.people?.[id]?.name ?? "").length > 1;

/** Roles by their titles. */
export const rolesText = (room: RoomDoc, roles: string[]): string =>
    roles.map((id) => tx(room.scenario?.roles?.[id]?.title)).join(", ");

export const tableName = (id: string): string => `${t("table_word")} ${id.slice(1)}`;

/** Removed, or not there yet. */
export const isGone = (room: RoomDoc | undefined, id: string): boolean =>
    room?.people?.[id]?.gone ?? !room?.people?.[id];

export const told = (text: string | undefined): string => text || t("left_out");
