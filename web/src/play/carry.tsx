// Who carries a clause and until when, and what others commit to it.
import { useState } from "preact/hooks";
import { dateText, moneyText, tx } from "../i18n";
import { nameOf, told } from "../people";
import { Bound, type Clause, type Commitment } from "../types";
import { Button, Card, Choice, Choices, Field } from "../ui";
import { hasSums, SumsLines } from "../ui/sums";
import { Offer } from "./amends";
import { ClauseCard } from "./clauses";
import { entries, Refused, under, useDraft, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
import { seated, useCredit } from "./voice";

export function Carry({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const [who, setWho] = useState(c.carry?.who ?? "");
    const [due, setDue] = useState(typeof c.carry?.due === "string" ? c.carry.due : "");
    const by = useCredit();
    const { run, busy, said } = useSend();
    const name = async (): Promise<void> => {
        const fields = { clause: id, who, ...(due ? { due } : {}), ...under(me, "hat") };
        if (await run("carry", fields, { credit: by.credit })) by.clear();
    };
    return (
        <Card level={3} title={s("k_title")}>
            {c.carry?.who && (
                <p class="strong">
                    {c.carry.due
                        ? s("k_by", {
                              name: nameOf(me.room, c.carry.who),
                              date: dateText(c.carry.due),
                          })
                        : nameOf(me.room, c.carry.who)}
                    {c.carry.unsure && ` – ${s("own_unsure")}`}
                    {c.carry.gone && ` – ${s("k_gone")}`}
                </p>
            )}
            <Choice
                legend={s("k_title")}
                hideLegend
                row
                value={who}
                onPick={setWho}
                error={said("who")}
                options={seated(me)}
            />
            <Field
                label={s("k_due")}
                type="date"
                value={due}
                onInput={setDue}
                error={said("due")}
            />
            {by.ask}
            <Refused text={said(undefined, "who", "due")} />
            <Button busy={busy} disabled={!who} onClick={() => void name()}>
                {s("k_save")}
            </Button>
            <Commits id={id} c={c} />
            <Commit id={id} />
        </Card>
    );
}

function Commits({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const all = entries(c.commits);
    if (!all.length) return null;
    return (
        <>
            <h4>{s("k_commits")}</h4>
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
                                              help: s("k_met_by", {
                                                  name: nameOf(me.room, x.holds_by),
                                              }),
                                          }
                                        : {}),
                                },
                            ]}
                        />
                    )}
                </div>
            ))}
            <Refused text={said()} />
        </>
    );
}

function Committed({ x }: { x: Commitment }) {
    const me = useMe();
    const role = tx(me.room.scenario?.roles?.[x.role ?? ""]?.title);
    return (
        <span>
            <strong translate={false}>
                {x.lent ? s("k_lent", { role }) : nameOf(me.room, x.credit?.[0] ?? x.by)}
            </strong>{" "}
            – {x.amount ? moneyText(x.amount) : x.kind && s(`res_${x.kind as "money"}`)}
            {x.aside && ` (${s("k_aside")})`} – {told(tx(x.text))}
        </span>
    );
}

function Commit({ id }: { id: string }) {
    const me = useMe();
    const assets = me.person.role?.assets ?? [];
    const [asset, setAsset] = useState("");
    const [sum, setSum] = useState("");
    const key = `commit.${id}`;
    const left = (i: number): number => me.person.left?.[i] ?? 1;
    const one = assets[Number(asset)];
    const parts = one?.kind === "money" && !!one.amount;
    const d = useDraft(key);
    if (!assets.length) return null;
    return (
        <details>
            <summary>{s("k_commit")}</summary>
            <div class="stack">
                <Choice
                    legend={s("card_assets")}
                    hideLegend
                    value={asset}
                    onPick={(v) => {
                        setAsset(v);
                        const a = assets[Number(v)];
                        d.set(tx(a?.text));
                        setSum(a?.kind === "money" ? String(left(Number(v)) || "") : "");
                    }}
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
                {one && parts && (
                    <Field
                        label={s("k_sum")}
                        inputMode="numeric"
                        value={sum}
                        onInput={(v) => setSum(v.replace(/\D/g, "").slice(0, 9))}
                    />
                )}
                {one?.condition && <p class="hint">{s("k_if", { text: tx(one.condition) })}</p>}
                {one && (
                    <Offer
                        act="commit"
                        fields={{
                            clause: id,
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
                        onSent={() => setAsset("")}
                    />
                )}
            </div>
        </details>
    );
}

export function Carrying({ onOpen }: { onOpen: (id: string) => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(
        ([, c]) => c.state !== "dropped" && c.state !== "parked",
    );
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
        </>
    );
}
