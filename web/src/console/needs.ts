// Who needs a facilitator, and why: most pressing first, then who has waited longest. Few degrees,
// and an order that time alone does not change, so that nothing moves under a finger.
import type { Dict, RoomDoc, Watch } from "../types";

/** In the order of what presses: of one table the first is said, the others are named. */
export const KINDS = [
    "help",
    "asked",
    "objection",
    "no_adoption",
    "idle",
    "finished",
    "missing",
    "standing",
    "typist",
    "silent",
    "owner",
] as const;
export type Kind = (typeof KINDS)[number];

/** From here on a table waits for somebody to come. */
export const URGENT = 2;
/** A new wording is answered by itself, mostly: it presses once it waited this long. */
const ASKED_MS = 60_000;
const DEGREE: Record<Kind, number> = {
    help: 3,
    asked: 2,
    objection: 2,
    no_adoption: 2,
    idle: 2,
    finished: 2,
    missing: 1,
    standing: 1,
    typist: 1,
    silent: 1,
    owner: 1,
};

export interface Need {
    kind: Kind;
    /** of the server's clock, where one is known */
    since?: number;
    /** whom it is about: people */
    who?: readonly string[];
    clause?: string;
}
export interface TableNeeds {
    table: string;
    degree: number;
    /** at least one, the most pressing first */
    needs: readonly Need[];
}

/** What only some tables have, told by whoever asks. */
export interface Beside {
    /** a group is missing that somebody could play too */
    hat?: boolean;
    /** owners of something whom nobody plays and who were not called, when it is time to say so */
    owners?: readonly string[];
}

export function needsOf(watch: Partial<Watch> | undefined, beside: Beside = {}): Need[] {
    if (!watch) return [];
    const standing = watch.standing ?? [];
    const asked = standing.filter((s) => s.asked);
    const found: (Need | false)[] = [
        !!watch.help && { kind: "help", since: watch.help },
        ...asked.map((s): Need => ({
            kind: "asked",
            since: s.asked,
            who: [s.by ?? ""],
            clause: s.clause,
        })),
        !!watch.prompt && { kind: watch.prompt },
        !!watch.finished && !watch.extra && { kind: "finished" },
        !!beside.hat && { kind: "missing" },
        ...standing
            .filter((s) => !s.asked)
            .map((s): Need => ({
                kind: "standing",
                since: s.since,
                who: [s.by ?? ""],
                clause: s.clause,
            })),
        !!watch.typist && { kind: "typist", who: [watch.typist] },
        !!watch.silent?.length && { kind: "silent", who: watch.silent },
        !!beside.owners?.length && { kind: "owner", who: beside.owners },
    ];
    return found.filter((x): x is Need => !!x);
}

const degreeOf = (need: Need, now: number): number =>
    need.kind === "asked" && now - (need.since ?? now) < ASKED_MS ? 1 : DEGREE[need.kind];

const number = (table: string): number => Number(table.slice(1));

/** The tables that need somebody, of all, at a moment of the server's clock. */
export function feedOf(
    tables: readonly string[],
    watched: Dict<Watch> | undefined,
    beside: (table: string) => Beside,
    now: number,
): TableNeeds[] {
    return tables
        .map((table) => {
            const needs = needsOf(watched?.[table], beside(table));
            return { table, degree: Math.max(0, ...needs.map((x) => degreeOf(x, now))), needs };
        })
        .filter((x) => x.needs.length > 0)
        .sort(
            (a, b) =>
                b.degree - a.degree ||
                (a.needs[0]?.since ?? Infinity) - (b.needs[0]?.since ?? Infinity) ||
                number(a.table) - number(b.table),
        );
}

export const tablesOf = (room: RoomDoc): string[] =>
    Object.keys(room.tables ?? {}).sort((a, b) => number(a) - number(b));
