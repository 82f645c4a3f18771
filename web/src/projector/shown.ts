// What the hall's screen shows now: what the facilitator chose, or what the hour asks for.
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { picturesOf } from "../outcome/slides";
import { act } from "../socket";
import { useDoc } from "../store";
import type { OutcomeDoc, RoomDoc, ScreenDoc, Show } from "../types";
import type { Turning } from "./paged";

export interface Shown {
    view: Show;
    table?: string;
}

const KEYS: Record<string, 1 | -1> = {
    ArrowRight: 1,
    PageDown: 1,
    " ": 1,
    ArrowLeft: -1,
    PageUp: -1,
};

const same = (a: Shown, b: Shown): boolean => a.view === b.view && a.table === b.table;

/** What a clicker walks through: the clock's own screen, the frame of the
    game before it is played, each report that is told to the hall, the outcomes, the tables and
    the code. */
function useStops({ plenary }: RoomDoc, shows: Show[]): Shown[] {
    const told = shows.includes("outcome");
    const frame = !told && shows.includes("frame");
    return useMemo(() => {
        const reports = plenary.order.map((table): Shown => ({ view: "report", table }));
        return [
            { view: "auto" },
            ...(frame ? [{ view: "frame" as const }] : []),
            ...(told ? [...reports, { view: "outcome" as const }] : []),
            { view: "tables" },
            { view: "code" },
        ];
    }, [plenary, told, frame]);
}

/** Which picture of what is shown is on, and which part of it; the first when it is another. */
function usePlace(
    shown: Shown,
    pages: number,
): Omit<Turning, "turn"> & {
    step: (by: 1 | -1) => boolean;
    restart: (by: 1 | -1) => void;
} {
    const [at, setAt] = useState({ of: shown, page: 0, part: 0 });
    const [parts, setParts] = useState(1);
    const here = same(at.of, shown) ? at : { page: 0, part: 0 };
    const page = Math.min(here.page, pages - 1);
    const part = Math.min(here.part, parts - 1);
    // Turned back to, a picture shows its end: how many parts it has is known once it is drawn.
    const goTo = (to: number, by: 1 | -1): void =>
        setAt({ of: shown, page: to, part: by > 0 ? 0 : Infinity });
    const step = (by: 1 | -1): boolean => {
        if (part + by >= 0 && part + by < parts) setAt({ of: shown, page, part: part + by });
        else if (page + by >= 0 && page + by < pages) goTo(page + by, by);
        else return false;
        return true;
    };
    const restart = (by: 1 | -1): void => goTo(by > 0 ? 0 : pages - 1, by);
    return { page, part, parts, onParts: setParts, step, restart };
}

/** What is shown is the server's to say, so that two projectors and the console agree; whoever
    holds the clicker asks it. Hiding the picture and the pages of an outcome are this screen's. */
export function useShown(room: RoomDoc, doc: ScreenDoc | undefined) {
    const stops = useStops(room, doc?.shows ?? []);
    const [blank, setBlank] = useState(false);
    const view = doc?.show ?? "auto";
    const first = Object.keys(room.tables ?? {})[0];
    const table = doc?.table ?? (view === "report" || view === "got" ? first : undefined);
    const shown = useMemo<Shown>(() => ({ view, table }), [view, table]);
    const founding = useDoc<OutcomeDoc>(`outcome/${table ?? ""}`)?.founding;
    const pages = view === "outcome" ? picturesOf(founding, table) : 1;
    const { step: within, restart, ...place } = usePlace(shown, pages);
    const turn = (step: 1 | -1): void => {
        if (within(step)) return;
        const at = stops.findIndex((stop) => same(stop, shown));
        if (at < 0) {
            restart(step);
            return;
        }
        const to = stops[(at + step + stops.length) % stops.length];
        const what = { show: to?.view, ...(to?.table && { table: to.table }) };
        // Now or not at all: a picture is not turned minutes later, under whoever speaks then.
        void act("show", what, { as: "sys", now: true });
    };
    // Before the next key can be pressed: a quick clicker must not speak to the picture before.
    useLayoutEffect(() => {
        const press = (e: KeyboardEvent): void => {
            if (e.ctrlKey || e.metaKey || e.altKey) return;
            if (e.key === "b" || e.key === "B" || e.key === ".") {
                setBlank((b) => !b);
                return;
            }
            const step = KEYS[e.key];
            if (step === undefined || (e.key === " " && e.target !== document.body)) return;
            e.preventDefault();
            turn(step);
        };
        window.addEventListener("keydown", press);
        return () => window.removeEventListener("keydown", press);
    });
    return { shown, blank, turning: { ...place, turn } };
}
