// The founding checklist: what a table decides when it founds a co-operative, with the rules that
// bear on each choice and where they come from. It blocks nothing.
import { useEffect, useState } from "preact/hooks";
import { pairs, tx } from "../i18n";
import { nameOf } from "../people";
import { Bound, type MaybeText, type TableDoc } from "../types";
import { Button, Card, Choice, Choices, digits, Field, Named } from "../ui";
import { useMe, useSend } from "./me";
import { SharedText } from "./shared";

const o = pairs({
    wait: ["Chargement…", "Loading…"],
    failed: [
        "La liste ne s’est pas chargée. Touchez pour réessayer.",
        "The list did not load. Tap to try again.",
    ],
    lead: [
        "Si le temps le permet, décidez ensemble comment votre coopérative serait fondée. Rien n’est obligatoire.",
        "If time allows, decide together how your co-operative would be founded. Nothing is required.",
    ],
    answered: [
        { one: "{n} choix fait sur {of}", other: "{n} choix faits sur {of}" },
        { one: "{n} choice made of {of}", other: "{n} choices made of {of}" },
    ],
    others: ["Les autres choix", "The other choices"],
    rules: ["Ce que dit la règle", "What the rule says"],
    check: ["À vérifier", "To be checked"],
    check_why: [
        "Cette règle n’a pas pu être vérifiée dans la loi.",
        "This rule could not be checked against the law.",
    ],
    seen: ["Ailleurs", "Elsewhere"],
    source: ["Source {n}", "Source {n}"],
    yes: ["Oui", "Yes"],
    no: ["Non", "No"],
    names: ["Un nom par ligne", "One name per line"],
    named: [
        { one: "{n} personne nommée", other: "{n} personnes nommées" },
        { one: "{n} person named", other: "{n} people named" },
    ],
    dollars: ["En dollars", "In dollars"],
    by: ["Noté par {name}", "Noted by {name}"],
});

interface Told {
    text: MaybeText;
    sources: string[];
}
interface Rule extends Told {
    verified: boolean;
    era?: string;
}
interface Item {
    id: string;
    question: MaybeText;
    kind: "text" | "choice" | "several" | "yes-no" | "amount" | "names";
    choices?: { id: string; text: MaybeText }[];
    rules: Rule[];
    seen?: Told;
}
interface Checklist {
    title: MaybeText;
    notice: MaybeText;
    items: Item[];
}

let kept: Checklist | undefined;
function useChecklist(): [Checklist | null | undefined, () => void] {
    const [all, setAll] = useState<Checklist | null | undefined>(kept);
    const load = (): void => {
        setAll(undefined);
        fetch("/api/checklist")
            .then((r) => r.json())
            .then((body: Checklist) => setAll((kept = body)))
            .catch(() => setAll(null));
    };
    useEffect(() => {
        if (!kept) load();
    }, []);
    return [all, load];
}

type Answer = NonNullable<TableDoc["founding"]>[string];
const isAnswered = (a: Answer | undefined): boolean =>
    !!a && (a.amount !== undefined || !!a.choice?.length || !!a.text?.text);

export function Founding() {
    const me = useMe();
    const [list, load] = useChecklist();
    if (list === undefined) return <p class="soft">{o("wait")}</p>;
    if (list === null)
        return (
            <Button wide onClick={load}>
                {o("failed")}
            </Button>
        );
    const first = me.room.scenario?.founding ?? [];
    const rest = list.items.filter((x) => !first.includes(x.id));
    const n = list.items.filter((x) => isAnswered(me.table?.founding?.[x.id])).length;
    return (
        <>
            <h1>{tx(list.title)}</h1>
            <p>{o("lead")}</p>
            <p class="strong" role="status">
                {o("answered", { n, of: list.items.length })}
            </p>
            {first.map((id) => {
                const item = list.items.find((x) => x.id === id);
                return item && <Asked key={id} item={item} />;
            })}
            {rest.length > 0 && (
                <details>
                    <summary>{o("others")}</summary>
                    <div class="stack">
                        {rest.map((item) => (
                            <Asked key={item.id} item={item} />
                        ))}
                    </div>
                </details>
            )}
            <p class="hint">{tx(list.notice)}</p>
        </>
    );
}

/** The question of a field is its name; of a choice, a heading. */
const asksByLabel = (item: Item): boolean =>
    item.kind === "text" || item.kind === "names" || item.kind === "amount";

function Asked({ item }: { item: Item }) {
    const me = useMe();
    const answer = me.table?.founding?.[item.id];
    const rules = item.rules.filter((r) => !r.era || r.era === me.room.scenario?.era);
    return (
        <Card
            title={asksByLabel(item) ? undefined : tx(item.question)}
            tone={isAnswered(answer) ? "accent" : undefined}
        >
            <Control item={item} answer={answer} />
            {answer?.by && !answer.text && isAnswered(answer) && (
                <p class="soft">
                    <Named text={o("by")} name={nameOf(me.room, answer.by)} />
                </p>
            )}
            {(rules.length > 0 || item.seen) && (
                <details>
                    <summary>{rules.length > 0 ? o("rules") : o("seen")}</summary>
                    <div class="stack">
                        {rules.map((r, i) => (
                            <RuleNote key={i} rule={r} />
                        ))}
                        {item.seen && (
                            <div class="stack-s">
                                {rules.length > 0 && <h3>{o("seen")}</h3>}
                                <p>{tx(item.seen.text)}</p>
                                <Sources of={item.seen} />
                            </div>
                        )}
                    </div>
                </details>
            )}
        </Card>
    );
}

function RuleNote({ rule }: { rule: Rule }) {
    return (
        <div class="stack-s">
            {!rule.verified && (
                <p>
                    <strong>{o("check")}</strong> <span class="soft">{o("check_why")}</span>
                </p>
            )}
            <p class={rule.verified ? undefined : "soft"}>{tx(rule.text)}</p>
            <Sources of={rule} />
        </div>
    );
}
const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, "");
function Sources({ of }: { of: Told }) {
    return (
        <p class="hint row">
            {of.sources.map((url, i) => (
                <a key={url} class="link" href={url} target="_blank" rel="noopener noreferrer">
                    {hostOf(url) || o("source", { n: i + 1 })}
                </a>
            ))}
        </p>
    );
}

function Control({ item, answer }: { item: Item; answer: Answer | undefined }) {
    const { run, said } = useSend();
    const choose = (ids: string[]): void =>
        void run("found", { item: item.id, choice: ids.join(" ") });
    const asked = { legend: tx(item.question), hideLegend: true, error: said() };
    const options =
        item.kind === "yes-no"
            ? (["yes", "no"] as const).map((v) => ({ value: v as string, label: o(v) }))
            : (item.choices ?? []).map((c) => ({ value: c.id, label: tx(c.text) }));
    const chosen = answer?.choice ?? [];
    if (item.kind === "several")
        return <Choices {...asked} value={chosen} onPick={choose} options={options} />;
    if (item.kind === "choice" || item.kind === "yes-no")
        return (
            <Choice
                {...asked}
                row={item.kind === "yes-no"}
                value={chosen[0]}
                onPick={(v) => choose([v])}
                options={options}
            />
        );
    if (item.kind === "amount") return <Amount item={item} answer={answer} />;
    const text = answer?.text?.text ?? "";
    const names = text.split("\n").filter((x) => x.trim()).length;
    return (
        <SharedText
            act="found"
            name="item"
            field={item.id}
            label={tx(item.question)}
            shared={text}
            of={answer?.text}
            max={Bound.TEXT_CHARS}
            lines={item.kind === "names" ? 5 : 2}
            hint={
                item.kind !== "names"
                    ? undefined
                    : names > 0
                      ? o("named", { n: names })
                      : o("names")
            }
        />
    );
}

function Amount({ item, answer }: { item: Item; answer: Answer | undefined }) {
    const { run, said } = useSend();
    const [typed, setTyped] = useState<string>();
    const save = (): void => {
        if (typed === undefined) return;
        const n = digits(typed);
        const fields = { item: item.id, ...(n && { amount: Number(n) }) };
        void run("found", fields).then((ok) => ok && setTyped(undefined));
    };
    return (
        <Field
            label={tx(item.question)}
            hint={o("dollars")}
            inputMode="numeric"
            value={typed ?? String(answer?.amount ?? "")}
            onInput={setTyped}
            onBlur={save}
            error={said()}
        />
    );
}
