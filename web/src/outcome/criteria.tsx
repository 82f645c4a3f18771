// The deck's own criteria, each with what this table did: a count or a list, never a grade.
import { listText, pairs } from "../i18n";
import { told } from "../people";
import { useMe } from "../play/me";
import { useDoc } from "../store";
import type { OutcomeDoc, TableDoc, Tally } from "../types";
import { Card } from "../ui";
import { numberOf } from "./marks";
import { collectiveText, groupName, lineOf, type LineId } from "./say";
import { o } from "./words";

const c = pairs({
    title: ["Les mots de l’atelier, à votre table", "The workshop’s words, at your table"],
    intro: [
        "Ce que l’atelier appelle innover et partager le leadership, et ce qui s’est passé ici. Des nombres, pas des notes.",
        "What the workshop calls innovating and sharing leadership, and what happened here. Counts, not marks.",
    ],
    innovate: ["Innover dans l’action collective, c’est…", "To innovate in collective action is…"],
    lead: [
        "Un leadership organisé, planifié et complémentaire",
        "Leadership that is organised, planned and complementary",
    ],
    difference: ["La différence coopérative", "The co-operative difference"],

    silo: ["Ne plus travailler en silo", "Not to work in silos"],
    silo_say: ["Clauses à plusieurs mains : {line}", "Clauses by several hands: {line}"],
    compromise: ["Des compromis dans l’action", "Compromise in action"],
    compromise_say: ["Objections – {line}", "Objections – {line}"],
    goal: ["Un but commun", "A common goal"],
    goal_say: [
        {
            one: "{n} personne sur {of} appuie le texte d’ensemble ou peut vivre avec",
            other: "{n} personnes sur {of} appuient le texte d’ensemble ou peuvent vivre avec",
        },
        {
            one: "{n} person of {of} supports the whole text or can live with it",
            other: "{n} people of {of} support the whole text or can live with it",
        },
    ],
    norms: ["Au-delà des normes établies", "Beyond established norms"],
    norm_say: ["clause {n} : {text}", "clause {n}: {text}"],
    norms_none: [
        "Personne n’a nommé de règle que le projet dépasse",
        "Nobody named a rule that the project goes beyond",
    ],
    dims: ["À la fois social et économique", "Both social and economic"],
    shared: ["Concevoir en partageant le leadership", "Designed by sharing leadership"],

    planned: ["Organisé, planifié", "Organised, planned"],
    planned_say: [
        {
            one: "{n} clause adoptée sur {of} : quelqu’un la porte, à une date",
            other: "{n} clauses adoptées sur {of} : quelqu’un les porte, à une date",
        },
        {
            one: "{n} adopted clause of {of} has somebody to carry it and a date",
            other: "{n} adopted clauses of {of} have somebody to carry them and a date",
        },
    ],
    kinds: ["Complémentaire", "Complementary"],
    kinds_say: ["{group} : {list}", "{group}: {list}"],
    kinds_none: ["Personne n’a encore engagé de ressource", "Nobody has committed a resource yet"],
    moved: ["Il oriente la mobilisation", "It guides mobilisation"],
    moved_say: [
        {
            one: "{n} clause adoptée sur {of}, portée ou outillée par un autre groupe que le sien",
            other: "{n} clauses adoptées sur {of}, portées ou outillées par un autre groupe que le leur",
        },
        {
            one: "{n} adopted clause of {of} carried or resourced by a group other than its own",
            other: "{n} adopted clauses of {of} carried or resourced by a group other than their own",
        },
    ],
    levels: ["À plusieurs niveaux et échelles", "At several levels and scales"],

    democratic: ["Fondement démocratique", "Democratic foundation"],
    democratic_say: [
        {
            one: "{n} personne sur {of} a pris position sur le texte d’ensemble",
            other: "{n} personnes sur {of} ont pris position sur le texte d’ensemble",
        },
        {
            one: "{n} person of {of} took a position on the whole text",
            other: "{n} people of {of} took a position on the whole text",
        },
    ],
    collective: ["Sens collectif", "Collective sense"],
    solidarity: ["Esprit de solidarité", "Spirit of solidarity"],
    solidarity_none: ["Pas encore de ressource engagée", "No resource committed yet"],

    res_money: ["argent", "money"],
    res_premises: ["lieux", "premises"],
    res_expertise: ["expertise", "expertise"],
    res_volunteers: ["bénévoles", "volunteers"],
    res_permits: ["permis", "permits"],
    res_network: ["réseau", "network"],
});
type Word = Parameters<typeof c>[0];

interface Counted {
    tally: Tally;
    table: TableDoc;
}
type Said = (p: Counted) => string[];
const counted =
    (word: Word, of: (t: Tally) => [number, number]): Said =>
    ({ tally }) => {
        const [n, y] = of(tally);
        return [c(word, { n, of: y })];
    };
const line =
    (id: LineId, word?: Word): Said =>
    ({ tally, table }) => {
        const { text } = lineOf(id, tally, table.base ?? []);
        return [word ? c(word, { line: text.toLocaleLowerCase() }) : text];
    };
const norms: Said = ({ tally, table }) =>
    tally.beyond.length
        ? tally.beyond.map((id) =>
              c("norm_say", { n: numberOf(id), text: told(table.clauses?.[id]?.norm) }),
          )
        : [c("norms_none")];
const kinds: Said = ({ tally }) => {
    const brought = tally.seated.filter((g) => tally.kinds[g].length);
    return brought.length
        ? brought.map((g) =>
              c("kinds_say", {
                  group: groupName(g),
                  list: listText(tally.kinds[g].map((k) => c(`res_${k}`))),
              }),
          )
        : [c("kinds_none")];
};
const solidarity: Said = ({ tally }) => {
    const [n, y] = tally.solidarity;
    return [y ? o("engaged_gifts", { n, y }) : c("solidarity_none")];
};

export const CRITERIA = ["innovate", "lead", "difference"] as const;
type Part = (typeof CRITERIA)[number];
const ROWS: Record<Part, readonly (readonly [Word, Said])[]> = {
    innovate: [
        ["silo", line("hands", "silo_say")],
        ["compromise", line("objections", "compromise_say")],
        ["goal", counted("goal_say", (t) => t.agreed)],
        ["norms", norms],
        ["dims", line("dims")],
        ["shared", line("origin")],
    ],
    lead: [
        ["planned", counted("planned_say", (t) => t.planned)],
        ["kinds", kinds],
        ["moved", counted("moved_say", (t) => t.mobilised)],
        ["levels", line("grid")],
    ],
    difference: [
        ["democratic", counted("democratic_say", (t) => t.voices)],
        ["collective", ({ tally, table }) => [collectiveText(tally, table)]],
        ["solidarity", solidarity],
    ],
};

/** One list of the deck's words, each with what it was here. */
export function Criteria(p: Counted & { of: Part; level?: 3 }) {
    const Title = p.level === 3 ? "h3" : "h2";
    return (
        <>
            <Title>{c(p.of)}</Title>
            <dl class="out-criteria">
                {ROWS[p.of].map(([word, said]) => (
                    <div key={word}>
                        <dt>{c(word)}</dt>
                        {said(p).map((text) => (
                            <dd key={text}>{text}</dd>
                        ))}
                    </div>
                ))}
            </dl>
        </>
    );
}

/** All of them, on a phone, once the table's tallies are open. */
export function DeckCard() {
    const me = useMe();
    const tally = useDoc<OutcomeDoc>(`outcome/${me.tableId}`)?.tally;
    if (!tally || !me.table) return null;
    return (
        <Card title={c("title")}>
            <p>{c("intro")}</p>
            {CRITERIA.map((id) => (
                <Criteria key={id} tally={tally} table={me.table as TableDoc} of={id} level={3} />
            ))}
        </Card>
    );
}
