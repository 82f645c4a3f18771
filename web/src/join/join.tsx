// From a scanned or typed code to a seat: the code, the notice and its two switches, a name. GET shows, JOIN sits.
import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { codeText, dateText, lang, t, tx } from "../i18n";
import { go, type ScreenProps } from "../way";
import { doorOf, named, tableIn } from "../code";
import { leftOpen, requestOnce } from "../attempts";
import { inHall } from "../local";
import { act, enter, leave, request, speaker } from "../socket";
import { storedIdentity } from "../identity";
import type { Answer } from "../socket";
import { remember } from "../storage";
import { Bound, type Lang, type MaybeText } from "../types";
import {
    Banner,
    Button,
    Card,
    Field,
    LangSwitch,
    OfflineBanner,
    refusalText,
    Switch,
    useTitle,
} from "../ui";
import { p as s } from "../play/texts";
import { at } from "./where_texts";
import type { Joined, LeftProps } from "./left";

interface Look {
    title?: MaybeText;
    lang?: Lang;
    state?: string;
    locked?: boolean;
    until?: number;
    scenario?: { title?: MaybeText; tagline?: MaybeText };
}

const FIRST = [
    "Érable",
    "Héron",
    "Rivière",
    "Bouleau",
    "Lanterne",
    "Mésange",
    "Sapin",
    "Galet",
    "Trèfle",
    "Boussole",
    "Clairière",
    "Outarde",
    "Lièvre",
    "Tamarac",
];
const pseudonym = (): string => {
    const n = crypto.getRandomValues(new Uint16Array(2));
    return `${FIRST[(n[0] ?? 0) % FIRST.length] ?? "Érable"} ${10 + ((n[1] ?? 0) % 90)}`;
};

export default function Join({ code }: ScreenProps) {
    lang.use();
    useTitle(s("join_title"));
    // Before the form's own effect asks what the code stands for.
    useLayoutEffect(() => {
        if (!location.hash) leave();
    }, []);
    return (
        <>
            <OfflineBanner />
            <main class="page">
                <div class="row row-between">
                    <span class="eyebrow">Tablée</span>
                    <LangSwitch />
                </div>
                {code ? <Enter code={code} /> : <Code />}
                {inHall() && <p class="soft">{t("stay")}</p>}
            </main>
        </>
    );
}

function Code() {
    const [text, setText] = useState("");
    const [bad, setBad] = useState("");
    const [busy, setBusy] = useState(false);
    const submit = async (e: Event): Promise<void> => {
        e.preventDefault();
        const door = doorOf(text);
        if (!door) return setBad(s("join_code_bad"));
        setBusy(true);
        const answer = await request<Look>("look", named(door.slice(3, 10), text));
        setBusy(false);
        if (answer.ok) go(door);
        else setBad(refusalText(answer.no));
    };
    return (
        <form class="stack" onSubmit={(e) => void submit(e)}>
            <h1>{s("join_title")}</h1>
            <Field
                label={s("join_code")}
                hint={s("join_code_hint")}
                big
                inputMode="numeric"
                value={text}
                error={bad}
                placeholder="123 4567"
                onInput={(v) => {
                    setText(v);
                    setBad("");
                }}
            />
            <Button type="submit" kind="primary" wide busy={busy}>
                {s("join_go")}
            </Button>
        </form>
    );
}

/** This device has a seat in the workshop already. */
function Known(q: { onContinue: () => void; onAdd: () => void; onOther: () => void }) {
    return (
        <Card tone="accent">
            <p>{s("join_back_as")}</p>
            <Button kind="primary" wide onClick={q.onContinue}>
                {s("join_continue")}
            </Button>
            <Button wide onClick={q.onAdd}>
                {s("join_add")}
            </Button>
            <Button kind="quiet" onClick={q.onOther}>
                {s("join_other")}
            </Button>
            <p class="hint">{s("join_other_hint")}</p>
        </Card>
    );
}

function Enter({ code }: { code: string }) {
    const [look, setLook] = useState<Answer<Look>>();
    const existing = useMemo(() => storedIdentity(code), [code]);
    const [hash, setHash] = useState(location.hash);
    const adding = hash === "#add" && !!existing;
    const [mode, setMode] = useState(hash === "#resume" ? "resume" : "join");
    const add = (): void => {
        go(`/j/${code}#add`);
        setHash("#add");
    };
    useEffect(() => {
        void request<Look>("look", named(code, location.hash)).then((a) => {
            setLook(a);
        });
    }, [code]);
    if (look && !look.ok) {
        return (
            <div class="stack">
                <h1>{s("join_title")}</h1>
                <p class="error" role="alert">
                    {refusalText(look.no)}
                </p>
                <Button onClick={() => go("/j")}>{s("join_other_code")}</Button>
            </div>
        );
    }
    const has = !!existing && !adding && hash !== "#again"; // a second seat is asked for, never met
    const title = look?.ok ? tx(look.out.title) : "";
    return (
        <>
            <div class="stack-s">
                <h1>{title || s("join_title")}</h1>
                {look?.ok && <p class="soft">{tx(look.out.scenario?.tagline)}</p>}
                <p class="soft">
                    {s("join_code")}{" "}
                    <span class="code" translate={false}>
                        {codeText(code)}
                    </span>
                </p>
            </div>
            {look?.ok && look.out.locked && <Banner tone="warn">{t("no_locked")}</Banner>}
            {has && (
                <Known
                    onContinue={() => go(`/p/${code}${tableIn(hash) ? hash : ""}`, true)}
                    onAdd={add}
                    onOther={() => setHash("#again")}
                />
            )}
            {!has && <Left code={code} token={adding ? existing?.token : undefined} />}
            {has ? null : mode === "join" ? (
                <Form
                    code={code}
                    token={adding ? existing?.token : undefined}
                    until={look?.ok ? look.out.until : undefined}
                />
            ) : (
                <Resume code={code} />
            )}
            {has ? null : adding ? (
                <Button kind="quiet" onClick={() => go(`/p/${code}`, true)}>
                    {t("cancel")}
                </Button>
            ) : (
                <Button kind="quiet" onClick={() => setMode(mode === "join" ? "resume" : "join")}>
                    {mode === "join" ? s("join_have_code") : s("join_title")}
                </Button>
            )}
        </>
    );
}

/** Where one said one was, the last time. */
const WHERE = "tablee.where";

/** Whose attempt it is: another name, or another way in, is another attempt. */
const attemptOf = (code: string, name: string, token: string | undefined): string =>
    `${code}${token ? "+" : " "}${name}`;

/** Somebody's joining was left unanswered by a page that is gone. */
function Left(q: { code: string; token?: string }) {
    const [Shown, show] = useState<ComponentType<LeftProps>>();
    const left = leftOpen("join");
    const name = typeof left?.fields.name === "string" ? left.fields.name : "";
    const mine = left?.what === attemptOf(q.code, name, q.token);
    useEffect(() => {
        if (mine) void import("./left").then((m) => show(() => m.Left));
    }, []);
    return Shown && left && mine ? <Shown {...q} left={left} onJoined={arrive} /> : null;
}

function Notice({ until }: { until?: number }) {
    return (
        <ul>
            <li>{s("join_kept")}</li>
            <li>{s("join_never")}</li>
            <li>{s("join_seen")}</li>
            <li>{s("join_erase")}</li>
            {until && <li>{s("join_until", { date: dateText(until) })}</li>}
            <li>
                <a href="/confidentialite">{s("join_who")}</a>
            </li>
        </ul>
    );
}

/** Remembered: whoever plays from home does so the next time. */
function Where() {
    const [remote, setRemote] = useState(remember.load(WHERE) === "remote");
    const say = (on: boolean): void => {
        setRemote(on);
        remember.save(WHERE, on ? "remote" : "hall");
    };
    return (
        <>
            <Switch label={at("remote")} help={at("remote_help")} on={remote} onChange={say} />
            {remote && (
                <a class="link" href="/essai">
                    {at("trial")}
                </a>
            )}
        </>
    );
}

function Form({ code, token, until }: { code: string; token?: string; until?: number }) {
    const [first, setFirst] = useState(pseudonym);
    const [name, setName] = useState(first);
    const another = (): void => {
        const next = pseudonym();
        setFirst(next);
        setName(next);
    };
    const [debrief, setDebrief] = useState(false);
    const [research, setResearch] = useState(false);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const submit = async (e: Event): Promise<void> => {
        e.preventDefault();
        setBusy(true);
        setError("");
        const said = { name: name.trim(), debrief, research, lang: lang.get() };
        const fields = { ...named(code), ...said };
        const answer = await requestOnce<Joined>(
            "join",
            token ? { ...fields, token } : fields,
            attemptOf(code, name.trim(), token),
        );
        setBusy(false);
        if (!answer.ok) return setError(refusalText(answer.no));
        arrive(code, answer.out.token ?? token ?? "", answer.out.person);
    };
    return (
        <form class="stack-s" onSubmit={(e) => void submit(e)}>
            {token && <p>{s("join_add_text")}</p>}
            <Field
                label={s("join_name")}
                hint={s("join_name_hint")}
                value={name}
                max={Bound.NAME_CHARS}
                offered={name === first}
                onInput={setName}
                error={error}
            />
            <Button kind="quiet" small onClick={another}>
                {s("join_another_name")}
            </Button>
            <p class="hint">{s("join_short")}</p>
            <details>
                <summary>{s("join_notice_title")}</summary>
                <Notice until={until} />
                <Switch
                    label={s("join_debrief")}
                    help={s("join_optional")}
                    on={debrief}
                    onChange={setDebrief}
                />
                <Switch
                    label={s("join_research")}
                    help={s("join_optional")}
                    on={research}
                    onChange={setResearch}
                />
            </details>
            <Button type="submit" kind="primary" wide busy={busy}>
                {s("join_go")}
            </Button>
            <Where />
        </form>
    );
}

function Resume({ code }: { code: string }) {
    const [text, setText] = useState("");
    const [error, setError] = useState("");
    const [busy, setBusy] = useState(false);
    const submit = async (e: Event): Promise<void> => {
        e.preventDefault();
        setBusy(true);
        const answer = await request<Joined>("resume", { ...named(code), code: text.trim() });
        setBusy(false);
        if (!answer.ok) return setError(refusalText(answer.no));
        arrive(code, answer.out.token);
    };
    return (
        <form class="stack" onSubmit={(e) => void submit(e)}>
            <Field
                label={s("join_resume")}
                hint={s("join_resume_hint")}
                value={text}
                onInput={(v) => {
                    setText(v);
                    setError("");
                }}
                error={error}
                big
            />
            <Button type="submit" kind="primary" wide busy={busy}>
                {s("join_resume_go")}
            </Button>
        </form>
    );
}

function arrive(code: string, token: string, person?: string): void {
    const table = tableIn(location.hash); // of the tent that was scanned
    remember.save("tablee.last", code);
    enter(code, { token });
    if (person) speaker.set(person); // whoever was added reads their card first
    if (table && person) void act("sit", { table }, { as: person });
    if (person && remember.load(WHERE) === "remote")
        void act("where", { where: "remote" }, { as: person });
    go(`/p/${code}`, true);
}
