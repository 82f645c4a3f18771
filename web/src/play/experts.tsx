// Resource people a table may call: their advice opens for everybody at the table, twice an hour.
import { useState } from "preact/hooks";
import { pairs, tx } from "../i18n";
import { nameOf } from "../people";
import type { TableDoc } from "../types";
import { Button, Card } from "../ui";
import { entries, Refused, useMe, useSend } from "./me";
import { TaskSheet } from "./task";

const e = pairs({
    call_open: ["Appeler une personne-ressource", "Call a resource person"],
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
    call_none: ["La table a fait ses deux appels.", "The table has made its two calls."],
    call: ["Appeler", "Call"],
    advice: ["Conseil reçu", "Advice received"],
    called_by: ["Appel de {name}", "Called by {name}"],
});

const adviceOf = (doc: TableDoc | undefined) => entries(doc?.experts).filter(([, x]) => x.advice);

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
                        <p class="soft">{e("called_by", { name: nameOf(me.room, x.by ?? "") })}</p>
                    </details>
                </Card>
            ))}
        </>
    );
}

export function CallExpert() {
    const me = useMe();
    const [open, setOpen] = useState(false);
    if (!entries(me.table?.experts).length) return null;
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

function Call() {
    const me = useMe();
    const { run, busy, said } = useSend();
    const all = entries(me.table?.experts);
    const left = me.table?.calls ?? 0;
    return (
        <>
            <p>{left > 0 ? e("call_left", { n: left }) : e("call_none")}</p>
            <Refused text={said()} />
            {all.map(([id, x]) => (
                <Card key={id} level={3} title={tx(x.title)} tone={x.advice ? "accent" : undefined}>
                    <p class="soft">{tx(x.offers)}</p>
                    {x.advice ? (
                        <p>{tx(x.advice)}</p>
                    ) : (
                        left > 0 && (
                            <Button
                                busy={busy}
                                onClick={() => void run("call", { expert: Number(id) })}
                            >
                                {e("call")}
                            </Button>
                        )
                    )}
                </Card>
            ))}
        </>
    );
}
