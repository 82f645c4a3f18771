// Sentences made of what the server counted: the lines of the outcome, the comparison with the
// cases, the question of the two readings, and the first words of a report.
import cases from "../../../scenarios/cases.json";
import { dateText, listText, tx } from "../i18n";
import { nameOf, told } from "../people";
import { Bound, GROUPS, SCALES, type ReportField } from "../types";
import type { Features, Group, Model, RoomDoc, Scale, TableDoc, Tally, Text } from "../types";
import { numberOf } from "./marks";
import { o, type OutcomeKey } from "./words";

const key = (k: string): OutcomeKey => k as OutcomeKey;
export const groupName = (g: Group): string => o(`group_${g}`);
const FORMS = {
    by: (g: Group) => o(`by_${g}`),
    of: (g: Group) => o(`of_${g}`),
    sheet: (g: Group) => o(`sheet_${g}`),
};
export const groups = (list: readonly Group[], form: keyof typeof FORMS): string =>
    listText(list.map(FORMS[form]));
export const pair = (a: string, b: string): string => o("pair", { a, b });
const counts = (of: Record<Group, number>, seated: Group[]): string =>
    seated
        .filter((g) => of[g] > 0)
        .map((g) => o("group_count", { group: groupName(g).toLocaleLowerCase(), n: of[g] }))
        .join(", ");
export const ofY = ([x, y]: [number, number]): string => (y ? o("x_of_y", { x, y }) : "–");
export const absent = (tally: Tally): Group[] => GROUPS.filter((g) => !tally.seated.includes(g));

export const clauseList = (ids: string[]): string =>
    o("clauses_list", { n: ids.length, list: listText(ids.map(numberOf)) });
const scales = (list: readonly Scale[]): string =>
    o(list.length > 1 ? "at_many" : "at_one", {
        list: listText(list.map((x) => o(`at_${x}`))),
    });
export const scalesOf = (tally: Tally): Scale[] =>
    SCALES.filter((s) => tally.clauses.some((c) => c.adopted && c.scale.includes(s)));

const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export interface Line {
    title: string;
    text: string;
    more?: string;
}
function originLine(tally: Tally, base: Group[]): Line {
    const start = base.length ? o("from_base", { list: groups(base, "sheet") }) : o("from_nowhere");
    const to = counts(tally.to, tally.seated);
    return {
        title: o("origin"),
        text: `${start} → ${to ? o("carriers", { list: to }) : o("carriers_none")}`,
    };
}
function handsLine(tally: Tally): Line {
    const [x, y] = tally.hands2;
    const k = tally.seated.length;
    const all = tally.hands_all[0];
    const vars = { x, y, all, k };
    const text =
        k < 2 ? o("hands_one_group") : o(k > 2 && x > 0 ? "hands_line" : "hands_line2", vars);
    return { title: o("hands"), text };
}
function objectionsLine(tally: Tally): Line {
    const q = tally.objections;
    const fates = (["compromise", "withdrawn", "standing"] as const)
        .filter((f) => q[f] > 0)
        .map((f) => o(`obj_${f}`, { n: q[f] }));
    if (!q.raised) return { title: o("objections"), text: o("obj_none"), more: o("obj_none_say") };
    return {
        title: o("objections"),
        text: pair(o("obj_raised", { n: q.raised }), fates.join(", ")),
    };
}
function scaleNames(tally: Tally): string {
    const names = scalesOf(tally).map((s) => o(`scale_${s}`));
    return listText(names.map((x) => (x === "MRC" ? x : x.toLocaleLowerCase())));
}
function gridLine(tally: Tally): Line {
    return {
        title: o("grid"),
        text: tally.scales
            ? o("grid_line", { n: tally.scales, list: scaleNames(tally) })
            : o("grid_none"),
    };
}
function engagedLine(tally: Tally): Line {
    const [x, y] = tally.engaged;
    const [gx, gy] = tally.solidarity;
    const gifts = gy ? o("engaged_gifts", { n: gx, y: gy }) : o("engaged_no_gift");
    return { title: o("engaged"), text: `${o("engaged_line", { n: x, y })}; ${gifts}` };
}

/** What nobody said counts for nothing, and is said to be so: a nought is not a finding. */
const unsaidText = (n: number): string => (n ? `; ${o("unsaid", { n })}` : "");
function dimsText(tally: Tally): string {
    const unsaid = tally.clauses.filter((c) => c.adopted && !c.dims.length).length;
    if (tally.m && unsaid === tally.m) return o("dims_none");
    const { soc, eco, both } = tally;
    return o("dims_line", { soc, eco, both }) + unsaidText(unsaid);
}
/** For whom the clauses are. */
export function collectiveText(tally: Tally, table: TableDoc): string {
    const adopted = tally.clauses.filter((c) => c.adopted);
    const unsaid = adopted.filter((c) => !table.clauses?.[c.id]?.for).length;
    const [n, of] = tally.collective;
    if (of && unsaid === of) return o("collective_none");
    return o("collective_line", { n, of }) + unsaidText(unsaid);
}

export type LineId = "origin" | "hands" | "objections" | "grid" | "dims" | "engaged";
export const LINES: readonly LineId[] = [
    "origin",
    "hands",
    "objections",
    "grid",
    "dims",
    "engaged",
];
/** The six lines. */
export function lineOf(id: LineId, tally: Tally, base: Group[]): Line {
    switch (id) {
        case "origin":
            return originLine(tally, base);
        case "hands":
            return handsLine(tally);
        case "objections":
            return objectionsLine(tally);
        case "grid":
            return gridLine(tally);
        case "dims":
            return { title: o("dims"), text: dimsText(tally) };
        case "engaged":
            return engagedLine(tally);
    }
}
/** The seventh, or why it is not said. */
export const reliedText = (tally: Tally): string =>
    tally.relied
        ? o("relied_line", { n: tally.relied[0], y: tally.relied[1] })
        : o(key(`relied_${tally.relied_not ?? "no_rating"}`));

export const originAlt = (tally: Tally): string =>
    o("origin_alt", {
        from: counts(tally.from, tally.seated) || "0",
        to: counts(tally.to, tally.seated) || o("nobody"),
    });
export const threadAlt = (tally: Tally): string =>
    tally.lead.length
        ? o("thread_alt", {
              list: tally.lead
                  .map(([, g, kind]) => `${groupName(g)} ${o(`lead_${kind}`)}`)
                  .join(", "),
          })
        : o("thread_none");

/* -- two readings --------------------------------------------------------------------------- */
export const modelName = (m: Model): string => o(`model_${m}`);
/** What the adopted text says, when there is enough of it. */
const labelOf = ({ label }: Tally): Model | undefined => (label === "unsure" ? undefined : label);
export const labelText = (tally: Tally): string => {
    const label = labelOf(tally);
    return label ? modelName(label) : o("model_unknown");
};
/** Both readings in a line. */
export const modelsText = (tally: Tally): string =>
    [
        pair(o("model_declared"), tally.declared ? modelName(tally.declared) : o("model_unsaid")),
        pair(o("model_computed"), labelText(tally)),
    ].join(" · ");
/** The initiative was of one group first, and of the other after it. */
function passed(tally: Tally, from: Model, to: Model): boolean {
    const led = tally.lead.map(([, group]) => group as Model);
    const first = led.indexOf(from);
    return first >= 0 && led.lastIndexOf(to) > first;
}
function askOf(tally: Tally, declared: Model, computed: Model): OutcomeKey {
    if (computed === "shared" || computed === "mixed") return `ask_${computed}`;
    return passed(tally, declared, computed) ? "ask_group" : "ask_alone";
}
/** Of the clause that the table calls the heart of its project: whose hands are on it, and why. */
function heartQuestion(tally: Tally, table: TableDoc): string | undefined {
    const heart = tally.clauses.find((c) => c.id === table.heart);
    if (!heart) return undefined;
    const text = quoted(table, heart.id);
    if (!heart.adopted) return o("heart_open", { text });
    const hands = groups(heart.hands, "by");
    return o(heart.hands.length > 1 ? "heart_hands" : "heart_alone", { text, hands });
}
/** What the debrief asks: of the heart of the project, where the table has marked one, or of the two
    readings. */
export function modelQuestion(tally: Tally, table: TableDoc): string {
    const heart = heartQuestion(tally, table);
    if (heart) return heart;
    const { declared } = tally;
    const computed = labelOf(tally);
    if (!computed) return o("ask_none");
    if (!declared) return o("models_one", { computed: modelName(computed) });
    if (declared === computed) return o("models_agree");
    return o("models_differ", {
        declared: modelName(declared),
        computed: modelName(computed),
        question: o(askOf(tally, declared, computed)),
    });
}

/* -- the three cases ------------------------------------------------------------------------- */
interface CaseText {
    key: string;
    name: Text;
    like: Text;
    from: Group[];
    to: Group[];
    help: Group[];
    scales: Scale[];
    why: Record<"from" | "to" | "help" | "scales", Text>;
}
export const CASES = cases.cases as unknown as CaseText[];
export const CASES_NOTE: Text = cases.note;
export type Compared = NonNullable<Tally["cases"]>[number];

const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((x) => b.includes(x));
function likeness(c: Compared): string[] {
    const { from, to, help, scale } = c.same;
    return [
        ...(from.length ? [o("case_from", { list: groups(from, "of") })] : []),
        ...(to.length
            ? [same(from, to) ? o("case_to_same") : o("case_to", { list: groups(to, "by") })]
            : []),
        ...(help.length ? [o("case_help", { list: groups(help, "by") })] : []),
        ...(scale.length ? [scales(scale)] : []),
    ];
}
/** “ours rather than theirs”, “also ours”, “not theirs”: whichever of the two there is. */
function split(what: "from" | "to", ours: Group[], theirs: Group[], form: "of" | "by"): string[] {
    const which = ours.length && theirs.length ? "both" : ours.length ? "ours" : "theirs";
    if (!ours.length && !theirs.length) return [];
    return [
        o(key(`d_${what}_${which}`), {
            ours: groups(ours, form),
            theirs: groups(theirs, form),
        }),
    ];
}
function unlikeness(c: Compared): string[] {
    const { ours, theirs } = c;
    const all = (f: Features): Group[] => [...f.from, ...f.to];
    const led = [...all(ours), ...all(c.same)];
    const ledThere = [...all(theirs), ...all(c.same)];
    // Whoever leads in one and helps in the other is already spoken of.
    const help = ours.help.filter((g) => !ledThere.includes(g));
    const helpThere = theirs.help.filter((g) => !led.includes(g));
    const carried = ours.to.length + c.same.to.length > 0;
    return [
        ...split("from", ours.from, theirs.from, "of"),
        ...(carried ? split("to", ours.to, theirs.to, "by") : [o("d_to_none")]),
        ...(help.length ? [o("d_help_ours", { ours: groups(help, "by") })] : []),
        ...(helpThere.length ? [o("d_help_theirs", { theirs: groups(helpThere, "of") })] : []),
        ...(ours.scale.length ? [o("d_scale_ours", { ours: scales(ours.scale) })] : []),
        // Where nobody said a scale, none is known to be missing.
        ...(theirs.scale.length && ours.scale.length + c.same.scale.length
            ? [o("d_scale_theirs", { theirs: scales(theirs.scale) })]
            : []),
    ];
}
export interface CaseSaid {
    name: string;
    like: string;
    difference: string;
}
export function caseSaid(c: Compared): CaseSaid {
    const text = CASES.find((x) => x.key === c.key);
    const alike = likeness(c);
    const unlike = unlikeness(c);
    return {
        name: tx(text?.name),
        like: `${pair(tx(text?.like), alike.length ? alike.join(", ") : o("case_nothing"))}.`,
        difference: unlike.length
            ? o(unlike.length > 1 ? "differences" : "difference", { list: unlike.join("; ") })
            : o("difference_none"),
    };
}

/* -- the first words of a report -------------------------------------------------------------- */
const quoted = (table: TableDoc, id: string): string => told(table.clauses?.[id]?.text);
/** As many items as fit, then how many more there are. */
function fit(items: string[], join: string, end: string): string {
    let text = "";
    for (const [i, item] of items.entries()) {
        const next = text ? text + join + item : item;
        if (next.length > Bound.LONG_CHARS - 100)
            return `${text}${join}${o("sg_and_more", { n: items.length - i })}${end}`;
        text = next;
    }
    return text && text + end;
}
function carriedText(room: RoomDoc, table: TableDoc, tally: Tally): string {
    const adopted = tally.clauses.filter((c) => c.adopted);
    const carried = adopted.flatMap((c) => {
        const carry = table.clauses?.[c.id]?.carry;
        if (!carry?.who) return [];
        const name = nameOf(room, carry.who);
        const vars = { name, text: quoted(table, c.id), date: dateText(carry.due) };
        return [o(carry.due ? "sg_carry_due" : "sg_carry", vars)];
    });
    const none = adopted.filter((c) => !c.to.length).map((c) => c.id);
    const rest = none.length ? ` ${o("sg_no_carrier", { list: clauseList(none) })}` : "";
    return (fit(carried, "; ", ".") + rest).trim();
}
/** The clauses that are left open, told; nothing where there is none. */
export function openText(table: TableDoc, tally: Tally | undefined): string {
    const left = tally
        ? tally.clauses.filter((c) => !c.adopted).map((c) => c.id)
        : Object.entries(table.clauses ?? {})
              .filter(([, c]) => c.state === "open" || c.state === "parked")
              .map(([id]) => id);
    return fit(
        left.map((id) => quoted(table, id)),
        " – ",
        "",
    );
}
/** What is put in and does not count yet. */
function waitsText(table: TableDoc): string {
    const waiting = Object.values(table.clauses ?? {})
        .filter((c) => c.state === "adopted")
        .flatMap((c) => Object.values(c.commits ?? {}))
        .flatMap((x) => (x.condition && !x.holds ? [tx(x.condition)] : []));
    return waiting.length ? o("sg_waits", { list: [...new Set(waiting)].join(" – ") }) : "";
}
/** What the tallies say, offered in a field that nobody has written in. */
export function suggestion(
    field: string,
    room: RoomDoc,
    table: TableDoc,
    tally: Tally | undefined,
): string {
    const base = table.base ?? [];
    if (field === "title") return base.map((g) => table.sheets?.[g]?.title).find((x) => x) ?? "";
    if (!tally) return "";
    const compromise = tally.clauses.find((c) => c.adopted && c.objections.compromise > 0);
    const near = (tally.cases ?? []).filter((c) => c.nearest);
    const nearest = near.length === 1 && near[0] ? caseSaid(near[0]) : undefined; // a draw is the table's
    switch (field) {
        case "from":
            return !tally.m
                ? ""
                : o(base.length ? "sg_from" : "sg_from_none", {
                      list: sentence(groups(base, "sheet")),
                      counts: counts(tally.from, tally.seated),
                  });
        case "carried":
            return carriedText(room, table, tally);
        case "scales":
            return tally.scales ? `${sentence(scaleNames(tally))}.` : "";
        case "compromise":
            return compromise
                ? o("sg_compromise", { text: quoted(table, compromise.id) })
                : tally.objections.raised
                  ? ""
                  : `${o("obj_none")}.`;
        case "open":
            return (
                [openText(table, tally), waitsText(table)].filter(Boolean).join(" ") ||
                o("sg_open_none")
            );
        case "closest":
            return nearest ? `${nearest.like} ${nearest.difference}` : "";
        default:
            return "";
    }
}
/** What a field of the report says: the table's words, else what the tallies say. */
export function reportText(
    field: ReportField,
    room: RoomDoc,
    table: TableDoc,
    tally: Tally | undefined,
): string {
    return table.report[field]?.text ?? suggestion(field, room, table, tally);
}
