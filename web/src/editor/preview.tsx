// What a person of the scenario sees on a phone: the participant's own screen, given one person's
// documents; nothing is sent.
import type { ComponentType } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { lang, t, tx } from "../i18n";
import { LETTER, type FileRole, type ScenarioFile } from "../kit/file";
import type { Me } from "../play/me";
import type { Group, Role, RoomDoc } from "../types";
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

function meOf(file: Partial<ScenarioFile>, role: Partial<FileRole>): Me {
    const roles = list(file.roles).filter(isObject) as unknown as FileRole[];
    const group = LETTER[role.group ?? "citizen"] ?? "C";
    const own = isObject(role.private)
        ? (role.private as unknown as FileRole["private"])
        : undefined;
    const shown: Record<string, Role> = {};
    for (const r of roles)
        shown[asText(r.id)] = {
            group: LETTER[r.group] ?? "C",
            title: text2(r.title),
            name: asText(r.name),
            public: text2(r.public),
        };
    const room: RoomDoc = {
        code: "0000000",
        title: text2(file.title),
        scenario: {
            title: text2(file.title),
            tagline: text2(file.tagline),
            situation: list(file.situation).map(text2),
            need: text2(file.need),
            roles: shown,
        },
        people: Object.fromEntries(
            roles.map((r, i) => [
                `p${i + 1}`,
                {
                    name: asText(r.name),
                    table: "t1",
                    group: LETTER[r.group] ?? ("C" as Group),
                    role: asText(r.id),
                    on: true,
                },
            ]),
        ),
    };
    const id = `p${roles.findIndex((r) => r.id === role.id) + 1}`;
    return {
        code: "0000000",
        id,
        room,
        person: {
            ready: true,
            name: asText(role.name),
            role: {
                ...shown[asText(role.id)],
                mandate: text2(role.mandate),
                knows: text2(own?.knows),
                wants: list(own?.wants).map(text2),
                fears: list(own?.fears).map(text2),
                red_line: text2(own?.red_line),
                assets: list(role.assets)
                    .filter(isObject)
                    .map((a) => ({ kind: asText(a.kind), text: text2(a.text) })),
            },
        },
        self: room.people?.[id] ?? { name: "" },
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
    const roles = list(file.roles).filter(isObject) as unknown as FileRole[];
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
