// Who speaks on this phone, what they may read, and how an act is sent with its refusal shown.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { act, type ActOptions, type Answer, type Fields, type Refusal } from "../socket";
import { useDoc } from "../store";
import { begunOn, keepBegun, takeDrafts, useDraft as useDraftOf, type Draft } from "./drafts";
import type {
    Clause,
    Dict,
    Group,
    GroupDoc,
    PersonDoc,
    RoomDoc,
    RoomPerson,
    StanceOf,
    TableDoc,
} from "../types";
import { Banner, Choice, Field, GroupBadge, refusalText } from "../ui";
import { p as s } from "./texts";
import { t } from "../i18n";
import { nameOf } from "../people";

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
/**
 * `{hat}` when the act is done under a second hat, nothing otherwise; `{group}` always, so that words
 * written for a group never go to another to which the writer was moved meanwhile.
 */
export const under = (me: Me, field: "group" | "hat"): Fields =>
    me.acting && (field === "group" || me.acting !== me.group) ? { [field]: me.acting } : {};

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

/** Whose words these are: who wrote them, and who was credited for them. */
export const isBy = (x: { by?: string; credit?: string[] }, id: string): boolean =>
    x.by === id || !!x.credit?.includes(id);

/** What a person said of a clause for their own group or, with `hat`, under their second hat. */
export const saidOf = (
    person: PersonDoc | undefined,
    id: string,
    [clause, c]: [string, Clause],
    hat: boolean,
): StanceOf | undefined =>
    hat
        ? (person?.hat_stances?.[clause] ?? c.hat_stances?.[id])
        : (person?.stances?.[clause] ?? c.stances?.[id]);

/** The clause still waits for an answer of this person, for their group or under their hat. */
export const awaits = (
    person: PersonDoc | undefined,
    who: RoomPerson | undefined,
    id: string,
    clause: [string, Clause],
): boolean =>
    clause[1].state === "open" &&
    (!saidOf(person, id, clause, false) || (!!who?.hat && !saidOf(person, id, clause, true)));

/** Sends an act; texts of `texts` are drafts that leave with it. */
function perform(name: string, fields: Fields, opts: ActOptions): Promise<Answer<Fields>> {
    const answer = act(name, fields, opts);
    if (opts.as && opts.texts) takeDrafts(opts.as, opts.texts);
    return answer;
}
export interface Sender {
    /** True when it was accepted. */
    run: (name: string, fields?: Fields, opts?: ActOptions) => Promise<boolean>;
    busy: boolean;
    no?: Refusal;
    /** The refusal as a sentence: of that field, or, with none named, of what no field of `fields` took. */
    said: (field?: string, ...fields: string[]) => string | undefined;
}
/** Sends acts from one place of the screen, which then shows their refusals itself. */
export function useSend(): Sender {
    const me = useMe();
    const [no, setNo] = useState<Refusal>();
    const [busy, setBusy] = useState(false);
    const run = async (
        name: string,
        fields: Fields = {},
        opts: ActOptions = {},
    ): Promise<boolean> => {
        setBusy(true);
        setNo(undefined);
        const answer = await perform(name, fields, { as: me.id, ...opts });
        setBusy(false);
        if (!answer.ok) setNo(answer.no);
        return answer.ok;
    };
    const said = (field?: string, ...fields: string[]): string | undefined =>
        no && (field ? no.field === field : !fields.includes(no.field ?? ""))
            ? refusalText(no)
            : undefined;
    return { run, busy, no, said };
}
export function Refused(q: { text: string | undefined }) {
    if (!q.text) return null;
    return (
        <p class="error" role="alert">
            {q.text}
        </p>
    );
}

/** A half-typed text of this person. */
export function useDraft(key: string, first = ""): Draft {
    return useDraftOf(useMe().id, key, first);
}

/** A text several people write: saved on leaving the field, merged by the server from the base it was written on. */
export function SharedText(q: {
    act: string;
    /** Which of the texts that the act writes, when it writes several. */
    field?: string;
    label: string;
    shared: string;
    by?: string;
    max: number;
    lines?: number;
    hint?: string;
    extra?: Fields;
    /** What the act calls the field. */
    name?: string;
}) {
    const me = useMe();
    const key = `${q.act}.${me.acting ?? ""}.${q.field ?? ""}`;
    const d = useDraft(key, q.shared);
    const base = useRef((d.dirty ? begunOn(me.id, key) : null) ?? q.shared);
    const sending = useRef(false);
    const { run, busy, no, said } = useSend();
    const paused = !!me.room.clock?.paused;
    if (!d.dirty) base.current = q.shared;
    // A page that is loaded again in the middle of a word must not take what others wrote
    // meanwhile for what this writer has read.
    useLayoutEffect(
        () => keepBegun(me.id, key, d.dirty ? base.current : null),
        [d.dirty, base.current],
    );
    const once = async (text: string): Promise<boolean> => {
        const fields = {
            ...(q.field !== undefined && { [q.name ?? "field"]: q.field }),
            base: base.current,
            text,
            ...q.extra,
        };
        if (!(await run(q.act, fields, { texts: { [key]: text } }))) return false;
        base.current = text;
        d.accept(text);
        return true;
    };
    const save = async (): Promise<void> => {
        if (!d.dirty || sending.current) return;
        if (d.now() === q.shared) return d.clear();
        sending.current = true;
        // What was typed while the answer was awaited goes right after it.
        let sent: string;
        do sent = d.now();
        while ((await once(sent)) && sent !== d.now());
        sending.current = false;
    };
    const idle = useRef(0);
    useEffect(() => {
        window.clearTimeout(idle.current);
        if (d.dirty && !paused) idle.current = window.setTimeout(() => void save(), 4000);
        return () => window.clearTimeout(idle.current);
    }, [d.text, d.dirty, paused]);
    const theirs = d.dirty && q.shared !== base.current;
    const refusal = no?.code === "too_long" ? refusalText({ ...no, max: q.max }) : said();
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
            value={d.text}
            max={q.max}
            lines={q.lines ?? 2}
            hint={q.hint}
            onInput={(text) => {
                keepBegun(me.id, key, base.current);
                d.set(text);
            }}
            onBlur={() => void save()}
            error={d.dirty ? refusal : undefined}
            note={note}
        />
    );
}

/** « Qui a eu l’idée? », answered before the act is sent, whoever holds the phone. */
export interface Credited {
    credit: string[];
    /** Says so on the screen when it was not answered. */
    ok: () => boolean;
    clear: () => void;
    ask: ComponentChildren;
}
export function useCredit(): Credited {
    const me = useMe();
    const [who, setWho] = useState("");
    const [missing, setMissing] = useState(false);
    const ask = (
        <>
            <Choice
                legend={s("credit")}
                row
                value={who}
                onPick={(p) => {
                    setWho(p);
                    setMissing(false);
                }}
                error={missing ? s("credit_missing") : undefined}
                options={peopleAt(me.room, me.tableId).map(([id]) => ({
                    value: id,
                    label: nameOf(me.room, id) + (id === me.id ? ` (${s("you")})` : ""),
                }))}
            />
            <HatChoice />
        </>
    );
    const ok = (): boolean => {
        setMissing(!who);
        return !!who;
    };
    return { credit: who && who !== me.id ? [who] : [], ok, clear: () => setWho(""), ask };
}
/** Tells who wears a second hat that they do. */
export function HatTold() {
    const { hat } = useMe().self;
    return hat ? (
        <Banner>
            {s("hat_told")} <GroupBadge group={hat} name />
        </Banner>
    ) : null;
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

export const entries = <T,>(d: Dict<T> | undefined): [string, T][] =>
    Object.entries(d ?? {}).sort((a, b) => Number(a[0].slice(1)) - Number(b[0].slice(1)));
