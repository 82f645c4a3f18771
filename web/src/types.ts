// Written from the server's tables by tests/protocol/client.py --write, not by hand: documents of
// core/topics.def, names of core/act.c, bounds of core/limits.h.
import type { Dict, Text } from "./reading";

export { list, words, type Dict, type Field, type MaybeText, type Text } from "./reading";

export type Group = "M" | "C" | "O";
export type Lang = "fr" | "en";
export type Roles = "auto" | "choose" | "facilitator";
export type Why = "facilitator" | "restart";
export type Show = "auto" | "code" | "tables" | "report" | "outcome" | "frame" | "got";
export type Wool = "threads" | "few" | "none";
export type Plenary = "each" | "pairs" | "gallery" | "drawn";
export type Beneficiary = "own" | "several" | "all";
export type Stance = "support" | "live" | "object";
export type Reason = "cost" | "excludes" | "mandate" | "scale" | "red_line";
export type Resource = "money" | "premises" | "expertise" | "volunteers" | "permits" | "network";
export type Q3 = "no_one" | "one_person" | "one_group" | "two_groups" | "all_groups";
export type Era = "2014" | "today";
export type ClauseState = "open" | "adopted" | "parked" | "dropped";
export type Way = "socket" | "events" | "polls";
export type Where = "hall" | "remote" | "mixed";
export type Scale = "local" | "mrc" | "region" | "beyond";
export type Dimension = "soc" | "eco";
export type SheetField = "title" | "need" | "clause1" | "clause2" | "clause3" | "bring" | "ask";
export type ReportField =
    "title" | "from" | "carried" | "scales" | "compromise" | "open" | "closest" | "own";
export type PhaseKind =
    "lobby" | "briefing" | "group_work" | "pooling" | "report" | "conclusion" | "debrief" | "ended";
export type AmendState = "open" | "accepted" | "declined" | "withdrawn" | "overtaken";
export type PromptKind = "objection" | "no_adoption" | "idle" | "asked";
export type ChangeKind =
    | "version"
    | "dropped"
    | "parked"
    | "tags"
    | "carrier"
    | "taken_back"
    | "refused"
    | "state"
    | "base";
export type RoomState = "lobby" | "running" | "paused" | "ended";
export type May =
    | "sit"
    | "take"
    | "choose"
    | "hat"
    | "begin"
    | "next"
    | "back"
    | "pause"
    | "resume"
    | "extend"
    | "deal"
    | "schedule"
    | "plenary"
    | "wool"
    | "end"
    | "reopen"
    | "replay";
export type Knot =
    "M" | "C" | "O" | "M!" | "C!" | "O!" | "M~" | "C~" | "O~" | "=" | "M@" | "C@" | "O@";
export type ClauseMay = "stance" | "amend" | "carry" | "commit" | "retag" | "park" | "heart";
export type Due = "card" | "idea" | "answers";
export type QuestionName = "q1" | "q2" | "q3" | "q4" | "q5";
export type NeedKind =
    | "help"
    | "asked"
    | "second"
    | "objection"
    | "no_adoption"
    | "idle"
    | "finished"
    | "missing"
    | "standing"
    | "typist"
    | "silent"
    | "owner"
    | "unanswered";
export type Press = "later" | "now" | "call";
export type WordsPlace = "little" | "none";
export type Model = "M" | "C" | "O" | "shared" | "mixed";
export type Label = "M" | "C" | "O" | "shared" | "mixed" | "unsure";
export type ReliedNot = "awaited" | "few_people" | "few_raters" | "no_rating" | "sealed";
export type GistSaid = "none" | "open" | "wish" | "part" | "same" | "passed";
export type GistBeside = "alone" | "helped" | "agreed";
export type GistWhat =
    "adopted" | "hands" | "carried" | "planned" | "engaged" | "objections" | "groups" | "people";

export const GROUPS: readonly Group[] = ["M", "C", "O"];
export const SCALES: readonly Scale[] = ["local", "mrc", "region", "beyond"];
export const DIMENSIONS: readonly Dimension[] = ["soc", "eco"];
export const STANCES: readonly Stance[] = ["support", "live", "object"];
export const REASONS: readonly Reason[] = ["cost", "excludes", "mandate", "scale", "red_line"];
export const Q3S: readonly Q3[] = ["no_one", "one_person", "one_group", "two_groups", "all_groups"];
export const RESOURCES: readonly Resource[] = [
    "money",
    "premises",
    "expertise",
    "volunteers",
    "permits",
    "network",
];
export const BENEFICIARIES: readonly Beneficiary[] = ["own", "several", "all"];
export const REPORT_FIELDS: readonly ReportField[] = [
    "title",
    "from",
    "carried",
    "scales",
    "compromise",
    "open",
    "closest",
    "own",
];
export const SHOWS: readonly Show[] = [
    "auto",
    "code",
    "tables",
    "report",
    "outcome",
    "frame",
    "got",
];
export const WOOLS: readonly Wool[] = ["threads", "few", "none"];
export const PLENARIES: readonly Plenary[] = ["each", "pairs", "gallery", "drawn"];

export const enum Bound {
    TABLES_MAX = 24,
    PLACES_MIN = 3,
    PLACES_MAX = 12,
    PRESENT_MAX = 300,
    PEOPLE_MAX = 999,
    ROBOTS_EVER = 300,
    BURST_LEAST = 20,
    BURST_MS = 60000,
    BURST_PAUSE_MS = 5000,
    SHARED_MAX = 6,
    SHARED_EVER = 12,
    FACILITATORS_MAX = 24,
    PHASES_MAX = 8,
    PHASE_SECONDS_MIN = 30,
    PHASE_SECONDS_MAX = 7200,
    STARTS_MAX = 100000000,
    ZONE_CHARS = 48,
    LIVING_SPEED_MAX = 10,
    CLAUSES_MAX = 48,
    CLAUSES_PER_GROUP = 3,
    CLAUSES_PER_GROUP_LARGE = 2,
    LARGE_TABLE = 8,
    HELD_MAX = 2,
    AMENDS_MAX = 40,
    AMENDS_OPEN = 2,
    COMMITS_MAX = 72,
    COMMITS_HELD = 6,
    STROKES = 12,
    STROKE_MS = 10000,
    CHATS_AT_ONCE = 8,
    CHAT_MS = 4000,
    CHAT_KEPT = 40,
    INJECTS_MAX = 8,
    EXPERTS_MAX = 6,
    CALLS_MAX = 2,
    ROLE_ID_MAX = 33,
    FOUNDING_MAX = 24,
    FOUNDING_ID_MAX = 33,
    SAYS_MAX = 64,
    NOTES_MAX = 200,
    DRAFTS_MAX = 16,
    CREDIT_MAX = 4,
    TABLE_ACTS_MAX = 4096,
    LINK_CHARS = 400,
    NAME_CHARS = 40,
    CLAUSE_CHARS = 140,
    TALE_CHARS = 140,
    TALES_TOLD = 6,
    TEXT_CHARS = 280,
    LONG_CHARS = 600,
    DRAFT_CHARS = 1000,
    PARTS_MAX = 48,
    VERSIONS_KEPT = 6,
    TEXT_CHANGES_MAX = 65535,
    VERSION_MS = 60000,
    POINTS_TOTAL = 10,
    RATING_MAX = 5,
    RATED_MAX = 32,
    RELIED_MAX = 2,
    WARN_MS = 120000,
    WARN_LAST_MS = 30000,
    PLENARY_DRAWN = 3,
    SPEAK_MS = 90000,
    SAID_MS = 90000,
    ASKED_MS = 60000,
    RESERVE_MS = 90000,
    CHANGES_SHOWN = 12,
    STANCE_WINDOW_MS = 30000,
    UNDO_MS = 10000,
    PLACE_LITTLE = 1,
    PLACE_NONE = 2,
    KEEP_DAYS_MAX = 3650,
    COUNTED_MAX = 100000,
    DOOM_DAYS = 7,
    ELIGIBLE_PERCENT = 50,
    RATERS_PERCENT = 80,
    RATERS_FROM = 5,
    RELIED_ON = 3,
    RATED_HIGH = 4,
    MODEL_TOP_PERCENT = 50,
    MODEL_LEAD_PERCENT = 20,
    MODEL_SHARED_PERCENT = 60,
    SILENT_MS = 300000,
    TYPIST_PERCENT = 60,
    TYPIST_FROM = 5,
    NO_ADOPTION_MS = 600000,
    OBJECTION_MS = 240000,
    IDLE_MS = 180000,
    WIRE_BYTES_MAX = 16384,
    WIRE_DEPTH_MAX = 5,
    WIRE_HAVE_MAX = 40,
    WIRE_TOKEN_MAX = 64,
    WIRE_WHAT_MAX = 48,
    SDP_BYTES_MAX = 5120,
    ACT_COMMAND_ID_MAX = 64,
    NET_FRAGMENTS = 1000,
    RATE_DEFAULT = 20,
    BURST_SECONDS = 3,
    OUT_DEFAULT = 262144,
    OUT_ONCE = 4194304,
    CONNECTIONS_DEFAULT = 4096,
    CONNECTIONS_KEPT = 20,
    TABS_DEFAULT = 4,
    NET_SAID_MAX = 65536,
    NET_HEAD_MAX = 16384,
    UPLOADS_MAX = 16,
    UPLOADS_ADDRESS = 4,
    HOST_SENT_MAX = 262144,
    NET_DOWNLOADS = 16,
    NET_DOWNLOADS_ROOM = 8,
    NET_DOWNLOADS_WAIT = 1024,
    NET_ANSWERS = 64,
    NET_TURN_MS = 100,
    NET_PING_SECONDS = 12,
    NET_REQUEST_SECONDS = 10,
    NET_BODY_TIMES = 3,
    NET_MESSAGE_HALVES = 3,
    ROOMS_DEFAULT = 1000,
    COMERS_DEFAULT = 65536,
    IDLE_DEFAULT = 600000,
    ROOMS_AN_HOUR = 64,
    ROOM_BYTES_DEFAULT = 67108864,
    PASSING_RECORDS = 16384,
    PASSING_BYTES = 8388608,
    SERVER_BYTES = 1073741824,
    DISK_ROOMS = 536870912,
    DISK_WORDS = 67108864,
    ROOM_KEPT = 4194304,
    PLACE_LITTLE_PERCENT = 75,
    PLACE_MARGIN_PERCENT = 5,
    RING_DEFAULT = 65536,
    GUESSES_ADDRESS = 100,
    GUESS_ADDRESS_MS = 600,
    GUESSES_ALL = 1000,
    GUESS_ALL_MS = 192,
    GUESSES_ROOM = 100,
    GUESS_ROOM_MS = 500,
    GUESS_WAIT_MS = 10000,
    JOINS_ROOM = 400,
    JOIN_ROOM_MS = 3000,
    WORDS_PERSON = 512,
    WORD_PERSON_MS = 250,
    WORDS_ROOM = 65536,
    WORD_ROOM_MS = 16,
    RELAYS_PERSON = 12,
    RELAY_PERSON_MS = 1000,
    RELAYS_ROOM = 400,
    RELAY_ROOM_MS = 20,
    SOUND_PEOPLE = 60,
    SOUND_BITS = 24000,
    SOUND_TELL_MS = 250,
    SOUND_ASK_MS = 5000,
    OUT_BUSY = 2097152,
    REMEMBERED = 1024,
    SCENARIO_BYTES_MAX = 262144,
    SCENARIOS_MAX = 500,
    SCENARIO_ID_MAX = 40,
    TASKS_MAX = 32,
    TAPE_BYTES = 4194304,
    TAPES_BYTES = 33554432,
    TAPES_MAX = 512,
    SAVED_MAX = 100,
}

/** Where people who are elsewhere talk. */
export interface CallLink {
    /** a link, by https */
    url: string;
    /** the name of its host, to be read before one opens it */
    host: string;
}
/** What such a text said before. */
export interface Earlier {
    /** the words */
    text: string;
    /** how many times it had changed by then: what `put_back` names */
    v: number;
    /** who had written last */
    by: string;
    /** when */
    t: number;
}
/** A text that several may write. */
export interface Written {
    /** as it stands */
    text: string;
    /** how many times it changed */
    v: number;
    /** who wrote last */
    by: string;
    /** what it said before, of the last few who wrote in it, the last first */
    was?: Earlier[];
}
/** What a clause reaches. */
export interface Tags {
    /** scales; empty: unsaid */
    scale: Scale[];
    /** social, economic or both */
    dims: Dimension[];
    /** for whom; absent: unsaid */
    for?: Beneficiary;
}
/** Who said last what a clause reaches. */
export interface TagsBy {
    /** scales */
    scale?: string;
    /** social, economic or both */
    dims?: string;
    /** for whom */
    for?: string;
    /** the rule it goes beyond */
    norm?: string;
}
/** What somebody wrote alone in the first phase. */
export interface Idea {
    /** a need they see */
    need: string;
    /** an idea for it */
    idea: string;
}
/** Somebody's position on a clause. */
export interface StanceOf {
    /** the position */
    s: Stance;
    /** of an objection */
    reason?: Reason;
    /** the objection in words */
    why?: string;
    /** what would let one live with it */
    could?: string;
    /** taken by proposing, carrying or committing */
    implicit?: boolean;
    /** of the wording it was taken on */
    version: number;
    /** when it was taken */
    since: number;
}
/** The clock. */
export interface Clock {
    /** index in `phases`; -1 in the lobby */
    phase: number;
    /** of the phase */
    kind: PhaseKind;
    /** of the phase, while the clock runs */
    ends?: number;
    /** milliseconds, while it stands */
    left?: number;
    /** of the phase, milliseconds */
    length: number;
    /** start of the phase, moved along by pauses */
    began?: number;
    /** the phase ends by itself; any other goes on past its end until it is ended */
    alone?: boolean;
    /** it stands */
    paused: boolean;
    /** it stands */
    why?: Why;
}
/** A message or a note of a facilitator, or what somebody wrote to their table. */
export interface Said {
    /** what they said */
    text: string;
    /** when */
    t: number;
    /** who */
    by: string;
}
/** How the room was made. */
export interface Options {
    /** who deals role cards */
    roles: Roles;
    /** tables */
    tables: number;
    /** places at each */
    places: number;
    /** when it is planned to start */
    starts?: number;
    /** its time zone, as the IANA names it */
    zone?: string;
    /** robots play it, so many times as fast; absent: people do */
    speed?: number;
    /** whose each part of a text is that several write is known */
    parted: boolean;
}
/** Tables that tell each other their reports. */
export interface TablesTogether {
    /** two; three when their number is odd */
    tables: string[];
}
/** How tables tell their reports to the hall. */
export interface PlenaryPlan {
    /** each, in pairs, as a gallery, or those that were drawn */
    how: Plenary;
    /** how many tables can speak one after the other in its time */
    places: number;
    /** who speaks to the hall, in order */
    order: string[];
    /** who tells whom */
    pairs: TablesTogether[];
}
/** A guided step of a phase. */
export interface Step {
    /** names it */
    id: string;
    /** second of the phase at which it begins */
    at_s: number;
    /** the scenario's own */
    title?: Text;
    /** the scenario's own */
    text?: Text;
}
/** A phase of the hour. */
export interface Phase {
    /** what is done in it */
    kind: PhaseKind;
    /** its length as planned */
    seconds: number;
    /** its end takes the pen away: two minutes and half a minute before */
    warned: boolean;
    /** over, it goes on until a facilitator moves the room, and says so */
    waits: boolean;
    /** in order */
    steps: Step[];
}
/** Where the scenario happens. */
export interface Place {
    /** of the place */
    name: string;
    /** regional county municipality */
    mrc?: string;
    /** administrative region */
    region?: string;
    /** people */
    population?: number;
    /** of that figure */
    year?: number;
}
/** An actor group. */
export interface GroupName {
    /** the scenario's own */
    name?: Text;
}
/** The public part of a role card. */
export interface Role {
    /** actor group */
    group: Group;
    /** what the role is */
    title?: Text;
    /** of the character */
    name?: string;
    /** what everybody knows */
    public?: Text;
    /** how to play it with respect */
    casting?: Text;
}
/** What happened in the real place. */
export interface StoryEvent {
    /** when */
    date?: Text;
    /** what */
    text?: Text;
    /** who led then */
    lead: Group[];
    /** at which scale */
    scale?: Scale;
}
/** Where it is written. */
export interface StorySource {
    /** title */
    title: string;
    /** address */
    url: string;
}
/** What happened in the real place. */
export interface Story {
    /** in order */
    events: StoryEvent[];
    /** what came of it */
    outcome?: Text;
    /** what to say of a role, out of play */
    after: Dict<Text>;
    /** where it is written */
    sources: StorySource[];
}
/** The scenario; it never changes while a room lasts. */
export interface Scenario {
    /** names it */
    id: string;
    /** of it */
    version: number;
    /** title */
    title?: Text;
    /** in a line */
    tagline?: Text;
    /** when it happens */
    when?: Text;
    /** the month in which it is played, by its first day; absent: now */
    scene?: string;
    /** years it is played in */
    era: Era;
    /** where it happens */
    place: Place;
    /** in three lines */
    summary: Text[];
    /** the situation */
    situation: Text[];
    /** what the place needs */
    need?: Text;
    /** who leads in the model it stands for */
    model: Group;
    /** what of it was made up */
    fiction: Text[];
    /** actor groups */
    groups: Partial<Record<Group, GroupName>>;
    /** roles, by id */
    roles: Dict<Role>;
    /** choices of the founding checklist that matter most here */
    founding?: string[];
    /** what happened in the real place */
    story?: Story;
}
/** A table, as everybody sees it. */
export interface RoomTable {
    /** since when it calls for a facilitator */
    help?: number;
    /** groups that nobody speaks for */
    missing: Group[];
    /** clauses adopted */
    adopted?: number;
    /** clauses left open */
    open?: number;
    /** its report is ready to be read */
    reported: boolean;
    /** where its people are; absent: in the hall */
    where?: Where;
    /** every place is taken */
    full?: boolean;
    /** where people choose: roles that nobody plays there, by index */
    free?: number[];
}
/** A person, as everybody sees them. */
export interface RoomPerson {
    /** absent in a replay that withholds it */
    name?: string;
    /** where they sit */
    table?: string;
    /** their actor group */
    group?: Group;
    /** in `scenario.roles` */
    role?: string;
    /** a second group they speak for */
    hat?: Group;
    /** their phone is heard */
    on: boolean;
    /** whose phone they share */
    shared?: string;
    /** their words and name were forgotten */
    gone?: boolean;
    /** they are not in the hall */
    remote?: boolean;
    /** a facilitator keeps their microphone closed */
    hushed?: boolean;
    /** the server plays for them, and gives the seat up to who comes */
    robot?: boolean;
}
/** What everybody may know. */
export interface RoomDoc {
    /** seven digits */
    code: string;
    /** carried beside the code: who has it never waits */
    link?: string;
    /** of the workshop */
    lang: Lang;
    /** of the scenario */
    title: Text;
    /** of the room */
    state: RoomState;
    /** it takes no new seats */
    locked: boolean;
    /** places hear themselves on their phones: frames `sound` */
    sound?: boolean;
    /** it is kept until then, if nobody does anything more; absent: without end */
    until?: number;
    /** it will be deleted then */
    doomed?: number;
    /** it is read, and changed no more */
    archived?: boolean;
    /** its own days after the last act; absent: the host's */
    keep?: number;
    /** the host's days; absent: without end */
    keep_most?: number;
    /** what may be done now: by who sits, going to another table; by who does not, taking a place; by both, choosing group and role; by facilitators the rest, and by all watching again */
    may: May[];
    /** once it may be watched again: so many people's words are told to nobody else */
    withheld?: number;
    /** then too: the last record that changed whose words are told */
    quoted?: number;
    /** the clock */
    clock: Clock;
    /** messages of facilitators to all, of the last 64 */
    say: Dict<Said>;
    /** of the whole workshop */
    call?: CallLink;
    /** how the room was made */
    options: Options;
    /** how reports are told to the hall */
    plenary: PlenaryPlan;
    /** of the hour */
    phases: Phase[];
    /** what is played */
    scenario: Scenario;
    /** tables */
    tables: Dict<RoomTable>;
    /** people who are in the room */
    people: Dict<RoomPerson>;
}
/** A clause that a group prepared. */
export interface SheetClause {
    /** as it was written */
    text: string;
    /** scales */
    scale: Scale[];
    /** social, economic or both */
    dims: Dimension[];
    /** for whom */
    for?: Beneficiary;
}
/** A group's sheet, once groups meet. */
export interface SheetShown {
    /** of its project */
    title?: string;
    /** the need it answers */
    need?: string;
    /** clauses it prepared */
    clauses: SheetClause[];
    /** what the group brings */
    bring?: string;
    /** what it asks of others */
    ask?: string;
}
/** A wording that a clause had before. */
export interface Version {
    /** its number, from 1 */
    v: number;
    /** the wording */
    text: string;
    /** who proposed it */
    by: string;
}
/** A round of positions that is open. */
export interface Round {
    /** then those given are shown */
    until: number;
    /** how many answered; not who */
    answered: number;
    /** how many are present */
    of: number;
}
/** Another wording of a clause. */
export interface Amendment {
    /** the wording */
    text: string;
    /** who proposed it */
    by: string;
    /** whose idea it was */
    credit: string[];
    /** whose it is: who typed it, and who is credited */
    authors: string[];
    /** who is still to confirm that it was their idea */
    unsure?: string[];
    /** who may accept or decline it now */
    answers?: string[];
    /** its clause is adopted: it has its author's yes, and `answers` are others of whom one must say yes, too */
    waits?: boolean;
    /** its author can live with the clause once it is accepted */
    live?: boolean;
    /** what became of it */
    state: AmendState;
}
/** Who carries a clause out. */
export interface Carry {
    /** who said so */
    by?: string;
    /** the carrier */
    who: string;
    /** until when */
    due?: string;
    /** the carrier is still to confirm it */
    unsure?: boolean;
    /** the carrier was moved or removed */
    gone?: boolean;
}
/** A resource put on a clause. */
export interface Commitment {
    /** of the resource */
    kind: Resource;
    /** what is put */
    text: string;
    /** who put it */
    by: string;
    /** whose idea it was */
    credit: string[];
    /** who may take it back */
    authors: string[];
    /** who is still to confirm that it was their idea */
    unsure?: string[];
    /** of whose card, when it names one */
    role?: string;
    /** whole dollars */
    amount?: number;
    /** they are no part of what the project must find */
    aside?: boolean;
    /** by an owner whom nobody plays */
    lent?: boolean;
    /** what must be true before it counts */
    condition?: Text;
    /** it is, as the table has ticked it */
    holds?: boolean;
    /** who ticked it last, or took the tick off */
    holds_by?: string;
}
/** A clause of the common text. */
export interface Clause {
    /** its number */
    n: number;
    /** its present wording */
    text: string;
    /** its author */
    by: string;
    /** whose idea it was */
    credit: string[];
    /** who may take it back, and answers other wordings */
    authors: string[];
    /** who is still to confirm that it was their idea */
    unsure?: string[];
    /** who was credited by somebody else, and may refuse */
    named?: string[];
    /** for which group it was proposed */
    group?: Group;
    /** scales */
    scale: Scale[];
    /** social, economic or both */
    dims: Dimension[];
    /** for whom; absent: unsaid */
    for?: Beneficiary;
    /** the rule it goes beyond */
    norm?: string;
    /** who said so last */
    said: TagsBy;
    /** what became of it */
    state: ClauseState;
    /** of the wording, from 1 */
    version: number;
    /** what anybody there may do with it now */
    may: ClauseMay[];
    /** number of the event that made the wording; acts name it */
    wording: number;
    /** wordings before */
    history: Version[];
    /** while positions are gathered */
    round?: Round;
    /** how many write an objection; never who */
    writing?: number;
    /** positions */
    stances?: Dict<StanceOf>;
    /** positions taken under a second hat */
    hat_stances?: Dict<StanceOf>;
    /** other wordings proposed */
    amends: Dict<Amendment>;
    /** who carries it */
    carry?: Carry;
    /** resources put on it */
    commits: Dict<Commitment>;
    /** its hands and objections, in order, as the table draws them */
    thread: Knot[];
}
/** An event card dealt to the table. */
export interface Inject {
    /** in the scenario */
    id: string;
    /** title */
    title?: Text;
    /** what happens */
    text?: Text;
    /** what the table is asked, by who sat there when it was dealt */
    ask?: Text;
    /** roles it is addressed to */
    to?: string[];
    /** when it was dealt */
    t: number;
}
/** A resource person. */
export interface Expert {
    /** who they are */
    title?: Text;
    /** what they can tell */
    offers?: Text;
    /** they may be called now */
    may?: boolean;
    /** what they said, once called */
    advice?: Text;
    /** who called them */
    by?: string;
    /** when they were called */
    t?: number;
}
/** What an absent owner would grant. */
export interface Grant {
    /** in the scenario */
    id: string;
    /** of the resource */
    kind: Resource;
    /** what it is, with its condition */
    text: Text;
    /** whole dollars */
    amount?: number;
    /** of it, not committed yet: dollars, or 1 of what has no sum */
    left: number;
}
/** A role that nobody at the table plays, and that owns something. */
export interface Owner {
    /** what it owns, by kind */
    kinds: Resource[];
    /** they may be called now */
    may?: boolean;
    /** once called: what they say */
    says?: Text;
    /** what they want */
    wants?: Text[];
    /** what they would not give up */
    red_line?: Text;
    /** what they would grant */
    grants?: Grant[];
    /** who called them */
    by?: string;
    /** when they were called */
    t?: number;
}
/** What the table has put in, whole dollars. */
export interface Sums {
    /** on adopted clauses, under no condition that is not ticked */
    counted: number;
    /** not yet: for the clause, or for a condition */
    waiting: number;
    /** what must come from the community, as the scenario says */
    community?: number;
    /** what the project costs */
    total?: number;
    /** what that pays for */
    what?: Text;
}
/** An answer to the founding checklist. */
export interface FoundingAnswer {
    /** where it is a text */
    text?: Written;
    /** where it is an amount, whole dollars */
    amount?: number;
    /** where one chooses: ids */
    choice?: string[];
    /** who answered last */
    by: string;
}
/** Positions on the whole text. */
export interface Final {
    /** they are shown */
    revealed: boolean;
    /** how many answered */
    answered: number;
    /** how many sit there */
    of: number;
    /** positions */
    stances?: Dict<Stance>;
}
/** Bounds that depend on the table. */
export interface Caps {
    /** standing clauses each group may have */
    clauses_per_group: number;
    /** how many more each may propose */
    left: Record<Group, number>;
}
/** What a stuck table is asked to look at. */
export interface Prompt {
    /** why it seems stuck */
    kind: PromptKind;
    /** the clause objected to */
    clause?: string;
}
/** Something that others had said yes or no to, and that changed. */
export interface Change {
    /** when */
    t: number;
    /** what changed */
    kind: ChangeKind;
    /** of which clause */
    clause?: string;
    /** who changed it */
    by: string;
    /** whom it concerns */
    who?: string;
    /** of the clause since */
    state?: ClauseState;
}
/** The table's report. */
export interface Report {
    /** of the project */
    title?: Written;
    /** whose idea it was */
    from?: Written;
    /** who carries it */
    carried?: Written;
    /** whom it reaches */
    scales?: Written;
    /** a compromise that was made */
    compromise?: Written;
    /** what is left open */
    open?: Written;
    /** the known case it resembles most */
    closest?: Written;
    /** what it has of its own */
    own?: Written;
    /** it is ready to be read */
    done: boolean;
}
/** An interest of a group, and what came of it. */
export interface GotInterest {
    /** the interest */
    text: Text;
    /** of the ten the group had for its three */
    points?: number;
    /** how far it was met, in halves, as the group marked it */
    met?: number;
}
/** What a group got, as it marked it together. */
export interface Got {
    /** three, in order */
    interests: GotInterest[];
    /** points won, in halves: of 20 */
    halves?: number;
    /** what it let go of */
    gave_up?: string;
}
/** What a table may know. */
export interface TableDoc {
    /** sheets the table started from */
    base: Group[];
    /** who chose them last */
    base_by?: string;
    /** what groups wrote apart */
    sheets?: Partial<Record<Group, SheetShown>>;
    /** who presents each sheet */
    presenters?: Partial<Record<Group, string>>;
    /** what each group would not give up */
    redlines?: Partial<Record<Group, string>>;
    /** what each group got */
    got?: Partial<Record<Group, Got>>;
    /** event cards, in the order dealt */
    injects: Dict<Inject>;
    /** resource people, by index in the scenario */
    experts?: Dict<Expert>;
    /** absent owners, by role */
    owners?: Dict<Owner>;
    /** how many of both may still be called now */
    calls?: number;
    /** what was put in */
    sums?: Sums;
    /** answers to the founding checklist, by item */
    founding: Dict<FoundingAnswer>;
    /** the table's report */
    report: Report;
    /** who reads it */
    rapporteur?: string;
    /** how many answered the questionnaire */
    answered: number;
    /** how many sit there */
    of: number;
    /** who sits there: may be credited, named to carry a clause or to read the report, relied on */
    seated: string[];
    /** bounds that depend on the table */
    caps: Caps;
    /** positions on the whole text */
    final: Final;
    /** when the table seems stuck */
    prompt?: Prompt;
    /** the last changes to what was answered */
    changes: Dict<Change>;
    /** messages of facilitators to this table alone, of the last 64 */
    say: Dict<Said>;
    /** of this table */
    call?: CallLink;
    /** the clause the table calls the heart of its project */
    heart?: string;
    /** the common text */
    clauses: Dict<Clause>;
}
/** What a table's people write to each other beside their voices. */
export interface ChatDoc {
    /** they may, now */
    open: boolean;
    /** what was written, of the last 40 */
    notes: Dict<Said>;
}
/** An interest of the group. */
export interface Interest {
    /** in the scenario */
    id: string;
    /** the interest */
    text: Text;
}
/** What one group of a table writes apart. */
export interface GroupDoc {
    /** what the group was sent for */
    mandate?: Text;
    /** three, in order */
    interests: Interest[];
    /** who wrote an idea */
    written: string[];
    /** once all wrote, or the step is over */
    ideas?: Dict<Idea>;
    /** the group's sheet */
    sheet: Partial<Record<SheetField, Written>>;
    /** of its three clauses */
    tags: Dict<Tags>;
    /** ten points over the three interests */
    points?: [number, number, number];
    /** who shared them out last */
    points_by?: string;
    /** what the group would not give up */
    red?: Written;
    /** who presents the sheet */
    presenter?: string;
    /** how far each interest was met, in halves */
    met?: [number, number, number];
    /** what the group let go of */
    gave_up?: Written;
}
/** What somebody agrees to. */
export interface Consent {
    /** their words may be shown in the debrief */
    debrief: boolean;
    /** and be studied */
    research: boolean;
}
/** A resource on a role card. */
export interface Asset {
    /** in the scenario */
    id: string;
    /** of the resource */
    kind: Resource;
    /** what it is */
    text: Text;
    /** whole dollars */
    amount?: number;
    /** what must be true before it counts */
    condition?: Text;
}
/** A role card, the private part too. */
export interface Card {
    /** of the role */
    id: string;
    /** actor group */
    group: Group;
    /** what the role is */
    title?: Text;
    /** of the character */
    name?: string;
    /** what everybody knows */
    public?: Text;
    /** how to play it with respect */
    casting?: Text;
    /** what one was sent for */
    mandate?: Text;
    /** what only this role knows */
    knows?: Text;
    /** what one wants */
    wants: Text[];
    /** what one fears */
    fears: Text[];
    /** what one would not give up */
    red_line?: Text;
    /** what one can bring */
    assets: Asset[];
}
/** The questionnaire, once answered. */
export interface Answers {
    /** on whom one relied, at most two */
    q2?: string[];
    /** who led */
    q3?: Q3;
    /** 1 to 5 */
    q4?: number;
    /** yes or no */
    q5?: boolean;
    /** in words */
    q5text?: string;
    /** always true */
    done: boolean;
}
/** A clause of which one is asked again. */
export interface Asked {
    /** since when */
    t: number;
    /** for which groups */
    groups: Group[];
}
/** A question of the questionnaire. */
export interface Question {
    /** which */
    q: QuestionName;
    /** of `q1`: whom they rate */
    who?: string;
    /** answers are not taken without it */
    must?: boolean;
}
/** An objection that one is writing. */
export interface Reserve {
    /** how long the table waits */
    until?: number;
    /** it waits no more */
    lapsed?: boolean;
}
/** What only that person may know. */
export interface PersonDoc {
    /** their role card, once seated */
    role?: Card;
    /** of each resource of their card, not committed yet: dollars, or 1 of what has no sum */
    left?: number[];
    /** what they are called */
    name: string;
    /** opens their seat on another phone */
    resume?: string;
    /** what they agree to */
    consent: Consent;
    /** they read their card */
    ready: boolean;
    /** what they told while they waited */
    tale?: string;
    /** the hall sees it */
    told?: boolean;
    /** what they do alone in this phase, and have not done */
    todo?: Due;
    /** the presentation is over, and they have not looked at their card */
    unseen?: boolean;
    /** what they are asked, in order, until they have answered */
    questions?: Question[];
    /** clauses that wait for their answer, or wordings of them */
    awaits: Dict<boolean>;
    /** what they wrote alone */
    idea?: Idea;
    /** the same, under a second hat */
    hat_idea?: Idea;
    /** on the whole text */
    final?: Stance;
    /** the text changed after that */
    final_old?: boolean;
    /** their questionnaire */
    answers?: Answers;
    /** 1 to 5, 0 for «cannot say» */
    ratings?: Dict<number>;
    /** what they take along */
    q6?: string;
    /** half-typed texts, by field */
    drafts?: Dict<string>;
    /** clauses of which they are asked again */
    asked: Dict<Asked>;
    /** objections they are writing */
    reserves: Dict<Reserve>;
    /** their positions, hidden ones too */
    stances: Dict<StanceOf>;
    /** those taken under a second hat */
    hat_stances: Dict<StanceOf>;
}
/** An event card to choose from. */
export interface EventCard {
    /** title */
    title?: Text;
    /** what happens */
    text?: Text;
    /** what the table is asked */
    ask?: Text;
    /** roles it is addressed to */
    to?: string[];
    /** second of the phase at which it is dealt by itself */
    at_s?: number;
}
/** An event card that the clock deals. */
export interface Planned {
    /** its index */
    card: number;
    /** second of the phase, on this workshop’s clock */
    at_s: number;
    /** after the end of the phase as it stands: it will not be dealt */
    late?: boolean;
}
/** A facilitator. */
export interface Facilitator {
    /** empty when none was given */
    name: string;
    /** invites and shuts out the others, and may hand that over */
    leads: boolean;
    /** their links open nothing any more */
    withdrawn: boolean;
}
/** Something a facilitator did. */
export interface Act {
    /** when */
    t: number;
    /** who */
    by: string;
    /** which act */
    act: string;
    /** to whom */
    who?: string;
    /** at which table */
    table?: string;
    /** of `next` and `back`: the phase begun */
    phase?: number;
    /** of `pause`: milliseconds */
    left?: number;
    /** of `extend` */
    seconds?: number;
    /** of `lock`, `park`, `tell`, `chats`, `archive` and `doom` */
    on?: boolean;
    /** of `where` and `table_where` */
    where?: Where;
    /** of `chat` and `unchat`: number of the note */
    note?: number;
    /** of `erase`, `lead` and `withdraw`: number of the facilitator */
    facilitator?: number;
    /** of `unsay`: number of the message */
    say?: number;
    /** of `show` */
    show?: Show;
    /** of `plenary` */
    how?: Plenary;
    /** of `deal` and `schedule`: index of the card */
    inject?: number;
    /** of `sit`, `hat` and `put_back` */
    group?: Group;
    /** of `put_back`: number of the version, of a text of the whole table */
    version?: number;
    /** of `retract`: how many proposals were dropped */
    clauses?: number;
    /** of `dismiss`: how many */
    people?: number;
    /** of `restore`: their place was taken meanwhile */
    standing?: boolean;
    /** of `keep`: days */
    days?: number;
    /** it takes back what it names */
    undo?: boolean;
}
/** Of the present phase's task. */
export interface Progress {
    /** how many did it */
    done: number;
    /** of how many */
    of: number;
}
/** Something that a table needs a facilitator for. */
export interface Need {
    /** what it is */
    kind: NeedKind;
    /** it may wait, somebody should come, or it calls */
    press: Press;
    /** since when, where that is known */
    since?: number;
    /** whom it is about */
    who?: string[];
    /** which clause */
    clause?: string;
    /** of `missing`: that somebody there could play too */
    groups?: Group[];
    /** of `owner`: whom it has not called, in `scenario.roles` */
    roles?: string[];
}
/** A table, as facilitators watch it. */
export interface Watch {
    /** of the present phase's task */
    progress: Progress;
    /** how many are present */
    on: number;
    /** how many sit there */
    seats: number;
    /** clauses adopted */
    adopted: number;
    /** clauses open */
    open: number;
    /** since when it calls */
    help?: number;
    /** event cards it got, by index */
    dealt: number[];
    /** event cards that it may be dealt now, by index */
    deals: number[];
    /** event cards that the clock will deal it */
    planned: Planned[];
    /** those that it lacks and that are planned for it alone, by hand too */
    planned_apart: number[];
    /** it finished early */
    finished: boolean;
    /** it plays on for itself */
    extra: boolean;
    /** when it last did something that counts */
    acted?: number;
    /** groups for which robots sit there */
    robots: Group[];
    /** groups whose missing seats robots may fill */
    robots_may: Group[];
    /** groups that put no hand to anything */
    hands_missing: Group[];
    /** concessions of each group */
    conceded: Record<Group, number>;
    /** what it needs somebody for, what presses most first */
    needs: Need[];
}
/** How many agree to what. */
export interface Consents {
    /** to the debrief */
    debrief: number;
    /** to research */
    research: number;
    /** of how many */
    of: number;
}
/** People who came one after another. */
export interface Arrivals {
    /** the first of them */
    from: string;
    /** the last */
    to: string;
    /** how many of them are here; of those dismissed, are not */
    people: number;
    /** when the last came, or all were dismissed */
    t: number;
}
/** What somebody told while they waited. */
export interface Tale {
    /** their words */
    text: string;
    /** number of the event that brought them */
    seq: number;
    /** the hall sees them */
    told: boolean;
}
/** What facilitators see, never a role card. */
export interface ConsoleDoc {
    /** event cards of the scenario */
    cards: EventCard[];
    /** facilitators */
    facilitators: Dict<Facilitator>;
    /** what they did, the last 40, by number of the log */
    acts: Dict<Act>;
    /** notes and marks for the debrief */
    notes: Dict<Said>;
    /** how many agree to what */
    consent: Consents;
    /** resume codes, to be told to who lost a phone */
    codes: Dict<string>;
    /** how phones are joined where no WebSocket passes */
    ways: Dict<Way>;
    /** the last burst of them, while somebody of it is here */
    arrivals?: Arrivals;
    /** those who were dismissed together last */
    dismissed?: Arrivals;
    /** for words, when it is little; none: what people write is refused, but for the report */
    place?: WordsPlace;
    /** names of people who were removed */
    removed: Dict<string>;
    /** event cards that the clock deals where a table has no plan of its own */
    plan: Planned[];
    /** tables have, or will have, other cards: they are not to be compared */
    cards_apart?: boolean;
    /** answers to the first question; empty after the lobby */
    tales: Dict<Tale>;
    /** tables */
    tables: Dict<Watch>;
}
/** A table at work, as undyed wool: never whose hands, nor words. */
export interface Work {
    /** threads: clauses that stand */
    laid: number;
    /** of them, rows: adopted ones */
    closed: number;
    /** all who sit there have said where they stand on the whole text */
    signed?: boolean;
}
/** A tale that the hall sees. */
export interface Told {
    /** whose */
    who: string;
    /** their words */
    text: string;
}
/** What the hall's screen shows. */
export interface ScreenDoc {
    /** which view */
    show: Show;
    /** which views may be asked for now */
    shows: Show[];
    /** of which table */
    table?: string;
    /** since when */
    since?: number;
    /** how much it shows of tables at work */
    wool: Wool;
    /** tales that a facilitator put there; empty after the lobby */
    told: Told[];
    /** while it shows a report: what it says */
    report?: Partial<Record<ReportField, string>>;
    /** tables at work; empty when nothing is shown of it */
    work: Dict<Work>;
}
/** What became of objections. */
export interface Objections {
    /** raised */
    raised: number;
    /** ended by another wording */
    compromise: number;
    /** withdrawn */
    withdrawn: number;
    /** standing at the end */
    standing: number;
}
/** A clause, as counted. */
export interface TallyClause {
    /** which clause */
    id: string;
    /** it was adopted */
    adopted: boolean;
    /** whose idea it was */
    from: Group[];
    /** who carries it */
    to: Group[];
    /** who put a hand to it */
    hands: Group[];
    /** scales */
    scale: Scale[];
    /** social, economic or both */
    dims: Dimension[];
    /** what became of objections */
    objections: Objections;
}
/** What is compared with known cases. */
export interface Features {
    /** whose ideas */
    from: Group[];
    /** carried by whom */
    to: Group[];
    /** with whose resources */
    help: Group[];
    /** reaching which scales */
    scale: Scale[];
}
/** A known case, compared. */
export interface Case {
    /** of the case */
    key: string;
    /** none is nearer */
    nearest: boolean;
    /** what both have */
    same: Features;
    /** what only this table has */
    ours: Features;
    /** what only the case has */
    theirs: Features;
}
/** Clauses of one scale. */
export interface GridRow {
    /** municipal actors */
    M: number;
    /** citizens */
    C: number;
    /** organisations */
    O: number;
}
/** Kinds of resources that each group put into adopted clauses. */
export interface Kinds {
    /** municipal actors */
    M: Resource[];
    /** citizens */
    C: Resource[];
    /** organisations */
    O: Resource[];
}
/** One of its four numbers. */
export interface GistNumber {
    /** what is counted */
    what: GistWhat;
    /** how many */
    n: number;
    /** of how many */
    of?: number;
}
/** The outcome in ten seconds: which sentence is true, and four numbers. */
export interface Gist {
    /** which sentence: what stands, and whether it is carried, by whom */
    said: GistSaid;
    /** who proposed what was adopted */
    from: Group[];
    /** who carries it */
    to: Group[];
    /** what of the other groups belongs to it */
    beside?: GistBeside;
    /** who had a hand in it besides */
    help: Group[];
    /** four, in their order */
    numbers: GistNumber[];
}
/** How a table shared leadership: counts, never scores. */
export interface Tally {
    /** version of the rules of counting */
    rules: string;
    /** version of the thresholds */
    thresholds: string;
    /** robots played beside people, who alone are counted */
    robots?: boolean;
    /** people ever seated */
    n: number;
    /** clauses adopted */
    m: number;
    /** of them with a carrier */
    carried: number;
    /** scales reached */
    scales: number;
    /** social clauses */
    soc: number;
    /** economic clauses */
    eco: number;
    /** both */
    both: number;
    /** groups at the table */
    seated: Group[];
    /** clauses from each group */
    from: Record<Group, number>;
    /** clauses carried by each group */
    to: Record<Group, number>;
    /** clauses to which two groups put a hand */
    hands2: [number, number];
    /** to which all did */
    hands_all: [number, number];
    /** what became of objections */
    objections: Objections;
    /** clauses by scale and group */
    grid: Record<Scale, GridRow>;
    /** people who put a hand to something */
    engaged: [number, number];
    /** clauses for others than the proposer's group */
    solidarity: [number, number];
    /** clauses carried or resourced by a group that did not propose them */
    mobilised: [number, number];
    /** clauses with a carrier and a date */
    planned: [number, number];
    /** clauses for others than who proposed them */
    collective: [number, number];
    /** kinds of resources */
    kinds: Kinds;
    /** people who took a position on the whole text */
    voices: [number, number];
    /** people who support the whole text or can live with it */
    agreed: [number, number];
    /** what is said of the computed model; absent with one group */
    label?: Label;
    /** adopted clauses that name a rule they exceed */
    beyond: string[];
    /** the model of the sheets it started from */
    declared?: Model;
    /** the model that the clauses show */
    computed?: Model;
    /** each clause */
    clauses: TallyClause[];
    /** on how many people the table relied */
    relied?: [number, number];
    /** why that is not told */
    relied_not?: ReliedNot;
    /** known cases, the nearest first */
    cases?: Case[];
    /** length of the negotiation, seconds */
    span: number;
    /** who took the lead, in order */
    lead: [number, Group, "propose" | "amend" | "carry", string][];
    /** what it comes to, in ten seconds; absent in files of before */
    gist?: Gist;
}
/** Choices made of the founding checklist, of those there are. */
export interface Difference {
    /** in all */
    answered: [number, number];
    /** that inform the democratic part */
    democratic: [number, number];
    /** the collective part */
    collective: [number, number];
    /** and the part of solidarity */
    solidarity: [number, number];
}
/** What was counted at a table; to its people once they have answered for themselves. */
export interface OutcomeDoc {
    /** once the checklist was used */
    founding?: Difference;
    /** how the table shared leadership */
    tally?: Tally;
}
/** Kinds of topics. */
export type TopicKind =
    "room" | "table" | "chat" | "group" | "person" | "console" | "screen" | "outcome";
