// The setting up of a workshop: a scenario, and how it is played.
import { useEffect, useState } from "preact/hooks";
import { f, type FKey } from "../catalogue/facilitator";
import { ownZone } from "../hours";
import { lang, t, tx } from "../i18n";
import { requestOnce } from "../attempts";
import { ABOUT_NOW, minutesOf, steady } from "../time";
import { Bound, type Group, type Lang, type MaybeText, type PhaseKind } from "../types";
import { Button, Choice, Field, refusalText } from "../ui";
import { keepMade, type Made } from "./credentials";
import { SectorPicture } from "./sector";

interface Listed {
    id: string;
    title?: MaybeText;
    tagline?: MaybeText;
    place?: { name?: MaybeText } | string;
    region?: string;
    sector: string;
    model: Group;
    era?: Era;
    two_eras?: boolean;
}
type Era = "2014" | "today";
type ClockChoice = "deck" | "back" | "course" | "short" | "own";
type Roles = "auto" | "choose" | "facilitator";
const DECK = [300, 900, 1200, 900, 300];
const COURSE = [600, 900, 1500, 900, 300];
const SHORT = [50, 150, 200, 150, 50];
const BACK = 1200; // what a debrief has
const KINDS: PhaseKind[] = ["briefing", "group_work", "pooling", "report", "conclusion"];
/** With the debrief, which the scenario does not bring; none in the workshop when it has no minutes. */
const OWN_KINDS: PhaseKind[] = [...KINDS, "debrief"];

/** The scenario that the address asks for. */
export const wanted = (): string | null => new URLSearchParams(location.search).get("scenario");

function Stepper(p: {
    label: string;
    value: number;
    min: number;
    max: number;
    onChange: (n: number) => void;
}) {
    return (
        <div class="field" role="group" aria-label={p.label}>
            <span class="strong">{p.label}</span>
            <div class="stepper">
                <Button
                    aria-label={f("less", { what: p.label })}
                    disabled={p.value <= p.min}
                    onClick={() => p.onChange(p.value - 1)}
                >
                    −
                </Button>
                <output aria-live="polite" translate={false}>
                    {p.value}
                </output>
                <Button
                    aria-label={f("more", { what: p.label })}
                    disabled={p.value >= p.max}
                    onClick={() => p.onChange(p.value + 1)}
                >
                    +
                </Button>
            </div>
        </div>
    );
}

function useScenarios(): Listed[] | null | undefined {
    const [all, setAll] = useState<Listed[] | null>();
    useEffect(() => {
        fetch("/api/scenarios")
            .then((r) => r.json())
            .then((body: Listed[] | { scenarios: Listed[] }) => {
                setAll(Array.isArray(body) ? body : body.scenarios);
            })
            .catch(() => setAll(null));
    }, []);
    return all;
}

/** Whether anyone may open a workshop here; undefined until the server has said so. */
function useOpen(): boolean | undefined {
    const [open, setOpen] = useState<boolean>();
    useEffect(() => {
        fetch("/api/health")
            .then((r) => r.json())
            .then((body: { open?: boolean }) => setOpen(body.open === true))
            .catch(() => setOpen(false));
    }, []);
    return open;
}

function ScenarioPick(p: {
    value: string;
    onPick: (id: string) => void;
    all: Listed[] | null | undefined;
}) {
    if (p.all === undefined) return <p class="soft">{f("scenarios_wait")}</p>;
    if (!p.all?.length) return <p class="error">{f("scenarios_none")}</p>;
    return (
        <div class="fac-scenarios">
            <Choice
                legend={f("scenario")}
                value={p.value}
                onPick={p.onPick}
                options={p.all.map((s) => ({
                    value: s.id,
                    label: (
                        <>
                            <SectorPicture sector={s.sector} model={s.model} />
                            {tx(s.title) || s.id}
                        </>
                    ),
                    help: tx(s.tagline),
                }))}
            />
        </div>
    );
}

function OwnClock(p: { seconds: number[]; onChange: (s: number[]) => void }) {
    return (
        <div class="fac-minutes">
            {OWN_KINDS.map((kind, i) => (
                <Field
                    key={kind}
                    label={f("minutes_of", { phase: t(`phase_${kind}` as "phase_report") })}
                    inputMode="numeric"
                    value={String(Math.round((p.seconds[i] ?? 0) / 60))}
                    onInput={(v) =>
                        p.onChange(
                            p.seconds.map((s, j) =>
                                j === i
                                    ? Math.min(
                                          Bound.PHASE_SECONDS_MAX,
                                          (Number(v.replace(/\D/g, "")) || 0) * 60,
                                      )
                                    : s,
                            ),
                        )
                    }
                />
            ))}
        </div>
    );
}

/** What a workshop is made with, as the form holds it. */
interface Options {
    scenario: string;
    era?: Era;
    lang?: Lang;
    tables: number;
    places: number;
    clock: ClockChoice;
    own: number[];
    /** As the field has it; empty when nobody said. */
    starts: string;
    roles: Roles;
}
interface Part {
    o: Options;
    set: (more: Partial<Options>) => void;
}
function EraPick(p: Part & { listed: Listed | undefined }) {
    if (!p.listed?.two_eras) return null;
    return (
        <Choice
            legend={f("era")}
            hint={f("era_hint")}
            value={p.o.era ?? p.listed.era}
            onPick={(era) => p.set({ era })}
            options={[
                { value: "2014", label: f("era_2014"), help: f("era_2014_help") },
                { value: "today", label: f("era_today"), help: f("era_today_help") },
            ]}
        />
    );
}
function SizePick(p: Part) {
    return (
        <div class="row fac-gap">
            <Stepper
                label={f("tables")}
                value={p.o.tables}
                min={1}
                max={Bound.TABLES_MAX}
                onChange={(tables) => p.set({ tables })}
            />
            <Stepper
                label={f("places")}
                value={p.o.places}
                min={Bound.PLACES_MIN}
                max={Bound.PLACES_MAX}
                onChange={(places) => p.set({ places })}
            />
        </div>
    );
}
function ClockPick(p: Part) {
    return (
        <>
            <Choice
                legend={f("clock")}
                value={p.o.clock}
                onPick={(clock) => p.set({ clock })}
                options={[
                    { value: "deck", label: f("clock_deck"), help: f("clock_deck_help") },
                    { value: "back", label: f("clock_back"), help: f("clock_back_help") },
                    { value: "course", label: f("clock_course"), help: f("clock_course_help") },
                    { value: "short", label: f("clock_short"), help: f("clock_short_help") },
                    { value: "own", label: f("clock_own") },
                ]}
            />
            {p.o.clock === "own" && (
                <OwnClock seconds={p.o.own} onChange={(own) => p.set({ own })} />
            )}
            <Field
                label={f("starts")}
                hint={f("starts_hint", { zone: ownZone().replace(/_/g, " ") })}
                type="datetime-local"
                value={p.o.starts}
                onInput={(starts) => p.set({ starts })}
            />
        </>
    );
}
function RolesPick(p: Part) {
    return (
        <Choice
            legend={f("roles")}
            value={p.o.roles}
            onPick={(roles) => p.set({ roles })}
            options={[
                { value: "auto", label: f("roles_auto") },
                { value: "choose", label: f("roles_choose") },
                { value: "facilitator", label: f("roles_facilitator") },
            ]}
        />
    );
}
function LangPick(p: Part) {
    return (
        <Choice
            legend={f("language")}
            row
            value={p.o.lang}
            onPick={(lang) => p.set({ lang })}
            options={[
                { value: "fr", label: "Français" },
                { value: "en", label: "English" },
            ]}
        />
    );
}

/** Seconds of the five phases, and of the debrief after them. */
const FORMATS: Record<Exclude<ClockChoice, "own">, [number[], number]> = {
    deck: [DECK, 0],
    back: [DECK, BACK],
    course: [COURSE, BACK],
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

/** Three thoughts, one after another; each has an answer already. */
const STEPS = ["project", "hall", "hour"] as const;
type Step = (typeof STEPS)[number];

function Steps({ at, go }: { at: Step; go: (step: Step) => void }) {
    return (
        <div class="fac-steps" role="group" aria-label={f("steps")}>
            {STEPS.map((step, i) => (
                <button
                    key={step}
                    type="button"
                    aria-current={step === at ? "step" : undefined}
                    onClick={() => go(step)}
                >
                    {i + 1}. {f(`step_${step}` as FKey)}
                </button>
            ))}
        </div>
    );
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
    const all = useScenarios();
    const open = useOpen();
    const mine = lang.use();
    const [held, hold] = useState<Options>({
        scenario: wanted() ?? "la-brunante",
        tables: 2,
        places: 9,
        clock: "deck",
        own: [...DECK, 0],
        starts: "",
        roles: "auto",
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
            {at === "project" && (
                <>
                    <ScenarioPick
                        value={held.scenario}
                        onPick={(scenario) => part.set({ scenario })}
                        all={all}
                    />
                    <EraPick {...part} listed={listed} />
                </>
            )}
            {at === "hall" && (
                <>
                    <SizePick {...part} />
                    <RolesPick {...part} />
                    <LangPick {...part} />
                </>
            )}
            {at === "hour" && <ClockPick {...part} />}
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
