// The picture of the story: the axis, the lanes and the ribbon, with a line where one is and a veil
// over what is still to come; they are moved, and nothing is drawn again.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { lang } from "../../i18n";
import { nameOf } from "../../people";
import { save } from "../../saved";
import type { RoomDoc } from "../../types";
import { Button, Loom } from "../../ui";
import type { Axis, StoryDoc } from "./doc";
import type { Near } from "./happened";
import { here } from "./follow";
import { Hours, HowRibbon, Lanes, Marked, Ribbon, shareAt } from "./lanes";
import { h } from "./texts";
import { Twin } from "./twin";

function useWidth<E extends HTMLElement>() {
    const ref = useRef<E>(null);
    const [width, setWidth] = useState(0);
    useLayoutEffect(() => {
        const el = ref.current;
        if (!el) return;
        const watch = new ResizeObserver(([now]) => now && setWidth(now.contentRect.width));
        watch.observe(el);
        setWidth(el.clientWidth);
        return () => watch.disconnect();
    }, []);
    return { ref, width };
}

/* -- the whole -------------------------------------------------------------------------------- */
/** A finger or a pointer on the threads goes to that time. */
function useScrub(at: (share: number) => number, go: (t: number) => void) {
    const held = useRef(false);
    const take = (e: PointerEvent): void => {
        const cloth = (e.target as Element).closest(".st-cloth, .st-hours");
        if (!cloth) return;
        const box = cloth.getBoundingClientRect();
        go(at(shareAt(e.clientX - box.left, box.width)));
    };
    return {
        onPointerDown: (e: PointerEvent) => {
            held.current = true;
            take(e);
        },
        onPointerMove: (e: PointerEvent) => {
            if (held.current && e.buttons) take(e);
        },
        onPointerUp: () => {
            held.current = false;
        },
    };
}

/** Keeps the line and the veils where one is. */
function useNow(box: { current: HTMLElement | null }, at: number, drawn: unknown): void {
    useLayoutEffect(() => {
        const marks = box.current?.querySelectorAll<HTMLElement>(".st-veil, .st-now") ?? [];
        for (const mark of marks) mark.style.setProperty("--at", at.toFixed(5));
    }, [at, drawn]);
}

/** A way to take it home; a file has none. */
function Take({ make, code }: { make: () => Promise<Blob>; code: string }) {
    const name = `tablee-${code}.html`;
    const [busy, setBusy] = useState(false);
    const [failed, setFailed] = useState(false);
    const take = async (): Promise<void> => {
        setBusy(true);
        setFailed(false);
        try {
            save(name, await make());
        } catch {
            setFailed(true);
        }
        setBusy(false);
    };
    return (
        <div class="st-take">
            <Button busy={busy} onClick={() => void take()}>
                {h("take")}
            </Button>
            <p class="hint" role="status">
                {h(failed ? "take_failed" : "take_how")}
            </p>
            <a class="btn" target="_blank" href={`/conseil/${code}`}>
                {h("council")}
            </a>
        </div>
    );
}

interface WovenProps {
    s: StoryDoc;
    axis: Axis;
    room: RoomDoc;
    t: number;
    near: Near;
    onNear: (near: Near) => void;
    onTime: (t: number) => void;
    take?: () => Promise<Blob>;
    /** The picture alone: a hall reads it, and presses nothing. */
    bare?: boolean;
}
export function Woven({ s, axis, room, t, near, onNear, onTime, take, bare }: WovenProps) {
    const { ref, width } = useWidth<HTMLDivElement>();
    const box = useRef<HTMLElement>(null);
    const marks = here.use();
    const language = lang.use();
    const scrub = useScrub(axis.at, onTime);
    const table = s.tables.find((x) => x.id === near.table);
    const drawn = useMemo(
        () =>
            width > 0 && (
                <>
                    <Hours {...{ s, axis, width }} />
                    <Lanes
                        {...{ s, axis, width }}
                        table={near.table}
                        strand={near.strand}
                        onTable={(id) => onNear({ table: id })}
                        onStrand={(strand) => onNear({ ...near, strand })}
                    />
                    <Ribbon {...{ s, axis, width, table }} />
                    <Marked {...{ axis, width, marks }} />
                </>
            ),
        [s, axis, width, near, language, marks],
    );
    const twin = useMemo(() => <Twin s={s} name={(id) => nameOf(room, id)} />, [s, room, language]);
    useNow(box, axis.of(t), drawn);
    return (
        <div class="st">
            <Loom />
            <section ref={box} aria-label={h("lanes")} class="st-drawn" {...scrub}>
                <div class="st-measure">
                    <div ref={ref} />
                </div>
                {drawn}
                <div class="st-now" aria-hidden="true" />
            </section>
            {!bare && <HowRibbon s={s} table={table} />}
            {!bare && twin}
            {take && <Take make={take} code={s.room} />}
        </div>
    );
}
