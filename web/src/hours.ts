// Clock times of the hall, in the time zone that its workshop was given.
import { locale } from "./i18n";
import type { RoomDoc } from "./types";

const HOUR = { hour: "numeric", minute: "2-digit" } as const;

/** The zone of this device, for a workshop that is being made. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When it starts, as a field of type `time` holds it: "15:15". */
export function dayTime(room: RoomDoc): string {
    const of = (timeZone?: string): string =>
        new Intl.DateTimeFormat("en-GB", {
            hour: "2-digit",
            minute: "2-digit",
            ...(timeZone && { timeZone }),
        }).format(room.options.starts);
    try {
        return of(room.options.zone);
    } catch {
        return of();
    }
}

/** "15 h 35"; of this device's zone where the workshop has none, or one that is not known here. */
export function hourText(room: RoomDoc, ms: number): string {
    try {
        const timeZone = room.options.zone;
        return new Intl.DateTimeFormat(locale(), { ...HOUR, timeZone }).format(ms);
    } catch {
        return new Intl.DateTimeFormat(locale(), HOUR).format(ms);
    }
}
