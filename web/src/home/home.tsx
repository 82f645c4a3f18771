// The front door: a code to join with, and the setting up of a workshop.
import { useEffect, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { codeText, lang, t, tx } from "../i18n";
import { go } from "../way";
import { request, requestOnce } from "../socket";
import { remember } from "../storage";
import type { Lang, MaybeText, PhaseKind } from "../types";
import { Button, Card, Choice, Field, LangSwitch, refusalText, useTitle } from "../ui";
import { keepMade, type Made } from "./credentials";
import { hostKey } from "./key";
import { MadePage } from "./made";

interface Listed {
    id: string;
    title?: MaybeText;
    tagline?: MaybeText;
    place?: { name?: MaybeText } | string;
    region?: string;
    era?: Era;
    two_eras?: boolean;
}
type Era = "2014" | "today";
type ClockChoice = "deck" | "short" | "own";
type Roles = "auto" | "choose" | "facilitator";
const DECK = [300, 900, 1200, 900, 300];
const SHORT = [50, 150, 200, 150, 50];
const KINDS: PhaseKind[] = ["briefing", "group_work", "pooling", "report", "conclusion"];

const wanted = (): string | null => new URLSearchParams(location.search).get("scenario");

function JoinForm() {
    const [code, setCode] = useState("");
    const [error, setError] = useState("");
    const last = remember.load("tablee.last");
    const submit = (e: Event): void => {
        e.preventDefault();
        const digits = code.replace(/\D/g, "");
        if (digits.length !== 7) setError(f("join_bad"));
        else go(`/j/${digits}`);
    };
    return (
        <Card title={f("join_title")}>
            <form class="stack" onSubmit={submit}>
                <Field
                    label={f("join_code")}
                    hint={f("join_hint")}
                    value={code}
                    inputMode="numeric"
                    big
                    placeholder="000 0000"
                    error={error}
                    onInput={(v) => {
                        setError("");
                        setCode(
                            v
                                .replace(/\D/g, "")
                                .slice(0, 7)
                                .replace(/^(\d{3})(\d+)/, "$1 $2"),
                        );
                    }}
                />
                <Button kind="primary" type="submit" wide>
                    {f("join_go")}
                </Button>
            </form>
            {last && (
                <p>
                    <a class="link" href={`/p/${last}`}>
                        {f("back_in", { code: codeText(last) })}
                    </a>
                </p>
            )}
        </Card>
    );
}

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
                <output aria-live="polite">{p.value}</output>
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
                    label: tx(s.title) || s.id,
                    help: tx(s.tagline),
                }))}
            />
        </div>
    );
}

function OwnClock(p: { seconds: number[]; onChange: (s: number[]) => void }) {
    return (
        <div class="fac-minutes">
            {KINDS.map((kind, i) => (
                <Field
                    key={kind}
                    label={f("minutes_of", { phase: t(`phase_${kind}` as "phase_report") })}
                    inputMode="numeric"
                    value={String(Math.round((p.seconds[i] ?? 0) / 60))}
                    onInput={(v) =>
                        p.onChange(
                            p.seconds.map((s, j) =>
                                j === i ? Math.min(120, Number(v.replace(/\D/g, "")) || 0) * 60 : s,
                            ),
                        )
                    }
                />
            ))}
        </div>
    );
}

function CreateForm(p: { hostKey: string; onMade: (m: Made) => void }) {
    const all = useScenarios();
    const open = useOpen();
    const [scenario, setScenario] = useState(wanted() ?? "la-brunante");
    const [era, setEra] = useState<Era>();
    const mine = lang.use();
    const [picked, setPicked] = useState<Lang>();
    const inLang = picked ?? mine;
    const [tables, setTables] = useState(2);
    const [places, setPlaces] = useState(9);
    const [clock, setClock] = useState<ClockChoice>("deck");
    const [own, setOwn] = useState(DECK);
    const [roles, setRoles] = useState<Roles>("auto");
    const [key, setKey] = useState(p.hostKey);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const [badKey, setBadKey] = useState(false);
    const listed = all?.find((s) => s.id === scenario);
    const create = async (e: Event): Promise<void> => {
        e.preventDefault();
        setBusy(true);
        const seconds =
            clock === "deck" ? DECK : clock === "short" ? SHORT : own.map((s) => Math.max(60, s));
        const options = {
            scenario,
            ...(listed?.two_eras && era && { era }),
            lang: inLang,
            tables,
            places,
            roles,
            seconds,
        };
        const answer = await requestOnce<Made>(
            "create",
            key.trim() ? { key: key.trim(), options } : { options },
            JSON.stringify(options),
        );
        setBusy(false);
        if (answer.ok) {
            keepMade(answer.out);
            p.onMade(answer.out);
        } else {
            setError(refusalText(answer.no));
            setBadKey(answer.no.code === "bad_key");
        }
    };
    return (
        <form
            class="stack"
            onSubmit={(e) => {
                void create(e);
            }}
        >
            <ScenarioPick value={scenario} onPick={setScenario} all={all} />
            {listed?.two_eras && (
                <Choice
                    legend={f("era")}
                    hint={f("era_hint")}
                    value={era ?? listed.era}
                    onPick={setEra}
                    options={[
                        { value: "2014", label: f("era_2014"), help: f("era_2014_help") },
                        { value: "today", label: f("era_today"), help: f("era_today_help") },
                    ]}
                />
            )}
            <Choice
                legend={f("language")}
                row
                value={inLang}
                onPick={setPicked}
                options={[
                    { value: "fr", label: "Français" },
                    { value: "en", label: "English" },
                ]}
            />
            <div class="row fac-gap">
                <Stepper label={f("tables")} value={tables} min={1} max={24} onChange={setTables} />
                <Stepper label={f("places")} value={places} min={3} max={12} onChange={setPlaces} />
            </div>
            <Choice
                legend={f("clock")}
                value={clock}
                onPick={setClock}
                options={[
                    { value: "deck", label: f("clock_deck"), help: f("clock_deck_help") },
                    { value: "short", label: f("clock_short"), help: f("clock_short_help") },
                    { value: "own", label: f("clock_own") },
                ]}
            />
            {clock === "own" && <OwnClock seconds={own} onChange={setOwn} />}
            <Choice
                legend={f("roles")}
                value={roles}
                onPick={setRoles}
                options={[
                    { value: "auto", label: f("roles_auto") },
                    { value: "choose", label: f("roles_choose") },
                    { value: "facilitator", label: f("roles_facilitator") },
                ]}
            />
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
            <Button kind="primary" type="submit" wide busy={busy}>
                {f("create")}
            </Button>
        </form>
    );
}

function RecoverForm() {
    const [code, setCode] = useState("");
    const [secret, setSecret] = useState("");
    const [error, setError] = useState("");
    const recover = async (e: Event): Promise<void> => {
        e.preventDefault();
        const room = code.replace(/\D/g, "");
        const answer = await request<{ token: string; screen: string }>("recover", {
            room,
            code: secret.trim(),
        });
        if (!answer.ok) {
            setError(refusalText(answer.no));
            return;
        }
        keepMade({ room, ...answer.out });
        location.assign(`/animer/${room}`);
    };
    return (
        <details>
            <summary>{f("recover_title")}</summary>
            <form
                class="stack"
                onSubmit={(e) => {
                    void recover(e);
                }}
            >
                <Field label={f("join_code")} value={code} onInput={setCode} inputMode="numeric" />
                <Field label={f("recover_code")} value={secret} onInput={setSecret} error={error} />
                <Button type="submit">{f("recover_go")}</Button>
            </form>
        </details>
    );
}

export default function Home() {
    lang.use();
    const [key] = useState(hostKey);
    const [made, setMade] = useState<Made>();
    useTitle(made ? f("made_title") : "");
    if (made) return <MadePage made={made} />;
    return (
        <main class="page fac-home">
            <header class="row row-between">
                <span class="eyebrow">{t("app")}</span>
                <LangSwitch />
            </header>
            <div class="stack">
                <h1>{f("home_title")}</h1>
                <p class="lead">{f("home_what")}</p>
                <JoinForm />
                <p>
                    <a class="link" href="/scenarios">
                        {f("scenarios_all")}
                    </a>
                </p>
            </div>
            <Card title={f("host_title")}>
                <details open={!!key || !!wanted()}>
                    <summary>{f("host_open")}</summary>
                    <CreateForm hostKey={key} onMade={setMade} />
                </details>
                <RecoverForm />
            </Card>
        </main>
    );
}
