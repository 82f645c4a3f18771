// Who is at the table, and choosing a seat there.
import { useState } from "preact/hooks";
import { tx } from "../i18n";
import { nameOf, tableName } from "../people";
import type { Group, May } from "../types";
import { Button, Card, Choice, cx, GroupBadge, TableTop } from "../ui";
import { entries, inGroup, peopleAt, Refused, useMe, useSend } from "./me";
import { p as s } from "./texts";

/** `titled` where no heading above says it already. */
export function Together({ titled }: { titled?: boolean }) {
    const me = useMe();
    const people = peopleAt(me.room, me.tableId);
    return (
        <Card title={titled && s("b_people")} level={2}>
            <ul class="people">
                {people.map(([id, x]) => (
                    <li key={id} class={cx(x.on === false && "off")}>
                        <GroupBadge group={x.group} />
                        <GroupBadge group={x.hat} />
                        <span>
                            <strong translate={false}>{nameOf(me.room, id)}</strong>
                            {id === me.id && ` (${s("you")})`}{" "}
                            <span class="soft">
                                {tx(me.room.scenario?.roles?.[x.role ?? ""]?.title)}
                            </span>
                        </span>
                        {x.on === false && <span class="tag">{s("away")}</span>}
                    </li>
                ))}
            </ul>
        </Card>
    );
}

/** One's table as it fills: who sits, and the groups that nobody speaks for yet. */
export function MyTable() {
    const me = useMe();
    if (!me.tableId) return null;
    const seats = peopleAt(me.room, me.tableId).flatMap(([id, x]) =>
        x.group ? [{ group: x.group, me: id === me.id }] : [],
    );
    const missing = me.room.tables?.[me.tableId]?.missing ?? [];
    return (
        <>
            <TableTop seats={[...seats, ...missing.map((group) => ({ group, empty: true }))]} />
            <p class="lead">
                <strong>{tableName(me.tableId)}</strong> · {tx(me.person.role?.title)}
            </p>
            <GroupBadge group={me.group} name />
        </>
    );
}

/** A seat is given here, and not chosen. */
function Placed() {
    const me = useMe();
    const n = Object.values(me.room.people ?? {}).filter((x) => !x.gone).length;
    return (
        <>
            <h1>{s("lobby_title")}</h1>
            <p>{s("sit_wait")}</p>
            <p class="soft">{s("sit_wait_count", { n })}</p>
        </>
    );
}
function RolePick(q: {
    group: Group;
    table: string;
    value: string;
    onPick: (role: string) => void;
}) {
    const { room, self } = useMe();
    const free = room.tables[q.table]?.free;
    const taken = (id: string, i: number): boolean =>
        !free?.includes(i) && (q.table !== self.table || id !== self.role);
    return (
        <Choice
            legend={s("sit_role")}
            value={q.value}
            onPick={q.onPick}
            options={[
                { value: "", label: s("sit_any") },
                ...Object.entries(room.scenario?.roles ?? {})
                    .map(([id, r], i) => ({
                        group: r.group,
                        value: id,
                        label: tx(r.title),
                        disabled: taken(id, i),
                        help: taken(id, i) ? s("sit_taken") : undefined,
                    }))
                    .filter((x) => x.group === q.group),
            ]}
        />
    );
}
export function Sit({ onDone, under }: { onDone?: () => void; under?: boolean }) {
    const me = useMe();
    const { room } = me;
    const { run, busy, no, said } = useSend();
    const tables = entries(room.tables);
    const Title = under ? "h2" : "h1";
    const [table, setTable] = useState(me.tableId ?? tables[0]?.[0] ?? "");
    const [group, setGroup] = useState<Group | undefined>(me.group);
    const [role, setRole] = useState("");
    const roles = Object.entries(room.scenario?.roles ?? {});
    const may = (what: May): boolean => room.may.includes(what);
    if (!may("choose") || !may(me.tableId ? "sit" : "take")) return <Placed />;
    const go1 = async (): Promise<void> => {
        const seat = roles.findIndex(([id]) => id === role);
        const fields = { table, ...(group ? { group } : {}), ...(seat >= 0 ? { seat } : {}) };
        if (await run("sit", fields)) onDone?.();
    };
    return (
        <div class="stack">
            <Title>{s("sit_title")}</Title>
            <Choice
                legend={s("sit_table")}
                row
                value={table}
                onPick={setTable}
                options={tables.map(([id]) => ({
                    value: id,
                    label: tableName(id),
                    help: s("seated", { n: peopleAt(room, id).length }),
                }))}
            />
            <Choice
                legend={s("sit_group")}
                value={group}
                onPick={(g) => {
                    setGroup(g);
                    setRole("");
                }}
                options={(["M", "C", "O"] as Group[]).map((g) => ({
                    value: g,
                    label: <GroupBadge group={g} name />,
                    help: s("seated", { n: inGroup(room, table, g).length }),
                }))}
            />
            {group && <RolePick group={group} table={table} value={role} onPick={setRole} />}
            <Refused text={no?.code === "full" ? s("sit_full") : said()} />
            <Button kind="primary" wide busy={busy} disabled={!table} onClick={() => void go1()}>
                {s("sit_go")}
            </Button>
        </div>
    );
}
