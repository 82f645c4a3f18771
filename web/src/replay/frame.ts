// What the page of a replay and the frame of its picture know of each other.
import type { Lang } from "../types";
import type { Docs } from "./recording";

/** What the page around the frame may ask of it. */
export interface Picture {
    /** Shows the documents of a moment; `anew` when what they came from is no past of theirs. */
    show: (docs: Docs, t: number, anew: boolean) => void;
    tick: (t: number) => void;
    speak: (language: Lang) => void;
}
/** The frame as the page around it left it for us. */
export interface Frame extends HTMLIFrameElement {
    view?: string;
    /** Takes what is asked of the picture from now on. */
    taken?: (picture: Picture) => void;
    /** Somebody wanted to act, or to go elsewhere. */
    refused?: () => void;
}
