// What a person of the scenario sees on a phone: the participant's own screen, given one person's
// documents; nothing is sent.
import type { ComponentType } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { lang, t, tx } from "../i18n";
import { LETTER, type FileRole, type ScenarioFile } from "../kit/file";
import type { Me } from "../play/me";
import type { Card, Group, Resource, Role, RoomDoc, RoomPerson } from "../types";
import { isObject, type Json } from "./schema";
import { e } from "./texts";

interface Screens {
    Briefing: ComponentType;
    MeContext: { Provider: ComponentType<{ value: Me }> };
}

const asText = (x: unknown): string => (typeof x === "string" ? x : "");
const list = (x: unknown): unknown[] => (Array.isArray(x) ? x : []);
/** Only texts that are texts: a draft may hold anything. */
const text2 = (x: unknown) => {
    const o = isObject(x) ? x : {};
    return { fr: asText(o.fr), en: asText(o.en) };
};

const groupOf = (r: Partial<FileRole>): Group => LETTER[r.group ?? "citizen"] ?? "C";
const rolesOf = (file: Partial<ScenarioFile>): FileRole[] =>
    list(file.roles).filter(isObject) as unknown as FileRole[];
const shownOf = (r: Partial<FileRole>): Role => ({
    group: groupOf(r),
    title: text2(r.title),
    name: asText(r.name),
    public: text2(r.public),
});
const sitting = (r: FileRole): RoomPerson => ({
    name: asText(r.name),
    table: "t1",
    group: groupOf(r),
    role: asText(r.id),
    on: true,
});

/** A room in its briefing, of which the scenario and one table are all there is. */
function roomOf(file: Partial<ScenarioFile>): RoomDoc {
    const roles = rolesOf(file);
    return {
        code: "0000000",
        lang: lang.get(),
        title: text2(file.title),
        state: "running",
        locked: false,
        may: [],
        clock: { phase: 0, kind: "briefing", length: 0, paused: false },
        say: {},
        options: { roles: "auto", tables: 1, places: roles.length, parted: true },
        plenary: { how: "each", places: 0, order: [], pairs: [] },
        phases: [],
        scenario: {
            id: "",
            version: 1,
            title: text2(file.title),
            tagline: text2(file.tagline),
            era: "today",
            place: { name: "" },
            summary: [],
            situation: list(file.situation).map(text2),
            need: text2(file.need),
            model: "C",
            fiction: [],
            groups: {},
            roles: Object.fromEntries(roles.map((r) => [asText(r.id), shownOf(r)])),
        },
        tables: {},
        people: Object.fromEntries(roles.map((r, i) => [`p${i + 1}`, sitting(r)])),
    };
}
function cardOf(role: Partial<FileRole>): Card {
    const own = isObject(role.private) ? (role.private as FileRole["private"]) : undefined;
    return {
        ...shownOf(role),
        id: asText(role.id),
        mandate: text2(role.mandate),
        knows: text2(own?.knows),
        wants: list(own?.wants).map(text2),
        fears: list(own?.fears).map(text2),
        red_line: text2(own?.red_line),
        assets: list(role.assets)
            .filter(isObject)
            .map((a) => ({
                id: asText(a.id),
                kind: a.kind as unknown as Resource,
                text: text2(a.text),
            })),
    };
}
function meOf(file: Partial<ScenarioFile>, role: Partial<FileRole>): Me {
    const room = roomOf(file);
    const id = `p${rolesOf(file).findIndex((r) => r.id === role.id) + 1}`;
    const group = groupOf(role);
    return {
        code: room.code,
        id,
        room,
        person: {
            ready: true,
            awaits: {},
            name: asText(role.name),
            consent: { debrief: false, research: false },
            role: cardOf(role),
            asked: {},
            reserves: {},
            stances: {},
            hat_stances: {},
        },
        self: room.people[id] ?? { on: true },
        tableId: "t1",
        group,
        acting: group,
        setActing: () => undefined,
    };
}

export function Preview(p: { file: Json }) {
    lang.use();
    const [screens, setScreens] = useState<Screens>();
    const [n, setN] = useState(0);
    const file = (isObject(p.file) ? p.file : {}) as unknown as Partial<ScenarioFile>;
    const roles = rolesOf(file);
    const role = roles[n] ?? roles[0];
    const me = useMemo(() => meOf(file, role ?? {}), [p.file, role]);
    useEffect(() => {
        void import("../play/play").then((m) => setScreens(m as unknown as Screens));
    }, []);
    return (
        <section class="ed-preview" aria-label={e("preview")}>
            <label class="field">
                <span class="strong">{e("preview_as")}</span>
                <select
                    value={String(n)}
                    onChange={(ev) => setN(Number((ev.target as HTMLSelectElement).value))}
                >
                    {roles.map((r, i) => (
                        <option key={i} value={i}>
                            {tx(text2(r.title)) || asText(r.id)}
                        </option>
                    ))}
                </select>
            </label>
            <article class="ed-phone" tabIndex={0} aria-label={e("preview")}>
                {screens ? (
                    <screens.MeContext.Provider value={me}>
                        <div class="page" key={n}>
                            <screens.Briefing />
                        </div>
                    </screens.MeContext.Provider>
                ) : (
                    <p class="soft">{t("loading")}</p>
                )}
            </article>
        </section>
    );
}
