// The clauses of the table, a card each, with what has become of them.
import { nameOf, told } from "../people";
import { GROUPS, type Clause, type Group } from "../types";
import { Button, Card, Cord, GroupBadge } from "../ui";
import { entries, useMe } from "./me";
import { p as s } from "./talks_texts";
import { saidOf } from "./voice";

const standing = (c: Clause): number =>
    [...Object.values(c.stances ?? {}), ...Object.values(c.hat_stances ?? {})].filter(
        (x) => x.s === "object",
    ).length;

export function Chips({ c }: { c: Clause }) {
    const me = useMe();
    const n = standing(c);
    const who = c.carry?.who;
    const amends = Object.values(c.amends ?? {}).filter((a) => a.state === "open").length;
    return (
        <div class="row">
            <span class={`tag tag-${c.state ?? "open"}`}>{s(`st_${c.state ?? "open"}`)}</span>
            {n > 0 && <span class="tag tag-objected">{s("st_objected", { n })}</span>}
            {amends > 0 && <span class="tag tag-open">{s("st_amend", { n: amends })}</span>}
            {c.round && (
                <span class="tag">
                    {s("st_waiting", { n: c.round.answered ?? 0, of: c.round.of ?? 0 })}
                </span>
            )}
            {!!c.writing && <span class="tag tag-open">{s("st_writing")}</span>}
            {!!c.unsure?.length && <span class="tag">{s("own_unsure")}</span>}
            {who ? (
                <span class="tag">{s("st_carried", { name: nameOf(me.room, who) })}</span>
            ) : (
                c.state === "adopted" && <span class="tag">{s("st_wish")}</span>
            )}
        </div>
    );
}

/** The other groups whose hands are on it, as its cord shows them. */
function Hands({ c }: { c: Clause }) {
    const on = (g: Group): boolean => c.thread.some((k) => k === g || k === `${g}@`);
    const others = GROUPS.filter((g) => g !== c.group && on(g));
    if (!others.length) return null;
    return (
        <>
            <span class="soft">{s("hands_with")}</span>
            {others.map((g) => (
                <GroupBadge key={g} group={g} />
            ))}
        </>
    );
}

export function ClauseCard({
    id,
    c,
    onOpen,
}: {
    id: string;
    c: Clause;
    onOpen: (id: string) => void;
}) {
    const me = useMe();
    const mine = saidOf(me.person, me.id, [id, c], false);
    const due = !!me.person.awaits[id];
    return (
        <Card level={3}>
            <Cord knots={c.thread} />
            <p class="clause-text">{told(c.text)}</p>
            <div class="row">
                <GroupBadge group={c.group} />
                <span class="soft" translate={false}>
                    {nameOf(me.room, c.credit?.[0] ?? c.by)}
                </span>
                <Hands c={c} />
            </div>
            <Chips c={c} />
            {me.table?.heart === id && <p class="soft">{s("heart_is")}</p>}
            {mine && (mine.version ?? 0) < (c.version ?? 0) && <p class="soft">{s("st_newer")}</p>}
            {mine && <p class="soft">{s("s_mine", { stance: s(`s_${mine.s}`) })}</p>}
            <Button kind={due ? "primary" : "plain"} wide onClick={() => onOpen(id)}>
                {due ? s("st_yours") : s("c_open")}
                <span class="sr"> – {told(c.text)}</span>
            </Button>
        </Card>
    );
}

export function Clauses(q: { onOpen: (id: string) => void; onPropose: () => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(([, c]) => c.state !== "dropped");
    const n = (x: string): number => all.filter(([, c]) => c.state === x).length;
    return (
        <>
            <div class="row row-between">
                <h1>{s("t_clauses")}</h1>
                <span class="soft">
                    {s("adopted_count", { n: n("adopted") })} · {s("open_count", { n: n("open") })}
                </span>
            </div>
            <Button kind="primary" wide onClick={q.onPropose}>
                {s("t_propose")}
            </Button>
            {!all.length && <p class="soft">{s("t_none")}</p>}
            {all.map(([id, c]) => (
                <ClauseCard key={id} id={id} c={c} onOpen={q.onOpen} />
            ))}
        </>
    );
}
