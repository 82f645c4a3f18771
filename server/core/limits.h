/* Every bound of the rules, with its reason. A value past its bound is refused with the code of
   the field that carried it (`too_long`, `range`, `full`); nothing is cut silently. */
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

enum {
    TABLES_MAX = 24,        /* a hall of 24 tables of 8 is the largest workshop we promise */
    PLACES_MIN = 3,         /* one person for each actor group */
    PLACES_MAX = 12,        /* a table of more than twelve no longer negotiates one text */
    PEOPLE_MAX = 200,       /* trust.md 2.3: seats a room */
    SHARED_MAX = 6,         /* people speaking through one phone */
    FACILITATORS_MAX = 8,   /* a facilitator a few tables, and spare devices */
    PHASES_MAX = 8,         /* six kinds, one may come twice */
    PHASE_SECONDS_MIN = 30, /* a rehearsal is the same workshop, shorter */
    PHASE_SECONDS_MAX = 7200,
    CLAUSES_MAX = 48,      /* a table's clauses, dropped ones among them: 3 groups x 3 and spare */
    CLAUSES_PER_GROUP = 3, /* measures 6.2 rule 1: standing clauses a group may have */
    CLAUSES_PER_GROUP_LARGE = 2, /* measures 6.1: at tables of eight or nine seats and more */
    LARGE_TABLE = 8,
    AMENDS_MAX = 16,          /* amendments to one clause */
    COMMITS_MAX = 24,         /* resources put on one clause */
    INJECTS_MAX = 8,          /* event cards dealt to a table */
    EXPERTS_MAX = 6,          /* resource people a scenario offers */
    CALLS_MAX = 2,            /* of them a table may call: listening takes time from the text */
    FOUNDING_MAX = 24,        /* choices of the founding checklist */
    FOUNDING_ID_MAX = 33,     /* bytes of the id of one, and its NUL */
    SAYS_MAX = 64,            /* broadcasts of a room kept on screen; older ones leave the screen */
    NOTES_MAX = 200,          /* a facilitator's notes and marks */
    DRAFTS_MAX = 16,          /* half-typed texts kept for a person: one a field of a screen */
    CREDIT_MAX = 4,           /* people named for one idea */
    TABLE_ACTS_MAX = 4096,    /* acts a table's tally counts */
    NAME_CHARS = 40,          /* trust.md 2.3, code points */
    CLAUSE_CHARS = 140,       /* DESIGN: a clause, code points */
    TEXT_CHARS = 280,         /* a need, an idea, a reason: two sentences */
    LONG_CHARS = 600,         /* a report's paragraph, a note */
    DRAFT_CHARS = 1000,       /* what somebody may have typed anywhere, in full */
    STANCE_WINDOW_MS = 30000, /* measures 6.2 rule 2: react within thirty seconds */
    LAST_WORDS_MS = 10000,    /* drafts are still taken this long after a phase has ended */
    UNDO_MS = 10000,          /* a destructive act of a facilitator can be undone this long */
};

#endif
