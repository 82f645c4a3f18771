// What the founding checklist says of the co-operative difference: which choices were made, not
// whether they were good ones.
import { pairs } from "../i18n";
import type { OutcomeDoc, TableDoc } from "../types";
import { Card } from "../ui";

const d = pairs({
    title: ["La coopérative que vous fonderiez", "The co-operative you would found"],
    made: [
        {
            one: "{n} choix de fondation fait sur {of}.",
            other: "{n} choix de fondation faits sur {of}.",
        },
        { one: "{n} founding choice made of {of}.", other: "{n} founding choices made of {of}." },
    ],
    democratic: ["Fondement démocratique", "Democratic foundation"],
    collective: ["Sens collectif", "Collective sense"],
    solidarity: ["Solidarité", "Solidarity"],
    of: ["{n} sur {of}", "{n} of {of}"],
    members: ["Membres", "Members"],
    users: ["personnes utilisatrices", "users"],
    workers: ["travailleuses et travailleurs", "workers"],
    supporting: ["membres de soutien", "supporting members"],
    "one-vote": ["Une voix par membre", "One vote per member"],
    yes: ["oui", "yes"],
    no: ["non", "no"],
    limits: [
        "Ces lignes comptent les questions que la table a tranchées. Elles ne disent pas si la coopérative serait viable ni si elle respecterait la loi.",
        "These lines count the questions that the table settled. They do not say whether the co-operative would be viable or lawful.",
    ],
});

type Word = Parameters<typeof d>[0];
const PARTS = ["democratic", "collective", "solidarity"] as const;
/** The choices that can be told in a word. */
const TOLD = ["members", "one-vote"] as const;

export interface Founded {
    founding: NonNullable<OutcomeDoc["founding"]>;
    table: TableDoc;
}
export const foundingTitle = (): string => d("title");

/** How many choices were made, of which part, and those that can be told. */
export function Founding({ founding, table }: Founded) {
    const [n, of] = founding.answered;
    const rows: [Word, string][] = PARTS.map((part) => [
        part,
        d("of", { n: founding[part][0], of: founding[part][1] }),
    ]);
    for (const id of TOLD) {
        const chosen = table.founding?.[id]?.choice ?? [];
        if (chosen.length) rows.push([id, chosen.map((x) => d(x as Word)).join(", ")]);
    }
    return (
        <>
            <p class="lead">{d("made", { n, of })}</p>
            <dl class="out-made">
                {rows.map(([id, said]) => (
                    <div key={id}>
                        <dt>{d(id)}</dt>
                        <dd>{said}</dd>
                    </div>
                ))}
            </dl>
            <p class="hint">{d("limits")}</p>
        </>
    );
}
export function FoundingCard(p: Founded) {
    return (
        <Card title={foundingTitle()}>
            <Founding {...p} />
        </Card>
    );
}
