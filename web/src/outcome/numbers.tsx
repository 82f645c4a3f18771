// The figures of an outcome as tables, each with how it was counted.
import type { ComponentChildren } from "preact";
import { SCALES, type Tally } from "../types";
import { cx, GroupBadge } from "../ui";
import { OriginPicture } from "./bands";
import { how, type Figure } from "./how";
import { clauseList, originAlt } from "./say";
import { o } from "./words";

export function How(p: { of: Figure }) {
    return (
        <details class="out-how">
            <summary>{o("how")}</summary>
            <dl>
                <dt>{o("how_formula")}</dt>
                <dd>{how(`formula_${p.of}`)}</dd>
                <dt>{o("how_source")}</dt>
                <dd>{how(`source_${p.of}`)}</dd>
                <dt>{o("how_limits")}</dt>
                <dd>{how(`limits_${p.of}`)}</dd>
            </dl>
        </details>
    );
}

export function Numbers(p: { children: ComponentChildren }) {
    return (
        <details class="out-how">
            <summary>{o("numbers")}</summary>
            <div class="scroll-x" tabIndex={0} role="region" aria-label={o("numbers")}>
                {p.children}
            </div>
        </details>
    );
}

export function OriginTable({ tally }: { tally: Tally }) {
    return (
        <table class="out-table out-columns">
            <thead>
                <tr>
                    <td />
                    {tally.seated.map((g) => (
                        <th key={g} scope="col">
                            <GroupBadge group={g} />
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {(["from", "to"] as const).map((side) => (
                    <tr key={side}>
                        <th scope="row">{o(side === "from" ? "proposed_by" : "carried_by")}</th>
                        {tally.seated.map((g) => (
                            <td key={g} translate={false}>
                                {tally[side][g]}
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

export function ObjectionsTable({ tally }: { tally: Tally }) {
    const where = (f: "compromise" | "withdrawn" | "standing"): string[] =>
        tally.clauses.filter((c) => c.objections[f] > 0).map((c) => c.id);
    return (
        <table class="out-table">
            <thead class="out-bare">
                <tr>
                    <td />
                    <th scope="col" class="sr">
                        {o("how_many")}
                    </th>
                    <th scope="col" class="sr">
                        {o("where")}
                    </th>
                </tr>
            </thead>
            <tbody>
                {(["compromise", "withdrawn", "standing"] as const).map((f) => (
                    <tr key={f}>
                        <th scope="row">{o(`fate_${f}`)}</th>
                        <td translate={false}>{tally.objections[f]}</td>
                        <td>{where(f).length > 0 && clauseList(where(f))}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** Who proposed, who carries, and the ribbons between. */
export function Origin({ tally, low }: { tally: Tally; low?: boolean }) {
    return <OriginPicture tally={tally} alt={originAlt(tally)} low={low} />;
}

export function Pairs(p: { rows: [string, string | number][] }) {
    return (
        <table class="out-table">
            <tbody>
                {p.rows.map(([name, n]) => (
                    <tr key={name}>
                        <th scope="row">{name}</th>
                        <td translate={false}>{n}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** Its own table: a mark is a clause, and the count stands beside. */
export function Grid({ tally }: { tally: Tally }) {
    return (
        <table class="out-grid">
            <thead>
                <tr>
                    <td>
                        <span class="sr">{o("grid_scale")}</span>
                    </td>
                    {tally.seated.map((g) => (
                        <th key={g} scope="col">
                            <GroupBadge group={g} />
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {SCALES.map((s) => (
                    <tr key={s}>
                        <th scope="row">{o(`scale_${s}`)}</th>
                        {tally.seated.map((g) => {
                            const n = tally.grid[s][g];
                            return (
                                <td key={g} class={cx(!n && "out-zero")}>
                                    <span class="out-cell">
                                        <b translate={false}>{n}</b>
                                        <span class="out-stack" aria-hidden="true">
                                            {Array.from({ length: n }, (_, i) => (
                                                <svg key={i} viewBox="0 0 28 10">
                                                    <rect
                                                        width="28"
                                                        height="10"
                                                        rx="3"
                                                        fill={`url(#pt-${g})`}
                                                    />
                                                </svg>
                                            ))}
                                        </span>
                                    </span>
                                </td>
                            );
                        })}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
