// Who speaks on this phone, what they may read, and how an act is sent with its refusal shown.
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { act, type ActOptions, type Answer, type At, type Fields, type Refusal } from "../socket";
import { useDoc } from "../store";
import { draftsOf, OWN_TEXTS, takeDrafts, useDraft as useDraftOf, type Draft } from "./drafts";
import type {
    Clause,
    Dict,
    Group,
    GroupDoc,
    PersonDoc,
    RoomDoc,
    RoomPerson,
    TableDoc,
} from "../types";
import { Banner, Choice, GroupBadge, refusalText } from "../ui";
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

/** Where somebody sits, and for which group: what is typed there is theirs there. */
export const scopeOf = (me: Me): string => `${me.tableId ?? ""}${me.group ?? ""}.`;
/** The key of a draft; some are the person's own, wherever they sit. */
export const keyOf = (me: Me, key: string): string =>
    OWN_TEXTS.has(key) ? key : scopeOf(me) + key;

/** Acts on oneself, which mean the same at any table. */
const OWN = new Set(["consent", "name", "erase", "where", ...OWN_TEXTS]);
/** An act is of the table, and of the wording of the clause, that were shown when it was asked. */
function meant(me: Me, name: string, clause: Clause | undefined): At | undefined {
    if (OWN.has(name) || !me.tableId) return undefined;
    return { table: me.tableId, ...(clause?.wording && { wording: clause.wording }) };
}

/** Sends an act; texts of `texts` are drafts that leave with it, by their keys at this place. */
function perform(me: Me, name: string, a: Fields, opts: ActOptions): Promise<Answer<Fields>> {
    const clause = me.table?.clauses?.[String(a.clause)];
    const texts = Object.fromEntries(
        Object.entries(opts.texts ?? {}).map(([key, text]) => [keyOf(me, key), text]),
    );
    const at = meant(me, name, clause);
    const answer = act(name, a, { as: me.id, at, about: clause?.text, ...opts, texts });
    takeDrafts(me.id, texts);
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
    const here = useRef(true);
    useEffect(() => () => void (here.current = false), []);
    const run = async (
        name: string,
        fields: Fields = {},
        opts: ActOptions = {},
    ): Promise<boolean> => {
        setBusy(true);
        setNo(undefined);
        const answer = await perform(me, name, fields, { shown: () => here.current, ...opts });
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
    const me = useMe();
    return useDraftOf(me.id, keyOf(me, key), first);
}

/** Whether words typed here in one of these fields, or in one of their parts, were not sent. */
export const unsent = (me: Me, ...keys: string[]): boolean =>
    Object.keys(draftsOf(me.id, [scopeOf(me)])).some((typed) =>
        keys.some((key) => `${typed}.`.startsWith(`${keyOf(me, key)}.`)),
    );

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
    const hat = me.self.hat;
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
