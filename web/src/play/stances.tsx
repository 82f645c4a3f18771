// What one answers to a clause, and what the others answered.
import { useState } from "preact/hooks";
import { nameOf } from "../people";
import { Bound, REASONS, type Clause, type Reason, type Stance } from "../types";
import { Button, Card, Choice, Field, GroupBadge, Picks } from "../ui";
import { entries, HatChoice, Refused, under, useDraft, useMe, useSend } from "./me";
import { Left, useReserve, Waiting, Writing } from "./reserve";
import { HandOver, useShared } from "./speaking";
import { p as s } from "./talks_texts";
import { saidOf } from "./voice";

export const STANCES: { value: Stance; tone?: string }[] = [
    { value: "support" },
    { value: "live" },
    { value: "object", tone: "object" },
];

/** The answer being given: the choice, an objection's reason and words, and what sends it. */
function useAnswer(id: string, c: Clause) {
    const me = useMe();
    const hat = me.acting !== me.group;
    const had = saidOf(me.person, me.id, [id, c], hat);
    const [reason, setReason] = useState<Reason | undefined>(had?.reason);
    const place = hat ? `${id}.${me.acting}` : id;
    const keys = { why: `why.${place}`, could: `could.${place}` };
    const why = useDraft(keys.why, had?.why ?? "");
    const could = useDraft(keys.could, had?.could ?? "");
    const begun = why.dirty || could.dirty ? "object" : undefined; // before a reload
    const [pick, setPick] = useState<Stance | undefined>(had?.s ?? begun);
    const { run, busy, said } = useSend();
    const go = async (st: Stance): Promise<void> => {
        const sent = { why: why.text, could: could.text };
        const object = st === "object";
        const given = Object.fromEntries(Object.entries(sent).filter(([, x]) => x.trim()));
        const extra = object ? { ...given, ...(reason ? { reason } : {}) } : {};
        const texts: Record<string, string> = object
            ? { [keys.why]: sent.why, [keys.could]: sent.could }
            : {};
        if (
            !(await run(
                "stance",
                { clause: id, stance: st, ...extra, ...under(me, "hat") },
                { texts },
            ))
        ) {
            if (!object) setPick(had?.s);
            return;
        }
        if (object) {
            why.accept(sent.why);
            could.accept(sent.could);
        }
    };
    const given = had?.s === "object" && had.reason === reason && !why.dirty && !could.dirty;
    const empty = !reason && !why.text.trim() && !could.text.trim();
    const reserve = useReserve(id, pick === "object" && !given, empty, !!reason);
    const choose = (st: Stance): void => {
        setPick(st);
        if (st !== "object") void go(st);
        else if (had?.s !== "object") reserve.tell(reason ? { reason } : {});
    };
    const chooseReason = (r: Reason): void => {
        setReason(r);
        if (had?.s !== "object" || reserve.until) reserve.tell({ reason: r });
    };
    return { had, pick, choose, reason, chooseReason, why, could, given, busy, said, go, reserve };
}
type Answering = ReturnType<typeof useAnswer>;

/** What an objection rests on. */
function Objection(q: Answering) {
    const { reason, chooseReason, why, could, given, busy, said, go } = q;
    return (
        <>
            <Waiting {...q.reserve} reason={!!reason} />
            <Choice
                legend={s("s_reason")}
                row
                value={reason}
                onPick={chooseReason}
                error={said("reason")}
                options={REASONS.map((v) => ({ value: v, label: s(`r_${v}`) }))}
            />
            <Field
                label={`${s("s_why")} (${s("optional")})`}
                value={why.text}
                max={Bound.TEXT_CHARS}
                lines={2}
                onInput={why.set}
                error={said("why")}
            />
            <Field
                label={s("s_could")}
                value={could.text}
                max={Bound.TEXT_CHARS}
                lines={2}
                onInput={could.set}
                error={said("could")}
            />
            <Refused text={said(undefined, "reason", "why", "could")} />
            <Button
                kind={given ? "plain" : "primary"}
                wide
                busy={busy}
                disabled={given}
                onClick={() => void go("object")}
            >
                {given ? s("s_given") : s("s_send")}
            </Button>
        </>
    );
}

export function StanceForm({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const shared = useShared();
    const answer = useAnswer(id, c);
    const { had, pick, choose, said } = answer;
    return (
        <Card level={3}>
            <HatChoice />
            <Picks
                legend={shared ? s("s_title_of", { name: nameOf(me.room, me.id) }) : s("s_title")}
                value={pick}
                onPick={choose}
                error={pick === "object" ? undefined : said()}
                options={STANCES.map((x) => ({ ...x, label: s(`s_${x.value}`) }))}
            />
            {c.round && (
                <p class="hint">
                    {s("s_hidden")} <Left until={c.round.until} />
                </p>
            )}
            <Writing {...answer.reserve} c={c} answering={pick === "live" || pick === "support"} />
            <HandOver clause={id} done={!!had} />
            {pick === "object" && <Objection {...answer} />}
        </Card>
    );
}

export function Stances({ c }: { c: Clause }) {
    const me = useMe();
    const said = [
        ...entries(c.stances).map(([id, x]) => [id, x, false] as const),
        ...entries(c.hat_stances).map(([id, x]) => [id, x, true] as const),
    ];
    return (
        <Card level={3} title={s("s_all")}>
            <ul class="people">
                {said.map(([id, x, hat]) => (
                    <li key={`${id} ${hat}`}>
                        <GroupBadge group={me.room.people?.[id]?.[hat ? "hat" : "group"]} />
                        <span>
                            <strong translate={false}>{nameOf(me.room, id)}</strong> {s(`s_${x.s}`)}
                            {x.reason && (
                                <span class="soft">
                                    {" "}
                                    – {s(`r_${x.reason as "cost"}`)}
                                    {x.why && ` – ${x.why}`}
                                </span>
                            )}
                            {x.could && (
                                <span class="pre">
                                    <br />
                                    {s("s_could")} {x.could}
                                </span>
                            )}
                        </span>
                    </li>
                ))}
            </ul>
        </Card>
    );
}
