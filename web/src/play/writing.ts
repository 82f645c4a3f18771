// Who is writing in a text that several share: known once typing.ts is loaded, which puts itself here.
import type { Me } from "./me";

/** What is written: an act, and which of its fields. */
export interface Place {
    act: string;
    field?: string;
    shared: string;
}
export const writing: {
    /** A key was pressed there. */
    tell?: (me: Me, q: Place) => void;
    /** Who else writes there, as a sentence; empty when nobody does. */
    others?: (me: Me, q: Place) => string;
} = {};
