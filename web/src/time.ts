// The one place that asks this device for the time. Its clock may be set while the page runs, and
// nothing here measures with it: what lasts is measured on a steady one, which may stand still while
// the device sleeps, and is therefore set again from the server at each waking (clock.ts).

/** Milliseconds on a clock that never goes back; only differences mean something. */
export const steady = (): number => performance.now();
/** What to add to `steady` for about the time of day, as long as no server has told it. */
export const ABOUT_NOW = performance.timeOrigin;
/** Minutes since 1970 of a moment as a field of this device has it, "2026-03-27T15:15"; or none. */
export const minutesOf = (moment: string): number =>
    Math.round(new Date(moment).getTime() / 60000) || 0;
/** A day as the wire has it, "2014-06-30", or a moment; to be shown as a date. */
export const dayOf = (due: string | number): Date =>
    new Date(typeof due === "number" ? due : `${due}T12:00:00`);
/** The day so many months after that one, as the wire has it. */
export function monthsOn(from: string | number, months: number): string {
    const day = dayOf(from);
    day.setUTCMonth(day.getUTCMonth() + months);
    return day.toISOString().slice(0, 10);
}
