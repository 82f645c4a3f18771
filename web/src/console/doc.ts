// The facilitators' document, the acts they send, and which table needs somebody first.
import { f } from "../catalogue/facilitator";
import { t, type Key } from "../i18n";
import { act, type Answer, type Fields } from "../socket";
import type { Clock, Dict, Group, Phase, RoomDoc } from "../types";
import { refusalText, toast } from "../ui";
import { list } from "../types";

export interface Standing {
    clause: string;
    by?: string;
    since: number;
}
export interface Watch {
    progress?: { done?: number; of?: number };
    on?: number;
    seats?: number;
    adopted?: number;
    open?: number;
    standing?: Standing[];
    help?: boolean | number;
    silent?: string[];
    typist?: string;
    hands_missing?: Group[];
    prompt?: { kind?: string } | string;
}
export interface ConsoleDoc {
    facilitators?: Dict<{ name?: string }>;
    tables?: Dict<Watch>;
    acts?: Dict<{ t: number; by?: string; act: string; who?: string; table?: string }>;
    notes?: Dict<{ text: string; t: number; by?: string }>;
    codes?: Dict<string>;
    removed?: Dict<string>;
}

/** Sends an act at once; what it destroys can be undone for ten seconds by its inverse. */
export async function steer(
    name: string,
    fields: Fields = {},
    done?: string,
    undo?: () => void,
): Promise<Answer<Fields>> {
    const answer = await act(name, fields);
    if (!answer.ok) toast(refusalText(answer.no), { bad: true });
    else if (done) toast(done, { undo });
    return answer;
}

export const tableName = (room: RoomDoc, id: string): string =>
    room.tables?.[id]?.name ?? `${t("table_word")} ${id.slice(1)}`;
export const personName = (room: RoomDoc, id: string): string => room.people?.[id]?.name ?? id;
export const phaseName = (kind: string | undefined): string => t(`phase_${kind ?? "lobby"}` as Key);
export const actorName = (doc: ConsoleDoc | undefined, by: string | undefined): string =>
    !by || by === "sys"
        ? f("system")
        : doc?.facilitators?.[by]?.name || f("facilitator_n", { n: by.slice(1) });

/** The phase before or after the clock's; the lobby comes before the first. */
export function neighbour(room: RoomDoc, step: 1 | -1): Phase | undefined {
    const phases = list<Phase>(room.phases);
    const at =
        room.state === "lobby"
            ? -1
            : phases.findIndex((p) => p.kind === (room.clock as Clock | undefined)?.kind);
    return phases[at + step];
}

/** Higher is more urgent: a call first, then objections, silence, absence, delay. */
export function need(watch: Watch | undefined, help: boolean): number {
    if (!watch) return help ? 1000 : 0;
    const progress = watch.progress?.of ? 1 - (watch.progress.done ?? 0) / watch.progress.of : 0;
    return (
        (help || watch.help ? 1000 : 0) +
        (watch.prompt ? 200 : 0) +
        (watch.standing?.length ?? 0) * 50 +
        (watch.silent?.length ?? 0) * 20 +
        Math.max(0, (watch.seats ?? 0) - (watch.on ?? 0)) * 15 +
        progress * 10
    );
}
