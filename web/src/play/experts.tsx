// Whom a table may call, twice an hour: resource people, and owners whom nobody plays. What they say
// opens for everybody at the table; what an owner grants anybody may put in, and it is nobody's hand.
import { useState } from "preact/hooks";
import { listText, moneyText, pairs, tx } from "../i18n";
import { nameOf } from "../people";
import type { Owner, TableDoc } from "../types";
import { Banner, Button, Card, Named } from "../ui";
import { entries, Refused, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
import { TaskSheet } from "./task";

const e = pairs({
    call_open: ["Appeler quelqu’un", "Call somebody"],
    experts: ["Personnes-ressources", "Resource people"],
    owners: ["Qui possède quelque chose, et n’est pas ici", "Who owns something, and is not here"],
    owns: ["Peut apporter : {list}", "Can bring: {list}"],
    wants: ["Ce que cette personne veut", "What they want"],
    red: ["Ce qu’elle n’acceptera pas", "What they will not accept"],
    grants: [
        "Ce qu’elle accorderait, en tout ou en partie",
        "What they would grant, all or part of it",
    ],
    take: ["L’engager dans une clause", "Commit it to a clause"],
    beyond: [
        "Une offre ou une question que cette carte ne prévoit pas? L’animation a la carte, et répond à sa place.",
        "An offer or a question that this card does not foresee? The facilitator has the card, and answers for them.",
    ],
    ask: ["Appeler l’animation", "Call the facilitator"],
    which: ["Dans quelle clause?", "Into which clause?"],
    no_hand: [
        "Cette personne n’est pas à la table : elle prête, et n’appuie rien.",
        "They are not at the table: they lend, and support nothing.",
    ],
    no_clause: ["Proposez d’abord une clause.", "Propose a clause first."],
    call_title: ["Qui appeler?", "Whom will you call?"],
    call_left: [
        {
            one: "Il vous reste {n} appel. Choisissez ensemble.",
            other: "Vous avez {n} appels pour toute la table. Choisissez ensemble.",
        },
        {
            one: "You have {n} call left. Choose together.",
            other: "You have {n} calls for the whole table. Choose together.",
        },
    ],
    call_none: [
        "La table a fait ses {CALLS_MAX} appels.",
        "The table has made its {CALLS_MAX} calls.",
    ],
    call: ["Appeler", "Call"],
    call_sure: [
        { one: "Oui, appeler : c’est le dernier appel", other: "Oui, appeler : il en restera un" },
        { one: "Yes, call: it is the last one", other: "Yes, call: one will be left" },
    ],
    advice: ["Conseil reçu", "Advice received"],
    called_by: ["Appel de {name}", "Called by {name}"],
});

const adviceOf = (doc: TableDoc | undefined) => entries(doc?.experts).filter(([, x]) => x.advice);

/** Those who were called, or those who can be. */
const ownersOf = (doc: TableDoc | undefined, called: boolean) =>
    entries(doc?.owners).filter(([, x]) => !!x.t === called);

function OwnerSays({ x }: { x: Owner }) {
    const me = useMe();
    return (
        <div class="stack">
            {x.says && <p>{s("quote", { text: tx(x.says) })}</p>}
            <div>
                <p class="strong">{e("wants")}</p>
                <ul>
                    {x.wants?.map((w) => (
                        <li key={tx(w)}>{tx(w)}</li>
                    ))}
                </ul>
            </div>
            {x.red_line && (
                <p>
                    <strong>{e("red")}</strong> – {tx(x.red_line)}
                </p>
            )}
            <Grants x={x} />
            <Beyond />
            <p class="soft">
                {e("no_hand")} <Named text={e("called_by")} name={nameOf(me.room, x.by ?? "")} />
            </p>
        </div>
    );
}

type Grant = NonNullable<Owner["grants"]>[number];

/** One of the things that an absent owner would grant: any may be taken, each into its clause. */
function Granted({ x }: { x: Grant }) {
    const me = useMe();
    const [open, setOpen] = useState(false);
    const { run, busy, said } = useSend();
    const clauses = entries(me.table?.clauses).filter(([, c]) => c.may.includes("commit"));
    const lend = async (clause: string): Promise<void> => {
        const fields = { clause, kind: x.kind, asset: x.id, text: tx(x.text) };
        if (await run("commit", fields)) setOpen(false);
    };
    const help = !x.left
        ? s("k_spent")
        : x.amount && x.left < x.amount
          ? s("k_left", { sum: moneyText(x.left) })
          : s(`res_${x.kind as "money"}`);
    return (
        <li class="stack-s">
            <span>
                {tx(x.text)} <span class="soft">({help})</span>
            </span>
            {!!x.left && (
                <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
                    {e("take")}
                    <span class="sr"> – {tx(x.text)}</span>
                </Button>
            )}
            {open &&
                !!x.left &&
                (clauses.length ? (
                    <div class="stack-s" role="group" aria-label={e("which")}>
                        <p class="strong">{e("which")}</p>
                        {clauses.map(([id, c]) => (
                            <Button key={id} busy={busy} onClick={() => void lend(id)}>
                                {s("clause_n", { n: c.n })} – {tx(c.text)}
                            </Button>
                        ))}
                    </div>
                ) : (
                    <Banner>{e("no_clause")}</Banner>
                ))}
            <Refused text={said()} />
        </li>
    );
}

/** What an absent owner would grant: all of it, not one of it. */
function Grants({ x }: { x: Owner }) {
    if (!x.grants?.length) return null;
    return (
        <div>
            <p class="strong">{e("grants")}</p>
            <ul>
                {x.grants.map((g) => (
                    <Granted key={g.id} x={g} />
                ))}
            </ul>
        </div>
    );
}

/** What the card does not foresee is answered by who leads, who has it. */
function Beyond() {
    const me = useMe();
    const { run, busy, said } = useSend();
    const called = !!me.tableId && !!me.room.tables?.[me.tableId]?.help;
    return (
        <div class="stack-s">
            <p class="hint">{e("beyond")}</p>
            {!called && (
                <Button small busy={busy} onClick={() => void run("help", { on: true })}>
                    {e("ask")}
                </Button>
            )}
            <Refused text={said()} />
        </div>
    );
}

/** What those who were called said, for the whole table. */
export function Advice() {
    const me = useMe();
    return (
        <>
            {adviceOf(me.table).map(([id, x]) => (
                <Card key={id} tone="accent">
                    <details>
                        <summary>
                            {e("advice")} – {tx(x.title)}
                        </summary>
                        <p>{tx(x.advice)}</p>
                        <p class="soft">
                            <Named text={e("called_by")} name={nameOf(me.room, x.by ?? "")} />
                        </p>
                    </details>
                </Card>
            ))}
            {ownersOf(me.table, true).map(([id, x]) => (
                <Card key={id} tone="accent">
                    <details>
                        <summary>
                            {e("advice")} – {tx(me.room.scenario?.roles?.[id]?.title)}
                        </summary>
                        <OwnerSays x={x} />
                    </details>
                </Card>
            ))}
        </>
    );
}

export function CallExpert() {
    const me = useMe();
    const [open, setOpen] = useState(false);
    if (!entries(me.table?.experts).length && !entries(me.table?.owners).length) return null;
    return (
        <>
            {(open || !!me.table?.calls) && (
                <Button kind="quiet" onClick={() => setOpen(true)}>
                    {e("call_open")}
                </Button>
            )}
            {open && (
                <TaskSheet title={e("call_title")} onClose={() => setOpen(false)}>
                    <Call />
                </TaskSheet>
            )}
        </>
    );
}

/** A call is not taken back, and there are few: it is asked twice, and says whom. */
function CallButton(p: { name: string; left: number; busy: boolean; onCall: () => void }) {
    const [sure, setSure] = useState(false);
    const label = sure ? e("call_sure", { n: p.left }) : e("call");
    return (
        <Button
            busy={p.busy}
            kind={sure ? "primary" : "plain"}
            aria-label={`${label} – ${p.name}`}
            onClick={() => (sure ? p.onCall() : setSure(true))}
        >
            {label}
        </Button>
    );
}

function Call() {
    const me = useMe();
    const { run, busy, said } = useSend();
    const all = entries(me.table?.experts);
    const owners = ownersOf(me.table, false);
    const left = me.table?.calls ?? 0;
    return (
        <>
            <p>{left > 0 ? e("call_left", { n: left }) : e("call_none")}</p>
            <Refused text={said()} />
            {all.length > 0 && <h2>{e("experts")}</h2>}
            {all.map(([id, x]) => (
                <Card key={id} level={3} title={tx(x.title)} tone={x.advice ? "accent" : undefined}>
                    <p class="soft">{tx(x.offers)}</p>
                    {x.advice ? (
                        <p>{tx(x.advice)}</p>
                    ) : (
                        x.may && (
                            <CallButton
                                name={tx(x.title)}
                                left={left}
                                busy={busy}
                                onCall={() => void run("call", { expert: Number(id) })}
                            />
                        )
                    )}
                </Card>
            ))}
            {owners.length > 0 && <h2>{e("owners")}</h2>}
            {owners.map(([id, x]) => (
                <Card key={id} level={3} title={tx(me.room.scenario?.roles?.[id]?.title)}>
                    <p class="soft">{tx(me.room.scenario?.roles?.[id]?.public)}</p>
                    <p>
                        {e("owns", {
                            list: listText(x.kinds.map((kind) => s(`res_${kind as "money"}`))),
                        })}
                    </p>
                    {x.may && (
                        <CallButton
                            name={tx(me.room.scenario?.roles?.[id]?.title)}
                            left={left}
                            busy={busy}
                            onCall={() => void run("call", { role: id })}
                        />
                    )}
                </Card>
            ))}
        </>
    );
}
