// The frame in which a replay's picture lives: a page of its own, so that nothing it does reaches
// the live one, that a sheet opened in it leaves the bar free, and that it has a screen's own size.
import { useEffect, useRef, useState } from "preact/hooks";
import { lang } from "../i18n";
import { useSize } from "../ui/size";
import { framed, type Picture } from "./frame";
import { docsAt, type Place, type Recording } from "./recording";
import { r } from "./texts";

/** A hall's screen is drawn as large as a real one, and made smaller; a phone shows it as it fits. */
const HALL = { width: 1280, height: 720, least: 640 };

interface StageProps {
    recording: Recording;
    place: Place;
    onRefused: () => void;
}
/** Keeps the picture at the place; gives where to put its frame. */
function usePicture({ recording, place, onRefused }: StageProps) {
    const language = lang.use();
    const box = useRef<HTMLDivElement>(null);
    const [picture, setPicture] = useState<Picture>();
    const shown = useRef(-1);
    const refused = useRef(onRefused);
    refused.current = onRefused;
    useEffect(() => {
        const frame = framed(recording.view, setPicture, () => refused.current());
        frame.title = r("picture");
        box.current?.append(frame);
        shown.current = -1;
        return () => {
            frame.remove();
            setPicture(undefined);
        };
    }, [recording]);
    useEffect(() => {
        if (!picture) return;
        const { line, t } = place;
        if (line === shown.current) return picture.tick(t);
        picture.show(docsAt(recording, line), t, line < shown.current);
        shown.current = line;
    }, [picture, recording, place]);
    useEffect(() => {
        picture?.speak(language);
        box.current?.firstElementChild?.setAttribute("title", r("picture"));
    }, [picture, language]);
    return box;
}

export function Stage(p: StageProps) {
    const box = usePicture(p);
    const { ref, size } = useSize<HTMLDivElement>();
    const hall = p.recording.view === "screen" && size.width >= HALL.least;
    const scale = Math.min(size.width / HALL.width, size.height / HALL.height);
    const kind = hall ? "hall" : /^p\d/.test(p.recording.view) ? "phone" : "whole";
    const style = hall
        ? { "--w": `${HALL.width}px`, "--h": `${HALL.height}px`, "--scale": String(scale) }
        : { "--w": "", "--h": "", "--scale": "" };
    return (
        <div ref={ref} class="rep-stage">
            <div ref={box} class={`rep-picture rep-${kind}`} style={style} />
        </div>
    );
}
