// Who is seated, by how many people there are: what the server told of the scenario.

/** The roles that surely sit at a table of so many, however its three groups are split. */
export interface Seats {
    people: number;
    roles: string[];
}

export const seatedAt = (seats: Seats[], n: number): string[] =>
    seats.find((x) => x.people === n)?.roles ?? [];

/** The smallest table at which all of them sit; 0: none. */
export const seatedFrom = (seats: Seats[], roles: string[]): number =>
    seats.find((x) => roles.every((id) => x.roles.includes(id)))?.people ?? 0;
