// The clauses of the table, a card each, with what has become of them.
import { dateText, listText, t } from "../i18n";
import { nameOf, told } from "../people";
import { GROUPS, type Clause, type Group } from "../types";
import { AsIs, Button, Card, Cord, Named, TableTop } from "../ui";
import { Sign } from "./light";
import { entries, peopleAt, useMe } from "./me";
import { p as s } from "./talks_texts";
import { saidOf } from "./voice";

const standing = (c: Clause): number =>
    [...Object.values(c.stances ?? {}), ...Object.values(c.hat_stances ?? {})].filter(
        (x) => x.s === "object",
    ).length;

/** `bare` where who carries it is said beside. */
export function Chips({ c, bare }: { c: Clause; bare?: boolean }) {
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
            {bare ? null : who ? (
                <span class="tag">
                    <Named
                        text={
                            c.carry?.due
                                ? s("st_carried_due", { date: dateText(c.carry.due) })
                                : s("st_carried")
                        }
                        name={nameOf(me.room, who)}
                    />
                </span>
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
    return <>{s("hands_with", { names: listText(others.map((g) => t(`group_${g}`))) })}</>;
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
        <Card level={3} class="clause-card">
            <Cord knots={c.thread} />
            <p class="clause-text">{told(c.text)}</p>
            <Chips c={c} />
            {me.table?.heart === id && <p class="soft">{s("heart_is")}</p>}
            {!mine && me.person.reserves?.[id]?.lapsed && (
                <p class="error" role="status">
                    {s("res_lapsed")}
                </p>
            )}
            {mine && (mine.version ?? 0) < (c.version ?? 0) && <p class="soft">{s("st_newer")}</p>}
            <div class="clause-foot">
                <small>
                    <AsIs>{nameOf(me.room, c.credit?.[0] ?? c.by)}</AsIs>
                    <Hands c={c} />
                    {mine && ` · ${s("s_mine", { stance: s(`s_${mine.s}`) })}`}
                </small>
                <Button
                    small
                    class={due ? "btn-calling" : undefined}
                    kind={due ? "plain" : "quiet"}
                    onClick={() => onOpen(id)}
                >
                    {due ? s("st_yours") : s("c_open")}
                    <span class="sr"> – {told(c.text)}</span>
                    {!due && <Sign is="on" />}
                </Button>
            </div>
        </Card>
    );
}

/** The first clause that waits for an answer: the one thing that is asked here. */
function Call({ onOpen }: { onOpen: (id: string) => void }) {
    const me = useMe();
    const due = entries(me.table?.clauses).filter(([id]) => me.person.awaits[id]);
    const [id = "", c] = due[0] ?? [];
    if (!c) return null;
    const last = !!c.round && c.round.answered === (c.round.of ?? 0) - 1;
    return (
        <button type="button" class="call" onClick={() => onOpen(id)}>
            <strong>{s("news_awaited", { n: due.length })}</strong>
            <span>
                {s("quote", { text: told(c.text) })} {last && s("only_you")}
            </span>
            <Sign is="on" />
        </button>
    );
}

/** The table from above: who sits, and whose hands are on which clause. */
function Picture({ all }: { all: [string, Clause][] }) {
    const me = useMe();
    const people = peopleAt(me.room, me.tableId);
    const seats = people.flatMap(([id, x]) =>
        x.group ? [{ group: x.group, me: id === me.id }] : [],
    );
    return (
        <>
            <p class="sr">
                <Named
                    text={s("at_table")}
                    names={listText(people.map(([id]) => nameOf(me.room, id)))}
                />
            </p>
            <div class="low">
                <TableTop low seats={seats} cords={all.map(([, c]) => c.thread)} />
            </div>
        </>
    );
}

export function Clauses(q: { onOpen: (id: string) => void; onPropose: () => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(([, c]) => c.state !== "dropped");
    const group = me.acting ?? me.group;
    const left = group && me.table?.caps.left[group];
    const n = (x: string): number => all.filter(([, c]) => c.state === x).length;
    return (
        <>
            <Call onOpen={q.onOpen} />
            <div class="row row-between">
                <h1>{all.length ? s("clauses_n", { n: all.length }) : s("t_clauses")}</h1>
                {all.length > 0 && (
                    <span class="soft">
                        {s("adopted_count", { n: n("adopted") })} ·{" "}
                        {s("open_count", { n: n("open") })}
                    </span>
                )}
            </div>
            <Picture all={all} />
            {!all.length && <p class="soft">{s("t_none")}</p>}
            {all.map(([id, c]) => (
                <ClauseCard key={id} id={id} c={c} onOpen={q.onOpen} />
            ))}
            {left !== undefined && (
                <p class="hint">{left ? s("clauses_left", { n: left }) : s("clauses_none_left")}</p>
            )}
            <div class="foot">
                <Button kind="primary" wide onClick={q.onPropose}>
                    {s("t_propose")}
                </Button>
            </div>
        </>
    );
}
