// The format of a scenario, read from its published schema: the form is drawn from it, so that there
// is no second list of fields and limits. What passes is for the server's checker to say.
import raw from "../../../scenarios/scenario.schema.json";
import { GROUP_NAMES } from "../kit/file";
import { DECK, KINDS } from "../lengths";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export interface Schema {
    $ref?: string;
    type?: string;
    const?: Json;
    enum?: string[];
    pattern?: string;
    maxLength?: number;
    minimum?: number;
    maximum?: number;
    minItems?: number;
    maxItems?: number;
    items?: Schema | false;
    prefixItems?: Schema[];
    properties?: Record<string, Schema>;
    required?: string[];
    propertyNames?: Schema;
    additionalProperties?: boolean | Schema;
    anyOf?: Schema[];
    allOf?: Schema[];
}
const root = raw as unknown as Schema & { $defs: Record<string, Schema> };

/** The schema that `$ref` names, with what stands beside the reference; seen through, all the way. */
export function resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    const { $ref, ...beside } = schema;
    let found: Schema = root;
    for (const part of $ref.split("/").slice(1))
        found = (found as unknown as Record<string, Schema>)[part] ?? {};
    const base = resolve(found);
    const properties = { ...base.properties };
    for (const [key, more] of Object.entries(beside.properties ?? {}))
        properties[key] = { ...properties[key], ...more };
    return base.properties ? { ...base, ...beside, properties } : { ...base, ...beside };
}
export const TOP = resolve(root);

export const isObject = (x: unknown): x is JsonObject =>
    typeof x === "object" && x !== null && !Array.isArray(x);
export const isBilingual = (s: Schema): boolean =>
    !!s.properties?.fr && !!s.properties.en && s.required?.length === 2;

/** The limit of each language of a bilingual text. */
export const limitOf = (s: Schema): number | undefined => s.properties?.fr?.maxLength;

export function blank(given: Schema): Json {
    const s = resolve(given);
    if (s.const !== undefined) return s.const;
    if (s.enum) return s.enum[0] ?? "";
    if (s.anyOf?.[0]) return blank(s.anyOf[0]);
    if (s.type === "object" || s.properties) {
        const out: JsonObject = {};
        for (const key of s.required ?? []) out[key] = blank(s.properties?.[key] ?? {});
        return out;
    }
    if (s.type === "array") {
        const item = s.items || {};
        return Array.from({ length: s.minItems ?? 0 }, () => blank(item));
    }
    if (s.type === "boolean") return true; // added to say yes
    if (s.type === "integer" || s.type === "number") return s.minimum ?? 0;
    return "";
}

/** What is done in each phase, and from which second of it on. */
const STEPS: Record<(typeof KINDS)[number], Record<string, number>> = {
    briefing: { situation: 0, card: 90, table: 240 },
    group_work: { read: 0, alone: 120, sheet: 240, points: 660, presenter: 780 },
    pooling: { pitch: 0, base: 180, clauses: 240, inject: 720, carry: 840, final: 1080 },
    report: { questions: 0, complete: 180, plenary: 360 },
    conclusion: { out_of_role: 0, story: 60, next: 180 },
};

/** A new scenario: every part there, every text empty, ids and the clock filled in. */
export function blankScenario(id: string): JsonObject {
    const file = blank(TOP) as JsonObject;
    file.id = id;
    file.place = { name: "", mrc: null, region: "", population: 1000, lat: 46.8, lon: -71.2 };
    file.players = { min: 3, max: 9, best: 6 };
    const groups = file.groups as Record<string, { interests: JsonObject[] }>;
    for (const g of GROUP_NAMES)
        groups[g]?.interests.forEach((x, i) => (x.id = `${g.slice(0, 3)}-${i + 1}`));
    (file.roles as JsonObject[]).forEach((role, i) => {
        const g = GROUP_NAMES[i % 3] ?? "citizen";
        role.id = `role-${i + 1}`;
        role.group = g;
        role.interests = [`${g.slice(0, 3)}-${Math.floor(i / 3) + 1}`];
        (role.assets as JsonObject[]).forEach((x, j) => {
            x.id = `bien-${i + 1}-${j + 1}`;
            x.kind = "premises";
        });
    });
    (file.injects as JsonObject[]).forEach((x, i) => {
        x.id = `imprevu-${i + 1}`;
        x.kind = "custom";
        x.phase = "pooling";
    });
    for (const part of ["tensions", "trades"])
        for (const knot of file[part] as JsonObject[]) knot.roles = ["role-1", "role-2"];
    file.phases = KINDS.map((kind, i) => ({
        kind,
        seconds: DECK[i] ?? 0,
        steps: Object.entries(STEPS[kind]).map(([step, at_s]) => ({ id: step, at_s })),
    }));
    return file;
}
