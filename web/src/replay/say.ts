// The course of a replay, put in words: phases, times, moments.
import { listText, locale, t, tx } from "../i18n";
import { nameOf } from "../people";
import type { RoomDoc } from "../types";
import type { Moment, Segment } from "./moments";
import type { Recording, Scale } from "./recording";
import { r } from "./texts";

/** What the bar, its slider and the list of moments are drawn from. */
export interface Course {
    recording: Recording;
    moments: Moment[];
    segments: Segment[];
    scale: Scale;
    /** As it was in the end: who the people are. */
    room: RoomDoc | undefined;
}
export const segmentAt = (c: Course, line: number): Segment | undefined =>
    c.segments.filter((s) => s.line <= line).at(-1);

/** The last moment that is past at that line. */
export const momentAt = (c: Course, line: number): Moment | undefined =>
    c.moments.filter((m) => m.line <= line).at(-1);

export const ofPhase = (phase: string): string => t(`phase_${phase as "lobby"}`);
/** Minutes and seconds since the phase began. */
export function spent(ms: number): string {
    const s = Math.floor(Math.max(0, ms) / 1000);
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}
const hours = new Map<string, Intl.DateTimeFormat>(); // to make one takes longer than to use it
/** An hour as it is written beside a line of time. */
export function hourOf(ms: number): string {
    const key = locale();
    let hour = hours.get(key);
    if (!hour)
        hours.set(
            key,
            (hour = new Intl.DateTimeFormat(key, { hour: "numeric", minute: "2-digit" })),
        );
    return hour.format(ms);
}

/** What a moment is, in a few words, with the place of a name still open, and who that is. */
export function momentText(m: Moment, room: RoomDoc | undefined): { text: string; who: string } {
    const who = nameOf(room, m.who);
    if (m.kind === "phase") return { text: ofPhase(m.phase ?? "lobby"), who };
    if (m.kind === "story") return { text: m.text ?? "", who };
    const text = r(`m_${m.kind as "adopted"}`, {
        n: String(m.clause?.n ?? ""),
        groups: listText((m.groups ?? []).map((g) => t(`group_${g}`))),
        title: tx(m.title),
    });
    return { text, who };
}
