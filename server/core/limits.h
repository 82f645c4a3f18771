// Every bound that somebody outside can meet, with its reason and with what they get past it.
// Nothing is cut silently. (What only our own mistakes could pass is checked where it stands.)
// All layers' are here: whichever has bounds to tell stands on the rules.
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

// The rules: refused with the code of the field that carried the value (`too_long`, `range`,
// `full`) and the bound itself.
enum {
    TABLES_MAX = 24,   // a hall of 24 tables of 8 is the largest workshop we promise
    PLACES_MIN = 3,    // one person for each actor group
    PLACES_MAX = 12,   // a table of more than twelve no longer negotiates one text
    PRESENT_MAX = 300, // people in a room: 24 tables of 12, and who has no seat yet; `full`
    PEOPLE_MAX = 999,  // and ever: a number is given once, to whoever it was; `full`
    ROBOTS_EVER = 300, // of them robots that were called, so that people have the others; `full`
    BURST_LEAST = 20,  // arrivals within a minute, of which facilitators are told together,
    BURST_MS = 60000,
    BURST_PAUSE_MS = 5000,  // with those before them, back to the last pause
    SHARED_MAX = 6,         // people speaking through one phone
    SHARED_EVER = 12,       // and those removed from it, as a removal can be taken back
    FACILITATORS_MAX = 24,  // one a table, ever: whose links were withdrawn keeps a number
    PHASES_MAX = 8,         // six kinds, one may come twice
    PHASE_SECONDS_MIN = 30, // a rehearsal is the same workshop, shorter
    PHASE_SECONDS_MAX = 7200,
    STARTS_MAX = 100000000, // minutes since 1970: the year 2160
    ZONE_CHARS = 48,        // the longest name of a time zone has 38
    LIVING_SPEED_MAX = 10,  // of a workshop that robots play: faster, nobody follows it
    CLAUSES_MAX = 48,       // a table's clauses; once all were used, dropped ones give theirs back
    CLAUSES_PER_GROUP = 3,  // standing clauses: nine are what a table can talk through
    CLAUSES_PER_GROUP_LARGE = 2, // where eight or more are seated, each takes longer
    LARGE_TABLE = 8,
    HELD_MAX = 2,     // of a group's clauses by one person, while another of it holds none
    AMENDS_MAX = 40,  // to one clause: two open ones a person, and sixteen more; declined ones give
                      // their place back
    AMENDS_OPEN = 2,  // of them typed by one person and not answered; `share`
    COMMITS_MAX = 72, // resources put on one clause; taken back, they give their place back
    COMMITS_HELD = 6, // of them typed by one person; `share`
    STROKES = 12,     // proposals, amendments and withdrawals somebody types in a row,
    STROKE_MS = 10000,     // and then one each ten seconds: a table answers no faster; `wait`
    CHATS_AT_ONCE = 8,     // notes somebody writes to their table in a row,
    CHAT_MS = 4000,        // and then fifteen a minute: more is read by nobody; `wait`
    CHAT_KEPT = 40,        // of a table: older ones leave the screen
    INJECTS_MAX = 8,       // event cards dealt to a table
    EXPERTS_MAX = 6,       // resource people a scenario offers
    CALLS_MAX = 2,         // of them, and of absent owners, a table may call: listening takes time
    ROLE_ID_MAX = 33,      // bytes of a role's id, with its end
    FOUNDING_MAX = 24,     // choices of the founding checklist
    FOUNDING_ID_MAX = 33,  // bytes of the id of one, and its NUL
    SAYS_MAX = 64,         // broadcasts of a room kept on screen; older ones leave the screen
    NOTES_MAX = 200,       // a facilitator's notes and marks
    DRAFTS_MAX = 16,       // half-typed texts kept for a person: one a field of a screen
    CREDIT_MAX = 4,        // people named for one idea
    TABLE_ACTS_MAX = 4096, // acts a table's tally counts
    LINK_CHARS = 400,      // of a call: the longest that we met have three hundred
    NAME_CHARS = 40,       // a first and a last name, on a line of a phone; code points
    CLAUSE_CHARS = 140,    // a clause is a sentence that a table reads at a glance
    TALE_CHARS = 140,      // what the hall reads at six metres, beside others
    TALES_TOLD = 6,        // of them on the hall's screen at once: it has no more room; `full`
    TEXT_CHARS = 280,      // a need, an idea, a reason: two sentences
    LONG_CHARS = 600,      // a report's paragraph, a note
    DRAFT_CHARS = 1000,    // what somebody may have typed anywhere, in full
    PARTS_MAX = 48,        // of one text, by turns of several hands; `full`
    VERSIONS_KEPT = 6,     // of such a text, what it said before: the last of each hand goes last
    TEXT_CHANGES_MAX = 65535, // times that it changes
    VERSION_MS = 60000,       // in which somebody who writes on makes no other version of it
    POINTS_TOTAL = 10,        // of a group over its three interests; `ten_points`
    RATING_MAX = 5,           // of a peer, and of the table: five words tell them apart
    RATED_MAX = 32,           // people one rates: as many as a tally has; of more, the last
    RELIED_MAX = 2,           // people named as those one relied on
    WARN_MS = 120000,         // before the end of a phase that takes the pen away,
    WARN_LAST_MS = 30000,     // and again: a sentence can be finished
    PLENARY_DRAWN = 3,        // tables that are drawn to tell theirs, when not all can
    SPEAK_MS = 90000,         // in which a table tells its report to the hall
    SAID_MS = 90000,          // a message is on the hall's screen, and passes by in a replay
    ASKED_MS = 60000,         // a new wording is answered by itself, mostly; then somebody comes
    RESERVE_MS = 90000,       // an objection takes thirty seconds to write, three times over
    CHANGES_SHOWN = 12,       // of what the table is told
    STANCE_WINDOW_MS = 30000, // then the stances given are shown, whoever is silent
    UNDO_MS = 10000,          // a destructive act of a facilitator can be undone this long
    PLACE_LITTLE = 1,         // of a room, for words: who leads is told beforehand,
    PLACE_NONE = 2,           // and that they are refused
    KEEP_DAYS_MAX = 3650,     // ten years: longer is what an archive is for
    COUNTED_MAX = 100000,     // of what one person did, all that is told of it
    DOOM_DAYS = 7,            // from asking for a deletion to it: the others hear of it meanwhile
};

// What the tallies and the console go by: conventions, not findings. Their version is in tally.c.
enum {
    ELIGIBLE_PERCENT = 50,     // of phase 2 that somebody sat there, to be counted as a person
    RATERS_PERCENT = 80,       // of the eligible that rated, for ratings to be shown,
    RATERS_FROM = 5,           // and so many of them
    RELIED_ON = 3,             // mean rating of who was relied on, of RATING_MAX
    RATED_HIGH = 4,            // a rating that makes a tie
    MODEL_TOP_PERCENT = 50,    // share of the clauses of whose model it is,
    MODEL_LEAD_PERCENT = 20,   // and its lead over the second group's
    MODEL_SHARED_PERCENT = 60, // of an equal share, for each group of a shared one
    SILENT_MS = 300000,        // without an act, somebody is silent
    TYPIST_PERCENT = 60,       // of a table's acts by one phone, without credit,
    TYPIST_FROM = 5,           // of so many at least
    NO_ADOPTION_MS = 600000,   // into phase 2 with nothing adopted, a table is stuck;
    OBJECTION_MS = 240000,     // so it is with an objection as old,
    IDLE_MS = 180000,          // and when nothing moved for so long
};

// One message.
enum {
    WIRE_BYTES_MAX = 16 << 10, // the longest act is a report's paragraph; 1009
    WIRE_DEPTH_MAX = 5,        // our deepest, `create`, has three; 1008
    WIRE_HAVE_MAX = 40,        // topics one device holds, six people's among them; `full`
    WIRE_TOKEN_MAX = 64,       // a token has 22 signs; `too_long`
    WIRE_WHAT_MAX = 48,        // the name of a field: an act's and one of its own; `too_long`
    SDP_BYTES_MAX = 5 << 10,   // a browser's for one voice has 2,000; `too_long`
    ACT_COMMAND_ID_MAX = 64,   // a UUID has 36; 1008
    NET_FRAGMENTS = 1000,      // frames in one message: empty ones cost, and add nothing; 1009
};

// One connection, one request.
enum {
    RATE_DEFAULT = 20,          // messages a second, no hand is as fast (--message-rate); 1013
    BURST_SECONDS = 3,          // of them at once: what waited while a phone was offline
    OUT_DEFAULT = 256 << 10,    // bytes waiting for a slow reader, who then starts anew; 1013
    OUT_ONCE = 4 << 20,         // bytes of all that one is told in a turn: a hall's documents; 1013
    CONNECTIONS_DEFAULT = 4096, // twenty full workshops at once (--max-connections); 1013
    CONNECTIONS_KEPT = 20,      // one in so many is kept for those who lead; 1013
    TABS_DEFAULT = 4,           // connections of one token, lost ones too; the oldest: 4002
    NET_SAID_MAX = 64 << 10,    // bytes of frames in one POST, four of the longest; 413
    NET_HEAD_MAX = 16 << 10,    // bytes of a request's head: pages on localhost share cookies
    UPLOADS_MAX = 16,           // scenarios being sent at once by the host, and by others; 503
    UPLOADS_ADDRESS = 4,        // of the others' from one address: tabs of one editor; 503
    HOST_SENT_MAX = 256 << 10,  // bytes of one: thrice the longest of ours; 413
    NET_DOWNLOADS = 16,         // of a log, an export or a recording, at once; the others wait
    NET_DOWNLOADS_ROOM = 8,     // of them of one workshop, whoever reads how slowly
    NET_DOWNLOADS_WAIT = 1024,  // so many: three halls that open their recordings; 503
    NET_ANSWERS = 64,           // of the library of scenarios, being read at once; 503
    NET_TURN_MS = 100,          // a turn of the loop that took longer is counted (/metrics)
    NET_PING_SECONDS = 12,      // who vanished is seen absent within 25 (--ping)
    NET_REQUEST_SECONDS = 10,   // for a request's head (--request-time)
    NET_BODY_TIMES = 3,         // as long for what is sent with it
    NET_MESSAGE_HALVES = 3,     // half as long again for a message that has begun
};

// One server.
enum {
    ROOMS_DEFAULT = 1000,          // in memory; one that is idle makes place, else `full`
    COMERS_DEFAULT = 1 << 16,      // who wait for one that is being loaded; `full`
    IDLE_DEFAULT = 600000,         // ms that a room nobody needs stays there: one break
    ROOMS_AN_HOUR = 64,            // an address makes without a key; `throttled`
    ROOM_BYTES_DEFAULT = 64 << 20, // state of one room, hundreds of hours of it; `full`
    PASSING_RECORDS = 1 << 14,     // of a living workshop, eight times what its robots write,
    PASSING_BYTES = 8 << 20,       // and bytes of them, for they stay in memory; `full`
    SERVER_BYTES = 1 << 30,        // of all in memory; then the largest take no words; `no_place`
    DISK_ROOMS = 512 << 20,        // bytes left on the disk, under which no workshop begins; `disk`
    DISK_WORDS = 64 << 20,         // and under which nobody's words are taken; `no_place`
    ROOM_KEPT = 4 << 20,           // of a room's state, from words: for the clock, those who lead
                                   // and the report; `no_place`
    PLACE_LITTLE_PERCENT = 75,     // of a bound past which words are refused: who leads is told,
    PLACE_MARGIN_PERCENT = 5,      // and that it is better, once it is so by so much
    RING_DEFAULT = 64 << 10,       // recent patches kept a topic; after them the whole document
    GUESSES_ADDRESS = 100,         // wrong codes at once, a hall is one address; then all wait
    GUESS_ADDRESS_MS = 600,        // and one more each so often: a hundred a minute
    GUESSES_ALL = 1000,            // the same from everywhere, and then for all who type one
    GUESS_ALL_MS = 192,            // a given room's of 9,000,000 in ten days, by even chance
    GUESSES_ROOM = 100,            // wrong resume codes of one workshop
    GUESS_ROOM_MS = 500,           // a seat's of eight signs in ten years, by even chance
    GUESS_WAIT_MS = 10000,         // the longest a question of a code is held; then `guesses`
    JOINS_ROOM = 400,              // people who come in at once, more than a hall holds,
    JOIN_ROOM_MS = 3000,    // and one more so often: half an hour to the last number; `joins`
    WORDS_PERSON = 512,     // KiB of messages with words one person writes at once,
    WORD_PERSON_MS = 250,   // and four a second: no hand is as fast; `pace`
    WORDS_ROOM = 64 << 10,  // of a workshop: a full hall types less in its hour,
    WORD_ROOM_MS = 16,      // and sixty a second; `pace`
    RELAYS_PERSON = 12,     // told beside the log at once by one person,
    RELAY_PERSON_MS = 1000, // and one a second: no finger says more; `relays`
    RELAYS_ROOM = 400,      // by a workshop: each of a full one twice at once,
    RELAY_ROOM_MS = 20,     // and fifty a second; `relays`
    SOUND_PEOPLE = 60,      // in the sound of a server, what two cores mix; `full`
    SOUND_BITS = 24000,     // a second of one voice: speech is clear, and an hour has 45 MB
    SOUND_TELL_MS = 250,    // who speaks where is told so often at most
    SOUND_ASK_MS = 5000,    // the engine has for an answer; then whoever waits is told
    OUT_BUSY = 1 << 21,     // frames waiting for the disk; 1013
    REMEMBERED = 1024,      // answers kept an actor: more than a phone has under way
    SCENARIO_BYTES_MAX = 256 << 10, // the longest of ours has 77,000; refused as a fault
    SCENARIOS_MAX = 500,    // a library is read whole; those after it are left out, and told
    SCENARIO_ID_MAX = 40,   // signs of the name that the editor saves one under; 404
    TASKS_MAX = 32,         // requests of the library under way, one after another; 503
    TAPE_BYTES = 4 << 20,   // of one recording kept for all who read it: an hour has a tenth
    TAPES_BYTES = 32 << 20, // of all: a hall's, each of its own screen
    TAPES_MAX = 512,        // recordings at hand
    SAVED_MAX = 100,        // scenarios of the editor on a server, and sketches; 409 `full`
};

#endif
