// One draft on this desk: what it was when read, what it is now, and how it is brought together with
// what others saved meanwhile. Words that could not be saved wait in this browser.
import { useEffect, useRef, useState } from "preact/hooks";
import { lang } from "../i18n";
import { remember } from "../storage";
import { toast } from "../ui";
import { merge, withAt, type Clash } from "./merge";
import { isObject, TOP, type Json } from "./schema";
import { check, readDraft, saveDraft, type Fault } from "./server";
import { e } from "./texts";

export type SaveState = "saved" | "unsaved" | "saving" | "lost";
interface Base {
    hash: string;
    file: Json;
}
export interface Desk {
    file: Json | undefined;
    faults: Fault[];
    count: number;
    state: SaveState;
    clashes: Clash[];
    gone: boolean;
    hash: () => string;
    put: (path: string, value: Json | undefined) => void;
    save: () => Promise<boolean>;
    settle: (clash: Clash, mine: boolean) => void;
}

const SAVE_AFTER = 2500;
const CHECK_AFTER = 500;
const kept = (id: string): string => `tablee.edit.${id}`;
export const textOf = (file: Json): string => `${JSON.stringify(file, null, 2)}\n`;

function recall(id: string): { base: Base; file: Json } | undefined {
    try {
        const found = JSON.parse(remember.load(kept(id)) ?? "null") as {
            base: Base;
            file: Json;
        } | null;
        return found?.base && isObject(found.file) ? found : undefined;
    } catch {
        return undefined;
    }
}

/** Texts that nobody has chosen between yet: they wait too, over a reload. */
function undecided(id: string): Clash[] {
    try {
        const found = JSON.parse(remember.load(`${kept(id)}.clashes`) ?? "[]") as Clash[];
        return Array.isArray(found) ? found : [];
    } catch {
        return [];
    }
}

/** What is written here is of the newest format; a file that nobody changes stays what it is. */
const upgraded = (file: Json): Json =>
    isObject(file) && TOP.properties?.format?.const !== undefined
        ? { ...file, format: TOP.properties.format.const }
        : file;

/** What is held of one draft: the last file the server had, and the file as it is written here. */
interface Held {
    base?: Base;
    file?: Json;
    saving?: Promise<boolean>;
}
interface Found {
    n: number;
    faults: Fault[];
}

function useClashes(id: string) {
    const [clashes, setClashes] = useState(() => undecided(id));
    useEffect(() => {
        remember.save(`${kept(id)}.clashes`, JSON.stringify(clashes));
    }, [clashes]);
    const meet = (met: Clash[]): void =>
        setClashes((before) => [
            ...before.filter((x) => !met.some((y) => y.path === x.path)),
            ...met,
        ]);
    const settle = (clash: Clash): void => setClashes((all) => all.filter((x) => x !== clash));
    return { clashes, meet, settle };
}

/** Saves, over and over while what is saved is not what is written; one at a time. */
function useSaving(
    id: string,
    now: { current: Held },
    bring: (theirs: Base) => void,
    onFound: (found: Found) => void,
) {
    const [state, setState] = useState<SaveState>("saved");
    const putOnce = async (): Promise<boolean> => {
        for (let tries = 0; tries < 4; tries++) {
            const { base, file } = now.current;
            if (!file || (base && textOf(base.file) === textOf(file))) {
                remember.save(kept(id), "null"); // the server has all of it
                return true;
            }
            const text = textOf(file);
            const answer = await saveDraft(id, base?.hash ?? "", text);
            if (answer.status === 200 && answer.hash) {
                now.current.base = { hash: answer.hash, file: JSON.parse(text) as Json };
                remember.save(kept(id), "null");
                onFound({ n: answer.n ?? 0, faults: answer.faults ?? [] });
                if (textOf(now.current.file ?? null) === text) return true;
            } else if (answer.error === "changed" && answer.hash && answer.text) {
                bring({ hash: answer.hash, file: JSON.parse(answer.text) as Json });
                toast(e("merged"));
            } else {
                return false;
            }
        }
        return false;
    };
    const save = (): Promise<boolean> => {
        if (!now.current.saving) {
            setState("saving");
            now.current.saving = putOnce().then((good) => {
                now.current.saving = undefined;
                setState(good ? "saved" : "lost");
                return good;
            });
        }
        return now.current.saving;
    };
    return { state, setState, save };
}

/** Has the file checked when it has rested, and saved when it has changed. */
function useRested(
    id: string,
    now: { current: Held },
    { setState, save }: Pick<ReturnType<typeof useSaving>, "setState" | "save">,
    onFound: (found: Found) => void,
): void {
    const tongue = lang.use();
    const { file } = now.current;
    useEffect(() => {
        if (!file) return;
        const soon = window.setTimeout(() => {
            void check(textOf(file)).then((answer) => {
                if (answer.faults) onFound({ n: answer.n ?? 0, faults: answer.faults });
            });
        }, CHECK_AFTER);
        const { base } = now.current;
        const changed = !!base && textOf(base.file) !== textOf(file);
        if (changed) {
            remember.save(kept(id), JSON.stringify({ base, file }));
            setState((s) => (s === "saving" ? s : "unsaved"));
        }
        const later = changed ? window.setTimeout(() => void save(), SAVE_AFTER) : 0;
        return () => {
            window.clearTimeout(soon);
            window.clearTimeout(later);
        };
    }, [file, tongue]);
}

export function useDesk(id: string): Desk {
    const now = useRef<Held>({});
    const [, draw] = useState(0);
    const [found, setFound] = useState<Found>({ n: 0, faults: [] });
    const { clashes, meet, settle } = useClashes(id);
    const [gone, setGone] = useState(false);

    const show = (file: Json): void => {
        now.current.file = file;
        draw((n) => n + 1);
    };
    const bring = (theirs: Base): void => {
        const { base, file } = now.current;
        const met: Clash[] = [];
        const merged = base && file ? merge(base.file, file, theirs.file, "$", met) : theirs.file;
        now.current.base = theirs;
        meet(met);
        show(merged as Json);
    };
    const saving = useSaving(id, now, bring, setFound);
    const { state, save } = saving;

    useEffect(() => {
        void readDraft(id).then((answer) => {
            if (!answer.text || !answer.hash) return setGone(true);
            const base = { hash: answer.hash, file: JSON.parse(answer.text) as Json };
            const mine = recall(id);
            now.current = mine ? { base: mine.base, file: mine.file } : {};
            if (mine && mine.base.hash === base.hash) show(mine.file);
            else bring(base);
            if (mine) void save();
        });
    }, [id]);

    useRested(id, now, saving, setFound);

    return {
        file: now.current.file,
        faults: found.faults,
        count: found.n,
        state,
        clashes,
        gone,
        hash: () => now.current.base?.hash ?? "",
        put: (path, value) => show(upgraded(withAt(now.current.file ?? {}, path, value))),
        save,
        settle: (clash, mine) => {
            settle(clash);
            if (mine) show(withAt(now.current.file ?? {}, clash.path, clash.mine));
        },
    };
}
