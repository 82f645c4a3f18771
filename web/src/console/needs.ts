// Who needs a facilitator, and why: the server says what each table needs and how much that presses;
// here tables are put in order, then by who has waited longest, so that nothing moves under a finger.
import type { Dict, Need, Press, RoomDoc, Watch } from "../types";

export interface TableNeeds {
    table: string;
    press: Press;
    /** at least one, the most pressing first */
    needs: readonly Need[];
}

const ORDER: readonly Press[] = ["call", "now", "later"];
const first = (all: readonly Need[]): Press =>
    ORDER.find((press) => all.some((need) => need.press === press)) ?? "later";

const number = (table: string): number => Number(table.slice(1));

/** The tables that need somebody, of all. */
export const feedOf = (tables: readonly string[], watched: Dict<Watch> | undefined): TableNeeds[] =>
    tables
        .map((table) => {
            const needs = watched?.[table]?.needs ?? [];
            return { table, press: first(needs), needs };
        })
        .filter((x) => x.needs.length > 0)
        .sort(
            (a, b) =>
                ORDER.indexOf(a.press) - ORDER.indexOf(b.press) ||
                (a.needs[0]?.since ?? Infinity) - (b.needs[0]?.since ?? Infinity) ||
                number(a.table) - number(b.table),
        );
/** Somebody should come. */
export const isWaiting = (of: TableNeeds | undefined): boolean => !!of && of.press !== "later";

export const tablesOf = (room: RoomDoc): string[] =>
    Object.keys(room.tables ?? {}).sort((a, b) => number(a) - number(b));
