// The editor: drafts, and one draft with its parts, its faults, and what a phone makes of it.
import { useEffect, useMemo, useState } from "preact/hooks";
import { keepKey } from "../home/key";
import { lang, tx } from "../i18n";
import { KeyForm } from "../kit/key";
import { useSheet } from "../sheet";
import { Button, Card, Choice, LangSwitch, Loading, toast, useTitle } from "../ui";
import { go, type PageProps } from "../way";
import { textOf, useDesk, type Desk } from "./desk";
import { Drafts } from "./drafts";
import { Members } from "./form";
import type { Clash } from "./merge";
import { Preview } from "./preview";
import { isObject, TOP, type Json } from "./schema";
import { PenContext, type Pen } from "./spots";
import { deleteDraft, listDrafts, publishDraft, type Answer, type Fault } from "./server";
import { e } from "./texts";
import { Trial } from "./trial";
import styles from "./editor.late.css";

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
    else if (answer.error === "full") toast(e("publish_full"), { bad: true });
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
