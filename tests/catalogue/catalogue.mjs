// Every text of the client: in both languages with the same variables and plural forms, used
// somewhere, and set as Québec French and English are. Refusals of the server all have a sentence.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { CITED } from "../promises/cited.mjs";

const root = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");
const web = path.join(root, "web");
const complaints = [];
let looked = 0;

/* -- typography: a list of what may not stand, by language ---------------------------------- */
const BOTH = [
    [/ {2}|^ | $/, "a space too many"],
    [/\.\.\./, "three full stops for an ellipsis"],
    [/["']/, "a straight quote or apostrophe"],
    [/\u202f/, "a narrow space"],
];
const RULES = {
    fr: [
        ...BOTH,
        [/[\s\u00a0]+[;!?]/, "a space before ; ! or ?"],
        [/[^\u00a0\d]:|\d:(?!\d)/, "no no-break space before :"],
        [/«(?!\u00a0)|(?<!\u00a0)»/, "no no-break space inside « »"],
        [/[“”‘]/, "English quotes in French"],
        [/\d \d{3}(?!\d)|\d [%$]/, "a number that may be broken"],
        [/[a-zàâçéèêëîïôûùü]·|·[a-zàâçéèêëîïôûùü]/i, "a middle dot in a word"],
    ],
    en: [
        ...BOTH,
        [/[\s\u00a0]+[:;!?]/, "a space before : ; ! or ?"],
        [/[«»]/, "French quotes in English"],
        [/ [%]/, "a space before %"],
    ],
};
function lint(where, language, text) {
    looked++;
    if (!/[\p{L}\d]/u.test(text)) return; // punctuation that stands between two texts
    for (const [pattern, what] of RULES[language])
        if (pattern.test(text)) complaints.push(`${where} (${language}): ${what}: ${text}`);
}

/* the rules themselves can fail */
const faults = (language, text) => {
    const before = complaints.length;
    lint("self", language, text);
    looked--;
    return complaints.splice(before).length;
};
for (const bad of ["Quoi ?", "a: b", "a : b", "«a»", "l'an", "“a”", "fini ; bon", "1 250", "élu·e"])
    assert(faults("fr", bad), `not found: ${bad}`);
for (const bad of ["What ?", "a : b", "«a»", "it's", '"a"', "a...", "a  b"])
    assert(faults("en", bad), `not found: ${bad}`);
for (const good of ["Quoi?", "a\u00a0: b", "«\u00a0a\u00a0»", "l’an", "15:20", "1\u00a0250"])
    assert.equal(faults("fr", good), 0, good);

/* -- the catalogues: object literals of texts, read from the sources -------------------------- */
const sources = fs
    .readdirSync(path.join(web, "src"), { recursive: true })
    .filter((name) => /\.tsx?$/.test(name));
const text = new Map(
    sources.map((name) => [name, fs.readFileSync(path.join(web, "src", name), "utf8")]),
);
/** The value of the object literal that opens at `source[at]`. */
function literal(source, at) {
    const token = /"(?:\\.|[^"\\])*"|\/\/.*|[{}]/g;
    token.lastIndex = at;
    let depth = 0;
    for (let m; (m = token.exec(source));) {
        if (m[0] === "{") depth++;
        else if (m[0] === "}" && --depth === 0)
            return new Function(`return ${source.slice(at, token.lastIndex)}`)();
    }
    throw new Error("an object that never ends");
}
const after = (source, opening) => literal(source, source.indexOf(opening) + opening.length - 1);

const forms = (entry) => (typeof entry === "string" ? [entry] : [entry.one, entry.other]);
const variables = (entry) =>
    [...new Set(forms(entry).flatMap((x) => x.match(/\{\w+\}/g) ?? []))].sort().join(" ");
function compare(where, fr, en) {
    if (fr === undefined || en === undefined)
        return complaints.push(`${where}: only in one language`);
    for (const [language, entry] of Object.entries({ fr, en }))
        for (const form of forms(entry)) {
            if (!form?.trim()) complaints.push(`${where} (${language}): empty`);
            else lint(where, language, form);
        }
    if (variables(fr) !== variables(en)) complaints.push(`${where}: other variables in English`);
    if (typeof fr !== typeof en) complaints.push(`${where}: a plural in one language only`);
}

/* -- use: a key stands in the code, or begins like one the code puts together, or is two of
   its words ------------------------------------------------------------------------------- */
const code = [...text].filter(([name]) => !/texts\.ts$|words\.ts$|^catalogue\//.test(name));
const all = code.map(([, source]) => source).join("\n");
const begins = [...all.matchAll(/`(\w+_?)\$\{|["'](\w+_)["']\s*\+/g)].map((m) => m[1] ?? m[2]);
const scenarios = path.join(root, "scenarios");
const played = fs
    .readdirSync(scenarios, { recursive: true })
    .filter((name) => name.endsWith("scenario.json"))
    .map((name) => [name, fs.readFileSync(path.join(scenarios, name), "utf8")]);
// A group may be missing, so anybody may be the absent owner whom a table calls.
for (const [name, source] of played)
    for (const role of JSON.parse(source).roles)
        if (!role.absent) complaints.push(`${name}: ${role.id} says nothing when called`);
// What is put on the table is read by all of it: “your kitchen” would be the reader's.
const YOURS = /(?<![\p{L}-])(?:vous|votre|vos|vôtres?|you|yours?)(?!\p{L})/iu;
const assetsOf = ({ roles, eras }) =>
    [...roles, ...Object.values(eras?.today?.roles ?? {})].flatMap((role) => role.assets ?? []);
for (const [name, source] of played)
    for (const { id, text } of assetsOf(JSON.parse(source)))
        for (const said of Object.values(text ?? {}))
            if (YOURS.test(said)) complaints.push(`${name}: ${id} speaks to its owner: ${said}`);
/* -- what is played today names no institution that the reform of 2015 ended ------------------- */
const ENDED = /(?<!\p{L})(?:Pacte rural|CLDs?|CRÉ)(?!\p{L})/u;
const inEra = (items = [], changes = {}) => items.map((x) => ({ ...x, ...changes[x.id] }));
function playedToday({ eras = {}, story, sources, ...file }) {
    if (file.era !== "today" && !eras.today) return {};
    const { roles, injects, expertise, ...whole } = eras.today ?? {};
    const parts = {
        roles: inEra(file.roles, roles),
        injects: inEra(file.injects, injects),
        expertise: inEra(file.expertise, expertise),
    };
    return { ...file, ...whole, ...parts };
}
for (const [name, source] of played)
    for (const [part, value] of Object.entries(playedToday(JSON.parse(source))))
        for (const text of JSON.stringify(value).match(/"(?:\\.|[^"\\])*"/g) ?? [])
            if (ENDED.test(text))
                complaints.push(`${name}: ${part}, today: ended in 2015: ${text}`);
const rules = fs.readFileSync(path.join(root, "server/codec/scenario_rules.c"), "utf8");
const steps = [...rules.matchAll(/"( [\w ]+ )"/g)].flatMap((m) => [...m[1].matchAll(/(\w+)/g)]);
const literals = new Set([...all.matchAll(/["'`]([\w-]+)["'`]/g), ...steps].map((m) => m[1]));
const used = (key) =>
    literals.has(key) ||
    begins.some((b) => key.startsWith(b)) ||
    [...key.matchAll(/_/g)].some(
        ({ index }) => literals.has(key.slice(0, index)) && literals.has(key.slice(index + 1)),
    );

/* -- words that stand in the code, where no catalogue is asked ------------------------------- */
const WORDS = />[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ]{2,}<\/|\b(?:title|label|alt)=(?:"|\{`)[A-Za-zÀ-ÿ]{3}.*/g;
for (const [name, source] of code)
    for (const [whole] of source.matchAll(WORDS))
        if (!/>Tablée</.test(whole)) complaints.push(`${name}: words out of a catalogue: ${whole}`);

/* -- and signs that each language sets otherwise -------------------------------------------- */
for (const [name, source] of code) {
    const bare = source.replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*|"(?:\\.|[^"\\\n])*"/g, "");
    for (const [line] of bare.matchAll(/.*\}[ \u00a0][:;!?] ?\$\{.*/g))
        complaints.push(`${name}: punctuation out of a catalogue: ${line.trim()}`);
    for (const [line] of bare.matchAll(/.*[«»“”].*/g))
        complaints.push(`${name}: quotes out of a catalogue: ${line.trim()}`);
}

const seen = {};
function take(where, table) {
    for (const [key, [fr, en]] of Object.entries(table)) {
        compare(`${where} ${key}`, fr, en);
        if (!used(key)) complaints.push(`${where} ${key}: used nowhere`);
        seen[key] = true;
    }
}
for (const [name, source] of text)
    for (const opening of ["= pairs({", "= first.and({"])
        if (source.includes(opening)) take(name, after(source, opening));
const fr = after(text.get("catalogue/fr.ts"), "fr = {");
const en = after(text.get("catalogue/en.ts"), "string }> = {");
const keys = new Set([...Object.keys(fr), ...Object.keys(en)]);
take("catalogue", Object.fromEntries([...keys].map((key) => [key, [fr[key], en[key]]])));

/* -- what promises something to people is cited by the test that tries it, as it reads -------- */
const AT_THE_DOOR = "short kept never seen erase debrief research optional".split(" ");
const PROMISES = new Set([
    ...AT_THE_DOOR.map((word) => `join_${word}`),
    ...["q_private", "x_replay", "x_erase_sure"],
]);
const asks = new Set(["title", "responsible", "nobody", "contact", "what", "long", "rights"]);
const promised = { ...after(text.get("keep/privacy.tsx"), "= pairs({") };
for (const key of asks) delete promised[key];
for (const name of ["play/texts.ts", "play/ending_texts.ts"])
    for (const [key, pair] of Object.entries(after(text.get(name), "= pairs({")))
        if (PROMISES.has(key)) promised[key] = pair;
for (const key of new Set([...Object.keys(promised), ...Object.keys(CITED)]))
    if (!forms(promised[key]?.[0] ?? "").includes(CITED[key]))
        complaints.push(`${key}: promised otherwise than tests/promises/cited.mjs has it`);

/* -- a length of time is a bound, or a clock's, and comes into its sentence by name ---------- */
const COUNT =
    "\\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|" +
    "soixante|cent|one|two|three|four|five|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|" +
    "sixty|ninety|half an";
const UNIT =
    "secondes?|seconds|minutes?|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?|ans|" +
    "années?|years?";
const COUNTED = `(?<!\\p{L})(?:${COUNT})(?: next| prochaines)?[ \u00a0-](?:${UNIT})(?!\\p{L})`;
const LENGTH = new RegExp(`${COUNTED}|\\d[ \u00a0]h(?!\\p{L})`, "iu");
/** What is no bound of the server, by what its sentence says. */
const ADVICE = {
    "what the activity is called by": [
        "En une heure, chaque personne",
        "Une heure",
        "One hour",
        "In one hour everyone plays",
        "Faire vivre, en une heure",
        "Let people live, in one hour",
    ],
    "what a facilitator does before": [
        "Une semaine avant",
        "Une heure avant",
        "An hour before",
        "A week before",
    ],
    "how long one speaks within a step of the scenario's": [
        "inute par groupe",
        "inute per group",
        "inute a group",
        "Une minute, sans la défendre",
        "One minute, without defending",
        "Soixante secondes, au début",
        "Sixty seconds, when pooling",
        "Présenter chaque fiche, une minute",
        "Present each sheet, one minute",
        "deux minutes par table",
        "two minutes a table",
        "deux prochaines minutes",
        "next two minutes",
    ],
    "what a table could propose": ["essai de six mois", "trial of six months"],
    "how often, by what the bound is called": [
        "créés d’ici en une heure",
        "made from here in one hour",
        "Réessayez dans une minute",
        "Try again in a minute",
    ],
};
const advice = Object.values(ADVICE).flat();
for (const bad of ["trente secondes", "90\u00a0secondes", "a ten-minute rehearsal", "1 h 20"])
    assert(LENGTH.test(bad), bad);
for (const good of ["un second chapeau", "a second hat", "{WARN_MS} avant", "un moisson"])
    assert(!LENGTH.test(good), good);
const strings = new Set();
for (const [name, source] of text)
    for (const [, string] of source
        .replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, "")
        .matchAll(/"((?:\\.|[^"\\\n])*)"/g)) {
        strings.add(string);
        const said = string.replaceAll("\\u00a0", "\u00a0");
        if (LENGTH.test(said) && !advice.some((x) => said.includes(x)))
            complaints.push(`${name}: a length of time that is typed: ${said}`);
    }
const figures = text.get("figures.ts");
for (const string of strings)
    for (const [, name] of string.matchAll(/\{([A-Z][A-Z_]+)\}/g))
        if (!new RegExp(`\\b${name}\\b`).test(figures))
            complaints.push(`figures.ts has no ${name}: ${string}`);
for (const x of advice)
    if (![...strings].some((string) => string.includes(x)))
        complaints.push(`excused, and said nowhere: ${x}`);

/* -- each refusal of the server has its sentence, but for two that the client mends by itself -- */
const described = JSON.parse(fs.readFileSync(path.join(root, "server/asyncapi.json"), "utf8"));
const refusals = described.components.schemas.no.properties.code.enum;
assert(refusals.length > 20);
for (const name of refusals)
    if (!keys.has(`no_${name}`) && name !== "epoch" && name !== "hello_first")
        complaints.push(`refusal ${name}: no sentence says it`);

/* -- what the scenarios say ------------------------------------------------------------------ */
function walk(where, value) {
    if (value === null || typeof value !== "object") return;
    if (typeof value.fr === "string" && typeof value.en === "string") {
        lint(where, "fr", value.fr);
        lint(where, "en", value.en);
    } else for (const [key, inner] of Object.entries(value)) walk(`${where}/${key}`, inner);
}
for (const [name, source] of played) walk(name, JSON.parse(source));

for (const complaint of complaints) console.log(`  FAIL ${complaint}`);
console.log(`summary: ${Object.keys(seen).length} keys, ${looked} texts`);
process.exit(complaints.length || looked < 500 ? 1 : 0);
