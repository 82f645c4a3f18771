// The story, once a facilitator leads a debrief: it comes when it is shown.
import { useEffect, useState } from "preact/hooks";
import type { Lead } from "../replay/story/follow";
import { Loading } from "../ui";

type Shown = typeof import("../replay/story/hall").HallStory;
export function LedHall(p: { code: string; lead: Lead }) {
    const [shown, setShown] = useState<{ as: Shown }>();
    useEffect(() => {
        void import("../replay/story/hall").then((m) => setShown({ as: m.HallStory }));
    }, []);
    return shown ? <shown.as {...p} /> : <Loading />;
}
