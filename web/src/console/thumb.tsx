// What the hall sees, small: the hall's own screen in a frame, given the documents that this console
// has of it. Where there is room for one, and never in a replay, whose picture it would be once more.
import { useEffect, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { useNow } from "../clock";
import { lang } from "../i18n";
import { replayed } from "../replayed";
import { framed, type Picture } from "../replay/frame";
import { getDoc, versions } from "../store";
import { useSize } from "../ui/size";

const WIDE = "(min-width: 64rem)"; // as in console.late.css
const LATER_MS = 1500; // the console itself comes first
const WIDTH = 1280; // of its window, as in console.late.css

const ofHall = (topic: string): boolean => /^(room|screen|(table|outcome)\/\w+)$/.test(topic);
const docsOfHall = (): Record<string, unknown> =>
    Object.fromEntries(
        Object.keys(versions())
            .filter(ofHall)
            .map((topic) => [topic, getDoc(topic)]),
    );

function Small() {
    const { ref: box, size } = useSize<HTMLDivElement>();
    const [picture, setPicture] = useState<Picture>();
    const language = lang.use();
    const now = useNow(1000);
    useEffect(() => {
        const timer = window.setTimeout(() => {
            const frame = framed("screen", setPicture);
            frame.title = f("show");
            frame.tabIndex = -1;
            box.current?.append(frame);
        }, LATER_MS);
        return () => window.clearTimeout(timer);
    }, []);
    useEffect(() => picture?.speak(language), [picture, language]);
    useEffect(() => picture?.show(docsOfHall(), now, false), [picture, now]);
    const style = { "--scale": String(size.width / WIDTH) };
    return <div ref={box} class="con-thumb" style={style} aria-hidden="true" inert />;
}

export function Thumbnail() {
    const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
    useEffect(() => {
        const query = matchMedia(WIDE);
        const look = (): void => setWide(query.matches);
        query.addEventListener("change", look);
        return () => query.removeEventListener("change", look);
    }, []);
    return wide && !replayed() ? <Small /> : null;
}
