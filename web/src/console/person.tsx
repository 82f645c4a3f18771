// One person, as a facilitator may change them: place, second hat, name, removal.
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { listText, t, tx } from "../i18n";
import { nameOf, tableName } from "../people";
import type { Fields } from "../socket";
import { Bound, GROUPS, type Group, type RoomDoc, type RoomPerson } from "../types";
import { AsIs, Button, Choice, Field, GroupBadge, Named, Sheet, toast } from "../ui";
import { peopleAt, steer, undoing } from "./doc";
import { UndoAll } from "./undo";

type Options = [value: string, text: string, disabled?: boolean][];

function Select(p: {
    label: string;
    value: string;
    onPick: (v: string) => void;
    options: Options;
    more?: [label: string, Options][];
}) {
    const draw = (options: Options) =>
        options.map(([v, text, off]) => (
            <option key={v} value={v} disabled={off}>
                {text}
            </option>
        ));
    return (
        <label class="field">
            <span class="strong">{p.label}</span>
            <select
                value={p.value}
                onChange={(e) => p.onPick((e.target as HTMLSelectElement).value)}
            >
                {draw(p.options)}
                {p.more?.map(([label, options]) => (
                    <optgroup key={label} label={label}>
                        {draw(options)}
                    </optgroup>
                ))}
            </select>
        </label>
    );
}

/** The roles of one group at a table, with who plays them: two may play one. */
function rolesOf(room: RoomDoc, id: string, table: string, group: Group): Options {
    const taken = new Map(
        peopleAt(room, table)
            .filter((p) => p !== id)
            .map((p) => [room.people?.[p]?.role, nameOf(room, p)]),
    );
    return Object.entries(room.scenario?.roles ?? {}).flatMap(([key, role], i): Options => {
        if (role.group !== group) return [];
        const who = taken.get(key);
        return [[`s${i}`, tx(role.title) + (who ? ` (${who})` : "")]];
    });
}

/** "" is the group short of people, "M" the first free role of that group, "s3" a role. */
function placeOf(place: string): Fields {
    if (!place) return {};
    return place.startsWith("s") ? { seat: Number(place.slice(1)) } : { group: place };
}

/** Puts somebody back exactly: the same role, and the hat that another group would have taken. */
function putBack(room: RoomDoc, id: string, was: RoomPerson): (made: Fields) => void {
    const seat = Object.keys(room.scenario?.roles ?? {}).indexOf(was.role ?? "");
    const before = { person: id, table: was.table, group: was.group, ...(seat >= 0 && { seat }) };
    return (made) => {
        void steer("sit", before, "", undefined, undoing(made)).then((a) => {
            if (a.ok && was.hat) void steer("hat", { person: id, group: was.hat });
        });
    };
}

function Move(p: { room: RoomDoc; id: string; person: RoomPerson; onDone: () => void }) {
    const { room, id, person } = p;
    const tables = Object.keys(room.tables ?? {});
    const places = room.options.places;
    const [table, setTable] = useState(person.table ?? tables[0] ?? "t1");
    const [place, setPlace] = useState("");
    const full = (at: string): boolean => at !== person.table && !!room.tables[at]?.full;
    const move = (): void => {
        void steer(
            "sit",
            { person: id, table, ...placeOf(place) },
            <Named text={f("moved", { table: tableName(table) })} name={nameOf(room, id)} />,
            person.table ? putBack(room, id, person) : undefined,
            { table: person.table },
        );
        p.onDone();
    };
    return (
        <div class="stack">
            <Select
                label={f("move_table")}
                value={table}
                onPick={(at) => {
                    setTable(at);
                    setPlace("");
                }}
                options={tables.map((at) => [
                    at,
                    `${tableName(at)} (${f("of_places", { n: peopleAt(room, at).length, of: places })})`,
                    full(at),
                ])}
            />
            <Select
                label={f("move_role")}
                value={place}
                onPick={setPlace}
                options={[["", f("any_group")]]}
                more={GROUPS.map((g) => [
                    t(`group_${g}`),
                    [[g, f("any_role")], ...rolesOf(room, id, table, g)],
                ])}
            />
            {person.table && <p class="hint">{f("move_hint")}</p>}
            <Button kind="primary" disabled={full(table)} onClick={move}>
                {f(person.table ? "move" : "seat")}
            </Button>
        </div>
    );
}

function wear(room: RoomDoc, id: string, group: string): void {
    const name = nameOf(room, id);
    const { hat: was, table } = room.people?.[id] ?? {};
    const said = group
        ? f("hat_given", { group: t(`group_${group}` as "group_M") })
        : f("hat_taken");
    const back = (made: Fields): void => {
        void steer("hat", { person: id, ...(was && { group: was }) }, "", undefined, undoing(made));
    };
    void steer(
        "hat",
        { person: id, ...(group && { group }) },
        <Named text={said} name={name} />,
        back,
        { table },
    );
}

function Hat(p: { room: RoomDoc; id: string; person: RoomPerson; onDone: () => void }) {
    const { room, person } = p;
    const missing = (person.table && room.tables?.[person.table]?.missing) || [];
    const groups = GROUPS.filter((g) => g === person.hat || missing.includes(g));
    if (!person.table || !room.may.includes("hat") || !groups.length) return null;
    return (
        <Choice
            legend={f("hat")}
            hint={f("hat_hint")}
            row
            value={(person.hat as string | undefined) ?? ""}
            onPick={(g) => {
                wear(room, p.id, g);
                p.onDone();
            }}
            options={[
                { value: "", label: f("hat_none") },
                ...groups.map((g) => ({ value: g as string, label: t(`group_${g}`) })),
            ]}
        />
    );
}

/** Somebody of the table speaks for a group that has nobody there. */
export function HatSheet(p: { room: RoomDoc; table: string; onClose: () => void }) {
    const { room } = p;
    const missing = room.tables?.[p.table]?.missing ?? [];
    const [group, setGroup] = useState<Group>(missing[0] ?? "M");
    const free = peopleAt(room, p.table).filter((id) => !room.people?.[id]?.hat);
    return (
        <Sheet title={f("hat_for", { table: tableName(p.table) })} onClose={p.onClose}>
            <p>{f("hat_hint")}</p>
            {missing.length > 1 && (
                <Choice
                    legend={f("move_group")}
                    row
                    value={group}
                    onPick={setGroup}
                    options={missing.map((g) => ({ value: g, label: t(`group_${g}`) }))}
                />
            )}
            <div class="con-menu">
                {free.map((id) => {
                    const person = room.people?.[id];
                    return (
                        person && (
                            <Button
                                key={id}
                                wide
                                onClick={() => {
                                    wear(room, id, group);
                                    p.onClose();
                                }}
                            >
                                <Named
                                    text={f("hat_give", { group: t(`group_${group}`) })}
                                    name={nameOf(room, id)}
                                />
                            </Button>
                        )
                    );
                })}
            </div>
        </Sheet>
    );
}

export const groupNames = (groups: Group[]): string => listText(groups.map((g) => t(`group_${g}`)));

function ResumeCode({ code }: { code: string }) {
    return (
        <div class="stack-s">
            <span class="strong">{f("resume_code")}</span>
            <p class="code con-code" translate={false}>
                {code}
            </p>
            <p class="hint">{f("resume_hint")}</p>
        </div>
    );
}

/** Where tables talk aloud: the server keeps a microphone closed. */
function Hush(p: { room: RoomDoc; id: string; person: RoomPerson; onDone: () => void }) {
    const on = !p.person.hushed;
    if (!p.room.sound) return null;
    const hush = (): void => {
        const name = nameOf(p.room, p.id);
        void steer(
            "hush",
            { person: p.id, on },
            <Named text={f(on ? "hushed" : "unhushed")} name={name} />,
        );
        p.onDone();
    };
    return <Button onClick={hush}>{f(on ? "hush" : "unhush")}</Button>;
}

export function PersonSheet(p: {
    room: RoomDoc;
    id: string;
    resume?: string;
    onClose: () => void;
}) {
    const { room, id } = p;
    const person = room.people?.[id];
    const [name, setName] = useState(person?.name ?? "");
    if (!person) return null;
    const played = room.scenario?.roles?.[person.role ?? ""];
    const role = tx(played?.title);
    const rename = (e: Event): void => {
        e.preventDefault();
        const was = person.name;
        void steer(
            "name",
            { person: id, name: name.trim() },
            <Named text={f("renamed")} name={name} />,
            (made) => {
                void steer("name", { person: id, name: was }, "", undefined, undoing(made));
            },
        );
        p.onClose();
    };
    const close = (): void => {
        if (name.trim() && name.trim() !== person.name)
            toast(<Named text={f("not_renamed")} name={person.name ?? ""} />);
        p.onClose();
    };
    const remove = (): void => {
        void steer(
            "remove",
            { person: id },
            <Named text={f("removed")} name={nameOf(room, id)} />,
            (made) => {
                void steer("restore", { person: id }, "", undefined, undoing(made));
            },
        );
        p.onClose();
    };
    return (
        <Sheet title={<AsIs>{nameOf(room, id)}</AsIs>} onClose={close}>
            <p class="row">
                <GroupBadge group={person.group} name />
                {person.table && (
                    <span class="soft">
                        {[role, tableName(person.table)].filter(Boolean).join(" · ")}
                    </span>
                )}
            </p>
            {played?.casting && <p class="con-quote">{tx(played.casting)}</p>}
            <Move room={room} id={id} person={person} onDone={p.onClose} />
            <Hat room={room} id={id} person={person} onDone={p.onClose} />
            <form class="stack-s" onSubmit={rename}>
                <Field label={f("rename")} value={name} onInput={setName} max={Bound.NAME_CHARS} />
                <Button type="submit" disabled={!name.trim() || name.trim() === person.name}>
                    {f("rename_go")}
                </Button>
            </form>
            <Hush room={room} id={id} person={person} onDone={p.onClose} />
            {p.resume && <ResumeCode code={p.resume} />}
            <UndoAll id={id} name={nameOf(room, id)} onDone={p.onClose} />
            <Button kind="danger" onClick={remove}>
                {f("remove")}
            </Button>
        </Sheet>
    );
}
