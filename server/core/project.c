// The walk over what an event touched: each topic is patched at most once.
#include "core/project.h"
#include "base/util.h"
#include <string.h>

static void project(const struct pen *p, const struct room *r, struct topic t)
{
    jw_obj(p->w);
    switch ((enum topic_kind)t.kind) {
    case TOPIC_ROOM:
        project_room(p, r);
        break;
    case TOPIC_TABLE:
        project_table(p, r, t.table);
        break;
    case TOPIC_CHAT:
        project_chat(p, r, t.table);
        break;
    case TOPIC_GROUP:
        project_group(p, r, t.table, t.id);
        break;
    case TOPIC_PERSON:
        project_person(p, r, t.id);
        break;
    case TOPIC_CONSOLE:
        project_console(p, r);
        break;
    case TOPIC_SCREEN:
        project_screen(p, r);
        break;
    case TOPIC_OUTCOME:
        project_outcome(p, r, t.table);
        break;
    case TOPIC_KINDS:
        CHECK(false);
    }
    jw_end(p->w);
}

void room_document(const struct room *r, struct topic t, struct jw *w)
{
    CHECK(room_topic_exists(r, t));
    project(&(struct pen){.w = w, .all = true}, r, t);
}

struct walk {
    const struct room *r;
    const struct reader *reader; // NULL: for everybody
    struct topic_patch *out;
    int n, cap;
    struct buf *json;
    struct jw_marks *marks;
};

static bool is_for(const struct walk *k, struct topic t)
{
    return !k->reader || room_may_read(k->r, k->reader, t);
}

static void put_patch(struct walk *k, bool touched, unsigned kind, int table, int id)
{
    bool all = k->r->dirt & DIRT_ALL;
    if (!touched && !all)
        return;
    CHECK(k->n < k->cap);
    struct topic t = {(uint8_t)kind, (uint16_t)table, (uint16_t)id};
    if (!is_for(k, t))
        return;
    struct jw w;
    struct topic_patch *out = &k->out[k->n++];
    *out = (struct topic_patch){.topic = t, .at = (uint32_t)k->json->n};
    out->mark = k->marks ? (uint32_t)k->marks->of.n : 0;
    jw_init_marked(&w, k->json, k->marks);
    project(&(struct pen){.w = &w, .patch = true, .all = all}, k->r, t);
    out->n = (uint32_t)k->json->n - out->at;
    out->n_marks = k->marks ? (uint32_t)k->marks->of.n - out->mark : 0;
}

static bool says_again(struct room *r, struct told *told, const char *p, size_t n)
{
    if (told->n == n && memcmp(told->p, p, n) == 0)
        return true;
    if (told->cap < n) {
        told->cap = 2 * n;
        told->p = room_reckon(r, told->cap);
        CHECK(told->p);
    }
    memcpy(told->p, p, n);
    told->n = n;
    return false;
}

// Tallies hang on nearly all that a table does: they are computed when they are open and anything
// of the table was touched, and told when they came out otherwise.
static void put_outcome(struct walk *k, struct room *r, int table)
{
    bool all = r->dirt & DIRT_ALL;
    if (!all && !(table_touched(r, table) && outcome_open(r, table)))
        return;
    struct topic t = {TOPIC_OUTCOME, (uint16_t)table, 0};
    struct told *told = &r->table[table].outcome;
    if (!is_for(k, t)) {
        told->n = 0; // who may read it next gets a document, which says what no patch did
        return;
    }
    size_t at = k->json->n;
    put_patch(k, true, TOPIC_OUTCOME, table, 0);
    if (says_again(r, told, k->json->p + at, k->json->n - at) && !all) {
        k->n--;
        k->json->n = at;
        if (k->marks)
            k->marks->of.n = k->out[k->n].mark;
    }
}

// The group's people and hats decide what its sheet shows in public.
static bool group_shows(const struct room *r, int table)
{
    return phase_reached(r, PHASE_POOLING) &&
           (r->d_group[table][GROUP_M] || r->d_group[table][GROUP_C] || r->d_group[table][GROUP_O]);
}

// What an event brings about beyond what it touched by name: a second hat shows who wrote in two
// groups, and what a group shows in public changes with it.
static void spread_touched(struct room *r)
{
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        if ((r->d_person[p] & (PERSON_ROW | PERSON_OWN)) && who->table && who->hat < GROUPS)
            r->d_group[who->table][who->group] = r->d_group[who->table][who->hat] = true;
    }
    for (int t = 1; t <= r->ntables; t++) {
        r->d_table[t] |= group_shows(r, t);
        for (int c = 1; c <= r->table[t].nclauses; c++)
            if ((r->d_clause[t][c] || r->dirt & DIRT_ALL) && thread_moved(r, t, c))
                r->d_clause[t][c] |= CLAUSE_THREAD;
    }
}

static void forget_touched(struct room *r)
{
    r->dirt = 0;
    memset(r->d_person, 0, sizeof r->d_person);
    memset(r->d_chat, 0, sizeof r->d_chat);
    memset(r->d_table, 0, sizeof r->d_table);
    memset(r->d_counts, 0, sizeof r->d_counts);
    memset(r->d_changes, 0, sizeof r->d_changes);
    memset(r->d_group, 0, sizeof r->d_group);
    memset(r->d_clause, 0, sizeof r->d_clause);
}

int room_patches(struct room *r, struct topic_patch *out, int cap, struct buf *json)
{
    return room_patches_of(r, NULL, out, cap, json, NULL);
}

int room_patches_of(struct room *r, const struct reader *reader, struct topic_patch *out, int cap,
                    struct buf *json, struct jw_marks *marks)
{
    spread_touched(r);
    live_refresh(r);
    struct walk k = {
        .r = r, .reader = reader, .out = out, .cap = cap, .json = json, .marks = marks};
    bool rows = false, tables = false;
    for (int p = 1; p <= r->npeople; p++)
        rows |= r->d_person[p] & PERSON_ROW;
    for (int t = 1; t <= r->ntables; t++)
        tables |= table_touched(r, t);
    put_patch(&k, (r->dirt & DIRT_ROOM) || rows || tables, TOPIC_ROOM, 0, 0);
    for (int t = 1; t <= r->ntables; t++) {
        put_patch(&k, table_touched(r, t), TOPIC_TABLE, t, 0);
        put_patch(&k, r->d_chat[t], TOPIC_CHAT, t, 0);
        for (int g = 0; g < GROUPS; g++)
            put_patch(&k, r->d_group[t][g], TOPIC_GROUP, t, g);
        put_outcome(&k, r, t);
    }
    for (int p = 1; p <= r->npeople; p++)
        put_patch(&k, r->d_person[p] & ~PERSON_ROW, TOPIC_PERSON, 0, p);
    put_patch(&k, (r->dirt & DIRT_CONSOLE) || tables, TOPIC_CONSOLE, 0, 0);
    put_patch(&k, screen_touched(r), TOPIC_SCREEN, 0, 0);
    forget_touched(r);
    return k.n;
}

// Nothing was told: there is nothing to take back, whether a recording knew the words or not.
static void forget_told(struct room *r)
{
    for (int t = 1; t <= r->ntables; t++)
        r->table[t].outcome.n = 0;
    for (int p = 1; p <= r->npeople; p++)
        for (int i = r->person[p]->ndrafts; i < DRAFTS_MAX; i++)
            r->person[p]->draft[i].key[0] = '\0';
}

void room_settle(struct room *r)
{
    r->dirt = DIRT_ALL;
    spread_touched(r);
    live_refresh(r);
    forget_touched(r);
    forget_told(r);
}
