// All that one person did, undone: what it will come to is said first, in words and counts.
import { useState } from "preact/hooks";
import { pairs, t } from "../i18n";
import { act, type Fields } from "../socket";
import { Button, Named, refusalText, toast } from "../ui";
import { steer } from "./doc";

const u = pairs({
    ask: ["Défaire tout ce que cette personne a fait…", "Undo all that this person did…"],
    will: ["Seront défaits\u00a0:", "This will be undone:"],
    clauses: [
        { one: "{n} proposition retirée", other: "{n} propositions retirées" },
        { one: "{n} proposal dropped", other: "{n} proposals dropped" },
    ],
    amendments: [
        { one: "{n} amendement retiré", other: "{n} amendements retirés" },
        { one: "{n} amendment withdrawn", other: "{n} amendments withdrawn" },
    ],
    stances: [
        { one: "{n} position retirée", other: "{n} positions retirées" },
        { one: "{n} position withdrawn", other: "{n} positions withdrawn" },
    ],
    means: [
        {
            one: "{n} ressource ou prise en charge retirée",
            other: "{n} ressources ou prises en charge retirées",
        },
        {
            one: "{n} resource or carrier taken back",
            other: "{n} resources or carriers taken back",
        },
    ],
    credits: [
        {
            one: "{n} idée prêtée à quelqu’un qui ne l’a pas confirmée",
            other: "{n} idées prêtées à des personnes qui ne les ont pas confirmées",
        },
        {
            one: "{n} idea credited to somebody who did not confirm it",
            other: "{n} ideas credited to people who did not confirm them",
        },
    ],
    texts: [
        {
            one: "{n} texte commun remis comme avant ses derniers mots",
            other: "{n} textes communs remis comme avant ses derniers mots",
        },
        {
            one: "{n} shared text put back as before their last words",
            other: "{n} shared texts put back as before their last words",
        },
    ],
    words: [
        { one: "{n} idée ou récit retiré", other: "{n} idées ou récits retirés" },
        { one: "{n} idea or story removed", other: "{n} ideas or stories removed" },
    ],
    left: [
        {
            one: "{n} clause ou texte reste\u00a0: d’autres y ont travaillé ou ont dit oui.",
            other: "{n} clauses ou textes restent\u00a0: d’autres y ont travaillé ou ont dit oui.",
        },
        {
            one: "{n} clause or text stays: others worked on it or said yes.",
            other: "{n} clauses or texts stay: others worked on them or said yes.",
        },
    ],
    log: [
        "Le journal garde ce qui a été fait, et que vous l’avez défait. Les choix sans texte (échelles, cœur du projet, qui présente) restent.",
        "The log keeps what was done, and that you undid it. Choices without text (scales, heart of the project, who presents) stay.",
    ],
    go: ["Tout défaire", "Undo it all"],
    done: ["Défait\u00a0: {name}", "Undone: {name}"],
});
const KINDS = ["clauses", "amendments", "stances", "means", "credits", "texts", "words"] as const;

export function UndoAll(p: { id: string; name: string; onDone?: () => void }) {
    const [counts, setCounts] = useState<Record<string, number>>();
    const [no, setNo] = useState("");
    const person = { person: p.id };
    const ask = async (): Promise<void> => {
        const answer = await act<Fields>("retract", person, { now: true, dry: true });
        if (answer.ok) setCounts(answer.out as Record<string, number>);
        else setNo(refusalText(answer.no));
    };
    const go = async (): Promise<void> => {
        const { ok } = await steer("retract", person);
        if (!ok) return;
        toast(<Named text={u("done")} name={p.name} />);
        setCounts(undefined);
        p.onDone?.();
    };
    if (!counts)
        return (
            <div class="stack-s">
                <Button onClick={() => void ask()}>{u("ask")}</Button>
                <p class="hint" role="status">
                    {no}
                </p>
            </div>
        );
    return (
        <div class="stack-s" role="status">
            <p class="strong">{u("will")}</p>
            <ul>
                {KINDS.filter((k) => counts[k]).map((k) => (
                    <li key={k}>{u(k, { n: counts[k] ?? 0 })}</li>
                ))}
            </ul>
            {!!counts.left && <p>{u("left", { n: counts.left })}</p>}
            <p class="hint">{u("log")}</p>
            <div class="row">
                <Button kind="danger" onClick={() => void go()}>
                    {u("go")}
                </Button>
                <Button onClick={() => setCounts(undefined)}>{t("cancel")}</Button>
            </div>
        </div>
    );
}
