// The setting up of a workshop: a scenario, and how it is played.
import { useState } from "preact/hooks";
import { f, type FKey } from "../catalogue/facilitator";
import { ownZone } from "../hours";
import { lang, tx } from "../i18n";
import { COURSE, DEBRIEF, DECK, KINDS, SHORT } from "../lengths";
import { useListed, type Listed } from "../library/data";
import { requestOnce } from "../attempts";
import { formatIn } from "../sessions/format";
import { ABOUT_NOW, minutesOf, steady } from "../time";
import type { MaybeText } from "../types";
import { Button, Field, refusalText } from "../ui";
import { keepMade, type Made } from "./credentials";
import { useHealth } from "./health";
import {
    STEPS,
    Steps,
    Thought,
    type ClockChoice,
    type Options,
    type Part,
    type Step,
} from "./picks";

/** As many minutes each as one of the formats, or those of its own. */
function clockOf(own: readonly number[] | undefined): Pick<Options, "clock" | "own"> {
    const same = (a: readonly number[]): boolean => String(a) === String(own);
    const known = Object.entries(FORMATS).find(([, [of, debrief]]) => same([...of, debrief]));
    const clock = (known?.[0] ?? (own ? "own" : "deck")) as ClockChoice;
    return { clock, own: [...(own ?? [...DECK, 0])] };
}
/** The scenario that the address asks for. */
export const wanted = (): string | null => new URLSearchParams(location.search).get("scenario");

/** Seconds of the five phases, and of the debrief after them. */
const FORMATS: Record<Exclude<ClockChoice, "own">, [number[], number]> = {
    deck: [DECK, 0],
    back: [DECK, DEBRIEF],
    course: [COURSE, DEBRIEF],
    short: [SHORT, 0],
};
function lengths({ clock, own }: Options): [number[], number] {
    if (clock !== "own") return FORMATS[clock];
    return [own.slice(0, KINDS.length).map((s) => Math.max(60, s)), own[KINDS.length] ?? 0];
}
/** What the server is asked for. */
const asked = (o: Options, listed: Listed | undefined) => {
    const [seconds, debrief] = lengths(o);
    const starts = minutesOf(o.starts);
    return {
        scenario: o.scenario,
        ...(listed?.two_eras && o.era && { era: o.era }),
        lang: o.lang,
        tables: o.tables,
        places: o.places,
        roles: o.roles,
        seconds,
        ...(debrief > 0 && { debrief }),
        ...(starts > 0 && { starts }),
        zone: ownZone(),
    };
};

/** Asks for the workshop; a refusal of the key is told at the key. */
function useCreate(title: MaybeText | undefined, onMade: (m: Made) => void) {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const [badKey, setBadKey] = useState(false);
    const create = async (key: string, options: ReturnType<typeof asked>): Promise<void> => {
        setBusy(true);
        const answer = await requestOnce<Made>(
            "create",
            key ? { key, options } : { options },
            JSON.stringify(options),
        );
        setBusy(false);
        if (answer.ok) {
            const made = { ...answer.out, title, at: ABOUT_NOW + steady() };
            keepMade(made);
            onMade(made);
        } else {
            setError(refusalText(answer.no));
            setBadKey(answer.no.code === "bad_key");
        }
    };
    return { busy, error, badKey, create };
}

/** All that would be made now, in a line: whoever agrees needs no other step. */
const summary = (o: Options, listed: Listed | undefined): string =>
    [
        tx(listed?.title),
        f("sum_tables", { n: o.tables }),
        f("sum_places", { n: o.places }),
        f(`clock_${o.clock}` as FKey),
        f(`roles_${o.roles}` as FKey),
    ]
        .filter(Boolean)
        .join(" · ");

export function CreateForm(p: { hostKey: string; onMade: (m: Made) => void }) {
    const all = useListed();
    const { open } = useHealth();
    const mine = lang.use();
    const [held, hold] = useState<Options>(() => {
        const { tables = 2, places = 9, roles = "auto", own } = formatIn(location.search);
        return {
            scenario: wanted() ?? "la-brunante",
            tables,
            places,
            ...clockOf(own),
            starts: "",
            roles,
        };
    });
    const [key, setKey] = useState(p.hostKey);
    const [at, setAt] = useState<Step>("project");
    const next = STEPS[STEPS.indexOf(at) + 1];
    const part: Part = {
        o: { ...held, lang: held.lang ?? mine },
        set: (more) => hold((o) => ({ ...o, ...more })),
    };
    const listed = all?.find((s) => s.id === held.scenario);
    const { busy, error, badKey, create } = useCreate(listed?.title, p.onMade);
    return (
        <form
            class="stack"
            onSubmit={(e) => {
                e.preventDefault();
                void create(key.trim(), asked(part.o, listed));
            }}
        >
            <Steps at={at} go={setAt} />
            <Thought of={at} all={all} listed={listed} {...part} />
            {((open === false && !p.hostKey) || badKey) && (
                <Field
                    label={f("key")}
                    hint={f("key_hint")}
                    value={key}
                    error={badKey ? error : undefined}
                    onInput={setKey}
                />
            )}
            {error && !badKey && (
                <p class="error" role="alert">
                    {error}
                </p>
            )}
            <div class="fac-foot">
                <p class="hint">{summary(part.o, listed)}</p>
                <div class="row">
                    {next && <Button onClick={() => setAt(next)}>{f("step_on")}</Button>}
                    <Button kind="primary" type="submit" busy={busy}>
                        {f("create")}
                    </Button>
                </div>
            </div>
        </form>
    );
}
