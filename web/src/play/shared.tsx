// A text that several people write.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { nameOf } from "../people";
import type { Fields } from "../socket";
import type { Written } from "../types";
import { Field, Named, refusalText } from "../ui";
import { begunOn, keepBegun } from "./drafts";
import { keyOf, useDraft, useMe, useSend } from "./me";
import { p as s } from "./texts";
import { Versions } from "./versions";
import { writing } from "./writing";

interface SharedProps {
    act: string;
    /** Which of the texts that the act writes, when it writes several. */
    field?: string;
    label: string;
    shared: string;
    /** The document's: who wrote last, and what it said before. */
    of: Written | undefined;
    max: number;
    lines?: number;
    hint?: string;
    extra?: Fields;
    /** What the act calls the field. */
    name?: string;
}
/**
 * The words being written, and what sends them: on leaving the field or after four idle seconds,
 * from the base they were written on.
 */
function useSharedText(q: SharedProps) {
    const me = useMe();
    const key = `${q.act}.${me.acting ?? ""}.${q.field ?? ""}`;
    const d = useDraft(key, q.shared);
    const whole = keyOf(me, key);
    const base = useRef((d.dirty ? begunOn(me.id, whole) : null) ?? q.shared);
    const sending = useRef(false);
    const sender = useSend();
    const { run } = sender;
    const paused = !!me.room.clock?.paused;
    // A word under composition is written on what was there when it was begun, and leaves when it ends.
    const [composing, compose] = useState(false);
    if (!d.dirty && !composing) base.current = q.shared;
    // A page that is loaded again in the middle of a word must not take what others wrote
    // meanwhile for what this writer has read.
    useLayoutEffect(
        () => keepBegun(me.id, whole, d.dirty ? base.current : null),
        [d.dirty, base.current],
    );
    const once = async (text: string): Promise<boolean> => {
        const fields = {
            ...(q.field !== undefined && { [q.name ?? "field"]: q.field }),
            base: base.current,
            text,
            ...q.extra,
        };
        if (!(await run(q.act, fields, { texts: { [key]: text } }))) return false;
        base.current = text;
        d.accept(text);
        return true;
    };
    const save = async (): Promise<void> => {
        if (!d.dirty || composing || sending.current) return;
        if (d.now() === q.shared) return d.clear();
        sending.current = true;
        // What was typed while the answer was awaited goes right after it.
        let sent: string;
        do sent = d.now();
        while ((await once(sent)) && sent !== d.now());
        sending.current = false;
    };
    const idle = useRef(0);
    useEffect(() => {
        window.clearTimeout(idle.current);
        if (d.dirty && !paused && !composing)
            idle.current = window.setTimeout(() => void save(), 4000);
        return () => window.clearTimeout(idle.current);
    }, [d.text, d.dirty, paused, composing]);
    const set = (text: string): void => {
        writing.tell?.(me, q);
        keepBegun(me.id, whole, base.current);
        d.set(text);
    };
    const theirs = d.dirty && q.shared !== base.current;
    return { ...sender, d, set, save, compose, theirs, writers: writing.others?.(me, q) };
}
/** Who of those who share it changed it last. */
export function By({ who }: { who: string | undefined }) {
    const me = useMe();
    if (!who) return null;
    return (
        <p class="hint" role="status">
            <Named text={s("f_by")} name={nameOf(me.room, who)} />
        </p>
    );
}
/** A text several people write: merged by the server from the base it was written on. */
export function SharedText(q: SharedProps) {
    const me = useMe();
    const { d, set, save, compose, theirs, writers, busy, no, said } = useSharedText(q);
    const refusal = no?.code === "too_long" ? refusalText({ ...no, max: q.max }) : said();
    const by = nameOf(me.room, q.of?.by);
    const note = busy ? (
        t("saving")
    ) : theirs ? (
        <Named text={s("f_theirs")} name={by} words={<>{q.shared}</>} />
    ) : writers ? (
        <Named {...writers} />
    ) : (
        q.of && <Named text={s("f_by")} name={by} />
    );
    return (
        <>
            <Field
                label={q.label}
                value={d.text}
                max={q.max}
                lines={q.lines ?? 2}
                hint={q.hint}
                onInput={set}
                onCompose={compose}
                onBlur={() => void save()}
                error={d.dirty ? refusal : undefined}
                note={note}
            />
            {q.of && <Versions act={q.act} field={q.field} extra={q.extra} of={q.of} />}
        </>
    );
}
