// The facilitators' document, the acts they send, and who is where.
import type { ComponentChildren } from "preact";
import { f, type FKey } from "../catalogue/facilitator";
import { locale, t, tx, type Key } from "../i18n";
import { apart, nameOf, tableName } from "../people";
import { act, you, type Answer, type At, type Fields } from "../socket";
import type { Act, ConsoleDoc, Phase, RoomDoc } from "../types";
import { refusalText, toast } from "../ui";

export type { Act, ConsoleDoc, EventCard, Watch } from "../types";

/** What every part of the console draws from. */
export interface Seen {
    room: RoomDoc;
    doc: ConsoleDoc | undefined;
}

/** What is open over the page: one thing at a time, so that what was done is told on the page. */
export type Opened =
    | { what: "table" | "deal" | "hat"; table: string }
    | { what: "write"; table: string; text: string }
    | { what: "words"; table: string }
    | { what: "person"; person: string };
export interface Opening {
    onOpen: (what: Opened) => void;
}

/**
 * Sends an act, now or not at all: whoever steers a room does not find out minutes later that
 * something moved. A note alone waits. What it destroys can be undone for ten seconds by its inverse. */
export async function steer(
    name: string,
    fields: Fields = {},
    done?: ComponentChildren,
    undo?: (made: Fields) => void,
    at?: At,
): Promise<Answer<Fields>> {
    const answer = await act(name, fields, { now: name !== "note", at });
    if (!answer.ok) toast(refusalText(answer.no), { bad: true });
    else if (done) toast(done, { undo: undo && (() => undo(answer.out)) });
    return answer;
}
/** An undo is of that very event, and of none that a colleague made since. */
export const undoing = (made: Fields): At => ({ undoes: made.n as number });
/** Acts on the clock are of the phase that was looked at. */
export const inPhase = (room: RoomDoc): At => ({ phase: phaseAt(room) });

export function personName({ room, doc }: Seen, id: string): string {
    const removed = doc?.removed ?? {};
    if (room.people?.[id]?.name || !removed[id]) return nameOf(room, id);
    const named = Object.entries(removed).map(([p, name]) => [p, { name }] as const);
    return apart({ ...room.people, ...Object.fromEntries(named) }, id);
}
export const phaseName = (kind: string | undefined): string => t(`phase_${kind ?? "lobby"}` as Key);
export function actorName(doc: ConsoleDoc | undefined, by: string | undefined): string {
    if (!by || by === "sys") return f("system");
    if (by === you.get()?.f) return f("you");
    return apart(doc?.facilitators ?? {}, by) || f("facilitator_n", { n: by.slice(1) });
}
export const phasesOf = (room: RoomDoc): Phase[] => room.phases;

/** Which phase the clock is in; the lobby comes before the first. */
export const phaseAt = (room: RoomDoc): number => (room.state === "lobby" ? -1 : room.clock.phase);

/** The phase before or after the clock's. */
export const neighbour = (room: RoomDoc, step: 1 | -1): Phase | undefined =>
    phasesOf(room)[phaseAt(room) + step];

export const peopleAt = (room: RoomDoc, table: string): string[] =>
    Object.entries(room.people ?? {})
        .filter(([, p]) => p.table === table && !p.gone)
        .sort(([, a], [, b]) => "MCO".indexOf(a.group ?? "M") - "MCO".indexOf(b.group ?? "M"))
        .map(([id]) => id);
export const peopleIn = (room: RoomDoc): number =>
    Object.values(room.people ?? {}).filter((p) => !p.gone).length;
export const waitingPeople = (room: RoomDoc): string[] =>
    Object.entries(room.people ?? {})
        .filter(([, p]) => !p.table && !p.gone)
        .map(([id]) => id);

export const cardTitle = (doc: ConsoleDoc | undefined, n: number | undefined): string =>
    tx(doc?.cards?.[n ?? -1]?.title) || f("card_n", { n: (n ?? 0) + 1 });

const details: Record<string, (a: Act, s: Seen) => string> = {
    next: (a, s) => (a.phase === undefined ? "" : phaseName(phasesOf(s.room)[a.phase]?.kind)),
    back: (a, s) =>
        phaseName(a.phase === undefined || a.phase < 0 ? "lobby" : phasesOf(s.room)[a.phase]?.kind),
    extend: (a) => f("minutes_more", { n: Math.round((a.seconds ?? 0) / 60) }),
    lock: (a) => f(a.on ? "now_locked" : "now_unlocked"),
    show: (a) => f(`show_${a.show ?? "auto"}` as FKey),
    deal: (a, s) => cardTitle(s.doc, a.inject) + (a.undo ? `, ${f("taken_back")}` : ""),
    schedule: (a, s) => cardTitle(s.doc, a.inject),
    answer_help: (a) => (a.undo ? f("taken_back") : ""),
    dismiss: (a) => f("people_n", { n: a.people ?? 0 }) + (a.undo ? `, ${f("taken_back")}` : ""),
    robots: (a) => f("robots_n", { n: a.people ?? 0 }),
    lead: (a, s) => actorName(s.doc, `f${a.facilitator ?? ""}`),
    withdraw: (a, s) => actorName(s.doc, `f${a.facilitator ?? ""}`),
    hat: (a) => (a.group ? t(`group_${a.group}`) : f("hat_none")),
};

/** One line of the log: what, `{whom}`, where. Acts that this client does not know keep their name. */
export function actText(a: Act, seen: Seen): string {
    const known = KNOWN.has(a.act) ? f(`act_${a.act}` as FKey) : a.act;
    return [known, a.who && "{whom}", a.table && tableName(a.table), details[a.act]?.(a, seen)]
        .filter(Boolean)
        .join(" · ");
}
const KNOWN = new Set(
    (
        "next back pause resume extend lock say unsay note show deal sit hat name remove restore " +
        "robots dismiss answer_help end reopen park erase plenary tell retract put_back " +
        "chat unchat chats where table_where schedule call_link lead withdraw"
    ).split(" "),
);

export const hourOf = (ms: number): string =>
    new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(ms);
