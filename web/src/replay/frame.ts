// A frame that draws a screen of the workshop from documents, and what the page around it and the
// frame know of each other.
import { locale } from "../i18n";
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

const has = (x: HTMLElement | null, name: string): string => x?.getAttribute(name) ?? "";
/** The client again, without an address of its own. Trusted: it holds but our own two addresses. */
function page(): string {
    const style = has(document.querySelector("link[data-base]"), "href");
    const script = has(document.querySelector("script[type=module]"), "src");
    const html =
        `<!doctype html><html lang="${locale()}"><meta charset="utf-8">` +
        `<meta name="color-scheme" content="light dark"><link data-base rel="stylesheet" href="${style}">` +
        `<body><div id="app"></div><script type="module" src="${script}"></script>`;
    return (trust?.createHTML(html) as string | undefined) ?? html;
}
interface Policies {
    createPolicy(
        name: string,
        rules: { createHTML: (x: string) => string },
    ): {
        createHTML(x: string): unknown;
    };
}
const trust = (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy("tablee-replay", {
    createHTML: (x) => x,
});

/** A frame that draws this view; `taken` has what is asked of its picture, once it can be. */
export function framed(
    view: string,
    taken: (picture: Picture) => void,
    refused?: () => void,
): Frame {
    const frame = document.createElement("iframe") as Frame;
    Object.assign(frame, { view, taken, refused });
    frame.srcdoc = page();
    return frame;
}
