// Who is writing in a text that several share: known once typing.ts is loaded, which puts itself here.
import type { Me } from "./me";

/** What is written: an act, and which of its fields. */
export interface Place {
    act: string;
    field?: string;
    shared: string;
}
/** A sentence, and the names in it. */
export type Writers = { text: string; [place: string]: string };
export const writing: {
    /** A key was pressed there. */
    tell?: (me: Me, q: Place) => void;
    /** Who else writes there. */
    others?: (me: Me, q: Place) => Writers | undefined;
} = {};
