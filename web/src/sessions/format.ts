// A format, from a session that was played to the form that sets up the next one, by its address.
import { KINDS } from "../lengths";
import type { Roles, RoomDoc } from "../types";

const ROLES: readonly Roles[] = ["auto", "choose", "facilitator"];

/** Seconds of the phases that a scenario brings, and of the debrief; 0: none. */
export function lengthsOf(room: RoomDoc): number[] {
    return [...KINDS, "debrief" as const].map(
        (kind) => room.phases.find((x) => x.kind === kind)?.seconds ?? 0,
    );
}
export function againUrl(room: RoomDoc): string {
    const { tables, places, roles } = room.options;
    const asked = { scenario: room.scenario.id, tables, places, roles, seconds: lengthsOf(room) };
    return `/?${new URLSearchParams(Object.entries(asked).map(([k, v]) => [k, String(v)])).toString()}`;
}

export interface Format {
    tables?: number;
    places?: number;
    roles?: Roles;
    own?: number[];
}
/** What of it an address says, as far as it is one. */
export function formatIn(search: string): Format {
    const q = new URLSearchParams(search);
    const whole = (name: string): number | undefined =>
        /^\d{1,3}$/.test(q.get(name) ?? "") ? Number(q.get(name)) : undefined;
    const own = q.get("seconds")?.split(",").map(Number) ?? [];
    return {
        tables: whole("tables"),
        places: whole("places"),
        roles: ROLES.find((x) => x === q.get("roles")),
        ...(own.length === KINDS.length + 1 && own.every((x) => x >= 0) && { own }),
    };
}
