// Who is seated, by how many people there are, in the order of the file: as the server seats them
// (core/seating.h), for groups that differ by one at most.
import { Bound } from "../types";
import { GROUP_NAMES, type ScenarioFile } from "./file";

/** The roles that sit at a table of n, however its three groups are split. */
export function seatedAt(file: ScenarioFile, n: number): string[] {
    const each = Math.floor(n / GROUP_NAMES.length);
    return GROUP_NAMES.flatMap((g) =>
        file.roles
            .filter((r) => r.group === g)
            .slice(0, each)
            .map((r) => r.id),
    );
}

/** The smallest table at which all of them sit; 0: none. */
export function seatedFrom(file: ScenarioFile, roles: string[]): number {
    for (let n = Bound.PLACES_MIN as number; n <= Bound.PLACES_MAX; n++) {
        const seated = seatedAt(file, n);
        if (roles.every((id) => seated.includes(id))) return n;
    }
    return 0;
}
