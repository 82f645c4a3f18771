// A form drawn from the schema. What it is given may hold anything: a value that does not fit its
// place is shown as if it were not there, and everything is text.
import { tx } from "../i18n";
import { Button, Field } from "../ui";
import { blank, isBilingual, isObject, resolve, type Json, type Schema } from "./schema";
import {
    Both,
    faultAt,
    Figure,
    idsFor,
    isAddress,
    Line,
    optionName,
    Pick,
    Said,
    usePen,
    Words,
    YesNo,
    type Spot,
} from "./spots";
import { e, labelOf } from "./texts";

const SHOWN_MAX = 40;

function List(p: Spot) {
    const pen = usePen();
    const item = resolve(p.schema.items || p.schema.prefixItems?.[0]?.allOf?.[0] || {});
    const list = Array.isArray(p.value) ? p.value : [];
    const fixed = p.schema.minItems === p.schema.maxItems;
    const put = (next: Json[]): void => pen.put(p.path, next);
    if (item.enum || item.pattern)
        return (
            <Words
                {...p}
                options={
                    item.enum?.map((x) => ({ value: x, label: optionName(x) })) ??
                    idsFor(p.path, pen.file)
                }
            />
        );
    return (
        <fieldset class="ed-list">
            <legend>{p.label}</legend>
            <Said path={p.path} />
            {list.slice(0, SHOWN_MAX).map((value, i) => (
                <Item key={i} {...p} schema={item} value={value} n={i}>
                    {!fixed && (
                        <div class="row">
                            {i > 0 && (
                                <Button
                                    small
                                    kind="quiet"
                                    class="btn-sign"
                                    aria-label={e("up", { what: p.label, n: i + 1 })}
                                    onClick={() => {
                                        const next = [...list];
                                        next.splice(i - 1, 0, ...next.splice(i, 1));
                                        put(next);
                                    }}
                                >
                                    ↑
                                </Button>
                            )}
                            <Button
                                small
                                kind="quiet"
                                aria-label={e("remove_n", { what: p.label, n: i + 1 })}
                                onClick={() => put(list.filter((_, j) => j !== i))}
                            >
                                {e("remove")}
                            </Button>
                        </div>
                    )}
                </Item>
            ))}
            {!fixed && list.length < (p.schema.maxItems ?? SHOWN_MAX) && (
                <Button small onClick={() => put([...list, blank(item)])}>
                    {e("add", { what: p.label })}
                </Button>
            )}
        </fieldset>
    );
}

const heading = (value: Json): string => {
    if (!isObject(value)) return "";
    const named = value.title ?? value.text ?? value.kind ?? value.id;
    return typeof named === "string" ? optionName(named) : tx(named as { fr: string; en: string });
};

function Item(p: Spot & { n: number; children: preact.ComponentChildren }) {
    const pen = usePen();
    const path = `${p.path}[${p.n}]`;
    const plain = isBilingual(p.schema) || !p.schema.properties;
    const inside = <Part {...p} path={path} label={plain ? `${p.label} ${p.n + 1}` : ""} />;
    if (plain)
        return (
            <div class="ed-item">
                {inside}
                {p.children}
            </div>
        );
    const bad = [...pen.faults.keys()].some((at) => at.startsWith(path));
    return (
        <details class="ed-item">
            <summary>
                {p.n + 1}. {heading(p.value ?? null)}
                {bad && <span class="error"> ●</span>}
            </summary>
            <div class="stack">
                {inside}
                {p.children}
            </div>
        </details>
    );
}

function Optional(p: { spot: Spot; children: preact.ComponentChildren }) {
    const pen = usePen();
    const { spot } = p;
    if (spot.value === undefined)
        return (
            <div>
                <Button small kind="quiet" onClick={() => pen.put(spot.path, blank(spot.schema))}>
                    {e("add", { what: spot.label })}
                </Button>
            </div>
        );
    return (
        <div class="ed-optional">
            {p.children}
            <Button
                small
                kind="quiet"
                aria-label={e("remove_what", { what: spot.label })}
                onClick={() => pen.put(spot.path, undefined)}
            >
                {e("remove")}
            </Button>
        </div>
    );
}

/** An object whose names are ids of things above: the other era's roles and cards. */
function Named(p: Spot) {
    const pen = usePen();
    const value = isObject(p.value) ? p.value : {};
    const part = p.path.split(".").at(-1) ?? "";
    const top = isObject(pen.file) ? pen.file[part] : undefined;
    const ids = (Array.isArray(top) ? top : []).filter(isObject).map((x) => String(x.id));
    const schema = resolve(p.schema.additionalProperties as Schema);
    return (
        <fieldset class="ed-list">
            <legend>{p.label}</legend>
            <Said path={p.path} />
            {Object.keys(value).map((id) => (
                <details key={id} class="ed-item">
                    <summary>{id}</summary>
                    <div class="stack">
                        <Part
                            {...p}
                            schema={schema}
                            path={`${p.path}.${id}`}
                            value={value[id]}
                            label=""
                        />
                        <Button
                            small
                            kind="quiet"
                            onClick={() => pen.put(`${p.path}.${id}`, undefined)}
                        >
                            {e("remove")}
                        </Button>
                    </div>
                </details>
            ))}
            <label class="field">
                <span>{e("add", { what: p.label })}</span>
                <select
                    value=""
                    onChange={(ev) =>
                        pen.put(`${p.path}.${(ev.target as HTMLSelectElement).value}`, {})
                    }
                >
                    <option value="">…</option>
                    {ids
                        .filter((id) => !(id in value))
                        .map((id) => (
                            <option key={id}>{id}</option>
                        ))}
                </select>
            </label>
        </fieldset>
    );
}

export function Members(p: Spot & { keys?: string[] }) {
    const value = isObject(p.value) ? p.value : {};
    // The same word names who carried, in a story, and whom a card is for.
    const label = (key: string): string =>
        labelOf(isAddress(`${p.path}.${key}`) ? "to_roles" : key);
    const keys = p.keys ?? Object.keys(p.schema.properties ?? {});
    return (
        <>
            <Said path={p.path} />
            {keys.map((key) => {
                const spot: Spot = {
                    schema: resolve(p.schema.properties?.[key] ?? {}),
                    path: `${p.path}.${key}`,
                    label: label(key),
                    value: value[key],
                };
                const part = <Part key={key} {...spot} />;
                return p.schema.required?.includes(key) ? (
                    part
                ) : (
                    <Optional key={key} spot={spot}>
                        {part}
                    </Optional>
                );
            })}
        </>
    );
}

function Nullable(p: Spot) {
    const pen = usePen();
    return (
        <Field
            label={p.label}
            value={typeof p.value === "string" ? p.value : ""}
            error={faultAt(pen, p.path)}
            onInput={(v) => pen.put(p.path, v || null)}
        />
    );
}

export function Part(p: Spot) {
    const s = p.schema;
    if (s.const !== undefined) return null;
    if (isBilingual(s)) return <Both {...p} />;
    if (s.enum) return <Pick {...p} />;
    if (s.anyOf) return <Nullable {...p} />;
    if (s.type === "array") return <List {...p} />;
    if (s.propertyNames) return <Named {...p} />;
    if (s.properties)
        return p.label ? (
            <fieldset class="ed-list">
                <legend>{p.label}</legend>
                <Members {...p} />
            </fieldset>
        ) : (
            <Members {...p} />
        );
    if (s.type === "boolean") return <YesNo {...p} />;
    if (s.type === "integer" || s.type === "number") return <Figure {...p} />;
    return <Line {...p} max={s.maxLength} />;
}
