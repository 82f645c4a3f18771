// Where the tables stand in the hall, as a facilitator arranged them on this device: rows of places,
// each with a table or free.
import { remember } from "../storage";

export interface Plan {
    cols: number;
    /** the table at each place, row after row; empty: nobody */
    at: string[];
}

const COLS_LEAST = 1;
const COLS_MOST = 8;

/** In order, in rows about as many as they are long. */
export function inOrder(tables: readonly string[]): Plan {
    const cols = Math.min(6, Math.max(2, Math.ceil(Math.sqrt(tables.length * 1.4))));
    return { cols: Math.max(COLS_LEAST, Math.min(cols, tables.length || 1)), at: [...tables] };
}

/** Rows are whole, every table has one place, and one row more is free while tables are arranged. */
export function tidy(plan: Plan, tables: readonly string[], spare = false): Plan {
    const known = new Set(tables);
    const seen = new Set<string>();
    const at = plan.at.map((id) => (known.has(id) && !seen.has(id) ? (seen.add(id), id) : ""));
    for (const id of tables) if (!seen.has(id)) at.push(id);
    while (at.length && !at[at.length - 1]) at.pop();
    const rows = Math.ceil(at.length / plan.cols) + (spare ? 1 : 0);
    return { cols: plan.cols, at: Array.from({ length: rows * plan.cols }, (_, i) => at[i] ?? "") };
}

/** Two places change what they hold. */
export function swap(plan: Plan, a: number, b: number): Plan {
    const at = [...plan.at];
    [at[a], at[b]] = [at[b] ?? "", at[a] ?? ""];
    return { ...plan, at };
}

/** Longer or shorter rows: each table stays in its row and place where that place is still there. */
export function widen(plan: Plan, by: number): Plan {
    const cols = Math.min(COLS_MOST, Math.max(COLS_LEAST, plan.cols + by));
    const at: string[] = [];
    const homeless: string[] = [];
    plan.at.forEach((id, i) => {
        const col = i % plan.cols;
        if (!id) return;
        if (col < cols) at[Math.floor(i / plan.cols) * cols + col] = id;
        else homeless.push(id);
    });
    for (const id of homeless) {
        let free = 0;
        while (at[free]) free++;
        at[free] = id;
    }
    return { cols, at: Array.from(at, (id) => id ?? "") };
}

const nameOf = (code: string): string => `tablee.plan.${code}`;

function isPlan(x: unknown): x is Plan {
    const { cols, at } = (x ?? {}) as Partial<Plan>;
    return (
        Number.isInteger(cols) &&
        cols! >= COLS_LEAST &&
        cols! <= COLS_MOST &&
        Array.isArray(at) &&
        at.length <= 200 &&
        at.every((id) => typeof id === "string")
    );
}

/** As it was left on this device; nothing when tables were never arranged here. */
export function kept(code: string): Plan | undefined {
    try {
        const plan: unknown = JSON.parse(remember.load(nameOf(code)) ?? "null");
        return isPlan(plan) ? plan : undefined;
    } catch {
        return undefined;
    }
}
export const keep = (code: string, plan: Plan | undefined): void =>
    remember.save(nameOf(code), plan ? JSON.stringify(plan) : null);
