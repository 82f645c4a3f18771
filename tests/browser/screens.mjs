// Every screen was looked at, in each of its states: the list stands here, and what the other
// stages kept of their looks is held against it. Then, that no component of the client was left
// out: each is found in what was drawn while somebody looked.
import fs from "node:fs";
import path from "node:path";

const root = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");
const kept = path.join(process.env.TABLEE_ARTEFACTS, "screens");
const complaints = [];

/* -- the screens: the picture of a look, and what it shows ------------------------------------- */
const SCREENS = {
    "01-home": "the front door, a workshop being prepared",
    "70-own-clock": "the lengths of the phases, on a server open to all",
    "70-key-refused": "a wrong host key",
    "living-begin": "a living workshop: how fast",
    "living-seats": "a living workshop: the robots, whose seats one may take",
    "living-robots": "console: a table, robots in the seats of a missing group",
    "living-over": "a living workshop that is over",
    "living-console": "console: a workshop that robots play",
    "71-home-errors": "the front door, two wrong codes",
    "besides-create": "a scenario of two eras",
    "f01-create": "three tables",
    "02-made": "the workshop is ready",
    "f02-made": "the same, with an address for phones, and the recovery code to be noted",
    "f02-found-again": "the front door, a workshop made on this device",
    "71-lost": "an address that does not exist",
    "72-failed": "a screen that did not load",
    "72-waiting": "a screen that waits for the server",

    "preflight-before": "a trial before the workshop, not begun",
    "preflight-runs": "the same, being made",
    "preflight-good": "all is ready; the code of a trial",
    "preflight-other": "no WebSocket passes, the other way does; a code that somebody gave, read",
    "preflight-none": "nothing passes, and nothing is kept",
    "preflight-voice": "the microphone heard somebody",
    "keep-door": "join: until when it is kept",
    "keep-privacy": "who answers for people's data",
    "keep-console": "console: keep, archive, delete",
    "keep-mine": "conclusion: all that is kept of me",
    "keep-host-key": "the host's page, a wrong key",
    "keep-host": "the host's page",
    "keep-servers": "the host's page, of several servers",
    "apart-door": "join: one is not in the hall",
    "apart-words": "what a table writes beside its voices",
    "apart-signs": "a raised hand, a quick sign",
    "apart-hall": "what the hall sees, on the phone of who is not there",
    "apart-hall-wide": "the same, beside one's table",
    "apart-console": "console: a mixed table, a raised hand",
    "apart-console-words": "console: a table's words, answered",
    "04-join": "join: the notice, a name",
    "77-join-stay": "join: in a hall without Internet",
    "71-wrong-code": "join: no workshop has this code",
    "71-join-left": "a joining that was not answered",
    "72-over-room-gone": "a workshop that is gone",
    "72-over-version": "a page that is too old",
    "72-over-unreadable-room": "a workshop that cannot be read",
    "71-wrong-link": "join: nor this link",
    "18-resume": "join: the resume code",
    "73-back": "join: a seat on this phone already",
    "73-add": "join: another person on this phone",
    "73-locked": "join: the door is closed",
    "73-unseated": "phone: no seat yet",
    "73-choose": "phone: a seat to choose",
    "73-move": "phone: another seat to choose",
    "05-lobby": "phone: seated, before the start",
    "05-console-tales": "console: what people tell while they wait",
    "17-seat": "phone: one's seat, the resume code",
    "voice-resting": "talking aloud: the engine is away",
    "voice-door": "talking aloud: not in yet",
    "voice-asking": "talking aloud: the phone asks for the microphone",
    "voice-in": "talking aloud: in, somebody speaks",
    "voice-open": "talking aloud: one's own microphone is open",
    "voice-refused": "talking aloud: the microphone is refused",
    "voice-hushed": "talking aloud: a facilitator keeps it closed",
    "voice-console-person": "talking aloud: the console, one person",
    "voice-elsewhere": "talking aloud: the sound is on another phone",
    "voice-https": "talking aloud: the page came in the clear",
    "60-offline": "phone: offline",
    "77-phone-lost": "phone: offline for long, in a hall",
    "61-elsewhere": "phone: open elsewhere, one tab too many",
    "72-phone-elsewhere": "phone: open elsewhere",
    "72-refused": "phone: a seat that is not recognised",
    "76-removed": "phone: a seat that was freed",
    "06-briefing": "presentation: the scenario",
    "besides-briefing": "presentation: the scenario in its era",
    "06-frame": "presentation: the frame of the game",
    "07-card": "presentation: the card, its private part open",
    "74-said-paused": "presentation: the table; a message, a pause, a call for help",
    "10-shared": "phase 1: two people on one phone",
    "10-late-card": "phase 1: the card, for who comes late",
    "11-read": "phase 1: read",
    "69-longest-message": "phone: the longest message, on the smallest phone",
    "12-alone": "phase 1: write alone",
    "74-hat-written": "phase 1: written, the group awaited; two hats",
    "13-ideas": "phase 1: the ideas of the group",
    "14-sheet": "phase 1: the sheet and its tags",
    "15-points": "phase 1: ten points, the red line",
    "16-presenter": "phase 1: who presents",
    "62-restart": "phase 1: the server came back; a text that waits",
    "19-sheets": "phase 2: the sheets",
    "22-adopted": "phase 2: the clauses",
    "75-inject-prompt": "phase 2: an event card, a table that is quiet",
    "20-propose": "phase 2: a clause being proposed",
    "63-refused": "phase 2: a clause refused beside its field",
    "70-offered-back": "phase 2: words half-typed in phase 1 are offered back",
    "71-hat": "phase 1: the same person for a second group",
    "72-writing": "phase 1: somebody writes in a text that one shares",
    "72-versions": "phase 1: what such a text said before",
    "72-console-versions": "console: what a table’s texts said before",
    "72-console-undo": "console: what undoing all that one person did will come to",
    "72-hat-stances": "phase 2: a stance for each of two groups",
    "64-last-words": "phase 2: thirty seconds left, in a sheet",
    "21-clause": "phase 2: a clause, one's stance",
    "63-objection": "phase 2: an objection and its reason",
    "79-propose": "phase 2: a proposal, nothing ticked, its author preset",
    "79-tags": "phase 2: what is said of a clause, changed by somebody else",
    "79-could": "phase 2: an objection, what would let one live with it",
    "79-why": "phase 2: an objection, said more precisely",
    "79-reserved": "phase 2: an objection being written, waited for",
    "79-lapsed": "phase 2: an objection that lacked a reason when its time ran out",
    "79-asked-fr": "phase 2: an objection asked again, in French",
    "79-maintain-fr": "phase 2: an objection kept, and what is missing, in French",
    "79-since": "phase 2: a wording that changed since one’s stance, marked",
    "79-asked-en": "phase 2: an objection asked again, in English",
    "79-maintain-en": "phase 2: an objection kept, and what is missing, in English",
    "79-second": "phase 2: another wording of an adopted clause, which waits for this group’s yes",
    "79-no-place": "phase 2: words for which the server has no place, kept on the phone",
    "79-own": "phase 2: is it your idea?",
    "79-own-shared": "phase 2: is it your idea, by name on a shared phone",
    "79-heart": "phase 2: the heart of the project",
    "79-wide": "phase 2: a clause beside the table, in a wide window",
    "90-join-open": "join: what is kept, unfolded, on a small phone",
    "90-join-left": "a joining whose answer was lost, offered to its person",
    "90-door-no-sheets": "a browser without sheets, told at the door",
    "moved-has-seat": "joining: a device that has a seat",
    "moved-tent": "phone: the tent of another table",
    "moved-said": "phone: what two facilitators said, one after another",
    "moved-told": "phone: one is told of another table, with the card",
    "moved-sheet": "phone: words of another table, kept for it",
    "moved-choice": "phone: a choice of another table, given back",
    "91-translated-clauses": "phase 2: clauses in a page that is being translated",
    "91-translated-offer": "a page that is being translated offers its other language",
    "75-clause-whole":
        "phase 2: a clause with amendments and stances, and what may be done with it",
    "75-clause-story": "phase 2: a clause's versions, and what is rarely done with it",
    "75-clause-amend": "phase 2: another wording being written",
    "75-clause-assets": "phase 2: what of one's card goes into a clause, and what did",
    "75-clause-commit": "phase 2: a resource being put into a clause",
    "23-carry": "phase 2: who carries, by when",
    "besides-three-idea": "phase 1: three people on one phone",
    "besides-three-stance": "phase 2: the same, a stance each",
    "besides-three-report": "report: the same, a questionnaire each",
    "besides-call": "phase 2: a resource person is called",
    "besides-advice": "phase 2: their advice",
    "besides-owner": "phase 2: an owner whom nobody plays, and what they would grant",
    "26-final": "phase 2: the final stance",
    "besides-founding": "phase 2: how one would found it",
    "65-offered-back": "report: last words offered back",
    "27-questions": "report: the questions, one's table a person a screen",
    "27-question-2": "report: on whom one relied",
    "27-question-3": "report: which groups held the project",
    "27-question-4": "report: one's own influence",
    "27-question-5": "report: whether one gave way",
    "28-report": "report: the table's report",
    "76-report-done": "report: done, red lines revealed",
    "76-outcome-locked": "report: the outcome, not open yet",
    "29-outcome": "report: the outcome",
    "60-outcome-open": "report: the outcome, every number open",
    "61-outcome-two-groups": "report: the outcome of two groups",
    "62-outcome-empty": "report: the outcome of a table that adopted nothing",
    "63-outcome-fr": "report: the outcome, a phone in French",
    "63-outcome-en": "report: the outcome, a phone in English",
    "31-conclusion": "conclusion",
    "69-conclusion-told": "conclusion: who got what, the deck's words, the true story",
    "69-debrief-ressenti": "debrief: what was felt",
    "69-debrief-faits": "debrief: the facts",
    "69-debrief-pourquoi": "debrief: why",
    "69-debrief-chez-nous": "debrief: at home",
    "69-debrief-lundi": "debrief: on Monday",
    "76-erase": "over: sure to erase, the outcome open",
    "76-erased": "over: erased",

    "80-replay-closed": "replay: a phone's, before the conclusion",
    "81-replay-phone": "replay: on a phone, its moments",
    "82-replay-hall": "replay: the hall's screen",
    "83-replay-desk": "replay: the facilitators' console, in one decision",
    "85-story-hall": "story: all tables, from afar",
    "86-story-table": "story: a table near, in the middle of its time, a clause of it",
    "87-story-phone": "story: on a phone, words being searched",
    "88-story-file": "story: taken home, a file from the disk",
    "88-story-file-reports": "the same: outcomes and reports",
    "90-sessions": "one's own sessions, side by side with files from the disk",
    "91-council": "the municipal council's four pages",
    "89-story-led": "story: in the hall, where a facilitator leads",
    "84-replay-log": "replay: of a log, without its server",

    "71-no-console": "console: a link that is not whole",
    "72-console-elsewhere": "console: open elsewhere",
    "f04-desk-lobby": "console: the lobby",
    "besides-may-sleep-animer": "console: on a device that may go dark",
    "77-console-lost": "console: offline for long, in a hall",
    "f20-place-little": "console: little place is left for words",
    "f21-place-none": "console: none is left",
    "f22-place-none-small": "console: none is left, on a small phone, in English",
    "f20-waiting": "console: people without a seat",
    "73-console-locked": "console: the door is closed",
    "f05-start": "console: before the start, what it changes",
    "08-console": "console: presentation",
    "f06-person": "console: one person",
    "f07-hat": "console: a second hat",
    "f07-arrivals": "console: many arrive at once",
    "f07-arrivals-seen": "console: who they are",
    "f07-arrivals-gone": "console: they are shown out",
    "f08-call": "console: a call for help",
    "f09-back": "console: before going back",
    "f10-deal": "console: an event card",
    "f10-plan": "console: event cards planned ahead, for one table alone",
    "f10-call": "console: the link of a call",
    "f10-called": "pooling: the links of calls, on a phone",
    "25-console-pooling": "console: phase 2",
    "f11-pooling": "console: phase 2, three tables",
    "75-console-worried": "console: every reason to walk over",
    "75-console-table": "console: a table, opened",
    "75-console-write": "console: a message to one table",
    "75-console-arrange": "console: the tables, being arranged as in the hall",
    "f08-notebook": "console: the notebook",
    "74-console-say": "console: a message to everyone",
    "74-console-show": "console: what the projector shows",
    "f12-links": "console: the links",
    "f13-second": "console: a second facilitator's phone",
    "f17-invited": "console: who facilitates, a link for one more",
    "f17-team": "console: who facilitates, for who does not lead",
    "f17-withdraw": "console: a link that is about to be withdrawn",
    "f14-recovered": "console: recovered on another device",
    "f16-desk-report": "console: the reports",
    "f17-end": "console: before the end",
    "f18-english": "console: in English",
    "f19-english-more": "console: all its acts",
    "32-console-conclusion": "console: conclusion",
    "76-console-ended": "console: over",
    "76-console-removed": "console: a removed person, the whole log",
    "besides-data": "console: the data",

    "71-no-screen": "projector: a link that is not whole",
    "03-projector-code": "projector: the code",
    "05-hall-told": "projector: what somebody told while they waited",
    "f03-hall-lobby": "projector: the code, three tables",
    "besides-may-sleep-ecran": "projector: on a device that may go dark",
    "77-hall-stay": "projector: the code, in a hall without Internet",
    "77-hall-moved": "projector: an address that changed",
    "73-hall-tables": "projector: twelve tables",
    "74-hall-said": "projector: a message, a pause",
    "74-hall-call": "projector: a table that calls",
    "74-hall-hidden": "projector: hidden",
    "09-projector-briefing": "projector: presentation",
    "09-projector-frame": "projector: the frame of the game",
    "24-projector-pooling": "projector: phase 2",
    "30-projector-report": "projector: the report phase",
    "f15-hall-report": "projector: a report and its clock",
    "68-hall-report": "projector: a whole report",
    "68-hall-plenary-each": "projector: the plenary, each table",
    "68-hall-plenary-pairs": "projector: the plenary, in pairs",
    "68-hall-plenary-gallery": "projector: the plenary, as a gallery",
    "68-hall-plenary-drawn": "projector: the plenary, three drawn",
    "76-hall-no-report": "projector: a report that is not written",
    "76-hall-no-outcome": "projector: an outcome that is not open",
    "65-hall": "projector: the outcome of a table",
    "65-hall-six": "projector: the six counts of a table",
    "65-hall-said": "projector: an outcome in a sentence",
    "65-hall-thread": "projector: an outcome's thread",
    "66-hall-cloth": "projector: what all tables wove",
    "66-hall-side": "projector: the tables side by side",
    "67-hall-threads": "projector: the threads",
    "69-hall-got": "projector: who got what at a table",
    "69-hall-felt": "projector: the debrief, what was felt",
    "69-hall-debrief": "projector: the debrief",
    "33-projector-conclusion": "projector: conclusion",
    "76-hall-ended": "projector: over",

    "50-library": "the map and the list of scenarios",
    "51-scenario-fr": "a scenario",
    "51-scenario-en": "a scenario, in English",
    "71-no-scenario": "a scenario that is not offered",
    "72-no-list": "the list that did not load",
    "52-kit-closed": "the kit, without its key",
    "53-kit-fr": "the kit",
    "53-kit-en": "the kit, in English",
    "71-no-kit": "the kit of nothing",
    "54-drafts": "the drafts of scenarios, none yet",
    "54-drafts-kept": "the drafts of scenarios",
    "55-editor-fault": "a draft with a fault",
    "56-rles": "a draft: the roles",
    "56-horloge": "a draft: the clock",
    "56-autrepoque": "a draft: what another era changes",
    "58-trial": "a draft tried",
    "57-clash": "a draft: two texts for one place",
    "71-no-draft": "a draft that is gone",
    "64-print": "the reports, to print",
};
const looks = fs.existsSync(kept)
    ? fs
          .readdirSync(kept)
          .flatMap((file) => JSON.parse(fs.readFileSync(path.join(kept, file), "utf8")))
    : [];
const seen = new Set(looks.map((look) => look.name));
for (const [name, what] of Object.entries(SCREENS))
    if (!seen.has(name)) complaints.push(`${name} was not looked at: ${what}`);
for (const name of seen)
    if (!(name in SCREENS)) complaints.push(`${name} is not in the list of screens`);

/* -- the components: where each stands in the bundle, and in the source ------------------------ */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** The numbers of one segment of a source map. */
function numbers(segment) {
    const out = [];
    let value = 0;
    let shift = 0;
    for (const sign of segment) {
        const digit = DIGITS.indexOf(sign);
        value += (digit & 31) << shift;
        shift += 5;
        if (digit & 32) continue;
        out.push(value & 1 ? -(value >> 1) : value >> 1);
        value = shift = 0;
    }
    return out;
}
/** `file:line` of the source for each place of a bundled file that the map names. */
function places({ mappings, sources }) {
    const out = new Map();
    let source = 0;
    let line = 0;
    for (const [row, segments] of mappings.split(";").entries()) {
        let column = 0;
        for (const segment of segments.split(",").filter(Boolean)) {
            const [c, s = 0, l = 0] = numbers(segment);
            column += c;
            source += s;
            line += l;
            out.set(`${row}:${column}`, `${sources[source].replace(/^.*?src\//, "")}:${line + 1}`);
        }
    }
    return out;
}
async function bundled() {
    const { bundle } = await import(path.join(root, "web/bundle.mjs"));
    const { TAKEN } = await import(path.join(root, "web/taken.mjs"));
    const options = { sourcemap: "external", write: false, outdir: path.join(root, "web/out") };
    const both = await Promise.all([bundle(options), bundle({ ...TAKEN, ...options })]);
    const outputFiles = both.flatMap((x) => x.outputFiles);
    const text = (name) => outputFiles.find((x) => x.path === name)?.text;
    return outputFiles
        .filter((x) => x.path.endsWith(".js"))
        .map((x) => ({ text: x.text, places: places(JSON.parse(text(`${x.path}.map`))) }));
}
/** Every component of the source, by the place where it begins. */
function components() {
    const src = path.join(root, "web/src");
    const out = new Map();
    for (const name of fs.readdirSync(src, { recursive: true }).filter((x) => x.endsWith(".tsx")))
        for (const [i, line] of fs
            .readFileSync(path.join(src, name), "utf8")
            .split("\n")
            .entries()) {
            const found = /^(?:export )?(?:default )?function ([A-Z]\w*)/.exec(line);
            if (found) out.set(`${name}:${i + 1}`, found[1]);
        }
    return out;
}
/** A file that is loaded later has a name of its own in each build. */
const anyName = (text) => text.replace(/-[A-Z0-9]{8}\./g, "-________.");
const files = (await bundled()).map((file) => ({ ...file, text: anyName(file.text) }));
const drawn = new Set();
for (const text of new Set(looks.flatMap((look) => look.drawn)))
    for (const file of files) {
        const at = file.text.indexOf(anyName(text));
        if (at < 0) continue;
        const before = file.text.slice(0, at).split("\n");
        drawn.add(file.places.get(`${before.length - 1}:${before.at(-1).length}`));
    }
const all = components();
for (const [place, name] of all)
    if (!drawn.has(place))
        complaints.push(`${name} (${place}) was on no screen that was looked at`);

/* -- the dark scheme changes colours and nothing else: looks.mjs asks only for these ----------- */
const COLOUR =
    /^(--[\w-]+|color|background(-color)?|border(-\w+)*-color|fill|stroke|color-scheme)$/;
let sheets = 0;
for (const name of fs
    .readdirSync(path.join(root, "web/src"), { recursive: true })
    .filter((x) => x.endsWith(".css"))) {
    const css = fs.readFileSync(path.join(root, "web/src", name), "utf8");
    sheets++;
    for (const [, block] of css.matchAll(/@media[^{]*color-scheme: dark\) \{\n([^]*?)\n\}/g))
        for (const [, property] of block.matchAll(/^\s+([\w-]+):/gm))
            if (!COLOUR.test(property))
                complaints.push(`${name}: in the dark, ${property} changes`);
}

for (const complaint of complaints) console.log(`  FAIL ${complaint}`);
if (complaints.length)
    console.log(
        "The looks are those of the stages in browsers: run them all, or those that changed.",
    );
console.log(
    `summary: ${Object.keys(SCREENS).length} screens in 2 languages, light and dark, at 320 px, ` +
        `at 200 % and with letters at 200 %; ${all.size} components, ${sheets} style sheets`,
);
process.exit(complaints.length ? 1 : 0);
