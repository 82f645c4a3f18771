// One person, as a facilitator may change them: place, second hat, name, removal.
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { t, tx } from "../i18n";
import { GROUPS, type Group, type RoomDoc, type RoomPerson } from "../types";
import { Button, Choice, Field, Sheet } from "../ui";
import { steer, tableName } from "./doc";

function Select(p: {
    label: string;
    value: string;
    onPick: (v: string) => void;
    options: [string, string][];
}) {
    return (
        <label class="field">
            <span class="strong">{p.label}</span>
            <select
                value={p.value}
                onChange={(e) => p.onPick((e.target as HTMLSelectElement).value)}
            >
                {p.options.map(([v, text]) => (
                    <option key={v} value={v}>
                        {text}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Move(p: { room: RoomDoc; id: string; person: RoomPerson; onDone: () => void }) {
    const { room, person } = p;
    const [table, setTable] = useState(person.table ?? Object.keys(room.tables ?? {})[0] ?? "t1");
    const [group, setGroup] = useState<string>(person.group ?? "");
    const [seat, setSeat] = useState("");
    const roles = Object.entries(room.scenario?.roles ?? {})
        .map(([, role], i): [string, string, Group | undefined] => [
            String(i),
            tx(role.title),
            role.group,
        ])
        .filter(([, , g]) => !group || g === group);
    const move = (): void => {
        const was = { person: p.id, table: person.table, group: person.group };
        const undo = person.table
            ? (): void => {
                  void steer("sit", was);
              }
            : undefined;
        void steer(
            "sit",
            {
                person: p.id,
                table,
                ...(group && { group }),
                ...(seat && { seat: Number(seat) }),
            },
            f("moved", { name: person.name, table: tableName(room, table) }),
            undo,
        );
        p.onDone();
    };
    return (
        <div class="stack">
            <Select
                label={f("move_table")}
                value={table}
                onPick={setTable}
                options={Object.keys(room.tables ?? {}).map((id) => [id, tableName(room, id)])}
            />
            <Select
                label={f("move_group")}
                value={group}
                onPick={(g) => {
                    setGroup(g);
                    setSeat("");
                }}
                options={[
                    ["", f("any_group")],
                    ...GROUPS.map((g): [string, string] => [g, t(`group_${g}`)]),
                ]}
            />
            <Select
                label={f("move_role")}
                value={seat}
                onPick={setSeat}
                options={[
                    ["", f("any_role")],
                    ...roles.map(([v, text]): [string, string] => [v, text]),
                ]}
            />
            <Button kind="primary" onClick={move}>
                {f("move")}
            </Button>
        </div>
    );
}

export function PersonSheet(p: {
    room: RoomDoc;
    id: string;
    resume?: string;
    onClose: () => void;
}) {
    const person = p.room.people?.[p.id];
    const [name, setName] = useState(person?.name ?? "");
    if (!person) return null;
    const remove = (): void => {
        void steer("remove", { person: p.id }, f("removed", { name: person.name }), () => {
            void steer("restore", { person: p.id });
        });
        p.onClose();
    };
    const others = GROUPS.filter((g) => g !== person.group);
    return (
        <Sheet title={person.name} onClose={p.onClose}>
            {p.resume && <p class="code">{f("resume_code", { code: p.resume })}</p>}
            <Move room={p.room} id={p.id} person={person} onDone={p.onClose} />
            {person.table && (
                <Choice
                    legend={f("hat")}
                    row
                    value={(person.hat as string | undefined) ?? ""}
                    onPick={(g) => {
                        void steer("hat", { person: p.id, ...(g && { group: g }) });
                    }}
                    options={[
                        { value: "", label: f("hat_none") },
                        ...others.map((g) => ({ value: g as string, label: t(`group_${g}`) })),
                    ]}
                />
            )}
            <form
                class="stack"
                onSubmit={(e) => {
                    e.preventDefault();
                    void steer("name", { person: p.id, name: name.trim() }, t("saved"));
                }}
            >
                <Field label={f("rename")} value={name} onInput={setName} />
                <Button type="submit">{t("save")}</Button>
            </form>
            <Button kind="danger" onClick={remove}>
                {f("remove")}
            </Button>
        </Sheet>
    );
}
