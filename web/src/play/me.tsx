// Who speaks on this phone, what they may read, and how an act is sent with its refusal shown.
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { act, remember, speaker, type Fields, type Refusal } from "../socket";
import { getDoc, useDoc } from "../store";
import type { Dict, Group, GroupDoc, PersonDoc, RoomDoc, RoomPerson, TableDoc } from "../types";
import { Choice, Field, refusalText, toast } from "../ui";
import { p as s } from "./texts";
import { t } from "../i18n";

export interface Me {
    code: string;
    id: string;
    room: RoomDoc;
    person: PersonDoc;
    self: RoomPerson;
    table?: TableDoc;
    tableId?: string;
    group?: Group;
    acting: Group | undefined;
    setActing: (g: Group) => void;
}
export const MeContext = createContext<Me | undefined>(undefined);
export function useMe(): Me {
    const me = useContext(MeContext);
    if (!me) throw new Error("no person on this screen");
    return me;
}

export function useGroup(me: Me): GroupDoc | undefined {
    return useDoc<GroupDoc>(`group/${me.tableId}/${me.acting}`);
}
/** `{group}` or `{hat}` when the act is done under a second hat; nothing otherwise. */
export const under = (me: Me, field: "group" | "hat"): Fields =>
    me.acting && me.acting !== me.group ? { [field]: me.acting } : {};

export const nameOf = (room: RoomDoc | undefined, id: string | undefined): string =>
    (id && room?.people?.[id]?.name) || "?";
export function peopleAt(room: RoomDoc, table: string | undefined): [string, RoomPerson][] {
    return Object.entries(room.people ?? {}).filter(
        ([, x]) => x.table === table && !!table && !x.gone,
    );
}
export const inGroup = (
    room: RoomDoc,
    table: string | undefined,
    g: Group | undefined,
): [string, RoomPerson][] => peopleAt(room, table).filter(([, x]) => x.group === g || x.hat === g);

/** Sends an act; a refusal is shown as a sentence and returned, the text that caused it stays. */
export async function send(
    name: string,
    fields: Fields = {},
    opts: { as?: string; credit?: string[] } = {},
): Promise<Refusal | undefined> {
    const answer = await act(name, fields, opts);
    if (answer.ok) return undefined;
    toast(refusalText(answer.no), { bad: true });
    return answer.no;
}

/** A half-typed text that survives reload, lost network and another phone. */
export function useDraft(
    key: string,
    first = "",
): [string, (v: string) => void, () => void, boolean] {
    const me = useMe();
    const place = `tablee.draft.${me.code}.${me.id}.${key}`;
    const kept = (): string | undefined =>
        remember.load(place) ?? getDoc<PersonDoc>(`person/${me.id}`)?.drafts?.[key];
    const [text, setText] = useState<string>(() => kept() ?? first);
    const [dirty, setDirty] = useState<boolean>(() => kept() !== undefined);
    const timer = useRef(0);
    const told = useRef(false);
    // A word typed before this effect first ran is not overwritten by what came with the document.
    const typed = useRef(dirty);
    useEffect(() => {
        if (!dirty && !typed.current) setText(first);
    }, [first, dirty]);
    useEffect(() => () => window.clearTimeout(timer.current), []);
    const set = (v: string): void => {
        typed.current = true;
        setText(v);
        setDirty(true);
        remember.save(place, v);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => {
            told.current = true;
            void act("draft", { key, text: v }, { as: me.id });
        }, 2500);
    };
    const clear = (): void => {
        window.clearTimeout(timer.current);
        remember.save(place, null);
        typed.current = false;
        setDirty(false);
        setText(first);
        if (told.current || getDoc<PersonDoc>(`person/${me.id}`)?.drafts?.[key])
            void act("draft", { key, text: "" }, { as: me.id });
        told.current = false;
    };
    return [text, set, clear, dirty];
}

/** A text several people write: saved on leaving the field, merged by the server from the base it was written on. */
export function SharedText(q: {
    act: string;
    field: string;
    label: string;
    shared: string;
    by?: string;
    max: number;
    lines?: number;
    hint?: string;
    extra?: Fields;
}) {
    const me = useMe();
    const [text, set, clear, dirty] = useDraft(`${q.act}.${me.acting ?? ""}.${q.field}`, q.shared);
    const base = useRef(q.shared);
    const [busy, setBusy] = useState(false);
    const [no, setNo] = useState<Refusal>();
    if (!dirty) base.current = q.shared;
    const save = async (): Promise<void> => {
        if (!dirty || busy) return;
        if (text === q.shared) return clear();
        setBusy(true);
        const refused = await send(
            q.act,
            { field: q.field, base: base.current, text, ...q.extra },
            { as: me.id },
        );
        setBusy(false);
        setNo(refused);
        if (!refused) clear();
    };
    const idle = useRef(0);
    const typed = (v: string): void => {
        set(v);
        setNo(undefined);
    };
    useEffect(() => {
        window.clearTimeout(idle.current);
        if (dirty) idle.current = window.setTimeout(() => void save(), 4000);
        return () => window.clearTimeout(idle.current);
    }, [text, dirty]);
    const theirs = dirty && q.shared !== base.current;
    const note = busy
        ? t("saving")
        : theirs
          ? s("f_theirs", { name: nameOf(me.room, q.by), text: q.shared })
          : q.by
            ? s("f_by", { name: nameOf(me.room, q.by) })
            : "";
    return (
        <Field
            label={q.label}
            value={text}
            max={q.max}
            lines={q.lines ?? 2}
            hint={q.hint}
            onInput={typed}
            onBlur={() => void save()}
            error={no ? refusalText(no) : undefined}
            note={note}
        />
    );
}

/** « Qui a eu l'idée? » and, with a second hat, for which group. */
export function Credit(q: { value: string; onPick: (p: string) => void }) {
    const me = useMe();
    const people = peopleAt(me.room, me.tableId);
    return (
        <>
            <Choice
                legend={s("credit")}
                row
                value={q.value}
                onPick={q.onPick}
                options={people.map(([id, x]) => ({
                    value: id,
                    label: id === me.id ? `${x.name} (${s("you")})` : x.name,
                }))}
            />
            <HatChoice />
        </>
    );
}
export function HatChoice() {
    const me = useMe();
    const hat = me.self.hat as Group | undefined;
    if (!hat || !me.group) return null;
    return (
        <Choice
            legend={s("hat")}
            row
            value={me.acting}
            onPick={me.setActing}
            options={[me.group, hat].map((g) => ({ value: g, label: t(`group_${g}`) }))}
        />
    );
}

export function Speaking(q: { people: string[]; room: RoomDoc }) {
    const now = speaker.use();
    if (q.people.length < 2) return null;
    return (
        <div class="page-top">
            <Choice
                legend={s("speaking")}
                row
                value={now ?? q.people[0]}
                onPick={(id) => speaker.set(id)}
                options={q.people.map((id) => ({ value: id, label: nameOf(q.room, id) }))}
            />
        </div>
    );
}
export const entries = <T,>(d: Dict<T> | undefined): [string, T][] =>
    Object.entries(d ?? {}).sort((a, b) => Number(a[0].slice(1)) - Number(b[0].slice(1)));
