// The library as the server lists it: what anyone may read before a workshop.
import { useEffect, useState } from "preact/hooks";
import type { Era, Group, Text } from "../types";

export const SECTORS = [
    "housing",
    "education",
    "food",
    "services",
    "tourism",
    "media",
    "culture",
    "forestry",
    "health",
    "energy",
    "transport",
    "other",
] as const;
export type Sector = (typeof SECTORS)[number];

export interface Listed {
    id: string;
    version: number;
    title: Text;
    tagline: Text;
    model: Group;
    status: "documented" | "inspired";
    sector: Sector;
    when: Text;
    need: Text;
    conflict: Text;
    summary: Text[];
    /** lat and lon in ten-thousandths of a degree */
    place: {
        name: string;
        mrc: string;
        region: string;
        population: number;
        lat: number;
        lon: number;
    };
    players: { min: number; max: number; best: number };
    seconds: number[];
    /** the one it is written in */
    era?: Era;
    two_eras?: boolean;
    roles: { group: Group; title: Text }[];
}

/** undefined while it comes, null when it does not. */
export function useListed(): Listed[] | null | undefined {
    const [all, setAll] = useState<Listed[] | null>();
    useEffect(() => {
        fetch("/api/scenarios")
            .then((r) => r.json())
            .then((list: Listed[]) => setAll(list))
            .catch(() => setAll(null));
    }, []);
    return all;
}

export const minutes = (s: Listed): number =>
    Math.round(s.seconds.reduce((sum, n) => sum + n, 0) / 60);
