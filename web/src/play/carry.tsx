// Who carries a clause and until when, and what others commit to it.
import { useState } from "preact/hooks";
import { serverNow } from "../clock";
import { moneyText, tx } from "../i18n";
import { nameOf, told } from "../people";
import { monthsOn } from "../time";
import { Bound, type Clause, type Commitment } from "../types";
import {
    AsIs,
    Button,
    Card,
    Choice,
    Choices,
    digits,
    Field,
    GroupBadge,
    Named,
    Picks,
} from "../ui";
import { hasSums, SumsLines } from "../ui/sums";
import { Offer } from "./amends";
import { ClauseCard } from "./clauses";
import { Early } from "./final";
import { entries, Refused, under, useDraft, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
import { seated, useCredit } from "./voice";

/** Months from when the scenario is played: a date is one tap, and the calendar opens there. */
const SOON = ["1", "3", "6", "12"] as const;

/** Two screens: who carries it, until when. */
export function Carry(q: { id: string; c: Clause; due: boolean; go: (view: "" | "due") => void }) {
    const me = useMe();
    const { id, c } = q;
    const [who, setWho] = useState(c.carry?.who ?? "");
    const [due, setDue] = useState(typeof c.carry?.due === "string" ? c.carry.due : "");
    const by = useCredit();
    const from = me.room.scenario.scene ?? serverNow();
    const { run, busy, said } = useSend();
    const name = async (): Promise<void> => {
        const fields = { clause: id, who, ...(due ? { due } : {}), ...under(me, "hat") };
        if (await run("carry", fields, { credit: by.credit })) q.go("");
    };
    if (!q.due)
        return (
            <>
                <p class="soft">{s("k_intro")}</p>
                <Picks
                    legend={s("k_title")}
                    hideLegend
                    value={who}
                    onPick={(x) => {
                        setWho(x);
                        q.go("due");
                    }}
                    error={said("who")}
                    options={seated(me).map((x) => ({
                        ...x,
                        label: (
                            <span class="legend">
                                <GroupBadge group={me.room.people?.[x.value]?.group} />
                                {x.label}
                            </span>
                        ),
                    }))}
                />
            </>
        );
    return (
        <>
            <p class="lead">
                <Named text={s("k_who")} name={nameOf(me.room, who)} />
            </p>
            <Field
                label={s("k_due")}
                type="date"
                value={due}
                min={monthsOn(from, 0)}
                onInput={setDue}
                error={said("due")}
            />
            {by.ask}
            <Refused text={said(undefined, "due")} />
            <Button kind="primary" wide busy={busy} disabled={!who} onClick={() => void name()}>
                {s("k_save")}
            </Button>
            <Choice
                legend={s("k_soon")}
                row
                value={SOON.find((n) => monthsOn(from, Number(n)) === due)}
                onPick={(n) => setDue(monthsOn(from, Number(n)))}
                options={SOON.map((n) => ({ value: n, label: s("k_months", { n: Number(n) }) }))}
            />
        </>
    );
}

export function Commits({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const all = entries(c.commits);
    if (!all.length) return null;
    return (
        <section class="stack">
            <h3>{s("k_commits")}</h3>
            {all.map(([k, x]) => (
                <div key={k} class="stack-s">
                    <div class="row row-between">
                        <Committed x={x} />
                        {x.authors.includes(me.id) && (
                            <Button
                                small
                                kind="quiet"
                                onClick={() => void run("uncommit", { clause: id, commitment: k })}
                            >
                                {s("k_undo")}
                            </Button>
                        )}
                    </div>
                    {x.condition && (
                        <Choices
                            legend={s("k_if", { text: tx(x.condition) })}
                            value={x.holds ? ["met"] : []}
                            onPick={(v) =>
                                void run("holds", { clause: id, commitment: k, on: v.length > 0 })
                            }
                            options={[
                                {
                                    value: "met",
                                    label: s("k_met"),
                                    ...(x.holds && x.holds_by
                                        ? {
                                              help: (
                                                  <Named
                                                      text={s("k_met_by")}
                                                      name={nameOf(me.room, x.holds_by)}
                                                  />
                                              ),
                                          }
                                        : {}),
                                },
                            ]}
                        />
                    )}
                </div>
            ))}
            <Refused text={said()} />
        </section>
    );
}

function Committed({ x }: { x: Commitment }) {
    const me = useMe();
    const role = tx(me.room.scenario?.roles?.[x.role ?? ""]?.title);
    return (
        <span>
            <strong>
                {x.lent ? (
                    s("k_lent", { role })
                ) : (
                    <AsIs>{nameOf(me.room, x.credit?.[0] ?? x.by)}</AsIs>
                )}
            </strong>{" "}
            – {x.amount ? moneyText(x.amount) : x.kind && s(`res_${x.kind as "money"}`)}
            {x.aside && ` (${s("k_aside")})`} – {told(tx(x.text))}
        </span>
    );
}

/** Two screens: what of one's card, how much of it and in what words. */
export function Commit(q: { id: string; sum: boolean; go: (view: "" | "sum") => void }) {
    const me = useMe();
    const assets = me.person.role?.assets ?? [];
    const [asset, setAsset] = useState("");
    const [sum, setSum] = useState("");
    const key = `commit.${q.id}`;
    const left = (i: number): number => me.person.left?.[i] ?? 1;
    const one = assets[Number(asset || -1)];
    const parts = one?.kind === "money" && !!one.amount;
    const d = useDraft(key);
    const pick = (v: string): void => {
        setAsset(v);
        const a = assets[Number(v)];
        if (v !== asset) d.set(tx(a?.text));
        setSum(a?.kind === "money" ? String(left(Number(v)) || "") : "");
        q.go("sum");
    };
    if (!q.sum || !one)
        return (
            <Picks
                legend={s("card_assets")}
                hideLegend
                value={asset}
                onPick={pick}
                options={assets.map((a, i) => ({
                    value: String(i),
                    label: tx(a.text),
                    help: !left(i)
                        ? s("k_spent")
                        : a.amount && left(i) < a.amount
                          ? s("k_left", { sum: moneyText(left(i)) })
                          : s(`res_${a.kind as "money"}`),
                }))}
            />
        );
    return (
        <>
            {parts && (
                <Field
                    label={s("k_sum")}
                    inputMode="numeric"
                    value={sum}
                    onInput={(v) => setSum(digits(v).slice(0, 9))}
                />
            )}
            {one.condition && <p class="hint">{s("k_if", { text: tx(one.condition) })}</p>}
            <Offer
                act="commit"
                fields={{
                    clause: q.id,
                    kind: one.kind,
                    asset: one.id,
                    ...(parts && sum ? { amount: Number(sum) } : {}),
                }}
                draft={d}
                name={key}
                label={s("k_what")}
                max={Bound.TEXT_CHARS}
                lines={2}
                send={s("k_send")}
                ready
                onSent={() => {
                    setAsset("");
                    q.go("");
                }}
            />
        </>
    );
}

export function Carrying({ onOpen }: { onOpen: (id: string) => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(([, c]) => c.may.includes("carry"));
    return (
        <>
            <h1>{s("k_title")}</h1>
            <p>{s("k_intro")}</p>
            {hasSums(me.table?.sums) && (
                <Card level={3} title={s("sums")}>
                    <SumsLines x={me.table.sums} />
                </Card>
            )}
            {!all.length && <p class="soft">{s("k_none")}</p>}
            {all.map(([id, c]) => (
                <ClauseCard key={id} id={id} c={c} onOpen={onOpen} />
            ))}
            {all.length > 0 && <Early />}
        </>
    );
}
