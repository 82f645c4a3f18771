// The story in words: what its lanes show, clause by clause, for who reads or hears it.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { tableName } from "../../people";
import type { Group } from "../../types";
import { AsIs, Named } from "../../ui";
import type { StoryDoc, StoryTable, Strand } from "./doc";
import { overText, words } from "./lanes";
import { h } from "./texts";

type NameOf = (id: string | undefined) => string;

/** What became of the objections to it. */
function fates(x: Strand): string {
    const n = (what: (b: Strand["beats"][number]) => boolean): number =>
        x.beats.filter(what).length;
    const raised = n((b) => b.k === "object");
    const eased = n((b) => b.k === "move" && !!b.eased);
    const moved = n((b) => b.k === "move" && !b.eased);
    const all = [
        ["raised_eased", eased],
        ["raised_moved", moved],
        ["raised_stand", raised - eased - moved],
    ] as const;
    const said = all.filter(([, count]) => count > 0).map(([key, count]) => h(key, { n: count }));
    return said.join(", ") || h("none");
}
function hands(x: Strand): string {
    const gave = x.beats.filter((b) => ["version", "commit", "carry"].includes(b.k));
    const groups = [...new Set(gave.map((b) => b.g))];
    const others = groups.filter((g): g is Group => !!g && g !== x.g);
    return others.map((g) => t(`group_${g}`)).join(", ") || h("none");
}
function End({ x, name }: { x: Strand; name: NameOf }) {
    const last = x.beats.filter((b) => b.k === "carry" || b.k === "uncarry").at(-1);
    const state = h(`end_${x.state as "open"}`);
    if (x.state !== "adopted") return <>{state}</>;
    const what = h(last?.k === "carry" ? "end_carried" : "end_wish");
    return <Named text={`${state}, ${what}`} who={name(last?.who)} />;
}

const COLUMNS = ["clause", "from", "hands", "objections", "end"] as const;
function TableInWords({ x, name }: { x: StoryTable; name: NameOf }) {
    return (
        <div class="st-scroll" tabIndex={0} role="group" aria-label={tableName(x.id)}>
            <table>
                <caption>{tableName(x.id)}</caption>
                <thead>
                    <tr>
                        {COLUMNS.map((key) => (
                            <th key={key} scope="col">
                                {h(`twin_${key}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {x.clauses.map((c, i) => (
                        <tr key={i}>
                            <th scope="row">
                                <AsIs>{c.n}</AsIs> {words(c)}
                            </th>
                            <td>
                                {c.g && t(`group_${c.g}`)} (<AsIs>{name(c.who)}</AsIs>)
                            </td>
                            <td>{hands(c)}</td>
                            <td>{fates(c)}</td>
                            <td>
                                <End x={c} name={name} />
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {x.lead && <p>{overText(x)}</p>}
        </div>
    );
}
export function Twin({ s, name }: { s: StoryDoc; name: NameOf }) {
    const [open, setOpen] = useState(false);
    const turned = (e: Event): void => setOpen((e.target as HTMLDetailsElement).open);
    return (
        <details class="st-twin" onToggle={turned}>
            <summary>{h("twin")}</summary>
            {open && s.tables.map((x) => <TableInWords key={x.id} x={x} name={name} />)}
        </details>
    );
}
