// The drafts kept here, and how one begins.
import { useState } from "preact/hooks";
import { hostKey } from "../home/key";
import { t, tx } from "../i18n";
import { fetchText } from "../kit/file";
import { useListed } from "../library/data";
import { Button, Card, Field, LangSwitch } from "../ui";
import { go } from "../way";
import { Bound } from "../types";
import { textOf } from "./desk";
import { blankScenario, isObject, type Json } from "./schema";
import { reload, saveDraft, type Answer, type Draft } from "./server";
import { e } from "./texts";

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

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
                ? upload && upload.size <= Bound.HOST_SENT_MAX
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
        if (!NAME.test(name) || name.length > Bound.SCENARIO_ID_MAX) return setError(e("name_bad"));
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

export function Drafts(p: { answer: Answer }) {
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
