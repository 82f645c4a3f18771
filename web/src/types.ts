// The documents of server/PROTOCOL.md as the screens read them. Every member may be absent:
// the server sends what a reader may know, when it may know it.
export type Lang = "fr" | "en";
export type Text = { fr: string; en: string };
export type MaybeText = Text | string | undefined;
export type Group = "M" | "C" | "O";
export const GROUPS: readonly Group[] = ["M", "C", "O"];
export type Dict<T> = Record<string, T>;
export type Stance = "support" | "live" | "object";

export type PhaseKind =
    "lobby" | "briefing" | "group_work" | "pooling" | "report" | "conclusion" | "debrief";

export interface Clock {
    phase: number;
    kind: PhaseKind;
    ends?: number;
    left?: number;
    length?: number;
    paused?: boolean;
    why?: string;
}
export interface Step {
    id: string;
    at_s: number;
    title?: MaybeText;
}
export interface Phase {
    kind: PhaseKind;
    seconds: number;
    title?: MaybeText;
    steps?: Step[];
}
export interface RoomTable {
    name?: string;
    help?: boolean | number;
    missing?: Group[];
    adopted?: number;
    open?: number;
    reported?: boolean;
}
export interface RoomPerson {
    /** Absent once it is erased, and in a replay that withholds it. */
    name?: string;
    table?: string;
    group?: Group;
    role?: string;
    hat?: Group;
    on?: boolean;
    shared?: string | null;
    gone?: boolean;
}
export interface Role {
    group?: Group;
    title?: MaybeText;
    name?: MaybeText;
    public?: MaybeText;
}
export interface Scenario {
    id?: string;
    version?: number;
    title?: MaybeText;
    tagline?: MaybeText;
    when?: MaybeText;
    place?: { name?: MaybeText; mrc?: string; region?: string; population?: number } | string;
    summary?: MaybeText[] | MaybeText;
    situation?: MaybeText[] | MaybeText;
    need?: MaybeText;
    model?: string;
    fiction?: MaybeText | boolean;
    groups?: Partial<Record<Group, { name?: MaybeText }>>;
    roles?: Dict<Role>;
    story?: unknown;
    era?: string;
    /** The founding choices that matter most here. */
    founding?: string[];
}
export interface RoomDoc {
    code: string;
    lang?: Lang;
    title?: MaybeText;
    state?: "lobby" | "running" | "paused" | "ended";
    locked?: boolean;
    clock?: Clock;
    phases?: Phase[] | Dict<Phase>;
    options?: { roles?: "auto" | "choose" | "facilitator"; tables?: number; places?: number };
    scenario?: Scenario;
    tables?: Dict<RoomTable>;
    people?: Dict<RoomPerson>;
    say?: Dict<{ text: string; t: number; by?: string }>;
}
export interface Written {
    text: string;
    v?: number;
    by?: string;
}
export type Field = Written | string | undefined;
export interface Tags {
    scale?: string[];
    dims?: string[];
    for?: string;
}
export interface StanceOf {
    s: Stance;
    reason?: string;
    why?: string;
    could?: string;
    since?: number;
    version?: number;
}
export interface Clause extends Tags {
    n?: number;
    text: string;
    by?: string;
    credit?: string[];
    group?: Group;
    norm?: boolean | string;
    state?: "open" | "adopted" | "dropped" | "parked";
    version?: number;
    /** One number for each wording there ever was. */
    wording?: number;
    history?:
        { v: number; text: string; by?: string }[] | Dict<{ v: number; text: string; by?: string }>;
    round?: { until: number; answered?: number; of?: number };
    /** How many write an objection, never who. */
    writing?: number;
    /** Credited people who have not said that it is theirs. */
    unsure?: string[];
    /** Who said each tag last. */
    said?: Dict<string>;
    stances?: Dict<StanceOf>;
    hat_stances?: Dict<StanceOf>;
    amends?: Dict<{
        text: string;
        by?: string;
        credit?: string[];
        unsure?: string[];
        live?: boolean;
        state?: "open" | "accepted" | "declined";
    }>;
    carry?: {
        by?: string;
        who?: string;
        due?: string | number;
        unsure?: boolean;
        gone?: boolean;
    };
    commits?: Dict<{
        kind?: string;
        text?: MaybeText;
        by?: string;
        credit?: string[];
        unsure?: string[];
    }>;
}
export interface SheetShown {
    title?: Field;
    need?: Field;
    clauses?: (Tags & { text: string })[] | Dict<Tags & { text: string }>;
    bring?: Field;
    ask?: Field;
}
export type Scale = "local" | "mrc" | "region" | "beyond";
export interface Objections {
    raised: number;
    compromise: number;
    withdrawn: number;
    standing: number;
}
export interface TallyClause {
    id: string;
    adopted: boolean;
    from: Group[];
    to: Group[];
    hands: Group[];
    scale: Scale[];
    dims: ("soc" | "eco")[];
    objections: Objections;
}
export interface Features {
    from: Group[];
    to: Group[];
    help: Group[];
    scale: Scale[];
}
export type Model = Group | "shared" | "mixed";
/** How one table shared leadership, as the server counted it; `[x, y]` reads “x of y”. */
export interface Tally {
    n: number;
    m: number;
    carried: number;
    scales: number;
    soc: number;
    eco: number;
    both: number;
    seated: Group[];
    from: Record<Group, number>;
    to: Record<Group, number>;
    hands2: [number, number];
    hands_all: [number, number];
    objections: Objections;
    grid: Record<Scale, Record<Group, number>>;
    engaged: [number, number];
    solidarity: [number, number];
    /** Carried or resourced by a group that did not propose them. */
    mobilised: [number, number];
    /** With a carrier and a date. */
    planned: [number, number];
    /** For others than who proposed them. */
    collective: [number, number];
    /** Kinds of resources that each group put into adopted clauses. */
    kinds: Record<Group, string[]>;
    /** Adopted clauses that name a rule they exceed. */
    beyond: string[];
    declared?: Model;
    computed?: Model;
    /** What is said of the computed model: absent with one group. */
    label?: Model | "unsure";
    clauses: TallyClause[];
    relied?: [number, number];
    relied_not?: "awaited" | "few_people" | "few_raters" | "no_rating";
    cases?: { key: string; nearest: boolean; same: Features; ours: Features; theirs: Features }[];
    span: number;
    lead: [number, Group, "propose" | "amend" | "carry", string][];
}
export interface OutcomeDoc {
    tally?: Tally;
    /** Choices made, of those there are; absent when the checklist was not opened. */
    founding?: Record<"answered" | "democratic" | "collective" | "solidarity", [number, number]>;
}
export interface TableDoc {
    base?: Group[];
    sheets?: Partial<Record<Group, SheetShown>>;
    presenters?: Partial<Record<Group, string>>;
    clauses?: Dict<Clause>;
    injects?: Dict<{
        id: string;
        title?: MaybeText;
        text?: MaybeText;
        ask?: MaybeText;
        t?: number;
    }>;
    experts?: Dict<{
        title?: MaybeText;
        offers?: MaybeText;
        advice?: MaybeText;
        by?: string;
        t?: number;
    }>;
    founding?: Dict<{ choice?: string[]; amount?: number; text?: Written; by?: string }>;
    final?: { revealed?: boolean; answered?: number; of?: number; stances?: Dict<Stance> };
    caps?: { clauses_per_group?: number };
    answered?: number;
    of?: number;
    report?: Record<string, Field | boolean | number>;
    rapporteur?: string;
    redlines?: Partial<Record<Group, string>>;
    prompt?: { kind: string; clause?: string };
    heart?: string;
    changes?: Dict<{
        t: number;
        kind:
            | "version"
            | "dropped"
            | "parked"
            | "tags"
            | "carrier"
            | "taken_back"
            | "refused"
            | "state"
            | "base";
        clause?: string;
        by?: string;
        who?: string;
        state?: string;
    }>;
}
/** The fields of a table's report, in the order they are read. */
export const REPORT_FIELDS = [
    "title",
    "from",
    "carried",
    "scales",
    "compromise",
    "open",
    "closest",
    "own",
] as const;
export interface GroupDoc {
    mandate?: MaybeText;
    interests?: { id: string; text: MaybeText }[];
    written?: string[];
    ideas?: Dict<{ need: string; idea: string }>;
    sheet?: Record<string, Field>;
    tags?: Dict<Tags>;
    points?: number[];
    red?: Field;
    presenter?: string;
    met?: number[];
}
export interface Asset {
    id?: string;
    kind: string;
    text: MaybeText;
    amount?: MaybeText | number;
}
export interface PersonDoc {
    name?: string;
    resume?: string;
    consent?: { debrief?: boolean; research?: boolean };
    ready?: boolean;
    role?: Role & {
        id?: string;
        mandate?: MaybeText;
        knows?: MaybeText;
        wants?: MaybeText[] | MaybeText;
        fears?: MaybeText[] | MaybeText;
        red_line?: MaybeText;
        assets?: Asset[];
    };
    idea?: { need: string; idea: string };
    hat_idea?: { need: string; idea: string };
    drafts?: Dict<string>;
    stances?: Dict<StanceOf>;
    hat_stances?: Dict<StanceOf>;
    final?: Stance;
    final_old?: boolean;
    /** Clauses whose text changed since their objection. */
    asked?: Dict<{ t: number; groups?: Group[] }>;
    reserves?: Dict<{ until?: number; lapsed?: boolean }>;
    ratings?: Dict<number>;
    answers?: {
        q2?: string[];
        q3?: string;
        q4?: number;
        q5?: boolean;
        q5text?: string;
        done?: boolean;
    };
    q6?: string;
}

/** A list that may travel as an array or as an object keyed by number. */
export function list<T>(x: T[] | Dict<T> | T | undefined): T[] {
    if (x === undefined || x === null) return [];
    if (Array.isArray(x)) return x;
    if (typeof x === "object" && !("fr" in (x as object))) return Object.values(x as Dict<T>);
    return [x as T];
}
export function words(f: Field | boolean | number): string {
    if (f === undefined || f === null || typeof f === "boolean") return "";
    if (typeof f === "object") return f.text;
    return String(f);
}
