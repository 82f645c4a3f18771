// A scenario's whole file, as scenarios/scenario.schema.json says, and how to get it: with the host's
// key, or as the room of a facilitator began with it.
import type { Era, Group, RoomDoc, Text } from "../types";

export type GroupName = "municipal" | "citizen" | "organisation";
export const GROUP_NAMES: readonly GroupName[] = ["municipal", "citizen", "organisation"];
export const LETTER: Record<GroupName, Group> = { municipal: "M", citizen: "C", organisation: "O" };

export interface FileRole {
    id: string;
    group: GroupName;
    title: Text;
    name: string;
    public: Text;
    casting?: Text;
    after?: Text;
    mandate: Text;
    interests: string[];
    private: { knows?: Text; wants: Text[]; fears: Text[]; red_line: Text };
    assets: { id: string; kind: string; text: Text; amount?: number }[];
    absent?: Text;
}
export interface FilePhase {
    kind: string;
    seconds: number;
    steps: { id: string; at_s: number; title?: Text; text?: Text }[];
}
export interface FileInject {
    id: string;
    title: Text;
    text: Text;
    ask: Text;
    to?: string[];
    unseated?: Text;
    phase: string;
    at_s?: number;
}
export interface FileExpert {
    id: string;
    title: Text;
    offers: Text;
    advice: Text;
}
/** What changes in the era that is not the file's own: whole fields, those of a list's items by id. */
interface FileVariant {
    roles?: Record<string, Partial<FileRole>>;
    injects?: Record<string, Partial<FileInject>>;
    expertise?: Record<string, Partial<FileExpert>>;
    when?: Text;
    summary?: Text[];
    situation?: Text[];
    conflict?: Text;
}
export interface ScenarioFile {
    id: string;
    version: number;
    era: Era;
    eras?: Partial<Record<Era, FileVariant>>;
    title: Text;
    tagline: Text;
    when: Text;
    place: { name: string; mrc: string | null; region: string; population: number };
    status: string;
    summary: Text[];
    situation: Text[];
    need: Text;
    conflict: Text;
    players: { min: number; max: number; best: number };
    budget?: { total: number; community: number; what?: Text };
    guide?: { usual: Text; endings: { ending: Text; question: Text }[] };
    groups: Record<
        GroupName,
        { name?: Text; mandate: Text; interests: { id: string; text: Text }[] }
    >;
    roles: FileRole[];
    tensions: { roles: string[]; text: Text }[];
    trades: { roles: string[]; text: Text }[];
    injects: FileInject[];
    phases: FilePhase[];
    expertise?: FileExpert[];
    story: { events: { date: Text; text: Text }[]; outcome: Text };
    fiction: Text[];
}

/** The MRC as it is said: format 1 had its bare name. */
export const mrcName = (mrc: string): string => (mrc.startsWith("MRC") ? mrc : `MRC ${mrc}`);

const changed = <T extends { id: string }>(items: T[], by: Record<string, Partial<T>> = {}): T[] =>
    items.map((x) => ({ ...x, ...by[x.id] }));

/** The file as it reads in an era; the server reads it alike (scenario_era.c). */
function inEra(file: ScenarioFile, era: Era): ScenarioFile {
    const { roles, injects, expertise, ...whole } = file.eras?.[era] ?? {};
    return {
        ...file,
        ...whole,
        era,
        roles: changed(file.roles, roles),
        injects: changed(file.injects, injects),
        ...(file.expertise ? { expertise: changed(file.expertise, expertise) } : {}),
    };
}

/** The file as this room plays it: in its era, with its own phases and their lengths, and event cards
    at their place in them. */
export function ofRoom(whole: ScenarioFile, room: RoomDoc): ScenarioFile {
    const file = inEra(whole, room.scenario?.era ?? whole.era);
    const seconds = (phases: FilePhase[], kind: string): number =>
        phases.find((x) => x.kind === kind)?.seconds ?? 0;
    const moved = (at_s: number, kind: string): number =>
        Math.round((at_s * seconds(room.phases, kind)) / (seconds(file.phases, kind) || 1));
    return {
        ...file,
        phases: room.phases,
        injects: file.injects.map((x) =>
            x.at_s === undefined ? x : { ...x, at_s: moved(x.at_s, x.phase) },
        ),
    };
}

export const isRoom = (id: string): boolean => /^\d{7}$/.test(id);

async function fetchOpened(where: string, secret: string): Promise<string | number> {
    const answer = await fetch(where, {
        headers: secret ? { Authorization: `Bearer ${secret}` } : {},
    });
    return answer.ok ? answer.text() : answer.status;
}

/** The file's text, or the status of the refusal. */
export const fetchText = (id: string, secret: string): Promise<string | number> =>
    fetchOpened(
        isRoom(id) ? `/api/rooms/${id}/scenario.json` : `/api/scenarios/${id}.json`,
        secret,
    );

/** Who sits at its tables, as JSON, or the status of the refusal. */
export const fetchSeats = (id: string, secret: string): Promise<string | number> =>
    fetchOpened(
        isRoom(id) ? `/api/rooms/${id}/seats.json` : `/api/scenarios/${id}.seats.json`,
        secret,
    );
