// The front door: a code to join with, and the setting up of a workshop.
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { doorOf, roomCode } from "../code";
import { codeText, dateText, lang, t, tx } from "../i18n";
import { request } from "../socket";
import { remember } from "../storage";
import {
    Button,
    Card,
    digits,
    Field,
    LangSwitch,
    Loom,
    refusalText,
    Strip,
    TableTop,
    useTitle,
} from "../ui";
import type { Knot } from "../types";
import { go } from "../way";
import { CreateForm, wanted } from "./create";
import { useHealth } from "./health";
import { allMade, keepMade, madeHere, madeOf, madeUrl, type Made } from "./credentials";
import { hostKey } from "./key";
import { MadePage } from "./made";

function JoinForm() {
    const [code, setCode] = useState("");
    const [error, setError] = useState("");
    const last = remember.load("tablee.last");
    const submit = (e: Event): void => {
        e.preventDefault();
        const door = doorOf(code);
        if (door) go(door);
        else setError(f("join_bad"));
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
                        // Spaced while it is typed; what is pasted is read when it is whole.
                        const typed = /^[\d\s]*$/.test(v.normalize("NFKC"));
                        setCode(typed ? digits(v).replace(/^(\d{3})(\d+)/, "$1 $2") : v);
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

function RecoverForm() {
    const [code, setCode] = useState("");
    const [secret, setSecret] = useState("");
    const [error, setError] = useState("");
    const recover = async (e: Event): Promise<void> => {
        e.preventDefault();
        const room = roomCode(code) ?? code;
        const answer = await request<{ token: string; screen: string }>("recover", {
            room,
            code: secret.trim(),
        });
        if (!answer.ok) {
            setError(refusalText(answer.no));
            return;
        }
        keepMade({ ...madeOf(room), room, recovery: secret.trim(), noted: true, ...answer.out });
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

/** What this browser made stays within reach on it. */
function Mine() {
    const all = allMade();
    if (!all.length) return null;
    return (
        <Card title={f("mine")}>
            <ul class="stack-s fac-mine">
                {all.map((made) => (
                    <li key={made.room} class="row row-between">
                        <span>
                            <a class="link strong" href={madeUrl(made.room)}>
                                {tx(made.title) || f("made_here")}
                            </a>
                            <br />
                            <small class="soft" translate={false}>
                                {[codeText(made.room), dateText(made.at)]
                                    .filter(Boolean)
                                    .join(" · ")}
                            </small>
                        </span>
                        <a class="btn btn-small" href={`/animer/${made.room}`}>
                            {f("console")}
                        </a>
                    </li>
                ))}
            </ul>
            <a class="link" href="/seances">
                {f("mine_all")}
            </a>
        </Card>
    );
}

/** The workshop just made, or the one that the address names: a reload finds it again. */
function useMade(): [Made | undefined, (made: Made) => void] {
    const [made, setMade] = useState(madeHere);
    useEffect(() => {
        const moved = (): void => setMade(madeHere());
        window.addEventListener("popstate", moved);
        return () => window.removeEventListener("popstate", moved);
    }, []);
    const show = (fresh: Made): void => {
        history.pushState(null, "", madeUrl(fresh.room));
        setMade(fresh);
    };
    return [made, show];
}

/** An hour in one picture: who sat down, what they laid, met, closed and carry. */
const SEATS = (["M", "C", "O", "M", "C", "O", "C"] as const).map((group) => ({ group }));
const CORDS: readonly Knot[][] = [
    ["C", "M", "=", "O", "C@"],
    ["O", "=", "C", "C@"],
    ["C", "O", "O~", "=", "M@"],
    ["M", "C!"],
];

/** What is read under the door comes when it is near the window, and is done without where it does
    not come. */
function Below() {
    const ref = useRef<HTMLDivElement>(null);
    const [Part, show] = useState<ComponentType>();
    useEffect(() => {
        const none = (): void => undefined;
        const near = new IntersectionObserver(([box]) => {
            if (!box?.isIntersecting) return;
            near.disconnect();
            void import("./around.late").then((m) => show(() => m.Around), none);
        });
        if (ref.current) near.observe(ref.current);
        return () => near.disconnect();
    }, []);
    return (
        <div ref={ref} class="fac-below">
            {Part && <Part />}
            <p class="hint">{f("titles_by")}</p>
        </div>
    );
}

export default function Home() {
    lang.use();
    const [key] = useState(hostKey);
    const [made, setMade] = useMade();
    const { living } = useHealth();
    useTitle(made ? f("made_title") : "");
    if (made) return <MadePage made={made} />;
    return (
        <main class="page fac-home">
            <header class="row row-between">
                <strong class="fac-brand">{t("app")}</strong>
                <LangSwitch />
                <Strip />
            </header>
            <div class="stack">
                <h1>{f("home_title")}</h1>
                <p class="lead">{f("home_what")}</p>
                <JoinForm />
                {living && (
                    <p>
                        <a class="btn btn-wide" href="/vivant">
                            {f("living")}
                        </a>
                    </p>
                )}
                <p>
                    <a class="link" href="/scenarios">
                        {f("scenarios_all")}
                    </a>
                </p>
                <p>
                    <a class="link" href="/essai">
                        {f("trial_link")}
                    </a>
                </p>
                <Mine />
            </div>
            <div class="stack">
                <Loom />
                <TableTop seats={SEATS} cords={CORDS} />
                <Card title={f("host_title")}>
                    <details open={!!key || !!wanted()}>
                        <summary>{f("host_open")}</summary>
                        <CreateForm hostKey={key} onMade={setMade} />
                    </details>
                    <RecoverForm />
                </Card>
            </div>
            <Below />
        </main>
    );
}
