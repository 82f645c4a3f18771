// The screen that a replay shows, in a frame of its own: the same components, given the documents of
// a moment. It has its own store and clock, and never a connection; nothing it shows is spoken.
import { options, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { shownMoment } from "../clock";
import { lang, setLang } from "../i18n";
import { replay } from "../replayed";
import { loadConsole, loadHall, loadPhone } from "../screens";
import { link, you } from "../socket";
import { cell, dropDoc, setDoc, useDoc } from "../store";
import type { RoomDoc } from "../types";
import { Loading } from "../ui";
import type { Frame, Picture } from "./frame";
import type { Docs } from "./recording";

const frame = window.frameElement as Frame;
const takes = cell("takes", 0);
let held: Docs = {};

const picture: Picture = {
    show(docs, t, anew) {
        for (const topic of Object.keys(held)) if (!(topic in docs)) dropDoc(topic);
        for (const [topic, doc] of Object.entries(docs))
            if (held[topic] !== doc) setDoc(topic, 0, doc);
        held = docs;
        shownMoment.set(t);
        if (anew) takes.set(takes.get() + 1);
    },
    tick: (t) => shownMoment.set(t),
    speak: (language) => setLang(language, false),
};

/** Screens that come and go as one seeks would speak without end: none of them is a live region. */
function quiet(): void {
    const before = options.vnode;
    options.vnode = (node) => {
        const props = node.props as { role?: string; "aria-live"?: string };
        if (props.role === "status" || props.role === "alert") delete props.role;
        if (props["aria-live"] === "polite") delete props["aria-live"];
        before?.(node);
    };
}
/** A link that would leave the workshop's screen leaves the replay, or its moment. */
function stay(e: MouseEvent): void {
    const to = (e.target as Element).closest("a")?.getAttribute("href");
    if (!to || to.startsWith("#") || /^https?:/.test(to)) return;
    e.preventDefault();
    frame.refused?.();
}

type Shown = ComponentType<{ room: RoomDoc }>;
const phone = (Seated: ComponentType<{ code: string; id: string; room: RoomDoc }>): Shown =>
    function Phone({ room }) {
        const id = frame.view ?? "";
        return <Seated key={id} code={room.code} id={id} room={room} />;
    };
function load(view: string): Promise<Shown> {
    if (view === "facilitator") return loadConsole().then((m) => m.Desk);
    if (view === "screen") return loadHall().then((m) => m.Hall);
    return loadPhone().then((m) => phone(m.Seated));
}

const { style } = document.documentElement;
style.scrollbarWidth = "thin"; // a phone's screen has none
style.scrollbarColor = "var(--edge) transparent";
replay(() => frame.refused?.());
quiet();
document.addEventListener("click", stay, true);

export default function Screen() {
    lang.use();
    const take = takes.use();
    const room = useDoc<RoomDoc>("room");
    const [shown, setShown] = useState<{ as: Shown }>();
    useEffect(() => {
        const view = frame.view ?? "";
        link.set("open");
        const person = /^p\d/.test(view);
        you.set(person ? { kind: "person", people: [view] } : { kind: view as "screen" });
        void load(view).then((as) => {
            setShown({ as });
            frame.taken?.(picture);
        });
    }, []);
    if (!room || !shown) return <Loading />;
    return <shown.as key={take} room={room} />;
}
