// Two people's changes to one text, brought together: what only one of them changed is taken, what
// both changed is a clash, told with its place and both texts.
import { isObject, type Json, type JsonObject } from "./schema";

export interface Clash {
    path: string;
    mine: Json | undefined;
    theirs: Json | undefined;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const idOf = (x: Json | undefined): string | undefined =>
    isObject(x) && typeof x.id === "string" ? x.id : undefined;
const hasIds = (list: Json[]): boolean => {
    const ids = list.map(idOf);
    return ids.every((x) => x !== undefined) && new Set(ids).size === ids.length;
};

type Maybe = Json | undefined;

/** Lists of things that have an id are matched by it, wherever they stand. */
function mergeById(base: Json[], mine: Json[], theirs: Json[], path: string, out: Clash[]): Json[] {
    const by = (list: Json[]) => new Map(list.map((x) => [idOf(x) ?? "", x]));
    const [b, m, t] = [by(base), by(mine), by(theirs)];
    const order = [...theirs, ...mine.filter((x) => !t.has(idOf(x) ?? ""))].map((x) => idOf(x));
    const merged: Json[] = [];
    order.forEach((id = "") => {
        const at = theirs.findIndex((x) => idOf(x) === id);
        const where = `${path}[${at >= 0 ? at : merged.length}]`;
        const got = merge(b.get(id), m.get(id), t.get(id), where, out);
        if (got !== undefined) merged.push(got);
    });
    return merged;
}

function mergeObject(b: JsonObject, m: JsonObject, t: JsonObject, path: string, out: Clash[]) {
    const merged: JsonObject = {};
    for (const key of new Set([...Object.keys(t), ...Object.keys(m)])) {
        const got = merge(b[key], m[key], t[key], `${path}.${key}`, out);
        if (got !== undefined) merged[key] = got;
    }
    return merged;
}

/** A clash keeps theirs, until somebody chooses. */
export function merge(base: Maybe, mine: Maybe, theirs: Maybe, path: string, out: Clash[]): Maybe {
    if (same(mine, theirs) || same(mine, base)) return theirs;
    if (same(theirs, base)) return mine;
    if (isObject(mine) && isObject(theirs))
        return mergeObject(isObject(base) ? base : {}, mine, theirs, path, out);
    if (Array.isArray(mine) && Array.isArray(theirs) && Array.isArray(base)) {
        if (hasIds(base) && hasIds(mine) && hasIds(theirs))
            return mergeById(base, mine, theirs, path, out);
        if (base.length === mine.length && base.length === theirs.length)
            return base.map((b, i) => merge(b, mine[i], theirs[i], `${path}[${i}]`, out) as Json);
    }
    out.push({ path, mine, theirs });
    return theirs;
}

const steps = (path: string): (string | number)[] =>
    [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map((m) => m[1] ?? Number(m[2]));

/** The whole with one place changed; `undefined` takes it away. */
export function withAt(whole: Json, path: string, value: Maybe): Json {
    const put = (at: Maybe, [step, ...rest]: (string | number)[]): Maybe => {
        if (step === undefined) return value;
        if (typeof step === "number") {
            const list = Array.isArray(at) ? [...at] : [];
            const got = put(list[step], rest);
            if (got === undefined) list.splice(step, 1);
            else list[step] = got;
            return list;
        }
        const object = isObject(at) ? { ...at } : {};
        const got = put(object[step], rest);
        if (got === undefined) delete object[step];
        else object[step] = got;
        return object;
    };
    return put(whole, steps(path)) as Json;
}
