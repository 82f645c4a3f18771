// Event cards ahead of time: when the clock deals which, at every table or at one.
import { useState } from "preact/hooks";
import { pairs } from "../i18n";
import { tableName } from "../people";
import type { Planned } from "../types";
import { Banner, Button, Field, Sheet } from "../ui";
import { cardTitle, steer, type Seen } from "./doc";
import { aboutCard, CardPick, TablePick } from "./picks";

export const k = pairs({
    open: ["Prévoir les imprévus", "Plan the event cards"],
    how: [
        "L’horloge donne chaque imprévu à sa minute de la mise en commun. Vous pouvez la changer, même en cours de route, ou garder une carte pour la donner vous-même.",
        "The clock deals each card at its minute of the pooling. You may change it, even under way, or keep a card to deal it yourself.",
    ],
    at: ["À la minute {at} de la mise en commun", "At minute {at} of the pooling"],
    by_hand: ["À la main seulement", "By hand only"],
    late: [
        "Après la fin de la phase : elle ne viendra pas",
        "After the end of the phase: it will not come",
    ],
    everywhere: ["Donné partout", "Dealt everywhere"],
    own: ["{common} – à part : {tables}", "{common} – apart: {tables}"],
    minute: ["À quelle minute de la mise en commun?", "At which minute of the pooling?"],
    minute_hint: ["Par exemple 12, ou 12:30.", "For example 12, or 12:30."],
    minute_bad: ["Écrivez 12, ou 12:30.", "Type 12, or 12:30."],
    set: ["Prévoir à cette minute", "Plan at that minute"],
    as_scenario: ["Comme le scénario", "As the scenario has it"],
    as_others: ["Comme les autres tables", "As the other tables"],
    planned: ["{card} : {when}", "{card}: {when}"],
    one_table: [
        "Une carte pour une seule table : les tables ne se comparent plus. La console et l’export le diront.",
        "A card for one table alone: tables no longer compare. The console and the export will say so.",
    ],
    apart: [
        "Les tables n’ont pas, ou n’auront pas, les mêmes imprévus : leurs résultats ne se comparent pas.",
        "Tables do not have, or will not have, the same event cards: their results do not compare.",
    ],
});

/** "12", "12:30": seconds of the phase. */
const momentText = (at_s: number): string =>
    at_s % 60
        ? `${Math.floor(at_s / 60)}:${String(at_s % 60).padStart(2, "0")}`
        : String(at_s / 60);
function momentOf(text: string): number | undefined {
    const [, minutes, seconds = "0"] = /^\s*(\d{1,3})(?:[:.](\d{1,2}))?\s*$/.exec(text) ?? [];
    return minutes === undefined || Number(seconds) > 59
        ? undefined
        : Number(minutes) * 60 + Number(seconds);
}

const clockText = (x: Planned | undefined): string =>
    x ? k(x.late ? "late" : "at", { at: momentText(x.at_s) }) : k("by_hand");

/** When a card comes by itself; of the tables that lack it, which go apart. */
export function plannedText({ doc }: Seen, card: number): string {
    const tables = Object.entries(doc?.tables ?? {});
    const apart = tables
        .filter(([, w]) => w.planned_apart.includes(card))
        .map(
            ([id, w]) => `${tableName(id)} (${clockText(w.planned.find((x) => x.card === card))})`,
        );
    const common = clockText(doc?.plan.find((x) => x.card === card));
    return apart.length ? k("own", { common, tables: apart.join(", ") }) : common;
}

export const Apart = ({ doc }: Pick<Seen, "doc">) =>
    doc?.cards_apart ? <Banner tone="warn">{k("apart")}</Banner> : null;

interface MinuteProps {
    at?: number; // as planned
    able: boolean;
    plan: (at_s: number) => Promise<boolean>;
}
/** The moment of a card, typed; what was refused stays. */
function Minute({ at, able, plan }: MinuteProps) {
    const [text, setText] = useState("");
    const [said, setSaid] = useState("");
    const set = async (e: Event): Promise<void> => {
        e.preventDefault();
        const at_s = momentOf(text);
        setSaid(at_s === undefined ? k("minute_bad") : "");
        if (at_s !== undefined && (await plan(at_s))) setText("");
    };
    return (
        <form class="stack-s" onSubmit={set}>
            <Field
                label={k("minute")}
                hint={k("minute_hint")}
                value={text}
                onInput={setText}
                inputMode="text"
                placeholder={at === undefined ? undefined : momentText(at)}
                error={said}
                disabled={!able}
            />
            <Button type="submit" kind="primary" wide disabled={!able || !text.trim()}>
                {k("set")}
            </Button>
        </form>
    );
}

export function PlanSheet({ room, doc, onClose }: Seen & { onClose: () => void }) {
    const tables = Object.keys(room.tables ?? {});
    const [card, setCard] = useState("0");
    const [to, setTo] = useState("");
    const n = Number(card);
    const watch = doc?.tables?.[to];
    const lacking = tables.filter((id) => !doc?.tables?.[id]?.dealt.includes(n));
    const able = to ? lacking.includes(to) : lacking.length > 0;
    const is = (watch?.planned ?? doc?.plan)?.find((x) => x.card === n);
    const plan = async (what: { at_s?: number; with?: true }, when: string): Promise<boolean> => {
        const told = k("planned", { card: cardTitle(doc, n), when });
        const where = to ? { table: to } : {};
        const { ok } = await steer("schedule", { inject: n, ...where, ...what }, told);
        return ok;
    };
    return (
        <Sheet title={k("open")} onClose={onClose}>
            <p class="soft">{k("how")}</p>
            <Apart doc={doc} />
            <CardPick
                doc={doc}
                value={card}
                onPick={setCard}
                help={(i) =>
                    tables.every((id) => doc?.tables?.[id]?.dealt.includes(i))
                        ? k("everywhere")
                        : plannedText({ room, doc }, i)
                }
            />
            <TablePick
                room={room}
                value={to}
                onPick={setTo}
                about={aboutCard(doc, n, (id) => lacking.includes(id))}
            />
            {to && <p class="hint">{k("one_table")}</p>}
            <Minute
                at={is?.at_s}
                able={able}
                plan={(at_s) => plan({ at_s }, k("at", { at: momentText(at_s) }))}
            />
            <div class="row">
                <Button disabled={!able || !is} onClick={() => void plan({}, k("by_hand"))}>
                    {k("by_hand")}
                </Button>
                <Button
                    disabled={!able || (!!to && !watch?.planned_apart.includes(n))}
                    onClick={() => {
                        const as = k(to ? "as_others" : "as_scenario");
                        void plan({ with: true }, as);
                    }}
                >
                    {k(to ? "as_others" : "as_scenario")}
                </Button>
            </div>
        </Sheet>
    );
}
