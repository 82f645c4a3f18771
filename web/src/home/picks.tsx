// What is chosen of a workshop to come, a thought at a time.
import { f, type FKey } from "../catalogue/facilitator";
import { ownZone } from "../hours";
import { t, tx } from "../i18n";
import { KINDS } from "../lengths";
import type { Listed } from "../library/data";
import { Bound, type Era, type Lang, type PhaseKind, type Roles } from "../types";
import { Button, Choice, digits, Field } from "../ui";
import { SectorPicture } from "./sector";

export type ClockChoice = "deck" | "back" | "course" | "short" | "own";

/** With the debrief, which the scenario does not bring; none in the workshop when it has no minutes. */
const OWN_KINDS: PhaseKind[] = [...KINDS, "debrief"];

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
                            {tx(s.title) || s.id}
                            <SectorPicture sector={s.sector} model={s.model} />
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
                                          (Number(digits(v)) || 0) * 60,
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
export interface Options {
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
export interface Part {
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

/** Three thoughts, one after another; each has an answer already. */
export const STEPS = ["project", "hall", "hour"] as const;
export type Step = (typeof STEPS)[number];

export function Steps({ at, go }: { at: Step; go: (step: Step) => void }) {
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

interface Chosen extends Part {
    all: Listed[] | null | undefined;
    listed: Listed | undefined;
}
export function Thought({ of, all, listed, ...part }: Chosen & { of: Step }) {
    switch (of) {
        case "project":
            return (
                <>
                    <ScenarioPick
                        value={part.o.scenario}
                        onPick={(scenario) => part.set({ scenario })}
                        all={all}
                    />
                    <EraPick {...part} listed={listed} />
                </>
            );
        case "hall":
            return (
                <>
                    <SizePick {...part} />
                    <RolesPick {...part} />
                    <LangPick {...part} />
                </>
            );
        case "hour":
            return <ClockPick {...part} />;
    }
}
