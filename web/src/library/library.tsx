// The library of scenarios: a list and a map with filters, and a page for each.
import { useMemo, useState } from "preact/hooks";
import { lang, tx } from "../i18n";
import { mrcName } from "../kit/file";
import { go, type PageProps } from "../way";
import { Bound, GROUPS, type Group } from "../types";

import { Announce, GroupBadge, LangSwitch, Loading, useTitle } from "../ui";
import { minutes, SECTORS, useListed, type Listed, type Sector } from "./data";
import styles from "./library.late.css";
import { QuebecMap } from "./map";
import { useSheet } from "../sheet";
import { l } from "./texts";

export function Link(p: { href: string; children: preact.ComponentChildren; class?: string }) {
    return (
        <a
            href={p.href}
            class={p.class ?? "link"}
            onClick={(e) => {
                if (e.metaKey || e.ctrlKey || e.shiftKey) return;
                e.preventDefault();
                go(p.href);
            }}
        >
            {p.children}
        </a>
    );
}

export function Head(p: { back: string; label: string }) {
    return (
        <header class="row row-between">
            <Link href={p.back}>← {p.label}</Link>
            <LangSwitch />
        </header>
    );
}

export const place = (s: Listed): string =>
    l(s.place.mrc ? "where" : "where_no_mrc", {
        name: s.place.name,
        mrc: s.place.mrc && mrcName(s.place.mrc),
        region: s.place.region,
    });

/* -- filters ---------------------------------------------------------------------------- */
interface Filter {
    model: Group | "";
    sector: Sector | "";
    size: number; // 0: any
}
const NONE: Filter = { model: "", sector: "", size: 0 };
const SIZES = Array.from(
    { length: Bound.PLACES_MAX - Bound.PLACES_MIN + 1 },
    (_, i) => Bound.PLACES_MIN + i,
);

const passes = (s: Listed, f: Filter): boolean =>
    (!f.model || s.model === f.model) &&
    (!f.sector || s.sector === f.sector) &&
    (!f.size || (s.players.min <= f.size && f.size <= s.players.max));

function Select(p: {
    label: string;
    value: string;
    options: [string, string][];
    onPick: (v: string) => void;
}) {
    return (
        <label class="field">
            <span class="strong">{p.label}</span>
            <select
                value={p.value}
                onChange={(e) => p.onPick((e.target as HTMLSelectElement).value)}
            >
                <option value="">{l("any")}</option>
                {p.options.map(([value, label]) => (
                    <option key={value} value={value}>
                        {label}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Filters(p: { all: Listed[]; now: Filter; onChange: (f: Filter) => void }) {
    const sectors = SECTORS.filter((x) => p.all.some((s) => s.sector === x));
    return (
        <fieldset class="lib-filters">
            <legend class="sr">{l("filters")}</legend>
            <Select
                label={l("model")}
                value={p.now.model}
                options={GROUPS.map((g) => [g, l(`model_${g}`)])}
                onPick={(v) => p.onChange({ ...p.now, model: v as Group | "" })}
            />
            <Select
                label={l("sector")}
                value={p.now.sector}
                options={sectors.map((x) => [x, l(`sector_${x}`)])}
                onPick={(v) => p.onChange({ ...p.now, sector: v as Sector | "" })}
            />
            <Select
                label={l("size")}
                value={p.now.size ? String(p.now.size) : ""}
                options={SIZES.map((n) => [String(n), l("size_n", { n })])}
                onPick={(v) => p.onChange({ ...p.now, size: Number(v) })}
            />
        </fieldset>
    );
}

/* -- the list ----------------------------------------------------------------------------- */
function Row(p: { s: Listed; n: number; lit: boolean; onLit: (id: string) => void }) {
    const { s } = p;
    return (
        <li
            class={`lib-row${p.lit ? " lib-row-lit" : ""}`}
            onMouseEnter={() => p.onLit(s.id)}
            onMouseLeave={() => p.onLit("")}
        >
            <span class={`lib-number lib-number-${s.model}`} aria-hidden="true" translate={false}>
                {p.n}
            </span>
            <div class="stack-s">
                <h2>
                    <Link href={`/scenarios/${s.id}`}>{tx(s.title)}</Link>
                </h2>
                <p>{tx(s.tagline)}</p>
                <p class="hint">
                    {s.place.name} · {l(`sector_${s.sector}`)} · {l(`model_${s.model}`)}
                </p>
            </div>
        </li>
    );
}

function Library(p: { all: Listed[] }) {
    const [filter, setFilter] = useState(NONE);
    const [lit, setLit] = useState("");
    const found = useMemo(() => p.all.filter((s) => passes(s, filter)), [p.all, filter]);
    const shown = useMemo(() => new Set(found.map((s) => s.id)), [found]);
    const count = found.length ? l("found", { n: found.length }) : l("found_none");
    return (
        <>
            <Filters all={p.all} now={filter} onChange={setFilter} />
            <p class="row row-between">
                <span class="soft">{count}</span>
                {filter !== NONE && (
                    <button class="btn btn-quiet btn-small" onClick={() => setFilter(NONE)}>
                        {l("clear")}
                    </button>
                )}
                <a class="link lib-to-map" href="#carte">
                    {l("to_map")}
                </a>
            </p>
            <Announce text={count} />
            <div class="lib-both">
                <ol class="lib-list">
                    {p.all.map((s, i) =>
                        shown.has(s.id) ? (
                            <Row key={s.id} s={s} n={i + 1} lit={lit === s.id} onLit={setLit} />
                        ) : null,
                    )}
                </ol>
                <QuebecMap all={p.all} shown={shown} lit={lit} onLit={setLit} />
            </div>
        </>
    );
}

/* -- one scenario ---------------------------------------------------------------------------- */
function Around(p: { s: Listed }) {
    return (
        <section class="stack">
            <h2>{l("around")}</h2>
            <div class="lib-around">
                {GROUPS.map((g) => (
                    <div key={g} class="stack-s">
                        <GroupBadge group={g} name />
                        <ul>
                            {p.s.roles
                                .filter((r) => r.group === g)
                                .map((r) => (
                                    <li key={tx(r.title)}>{tx(r.title)}</li>
                                ))}
                        </ul>
                    </div>
                ))}
            </div>
        </section>
    );
}

function One(p: { s: Listed }) {
    const { s } = p;
    return (
        <article class="stack">
            <p class="eyebrow">
                {l(`sector_${s.sector}`)} · {l(s.status)}
            </p>
            <h1>{tx(s.title)}</h1>
            <p class="lead">{tx(s.tagline)}</p>
            <p class="soft">
                {place(s)}. {l("people", { n: s.place.population })}.
            </p>
            <section class="stack lib-story">
                <h2 class="sr">{l("situation")}</h2>
                {s.summary.map((x, i) => (
                    <p key={i}>{tx(x)}</p>
                ))}
            </section>
            <section class="card card-accent">
                <h2 class="card-title">{l("conflict")}</h2>
                <p>{tx(s.conflict)}</p>
            </section>
            <p class="row lib-facts">
                <span>{l("minutes", { n: minutes(s) })}</span>
                <span>{l("table_of", s.players)}</span>
            </p>
            <a class="btn btn-primary lib-create" href={`/?scenario=${s.id}`}>
                {l("create")}
            </a>
            <p>
                <Link href={`/kit/${s.id}`}>{l("to_kit")}</Link>
            </p>
            <Around s={s} />
            <p class="hint">{l("story_later")}</p>
        </article>
    );
}

function titleOf(all: Listed[] | null | undefined, id: string): string {
    const one = all?.find((s) => s.id === id);
    return one ? tx(one.title) : l("name");
}

function Content(p: { all: Listed[]; id: string }) {
    const one = p.all.find((s) => s.id === p.id);
    if (one) return <One s={one} />;
    if (p.id)
        return (
            <div class="stack">
                <h1>{l("unknown")}</h1>
                <p>{l("unknown_text")}</p>
            </div>
        );
    return (
        <>
            <div class="stack-s">
                <h1>{p.all.length === 12 ? l("title") : l("title_n")}</h1>
                <p class="lead">{l("lead")}</p>
            </div>
            <Library all={p.all} />
            <p>
                <Link href="/editer">{l("edit")}</Link>
            </p>
        </>
    );
}

export default function LibraryPage(p: PageProps) {
    lang.use();
    const all = useListed();
    const ready = useSheet(styles);
    useTitle(titleOf(all, p.id));
    if (!ready || all === undefined) return <Loading text={ready ? l("wait") : undefined} />;
    return (
        <main class={p.id ? "page" : "page lib-page"}>
            {p.id ? (
                <Head back="/scenarios" label={l("all")} />
            ) : (
                <Head back="/" label={l("home")} />
            )}
            {all ? (
                <Content all={all} id={p.id} />
            ) : (
                <>
                    <h1>{l("name")}</h1>
                    <p class="error" role="alert">
                        {l("none")}
                    </p>
                </>
            )}
        </main>
    );
}
