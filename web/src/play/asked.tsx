// What a person is asked before anything else: whether an objection still holds against a text that
// has changed, and whether what was credited to them is theirs.
import { useState } from "preact/hooks";
import { Bound, REASONS, type Clause, type Reason, type StanceOf } from "../types";
import { isGone, nameOf, told } from "../people";
import { you, type Fields } from "../socket";
import { Button, Card, Choice, Field, GroupBadge, Named } from "../ui";
import { Changed } from "./changed";
import { entries, Refused, unsent, useDraft, useMe, useSend, type Me } from "./me";
import { p as s } from "./talks_texts";
import { saidOf } from "./voice";

/* -- does the objection hold ------------------------------------------------------------------- */

/** The first clause that this person is asked about again. */
export const askedOf = (me: Me): string =>
    entries(me.person.asked).find(([id]) => me.table?.clauses?.[id])?.[0] ?? "";

/** What is still missing, said of the new text. */
function Maintain(q: { id: string; hat: Fields; had: StanceOf | undefined; onBack: () => void }) {
    const [reason, setReason] = useState(q.had?.reason as Reason | undefined);
    const key = `still.${q.id}`;
    const still = useDraft(key);
    const { run, busy, said } = useSend();
    const maintain = async (): Promise<void> => {
        const text = still.text;
        const fields = { clause: q.id, stance: "object", reason, could: text, ...q.hat };
        if (await run("stance", fields, { texts: { [key]: text } })) still.clear(text);
    };
    return (
        <Card level={2} title={s("ask_keep")}>
            <Choice
                legend={s("s_reason")}
                row
                value={reason}
                onPick={setReason}
                error={said("reason")}
                options={REASONS.map((v) => ({ value: v, label: s(`r_${v}`) }))}
            />
            <Field
                label={s("ask_still")}
                value={still.text}
                max={Bound.TEXT_CHARS}
                lines={2}
                onInput={still.set}
                error={said("could")}
            />
            <div class="row">
                <Button kind="primary" busy={busy} onClick={() => void maintain()}>
                    {s("ask_keep_send")}
                </Button>
                <Button kind="quiet" onClick={q.onBack}>
                    {s("ask_keep_not")}
                </Button>
            </div>
            <Refused text={said(undefined, "reason", "could")} />
        </Card>
    );
}

export function Asked({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const group = me.person.asked?.[id]?.groups[0];
    const hat = !!group && group !== me.group;
    const had = saidOf(me.person, me.id, [id, c], hat);
    const [keeps, setKeeps] = useState(unsent(me, `still.${id}`));
    const { run, busy, said } = useSend();
    const before = c.history.find((h) => h.v === had?.version);
    const under = hat ? { hat: group } : {};
    const say = (stance: "support" | "live"): void =>
        void run("stance", { clause: id, stance, ...under });
    return (
        <>
            <Card tone="warn">
                <p class="strong">{s("ask_changed")}</p>
                <h1>{s("ask_title")}</h1>
            </Card>
            <Card tone={c.group} level={2}>
                <div class="row">
                    <GroupBadge group={c.group} name />
                    <span class="soft">{s("ask_version", { n: c.version ?? 1 })}</span>
                </div>
                <Changed before={before?.text ?? ""} now={told(c.text)} />
            </Card>
            <Card tone="quiet" level={2}>
                <p class="soft">
                    {hat && group ? s("ask_said_hat") : s("ask_said")}{" "}
                    {hat && <GroupBadge group={group} name />}
                </p>
                <p>
                    {had?.reason && s(`r_${had.reason as Reason}`)}
                    {had?.why && ` – ${had.why}`}
                </p>
                {had?.could && <p class="pre">{s("quote", { text: had.could })}</p>}
            </Card>
            {!keeps && (
                <>
                    <Button kind="primary" wide busy={busy} onClick={() => say("live")}>
                        {s("s_live")}
                    </Button>
                    <div class="row">
                        <Button busy={busy} onClick={() => say("support")}>
                            {s("s_support")}
                        </Button>
                        <Button onClick={() => setKeeps(true)}>{s("ask_keep")}</Button>
                    </div>
                </>
            )}
            {keeps && <Maintain id={id} hat={under} had={had} onBack={() => setKeeps(false)} />}
            <Refused text={said()} />
        </>
    );
}

/* -- is it yours ------------------------------------------------------------------------------- */

interface Item {
    person: string;
    by: string | undefined;
    text: string;
    ask: "own_idea" | "own_amend" | "own_commit" | "own_carry";
    fields: Record<string, string | boolean>;
}
function itemsOf(me: Me, person: string): Item[] {
    const out: Item[] = [];
    for (const [id, c] of entries(me.table?.clauses)) {
        const put = (
            x: { by?: string; unsure?: string[] },
            ask: Item["ask"],
            text: string,
            more = {},
        ): void => {
            if (x.unsure?.includes(person))
                out.push({ person, by: x.by, text, ask, fields: { clause: id, ...more } });
        };
        put(c, "own_idea", told(c.text));
        for (const [a, x] of entries(c.amends)) put(x, "own_amend", told(x.text), { amendment: a });
        for (const [k, x] of entries(c.commits))
            put(x, "own_commit", told(x.text as string), { commitment: k });
        if (c.carry?.unsure && c.carry.who === person)
            put({ by: c.carry.by, unsure: [person] }, "own_carry", told(c.text), { carry: true });
    }
    return out;
}

function Own({ item }: { item: Item }) {
    const me = useMe();
    const { run, busy, said } = useSend();
    const say = (yes: boolean): void =>
        void run("own", { ...item.fields, yes }, { as: item.person });
    return (
        <Card
            tone="accent"
            title={
                <Named
                    text={s("own_title", { what: s(item.ask) })}
                    name={nameOf(me.room, item.person)}
                />
            }
        >
            <p class="strong">{s("quote", { text: item.text })}</p>
            <p class="soft">
                <Named text={s("own_by")} name={nameOf(me.room, item.by)} />
            </p>
            <div class="row">
                <Button kind="primary" busy={busy} onClick={() => say(true)}>
                    {item.ask === "own_carry" ? s("own_yes_carry") : s("own_yes")}
                </Button>
                <Button busy={busy} onClick={() => say(false)}>
                    {s("own_no")}
                </Button>
            </div>
            <Refused text={said()} />
        </Card>
    );
}
/** Of everybody on this phone, by name: what they were credited with and have not said is theirs. */
export function Owns() {
    const me = useMe();
    const people = (you.use()?.people ?? []).filter((id) => !isGone(me.room, id));
    const items = people.flatMap((id) => itemsOf(me, id));
    return (
        <>
            {items.map((item) => (
                <Own key={JSON.stringify([item.person, item.fields])} item={item} />
            ))}
        </>
    );
}
