// A session as it is taken home (server/PROTOCOL.md, P30): its story, and what a screen held in the
// end. From a file of it, or from the server; the figures are those that the server counted.
import { storyOf, type StoryDoc } from "../replay/story/doc";
import { inTurn, taken } from "../turn";
import type { Dict, OutcomeDoc, RoomDoc, TableDoc } from "../types";
import type { Seal } from "./whole";

export interface Session {
    story?: StoryDoc;
    /** Of a log that was broken, the records that hold. */
    until?: number;
    room?: RoomDoc;
    tables: Dict<TableDoc>;
    outcomes: Dict<OutcomeDoc>;
    /** What it is made of, line by line, and what that is chained by. */
    parts: readonly string[];
    seal: Seal;
}

function read<T>(text: string | undefined): T | undefined {
    try {
        return JSON.parse(text ?? "") as T;
    } catch {
        return undefined;
    }
}
export interface Part {
    topic?: string;
    doc?: unknown;
    until?: number;
}
export const partOf = (part: string | undefined): Part => read<Part>(part) ?? {};

/** A seal that is not written as it is made is none. */
function sealOf(text: string): Seal {
    const { log, links } = read<Seal>(text) ?? {};
    const whole = JSON.stringify({ log, links }) === text && /^[0-9a-f]{64}$/.test(log ?? "");
    return whole && log && links ? { log, links } : { log: "", links: [] };
}

export function sessionOf(parts: readonly string[], seal: string): Session {
    const sent = read<StoryDoc>(parts[0]);
    const out: Session = {
        story: sent?.tables && storyOf(sent),
        tables: {},
        outcomes: {},
        parts,
        seal: sealOf(seal),
    };
    for (const { topic, doc, until } of parts.slice(1).map(partOf)) {
        if (until !== undefined) out.until = until;
        const [kind, id = ""] = topic?.split("/") ?? [];
        if (kind === "room") out.room = doc as RoomDoc;
        if (kind === "table") out.tables[id] = doc as TableDoc;
        if (kind === "outcome") out.outcomes[id] = doc as OutcomeDoc;
    }
    return out;
}

/** Of the text of a page that holds one: no line of it has the sign that a tag begins with. */
export function sessionIn(page: string): Session {
    const textOf = (id: string): string =>
        new RegExp(`<script type="application/json" id="${id}">([^<]*)<`).exec(page)?.[1] ?? "";
    const parts = textOf("parts").split("\n");
    if (parts.at(-1) === "") parts.pop();
    return sessionOf(parts, textOf("seal").replace(/\n$/, ""));
}

/** A refusal is thrown as its code. */
export async function sessionFrom(code: string, token: string): Promise<Session> {
    const answer = await taken(await inTurn(code, "replay/taken", token));
    const lines = (await answer.text()).trimEnd().split("\n");
    const seal = lines.pop() ?? "";
    return sessionOf(lines, seal);
}
