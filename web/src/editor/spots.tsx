// One value of a scenario's file as a field: a line, both languages, a figure, a choice, some words.
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { hasKey, t, tx } from "../i18n";
import { LETTER, type GroupName } from "../kit/file";
import { SECTORS, type Sector } from "../library/data";
import { l } from "../library/texts";
import { Choices, Field, Switch } from "../ui";
import { isObject, limitOf, type Json, type Schema } from "./schema";
import type { Fault } from "./server";
import { e, labelOf } from "./texts";

export interface Pen {
    file: Json;
    faults: Map<string, Fault[]>;
    put: (path: string, value: Json | undefined) => void;
}

export const PenContext = createContext<Pen | undefined>(undefined);

export const usePen = (): Pen => {
    const pen = useContext(PenContext);
    if (!pen) throw new Error("a form without a pen");
    return pen;
};

export interface Spot {
    schema: Schema;
    path: string;
    label: string;
    value: Json | undefined;
}

// items of a list
const LONG = 110;

// characters, beyond which a field has several lines

export const faultAt = (pen: Pen, path: string): string | undefined =>
    pen.faults
        .get(path)
        ?.map((x) => x.say)
        .join(" ");

export function Said(p: { path: string }) {
    const said = faultAt(usePen(), p.path);
    return said ? <p class="error">{said}</p> : null;
}

export function Line(p: Spot & { max?: number; lang?: string }) {
    const pen = usePen();
    const value = typeof p.value === "string" ? p.value : "";
    return (
        <Field
            label={p.label}
            value={value}
            max={p.max}
            lines={p.max && p.max > LONG ? Math.min(6, Math.ceil(p.max / 55)) : undefined}
            error={faultAt(pen, p.path)}
            onInput={(v) => pen.put(p.path, v)}
        />
    );
}

export function Both(p: Spot) {
    const value = isObject(p.value) ? p.value : {};
    const max = limitOf(p.schema);
    return (
        <div class="ed-both">
            {(["fr", "en"] as const).map((l) => (
                <Line
                    key={l}
                    schema={p.schema}
                    path={`${p.path}.${l}`}
                    label={`${p.label} (${l})`}
                    value={value[l]}
                    max={max}
                />
            ))}
            <Said path={p.path} />
        </div>
    );
}

/** A number as it is typed: only what reads as one goes into the file. */
export function Figure(p: Spot) {
    const pen = usePen();
    const [typed, setTyped] = useState<string>();
    const now = typeof p.value === "number" ? String(p.value) : "";
    return (
        <Field
            label={p.label}
            inputMode={p.schema.type === "integer" ? "numeric" : "text"}
            value={typed ?? now}
            error={faultAt(pen, p.path)}
            onInput={(v) => {
                setTyped(v);
                const n = Number(v.replace(",", "."));
                pen.put(p.path, v.trim() && Number.isFinite(n) ? n : v);
            }}
            onBlur={() => setTyped(undefined)}
        />
    );
}

const OTHERWISE: Record<string, string> = { expertise: "expertise_kind", mrc: "mrc_scale" };

export const optionName = (x: string): string => {
    if ((SECTORS as readonly string[]).includes(x)) return l(`sector_${x as Sector}`);
    if (x in LETTER) return t(`group_${LETTER[x as GroupName]}`);
    const phase = `phase_${x}`;
    return hasKey(phase) ? t(phase) : labelOf(OTHERWISE[x] ?? x);
};

export function Pick(p: Spot) {
    const pen = usePen();
    return (
        <label class="field">
            <span class="strong">{p.label}</span>
            <select
                value={typeof p.value === "string" ? p.value : ""}
                onChange={(ev) => pen.put(p.path, (ev.target as HTMLSelectElement).value)}
            >
                {(p.schema.enum ?? []).map((x) => (
                    <option key={x} value={x}>
                        {optionName(x)}
                    </option>
                ))}
            </select>
            <Said path={p.path} />
        </label>
    );
}

/** The roles that a card is addressed to. */
export const isAddress = (path: string): boolean => /^\$\.injects\[\d+\]\.to$/.test(path);

/** Ids that a list may hold: interests of the role's own group, roles; undefined: any. */
export function idsFor(path: string, file: Json): { value: string; label: string }[] | undefined {
    const top = isObject(file) ? file : {};
    const named = (list: Json | undefined, key: string) =>
        (Array.isArray(list) ? list : []).filter(isObject).map((x) => ({
            value: String(x.id),
            label: tx(x[key] as { fr: string; en: string }) || String(x.id),
        }));
    if (/^\$\.(tensions|trades)\[\d+\]\.roles$/.test(path) || isAddress(path))
        return named(top.roles, "title");
    const role = /^\$\.roles\[(\d+)\]\.interests$/.exec(path);
    if (!role) return undefined;
    const roles = Array.isArray(top.roles) ? top.roles : [];
    const own = roles[Number(role[1])];
    const groups = isObject(top.groups) ? top.groups : {};
    const group = isObject(own) ? groups[String(own.group)] : undefined;
    return named(isObject(group) ? group.interests : undefined, "text");
}

export function Words(p: Spot & { options: { value: string; label: string }[] | undefined }) {
    const pen = usePen();
    const value = (Array.isArray(p.value) ? p.value : []).filter(
        (x): x is string => typeof x === "string",
    );
    if (p.options)
        return (
            <Choices
                legend={p.label}
                row
                value={value}
                options={p.options}
                onPick={(v) => pen.put(p.path, v)}
                error={faultAt(pen, p.path)}
            />
        );
    return (
        <Field
            label={p.label}
            hint={e("commas")}
            value={value.join(", ")}
            error={faultAt(pen, p.path)}
            onInput={(v) =>
                pen.put(
                    p.path,
                    v.split(",").map((x) => x.trim()),
                )
            }
        />
    );
}

export function YesNo(p: Spot) {
    const pen = usePen();
    return <Switch label={p.label} on={p.value === true} onChange={(on) => pen.put(p.path, on)} />;
}
