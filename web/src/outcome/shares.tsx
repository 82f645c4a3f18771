// Two circles that meet, and how many of how many.
import type { Tally } from "../types";
import { cx } from "../ui";
import { numberOf } from "./marks";
import { o } from "./words";

function Chips(p: { clauses: string[]; x: number }) {
    const rows = Math.ceil(p.clauses.length / 2);
    return (
        <>
            {p.clauses.map((id, i) => {
                const last = i === p.clauses.length - 1 && i % 2 === 0;
                const x = p.x + (last ? 0 : i % 2 ? 15 : -15);
                const y = 107 + (Math.floor(i / 2) - (rows - 1) / 2) * 29;
                return (
                    <g key={id} class="out-name">
                        <circle cx={x} cy={y} r="13" />
                        <text x={x} y={y + 5.2} text-anchor="middle">
                            {numberOf(id)}
                        </text>
                    </g>
                );
            })}
        </>
    );
}

export function DimsPicture(p: { tally: Tally; alt: string }) {
    const of = (soc: boolean, eco: boolean): string[] =>
        p.tally.clauses
            .filter((c) => c.adopted)
            .filter((c) => c.dims.includes("soc") === soc && c.dims.includes("eco") === eco)
            .map((c) => c.id);
    return (
        <svg class="out-pic" viewBox="0 0 320 186" role="img" aria-label={p.alt}>
            <circle cx="112" cy="107" r="76" class="out-soc" />
            <circle cx="208" cy="107" r="76" class="out-eco" />
            <text x="4" y="15" class="out-label">
                {o("dim_soc")}
            </text>
            <text x="316" y="15" class="out-label" text-anchor="end">
                {o("dim_eco")}
            </text>
            <Chips clauses={of(true, false)} x={76} />
            <Chips clauses={of(true, true)} x={160} />
            <Chips clauses={of(false, true)} x={244} />
        </svg>
    );
}

const PERSON =
    "M12 3.2a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM3 24.5c0-5.6 3.6-9.3 9-9.3s9 3.7 9 9.3Z";

const GIFT = "M3.5 11h17v13h-17ZM2 6.5h20V11H2ZM12 6.5V24";

function Row(p: { of: [number, number]; icon: "person" | "gift" }) {
    const [x, y] = p.of;
    return (
        <>
            {Array.from({ length: y }, (_, i) => (
                <svg key={i} viewBox="0 0 24 28" class={cx("out-pip", i >= x && "out-pip-off")}>
                    <path d={p.icon === "person" ? PERSON : GIFT} />
                </svg>
            ))}
        </>
    );
}

/** A row of people, or of commitments, filled as far as the count goes; nobody is somebody. */
export function Pips(p: { of: [number, number]; icon: "person" | "gift"; label: string }) {
    return (
        <span class="out-pips" role="img" aria-label={p.label}>
            <Row of={p.of} icon={p.icon} />
        </span>
    );
}
