// The debrief in the hall: the question of the step, large, and under it what each table did that
// belongs to it, in the order of the tables.
import { f, type FKey } from "../catalogue/facilitator";
import { elapsed, useNow } from "../clock";
import { tx } from "../i18n";
import { feltText } from "../outcome/felt";
import { lineOf, modelQuestion, type LineId } from "../outcome/say";
import { inTurn, tablesOf } from "../outcome/tables";
import { tableName } from "../people";
import { useDoc } from "../store";
import type { OutcomeDoc, RoomDoc, TableDoc, Tally } from "../types";

const FEW = 6; // tables: with more, lines would be too small to be read from the back

type Of = LineId | "model" | "felt";
function textOf(of: Of, table: TableDoc, tally: Tally): string {
    if (of === "felt") return feltText(table, tally);
    return of === "model" ? modelQuestion(tally, table) : lineOf(of, tally, table.base ?? []).text;
}
function Line(p: { id: string; of: Of }) {
    const table = useDoc<TableDoc>(`table/${p.id}`);
    const tally = useDoc<OutcomeDoc>(`outcome/${p.id}`)?.tally;
    if (!table || !tally) return null;
    return (
        <li>
            <strong>{tableName(p.id)}</strong> {textOf(p.of, table, tally)}
        </li>
    );
}
const LINES: Record<string, Of> = {
    feel: "felt",
    happened: "origin",
    why: "model",
    parallels: "grid",
    keep: "engaged",
};

export function DebriefHall({ room }: { room: RoomDoc }) {
    const now = useNow(1000);
    const since = elapsed(room.clock);
    const steps = room.phases[room.clock.phase]?.steps ?? [];
    const step = [...steps].reverse().find((x) => x.at_s <= since);
    const of = LINES[step?.id ?? ""];
    return (
        <div class="stack">
            <h1>{tx(step?.title) || (step ? f(`step_${step.id}` as FKey) : f("do_debrief"))}</h1>
            {step && <p>{tx(step.text) || f(`say_${step.id}` as FKey)}</p>}
            {of && (
                <ul class="scr-lines">
                    {inTurn(tablesOf(room), FEW, now).map((id) => (
                        <Line key={id} id={id} of={of} />
                    ))}
                </ul>
            )}
        </div>
    );
}
