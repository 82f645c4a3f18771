// One clause in hand: what it says, what the table answers, what it became.
import { useState } from "preact/hooks";
import { told } from "../people";
import { list, type Clause } from "../types";
import { Button, Card, GroupBadge } from "../ui";
import { Amends } from "./amends";
import { Carry } from "./carry";
import { Chips } from "./clauses";
import { isBy, Refused, useMe, useSend } from "./me";
import { StanceForm, Stances } from "./stances";
import { p as s } from "./texts";

export function ClauseSheet({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const there = c.state !== "dropped"; // its author may take it back while others look at it
    const history = list(c.history as { v: number; text: string }[] | undefined);
    return (
        <>
            <Card tone={c.group} level={3}>
                <GroupBadge group={c.group} name />
                <p class="clause-text">{told(c.text)}</p>
                <Chips c={c} />
                <p class="soft">
                    {[
                        ...list(c.scale).map((x) => s(`scale_${x as "local"}`)),
                        ...list(c.dims).map((x) => s(`dims_${x as "soc"}`)),
                        c.for ? s(`for_${c.for as "all"}`) : "",
                    ]
                        .filter(Boolean)
                        .join(" · ")}
                </p>
            </Card>
            {there && <StanceForm key={me.acting} id={id} c={c} />}
            {(c.stances ?? c.hat_stances) && <Stances c={c} />}
            {there && <Amends id={id} c={c} />}
            {there && <Carry id={id} c={c} />}
            {history.length > 0 && (
                <details>
                    <summary>{s("c_history")}</summary>
                    <ol>
                        {history.map((h) => (
                            <li key={h.v}>{told(h.text)}</li>
                        ))}
                    </ol>
                </details>
            )}
            {there && <Aside id={id} c={c} />}
        </>
    );
}

function Aside({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const parked = c.state === "parked";
    const [sure, setSure] = useState(false);
    return (
        <>
            <div class="row">
                <Button onClick={() => void run("park", { clause: id, on: !parked })}>
                    {parked ? s("c_unpark") : s("c_park")}
                </Button>
                {isBy(c, me.id) && (
                    <Button
                        kind="danger"
                        onClick={() => (sure ? void run("drop", { clause: id }) : setSure(true))}
                    >
                        {sure ? s("c_drop_sure") : s("c_drop")}
                    </Button>
                )}
            </div>
            <Refused text={said()} />
        </>
    );
}
