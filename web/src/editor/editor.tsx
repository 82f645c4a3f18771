// The editor: drafts, and one draft with its parts, its faults, and what a phone makes of it.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { PageProps } from "../home/door";
import { hostKey, keepKey } from "../home/key";
import { lang, t, tx } from "../i18n";
import { fetchText } from "../kit/file";
import { KeyForm } from "../kit/key";
import { useListed } from "../library/data";
import { useSheet } from "../library/sheet";
import { go } from "../main";
import { Button, Card, Choice, Field, LangSwitch, Loading, toast, useTitle } from "../ui";
import { textOf, useDesk, type Desk } from "./desk";
import styles from "./editor.late.css";
import { Members, PenContext, type Pen } from "./form";
import type { Clash } from "./merge";
import { Preview } from "./preview";
import { blankScenario, isObject, TOP, type Json } from "./schema";
import {
    deleteDraft,
    listDrafts,
    publishDraft,
    reload,
    saveDraft,
    type Answer,
    type Draft,
    type Fault,
} from "./server";
import { e } from "./texts";
import { Trial } from "./trial";

const FILE_MAX = 256 * 1024;
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/* -- the drafts ------------------------------------------------------------------------------- */
function Row(p: { draft: Draft }) {
    const { draft } = p;
    return (
        <li class="card">
            <a class="link strong" href={`/editer/${draft.id}`}>
                {tx(draft.title as { fr: string; en: string }) || draft.id}
            </a>
            <span class="hint">
                {draft.id} · {draft.faults ? e("faults", { n: draft.faults }) : e("passes")}
                {draft.published > 0 && ` · ${e("published", { n: draft.published })}`}
            </span>
        </li>
    );
}

function Reload() {
    const [answer, setAnswer] = useState<Answer>();
    return (
        <div class="stack-s">
            <div>
                <Button small onClick={() => void reload().then(setAnswer)}>
                    {e("reload")}
                </Button>
            </div>
            {answer && (
                <div role="status">
                    <p>{e("reloaded", { n: answer.listed ?? 0 })}</p>
                    {answer.refused?.map((r) => (
                        <div key={r.folder}>
                            <p class="error">{e("refused", { folder: r.folder })}</p>
                            <ul>
                                {r.faults.map((x) => (
                                    <li key={x.at + x.say}>
                                        <code>{x.at}</code> {x.say}
                                    </li>
                                ))}
                            </ul>
                        </div>
                    ))}
                </div>
            )}
        </div>
    );
}

/** What a new draft holds, under its name; undefined when there is nothing good. */
async function source(
    from: string,
    upload: File | undefined,
    id: string,
): Promise<Json | undefined> {
    if (from === "blank") return blankScenario(id);
    try {
        const text =
            from === "file"
                ? upload && upload.size <= FILE_MAX
                    ? await upload.text()
                    : ""
                : await fetchText(from, hostKey());
        const file = JSON.parse(String(text)) as Json;
        return isObject(file) ? { ...file, id, version: 1 } : undefined;
    } catch {
        return undefined;
    }
}

function Begin() {
    const all = useListed();
    const [from, setFrom] = useState("blank");
    const [upload, setUpload] = useState<File>();
    const [name, setName] = useState("");
    const [error, setError] = useState("");
    const begin = async (): Promise<void> => {
        if (!NAME.test(name) || name.length > 40) return setError(e("name_bad"));
        const file = await source(from, upload, name);
        if (!file) return setError(e("file_bad"));
        const answer = await saveDraft(name, "", textOf(file));
        if (answer.status === 200) go(`/editer/${name}`);
        else if (answer.error === "changed") setError(e("taken"));
        else if (answer.error === "full") setError(e("full"));
        else if (answer.error === "read_only") setError(e("no_saves"));
        else setError(answer.status === 413 || answer.status === 422 ? e("file_bad") : e("lost"));
    };
    return (
        <Card title={e("new_title")}>
            <form
                class="stack"
                onSubmit={(ev) => {
                    ev.preventDefault();
                    void begin();
                }}
            >
                <label class="field">
                    <span class="strong">{e("start_from")}</span>
                    <select
                        value={from}
                        onChange={(ev) => setFrom((ev.target as HTMLSelectElement).value)}
                    >
                        <option value="blank">{e("from_blank")}</option>
                        <option value="file">{e("from_file")}</option>
                        {all?.map((s) => (
                            <option key={s.id} value={s.id}>
                                {tx(s.title)}
                            </option>
                        ))}
                    </select>
                </label>
                {from === "file" && (
                    <label class="field">
                        <span class="strong">{e("file")}</span>
                        <input
                            type="file"
                            accept=".json,application/json"
                            onChange={(ev) => setUpload((ev.target as HTMLInputElement).files?.[0])}
                        />
                    </label>
                )}
                <Field
                    label={e("name")}
                    hint={e("name_hint")}
                    value={name}
                    onInput={(v) => {
                        setError("");
                        setName(v);
                    }}
                    error={error}
                />
                <Button kind="primary" type="submit">
                    {e("begin")}
                </Button>
            </form>
        </Card>
    );
}

function Drafts(p: { answer: Answer }) {
    return (
        <main class="page">
            <header class="row row-between">
                <a class="link" href="/scenarios">
                    ← {t("app")}
                </a>
                <LangSwitch />
            </header>
            <h1>{e("title")}</h1>
            <p class="lead">{e("lead")}</p>
            {!p.answer.saves && <p class="error">{e("no_saves")}</p>}
            <section class="stack">
                <h2>{e("drafts")}</h2>
                {p.answer.drafts?.length ? (
                    <ul class="ed-drafts">
                        {p.answer.drafts.map((draft) => (
                            <Row key={draft.id} draft={draft} />
                        ))}
                    </ul>
                ) : (
                    <p class="soft">{e("drafts_none")}</p>
                )}
            </section>
            <Begin />
            <Reload />
        </main>
    );
}

/* -- one draft ---------------------------------------------------------------------------------- */
type PartName =
    | "head"
    | "situation"
    | "groups"
    | "roles"
    | "knots"
    | "injects"
    | "phases"
    | "more"
    | "story"
    | "eras";
const PARTS: Record<PartName, string[]> = {
    head: [
        "title",
        "tagline",
        "place",
        "when",
        "model",
        "sector",
        "status",
        "era",
        "players",
        "budget",
        "version",
    ],
    situation: ["summary", "situation", "need", "conflict"],
    groups: ["groups"],
    roles: ["roles"],
    knots: ["tensions", "trades"],
    injects: ["injects"],
    phases: ["phases"],
    more: ["expertise", "checklist"],
    story: ["story", "fiction", "sources"],
    eras: ["eras"],
};
const NAMES = Object.keys(PARTS) as PartName[];
const partOf = (at: string): PartName => {
    const key = /^\$\.([a-z_]+)/.exec(at)?.[1] ?? "";
    return NAMES.find((name) => PARTS[name].includes(key)) ?? "head";
};

function Clashes(p: { desk: Desk }) {
    const said = (x: Json | undefined): string =>
        typeof x === "string" ? x : x === undefined ? "—" : JSON.stringify(x, null, 1);
    if (!p.desk.clashes.length) return null;
    const one = (clash: Clash) => (
        <li key={clash.path} class="stack">
            <code>{clash.path}</code>
            <div class="ed-both">
                {([true, false] as const).map((mine) => (
                    <div key={String(mine)} class="stack-s">
                        <p class="pre ed-said">{said(mine ? clash.mine : clash.theirs)}</p>
                        <Button small onClick={() => p.desk.settle(clash, mine)}>
                            {mine ? e("clash_mine") : e("clash_theirs")}
                        </Button>
                    </div>
                ))}
            </div>
        </li>
    );
    return (
        <Card tone="warn" title={e("clash_title")}>
            <p>{e("clash_text")}</p>
            <ul class="ed-drafts">{p.desk.clashes.map(one)}</ul>
        </Card>
    );
}

function Faults(p: { desk: Desk; onGo: (part: PartName) => void }) {
    const { faults, count } = p.desk;
    if (!count) return <p class="ed-good">{e("passes")}</p>;
    return (
        <details>
            <summary class="error">{e("faults", { n: count })}</summary>
            <ul class="ed-faults">
                {faults.map((x) => (
                    <li key={x.at + x.say}>
                        <button
                            class="btn btn-quiet btn-small"
                            aria-label={`${e("to_fault")} ${x.at}`}
                            onClick={() => p.onGo(partOf(x.at))}
                        >
                            <code>{x.at}</code>
                        </button>{" "}
                        {x.say}
                    </li>
                ))}
            </ul>
        </details>
    );
}

function download(file: Json, name: string): void {
    const url = URL.createObjectURL(new Blob([textOf(file)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name}.json`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function publish(desk: Desk, id: string): Promise<void> {
    if (!(await desk.save())) return;
    const answer = await publishDraft(id, desk.hash());
    if (answer.status === 200) toast(e("publish_done"));
    else if (answer.error === "taken") toast(e("publish_taken"), { bad: true });
    else if (answer.error === "version") {
        const now = isObject(desk.file) ? Number(desk.file.version) : 0;
        desk.put("$.version", now + 1);
        toast(e("publish_version"));
    } else toast(e("wrong", { code: answer.error ?? answer.status }), { bad: true });
}

function Acts(p: { desk: Desk; id: string; file: Json }) {
    const { desk, id, file } = p;
    const [sure, setSure] = useState(false);
    return (
        <div class="row">
            <Button small disabled={desk.count > 0} onClick={() => void publish(desk, id)}>
                {e("publish")}
            </Button>
            <Button small kind="quiet" onClick={() => download(file, id)}>
                {e("export")}
            </Button>
            <Button
                small
                kind="quiet"
                onClick={() => {
                    if (!sure) return setSure(true);
                    void deleteDraft(id, desk.hash()).then(() => go("/editer"));
                }}
            >
                {sure ? e("delete_sure") : e("delete")}
            </Button>
        </div>
    );
}

function penOf(desk: Desk, file: Json): Pen {
    const faults = new Map<string, Fault[]>();
    for (const x of desk.faults) faults.set(x.at, [...(faults.get(x.at) ?? []), x]);
    return { file, faults, put: desk.put };
}

function Work(p: { desk: Desk; file: Json; id: string }) {
    const { desk, file } = p;
    const [part, setPart] = useState<PartName>("head");
    const pen = useMemo(() => penOf(desk, file), [file, desk.faults]);
    const bad = new Set(desk.faults.map((x) => partOf(x.at)));
    const state =
        desk.state === "saving" ? e("saving") : desk.state === "lost" ? e("lost") : e(desk.state);
    return (
        <main class="page ed-page">
            <header class="row row-between">
                <a class="link" href="/editer">
                    ← {e("drafts")}
                </a>
                <LangSwitch />
            </header>
            <div class="row row-between">
                <h1>
                    {tx((isObject(file) ? file.title : "") as { fr: string; en: string }) || p.id}
                </h1>
                <span class={desk.state === "lost" ? "error" : "soft"} role="status">
                    {state}
                </span>
            </div>
            <Clashes desk={desk} />
            <Faults desk={desk} onGo={setPart} />
            <Acts desk={desk} id={p.id} file={file} />
            <div class="ed-three">
                <Choice
                    legend={e("parts")}
                    hideLegend
                    value={part}
                    onPick={setPart}
                    options={NAMES.map((name) => ({
                        value: name,
                        label: e(`part_${name}`) + (bad.has(name) ? " ●" : ""),
                    }))}
                />
                <PenContext.Provider value={pen}>
                    <div class="stack" key={part}>
                        <h2>{e(`part_${part}`)}</h2>
                        <Members schema={TOP} path="$" label="" value={file} keys={PARTS[part]} />
                    </div>
                </PenContext.Provider>
                <aside class="stack">
                    <Preview file={file} />
                    <Trial ready={desk.count === 0} text={() => textOf(file)} />
                </aside>
            </div>
        </main>
    );
}

function One(p: { id: string }) {
    const desk = useDesk(p.id);
    useEffect(() => {
        const stay = (ev: BeforeUnloadEvent): void => {
            if (desk.state !== "saved") ev.preventDefault();
        };
        window.addEventListener("beforeunload", stay);
        return () => window.removeEventListener("beforeunload", stay);
    }, [desk.state]);
    if (desk.gone)
        return (
            <main class="page">
                <h1>{e("title")}</h1>
                <p>{e("gone")}</p>
                <a class="link" href="/editer">
                    {e("drafts")}
                </a>
            </main>
        );
    if (!desk.file) return <Loading />;
    return <Work desk={desk} file={desk.file} id={p.id} />;
}

export default function EditorPage(p: PageProps) {
    lang.use();
    const ready = useSheet(styles);
    const [answer, setAnswer] = useState<Answer>();
    useTitle(p.id ? `${e("title")} ${p.id}` : e("title"));
    const look = (): void => void listDrafts().then(setAnswer);
    useEffect(look, [p.id]);
    if (!ready || !answer) return <Loading />;
    if (answer.status !== 200)
        return (
            <main class="page">
                <h1>{e("title")}</h1>
                <KeyForm
                    onKey={(key) => {
                        keepKey(key);
                        look();
                    }}
                />
            </main>
        );
    return p.id ? <One key={p.id} id={p.id} /> : <Drafts answer={answer} />;
}
