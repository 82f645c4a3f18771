// One clause in hand: what it says, what the table answers, what it became.
import { useState } from "preact/hooks";
import { listText } from "../i18n";
import { nameOf, told } from "../people";
import type { Clause, Tags } from "../types";
import { Button, Card, GroupBadge } from "../ui";
import { Amends } from "./amends";
import { Asked } from "./asked";
import { Carry } from "./carry";
import { Chips } from "./clauses";
import { TagPicker } from "./group";
import { Refused, useMe, useSend } from "./me";
import { StanceForm, Stances } from "./stances";
import { p as s } from "./talks_texts";

export function ClauseSheet({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const there = c.state !== "dropped"; // its author may take it back while others look at it
    const history = c.history;
    const form = <StanceForm key={me.acting} id={id} c={c} />;
    return (
        <>
            <Card tone={c.group} level={3}>
                <GroupBadge group={c.group} name />
                <p class="clause-text">{told(c.text)}</p>
                <Chips c={c} />
                <Tagged id={id} c={c} there={there} />
            </Card>
            {there && (me.person.asked?.[id] ? <Asked id={id} c={c} /> : form)}
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
            <Changes id={id} />
            {there && <Aside id={id} c={c} />}
        </>
    );
}

/** What is said of it and by whom; anybody says it, or says it otherwise. */
function Tagged({ id, c, there }: { id: string; c: Clause; there: boolean }) {
    const me = useMe();
    const { run, said } = useSend();
    const tags = [
        ...c.scale.map((x) => s(`scale_${x}`)),
        ...c.dims.map((x) => s(`dims_${x}`)),
        c.for ? s(`for_${c.for as "all"}`) : "",
    ].filter(Boolean);
    const who = [...new Set(Object.values(c.said ?? {}))].map((p) => nameOf(me.room, p));
    const retag = (x: Partial<Tags>): void => {
        const { scale, dims, for: whom } = x;
        const other = {
            ...(scale && scale !== c.scale ? { scale } : {}),
            ...(dims && dims !== c.dims ? { dims } : {}),
            ...(whom && whom !== c.for ? { for: whom } : {}),
        };
        void run("retag", { clause: id, ...other });
    };
    return (
        <>
            <p class="soft">{tags.length ? tags.join(" · ") : s("tags_none")}</p>
            {who.length > 0 && <p class="soft">{s("tags_by", { names: listText(who) })}</p>}
            {there && (
                <details>
                    <summary>{s("tags_change")}</summary>
                    <TagPicker
                        value={{ scale: c.scale, dims: c.dims, for: c.for }}
                        onPick={retag}
                    />
                    <Refused text={said()} />
                </details>
            )}
        </>
    );
}

/** What changed under what people had answered. */
function Changes({ id }: { id: string }) {
    const me = useMe();
    const mine = Object.entries(me.table?.changes ?? {})
        .sort((a, b) => Number(a[0]) - Number(b[0]))
        .filter(([, x]) => x.clause === id);
    if (!mine.length) return null;
    return (
        <details>
            <summary>{s("ch_title")}</summary>
            <ul>
                {mine.map(([n, x]) => (
                    <li key={n}>
                        {s(`ch_${x.kind}`, {
                            name: x.by?.startsWith("f")
                                ? s("ch_facilitator")
                                : nameOf(me.room, x.by),
                            who: nameOf(me.room, x.who),
                            state: s(`st_${(x.state ?? "open") as "open"}`),
                        })}
                    </li>
                ))}
            </ul>
        </details>
    );
}

function Aside({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const parked = c.state === "parked";
    const heart = me.table?.heart === id;
    const [sure, setSure] = useState(false);
    return (
        <>
            <div class="row">
                <Button onClick={() => void run("park", { clause: id, on: !parked })}>
                    {parked ? s("c_unpark") : s("c_park")}
                </Button>
                <Button onClick={() => void run("heart", heart ? {} : { clause: id })}>
                    {heart ? s("heart_not") : s("heart")}
                </Button>
                {c.named?.includes(me.id) && (
                    <Button onClick={() => void run("own", { clause: id, yes: false })}>
                        {s("own_no")}
                    </Button>
                )}
                {c.authors.includes(me.id) && (
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
