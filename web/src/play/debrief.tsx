// The debrief: five questions, one after another as the clock goes, each with what of this table
// belongs to it.
import type { ComponentChildren } from "preact";
import { pairs } from "../i18n";
import { Cases, Models, Picture } from "../outcome/cards";
import { DeckCard } from "../outcome/criteria";
import { FeltCard } from "../outcome/felt";
import { GotCard } from "../outcome/got";
import { Patterns } from "../outcome/marks";
import { lineOf, threadAlt, type LineId } from "../outcome/say";
import { ThreadKey, ThreadPicture } from "../outcome/thread";
import { o } from "../outcome/words";
import { useDoc } from "../store";
import type { OutcomeDoc, TableDoc, Tally } from "../types";
import { Card } from "../ui";
import { useMe } from "./me";
import { LateMet } from "./met";
import { Tabs, useStep } from "./steps";

const w = pairs({
    tab_feel: ["Ressenti", "Felt"],
    tab_happened: ["Faits", "Facts"],
    tab_why: ["Pourquoi", "Why"],
    tab_parallels: ["Chez nous", "At home"],
    tab_keep: ["Lundi", "Monday"],
    feel: ["Qu’avez-vous ressenti?", "What did you feel?"],
    feel_say: [
        "À voix haute, un mot ou une phrase. Personne n’a à se justifier, et personne n’est obligé de parler.",
        "Aloud, a word or a sentence. Nobody has to justify it, and nobody has to speak.",
    ],
    happened: ["Que s’est-il passé?", "What happened?"],
    happened_say: [
        "Les faits d’abord, dans l’ordre : qui a commencé, qui a repris, où cela a bloqué.",
        "Facts first, in their order: who began, who took up, where it got stuck.",
    ],
    why: ["Pourquoi ainsi?", "Why that way?"],
    why_say: [
        "Qui a lâché quoi, et contre quoi? Qu’est-ce qui a tenu à la carte, et à la personne?",
        "Who let go of what, and for what? What was due to the card, and what to the person?",
    ],
    parallels: ["Et chez nous?", "And at home?"],
    parallels_say: [
        "Où avez-vous déjà vu cela? Un jeu n’est pas un village : en quoi est-ce différent?",
        "Where have you seen this before? A game is no village: how is it different?",
    ],
    keep: ["Lundi, quoi?", "What on Monday?"],
    keep_say: [
        "Une chose que vous ferez, et une chose que vous laisserez à quelqu’un d’autre.",
        "One thing that you will do, and one that you will leave to somebody else.",
    ],
});
const STEPS = ["feel", "happened", "why", "parallels", "keep"] as const;
type Step = (typeof STEPS)[number];
const stepOf = (id: string): Step | undefined => STEPS.find((x) => x === id);

/** Lines of the outcome, with their pictures. */
function Lines(p: { tally: Tally; table: TableDoc; of: LineId[] }) {
    const { room } = useMe();
    return (
        <>
            {p.of.map((id) => {
                const line = lineOf(id, p.tally, p.table.base ?? []);
                return (
                    <Card key={id} title={line.title} class="out-card">
                        <p class="out-say">{line.text}</p>
                        <Picture tally={p.tally} table={p.table} room={room} id={id} />
                    </Card>
                );
            })}
        </>
    );
}
function Happened(p: { tally: Tally; table: TableDoc }) {
    return (
        <>
            <Lines {...p} of={["origin", "objections"]} />
            <Card title={o("thread")} class="out-card">
                {p.tally.lead.length ? (
                    <>
                        <ThreadPicture tally={p.tally} alt={threadAlt(p.tally)} slim width={340} />
                        <ThreadKey />
                    </>
                ) : (
                    <p>{o("thread_none")}</p>
                )}
            </Card>
        </>
    );
}

interface Parts {
    story: ComponentChildren;
    question: ComponentChildren;
    again: ComponentChildren;
}
/** What stands beside the question of a step. */
function Beside(p: Parts & { step: Step }) {
    const me = useMe();
    const tally = useDoc<OutcomeDoc>(`outcome/${me.tableId}`)?.tally;
    const { table } = me;
    switch (p.step) {
        case "feel":
            return tally && table ? <FeltCard tally={tally} table={table} /> : null;
        case "happened":
            return (
                <>
                    {tally && table && <Happened tally={tally} table={table} />}
                    {p.again}
                </>
            );
        case "why":
            return (
                <>
                    <LateMet />
                    {table && <GotCard table={table} />}
                    {tally && table && (
                        <Card title={o("models")} class="out-card">
                            <Models tally={tally} table={table} />
                        </Card>
                    )}
                </>
            );
        case "parallels":
            return (
                <>
                    {!!tally?.cases?.length && (
                        <Card title={o("cases")} class="out-card">
                            <Cases tally={tally} />
                        </Card>
                    )}
                    {p.story}
                </>
            );
        case "keep":
            return (
                <>
                    {p.question}
                    <DeckCard />
                </>
            );
    }
}
export function Debrief(p: Parts) {
    const { at, go, due } = useStep(STEPS, stepOf);
    return (
        <>
            <Patterns />
            <Tabs
                now={at}
                due={due}
                onPick={go}
                tabs={STEPS.map((id) => ({ id, label: w(`tab_${id}`) }))}
            />
            <h1>{w(at)}</h1>
            <p class="lead">{w(`${at}_say`)}</p>
            <div class="out stack">
                <Beside {...p} step={at} />
            </div>
        </>
    );
}
