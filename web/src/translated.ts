// A browser that translates takes our texts out of the page, and puts its own where they stood, in
// <font> elements. What draws the page would go on writing in the texts that nobody sees. Here each
// of ours goes back to its place, empty, before what stands for it: it keeps the place for whoever
// draws, and when it is written in, moved or taken away, what stood for it goes or follows.
import { cell } from "./store";

interface Stand {
    font: Element;
    /** What our text said, should the translation be taken back. */
    said: string;
}
const stands = new WeakMap<Node, Stand>();
const standsFor = new WeakMap<Node, Text>();
/** Emptied by us, and the record of it not yet seen: what is written empty after that is the page's. */
const emptied = new WeakSet<Node>();

/** Whether texts of this page were translated. */
export const translated = cell("translated", false);

function stand(text: Text, font: Element): void {
    if (font.contains(text)) text.replaceWith(text.data); // wrapped, and not replaced
    stands.set(text, { font, said: text.data });
    standsFor.set(font, text);
    font.before(text);
    emptied.add(text); // from here, where it is watched
    text.data = "";
    translated.set(true);
}
function unstand(text: Node, font: Element): void {
    stands.delete(text);
    font.remove();
}
/** The <font> that took the place of a text which is gone from here. */
const standIn = (r: MutationRecord): Element | undefined =>
    [...r.addedNodes, r.previousSibling, r.nextSibling].find(
        (x): x is Element => x?.nodeName === "FONT" && !standsFor.has(x),
    );

function gone(node: Node, r: MutationRecord): void {
    const had = stands.get(node);
    const ours = standsFor.get(node);
    if (had) {
        if (!node.isConnected) unstand(node, had.font);
        else follow(node as Text);
    } else if (ours && stands.has(ours) && !node.isConnected) {
        const said = stands.get(ours)?.said ?? "";
        stands.delete(ours);
        if (!ours.data) ours.data = said; // the reader wants it as it was
    } else if (node.nodeType === Node.TEXT_NODE && r.target.nodeName !== "FONT") {
        const font = standIn(r);
        if (font?.isConnected && (!node.isConnected || font.contains(node)))
            stand(node as Text, font);
    }
}
/** What stands for a text stands right after it, whatever was put between. */
function follow(text: Text): void {
    const font = stands.get(text)?.font;
    if (font && text.nextSibling !== font) text.after(font);
}
function written(text: Node): void {
    const had = stands.get(text);
    if (!had || emptied.delete(text)) return;
    unstand(text, had.font);
}

export function keepTranslated(root: Element): void {
    const heal = (records: MutationRecord[]): void => {
        for (const r of records) {
            if (r.type === "characterData") written(r.target);
            for (const node of r.removedNodes) gone(node, r);
            for (const node of r.addedNodes)
                if (node.previousSibling && stands.has(node.previousSibling))
                    follow(node.previousSibling as Text);
        }
    };
    const what = { childList: true, subtree: true, characterData: true };
    new MutationObserver(heal).observe(root, what);
}
