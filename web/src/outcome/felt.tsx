// What of a table's hour belongs to the question of what was felt: how often it resisted and
// loosened, and the moments of it. Counts and gestures of groups, no names.
import { locale, pairs, tx } from "../i18n";
import { told } from "../people";
import type { Clause, Group, Knot, TableDoc, Tally, TallyClause } from "../types";
import { Card, GroupBadge } from "../ui";
import { o } from "./words";

const w = pairs({
    title: ["Là où cela a résisté, et là où cela s’est dénoué", "Where it resisted, and loosened"],
    smooth: [
        "Personne ne s’est objecté : était-ce un accord, ou un silence?",
        "Nobody objected: was it agreement, or silence?",
    ],
    nothing: ["Aucune clause n’a été proposée.", "No clause was proposed."],
    clauses: [
        {
            one: "{n} clause sur {y} a rencontré une objection",
            other: "{n} clauses sur {y} ont rencontré une objection",
        },
        {
            one: "{n} clause of {y} met an objection",
            other: "{n} clauses of {y} met an objection",
        },
    ],
    by: ["Objection :", "Objection:"],
    compromise: ["dénouée par un compromis", "loosened by a compromise"],
    withdrawn: ["retirée, le texte inchangé", "withdrawn, the text unchanged"],
    standing: ["restée jusqu’à la fin", "there to the end"],
    inject: ["Imprévu : {title}", "Event: {title}"],
    gave_up: ["On a renoncé à : {text}", "Given up: {text}"],
    ask: ["Lequel de ces moments avez-vous senti passer?", "Which of these moments did you feel?"],
});

const FATES = ["compromise", "withdrawn", "standing"] as const;
const met = (tally: Tally): TallyClause[] => tally.clauses.filter((c) => c.objections.raised > 0);
/** The groups that objected, each once, in their order. */
function objectors(clause: Clause | undefined): Group[] {
    const of = (clause?.thread ?? []).filter((k: Knot) => k[1] === "!").map((k) => k[0] as Group);
    return [...new Set(of)];
}
const fates = (c: TallyClause): string =>
    new Intl.ListFormat(locale()).format(FATES.filter((x) => c.objections[x] > 0).map((x) => w(x)));
function resisted(tally: Tally): string {
    if (!tally.clauses.length) return w("nothing");
    const n = met(tally).length;
    return n ? w("clauses", { n, y: tally.clauses.length }) : w("smooth");
}
const gaveUp = (table: TableDoc): string[] =>
    Object.values(table.got ?? {}).flatMap((x) => (x.gave_up ? [x.gave_up] : []));

/** In a line, for the hall. */
export function feltText(table: TableDoc, tally: Tally): string {
    const q = tally.objections;
    const ends = FATES.filter((x) => q[x] > 0).map((x) => o(`obj_${x}`, { n: q[x] }));
    const cards = Object.values(table.injects).map((x) => w("inject", { title: tx(x.title) }));
    return [resisted(tally), ...ends, ...cards].join(" · ");
}

/** On a phone. */
export function FeltCard({ table, tally }: { table: TableDoc; tally: Tally }) {
    const hard = met(tally);
    return (
        <Card title={w("title")} class="out-card">
            <p class="out-say">{resisted(tally)}</p>
            <ul class="stack-s">
                {hard.map((c) => (
                    <li key={c.id}>
                        {told(table.clauses[c.id]?.text)}
                        <br />
                        <span class="soft">
                            {w("by")}{" "}
                            {objectors(table.clauses[c.id]).map((g) => (
                                <GroupBadge key={g} group={g} />
                            ))}{" "}
                            {fates(c)}
                        </span>
                    </li>
                ))}
                {Object.entries(table.injects).map(([id, x]) => (
                    <li key={id}>{w("inject", { title: tx(x.title) })}</li>
                ))}
                {gaveUp(table).map((text) => (
                    <li key={text}>{w("gave_up", { text })}</li>
                ))}
            </ul>
            <p>{w("ask")}</p>
        </Card>
    );
}
