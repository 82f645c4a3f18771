// A picture of what a project is about, and the mark of who began it.
import type { Sector } from "../library/data";
import type { Group } from "../types";
import { GroupBadge } from "../ui";

/** Lines of 2 in a square of 24. */
const DRAWN: Record<Sector, string> = {
    housing: "M3 11l9-7l9 7M5 9.5V20h14V9.5M10 20v-6h4v6",
    education: "M2 9l10-5l10 5l-10 5zM6 11.5V17c3 2.5 9 2.5 12 0v-5.5M22 9v6",
    food: "M4 10h16l-2 10H6zM8 10l3-6M16 10l-3-6M9.5 13.5v3M14.5 13.5v3",
    services: "M4 20V10M20 20V10M2 10l2-6h16l2 6zM2 20h20M9 20v-6h6v6",
    tourism: "M2 20l7-12l4 7l3-4l6 9zM17 4.5a1.5 1.5 0 1 0 .01 0",
    media: "M4 5h13v15H6a2 2 0 0 1-2-2zM17 9h3v9a2 2 0 0 1-2 2M7 9h7M7 12.5h7M7 16h4",
    culture: "M5 4h14v7a7 7 0 0 1-14 0zM9 9v.2M15 9v.2M9 13c1.8 1.8 4.2 1.8 6 0",
    forestry: "M9 20v-3M3 17h12l-4-5h2L9 5l-4 7h2zM17 20v-4M16 9l5 7h-5",
    health: "M12 20C5 15 3 11.5 3 8.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.5C21 11.5 19 15 12 20zM12 9v5M9.5 11.5h5",
    energy: "M13 2L5 14h6l-1 8l8-12h-6z",
    transport: "M4 16V6h16v10zM4 11h16M7 19.5v-3M17 19.5v-3M8 14v.2M16 14v.2",
    other: "M12 3a9 9 0 1 0 .01 0M12 8v4l3 2",
};

export const SectorPicture = (p: { sector: Sector; model: Group }) => (
    <span class="fac-picture" aria-hidden="true">
        <svg viewBox="0 0 24 24" focusable="false">
            <path d={DRAWN[p.sector] ?? DRAWN.other} />
        </svg>
        <GroupBadge group={p.model} />
    </span>
);
