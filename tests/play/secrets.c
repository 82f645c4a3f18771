// What is hidden, and when it is revealed, said a second time, from the state of the room.
#include "secrets.h"

#include <stdio.h>
#include <string.h>

#include "core/room_state.h"

char secret_kind(enum act_type type, int field)
{
    static const struct {
        enum act_type type;
        int field;
        char kind;
    } kinds[] = {
        {ACT_IDEA, ACT_F(IDEA, NEED), 'I'},
        {ACT_IDEA, ACT_F(IDEA, IDEA), 'I'},
        {ACT_SHEET, ACT_F(SHEET, TEXT), 'S'},
        {ACT_RED_LINE, ACT_F(RED_LINE, TEXT), 'L'},
        {ACT_STANCE, ACT_F(STANCE, WHY), 'W'},
        {ACT_STANCE, ACT_F(STANCE, COULD), 'W'},
        {ACT_DRAFT, ACT_F(DRAFT, TEXT), 'D'},
        {ACT_NOTE, ACT_F(NOTE, TEXT), 'N'},
        {ACT_ANSWERS, ACT_F(ANSWERS, Q5TEXT), 'Q'},
        {ACT_Q6, ACT_F(Q6, TEXT), 'Q'},
        {ACT_TALE, ACT_F(TALE, TEXT), 'V'},
        {ACT_JOIN, ACT_F(JOIN, RESUME), 'U'},
        {ACT_JOIN, ACT_F(JOIN, NAME), 'A'},
        {ACT_NAME, ACT_F(NAME, NAME), 'A'},
        {ACT_SAY, ACT_F(SAY, TEXT), 'B'},
        {ACT_CHAT, ACT_F(CHAT, TEXT), 'K'},
        {ACT_PROPOSE, ACT_F(PROPOSE, TEXT), 'T'},
        {ACT_PROPOSE, ACT_F(PROPOSE, NORM), 'T'},
        {ACT_RETAG, ACT_F(RETAG, NORM), 'T'},
        {ACT_AMEND, ACT_F(AMEND, TEXT), 'T'},
        {ACT_COMMIT, ACT_F(COMMIT, TEXT), 'T'},
        {ACT_REPORT_TEXT, ACT_F(REPORT_TEXT, TEXT), 'T'},
        {ACT_FOUND, ACT_F(FOUND, TEXT), 'T'},
        {ACT_GAVE_UP, ACT_F(GAVE_UP, TEXT), 'G'},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].type == type && kinds[i].field == field) {
            return kinds[i].kind;
        }
    }
    return 0;
}

void secret_place(struct secrets *s, const struct room *room, const struct act *command, int serial)
{
    int by = command->by > 0 ? command->by : 0;
    struct secret *x = &s->list[serial % SECRETS_MAX];
    *x = (struct secret){.person = (uint16_t)by, .group = GROUPS};
    if (command->type == ACT_JOIN) {
        x->person = (uint16_t)(room->npeople + 1);
    }
    if (command->type == ACT_NAME && VAL(command, NAME, PERSON).set) {
        x->person = (uint16_t)VAL(command, NAME, PERSON).i;
    }
    if (by > 0 && by <= room->npeople) {
        const struct person *p = room->person[by];
        x->table = p->table;
        x->group = p->group;
    }
    if (command->type == ACT_SAY) {
        x->table = (uint16_t)VAL(command, SAY, TABLE).i; // 0: to everybody
    }
    if (command->type == ACT_CHAT && by == 0) {
        x->table = (uint16_t)VAL(command, CHAT, TABLE).i;
    }
    int group = command->type == ACT_SHEET      ? ACT_F(SHEET, GROUP)
                : command->type == ACT_RED_LINE ? ACT_F(RED_LINE, GROUP)
                : command->type == ACT_GAVE_UP  ? ACT_F(GAVE_UP, GROUP)
                                                : -1;
    if (group >= 0 && command->f[group].set) {
        x->group = (uint8_t)command->f[group].i;
    }
    x->renewed = x->person <= PEOPLE_MAX && serial < s->erased[x->person];
    if (command->type == ACT_STANCE) {
        x->clause = (uint16_t)VAL(command, STANCE, CLAUSE).i;
    }
}

void secret_make(struct secrets *s, const struct room *room, const struct act *command, char kind,
                 char out[SECRET_TEXT_MAX])
{
    secret_place(s, room, command, s->n);
    int person = s->list[s->n % SECRETS_MAX].person;
    snprintf(out, SECRET_TEXT_MAX, "qz%c%d-%d;", kind, person, s->n++);
}

void secrets_after(struct secrets *s, const struct room *room, const struct act *event)
{
    enum phase_kind now = room_phase(room);
    s->pooled = s->pooled || (now >= PHASE_POOLING && now < PHASE_LOBBY);
    s->reported = s->reported || (now >= PHASE_REPORT && now < PHASE_LOBBY);
    s->concluded = s->concluded || (now >= PHASE_CONCLUSION && now < PHASE_LOBBY);
    if (event->type == ACT_ERASE) {
        int64_t person = VAL(event, ERASE, PERSON).i;
        s->erased[person] = s->n;
        for (int i = 0; i < s->n; i++) {
            s->list[i].renewed = s->list[i].renewed && s->list[i].person != person;
        }
    }
}

static bool holds(struct str text, const char *marker, size_t n)
{
    for (size_t i = 0; i + n <= text.n; i++) {
        if (memcmp(text.p + i, marker, n) == 0) {
            return true;
        }
    }
    return false;
}

// A reason is shown once its round is over, and only the last one; a clause that was taken back
// keeps what was said of it.
static bool said(const struct room *r, const struct secret *x, const char *marker, size_t n)
{
    const struct table *t = &r->table[x->table];
    if (x->clause < 1 || x->clause > t->nclauses) {
        return false;
    }
    const struct clause *c = t->clause[x->clause];
    const struct voice *v = c->voice[x->person];
    if (v == NULL) {
        return false;
    }
    const struct stance *own = &v->said, *worn = &v->hat_said;
    return holds(own->why, marker, n) || holds(own->could, marker, n) ||
           holds(worn->why, marker, n) || holds(worn->could, marker, n);
}

static bool idea_open(const struct room *r, const struct secret *x, struct topic t)
{
    const struct person *p = r->person[x->person];
    bool theirs = (t.table == x->table && t.id == x->group) ||
                  (t.table == p->table && (t.id == p->group || t.id == p->hat));
    return theirs && r->table[t.table].group[t.id].ideas_open;
}

static bool role_of(const struct room *r, struct topic t, int role)
{
    return t.kind == TOPIC_PERSON && r->person[t.id]->table && r->person[t.id]->seat == role;
}

// A robot says what its card wants, as people do who play it.
static bool of_robot(const struct room *r, int role)
{
    for (int p = 1; p <= r->npeople; p++) {
        if (r->person[p]->robot && r->person[p]->seat == role) {
            return true;
        }
    }
    return false;
}

static bool called(const struct room *r, struct topic t, int who, bool owner)
{
    const struct table *table = &r->table[t.table];
    for (int i = 0; t.kind == TOPIC_TABLE && i < table->ncalls; i++) {
        if (table->call[i].expert == who && table->call[i].owner == owner) {
            return true;
        }
    }
    return false;
}

static bool dealt(const struct room *r, struct topic t, int card)
{
    const struct table *table = &r->table[t.table];
    for (int i = 0; t.kind == TOPIC_TABLE && i < table->ninjects; i++) {
        if (table->inject[i].inject == card) {
            return true;
        }
    }
    return false;
}

static bool told_at_the_end(const struct room *r, struct topic t)
{
    enum phase_kind now = room_phase(r);
    return t.kind == TOPIC_ROOM &&
           (now == PHASE_CONCLUSION || now == PHASE_DEBRIEF || now == PHASE_ENDED);
}

static bool in_group(const struct secret *x, struct topic t)
{
    return t.kind == TOPIC_GROUP && t.table == x->table && t.id == x->group;
}

// Told while people wait, and seen by the hall when a facilitator says so.
static bool waited(const struct room *r, int person, struct topic t)
{
    bool told = t.kind == TOPIC_CONSOLE || (t.kind == TOPIC_SCREEN && r->person[person]->tale_told);
    return told && room_phase(r) == PHASE_LOBBY;
}

static bool shows_report_of(const struct room *r, int table)
{
    return r->show == SHOW_REPORT && table == (r->show_table ? r->show_table : 1);
}

struct marker {
    const char *text;
    size_t n;
    char kind;
    int person;
    const struct secret *secret;
};

static bool may_show(const struct secrets *s, const struct room *r, struct topic t,
                     const struct marker *m)
{
    const struct secret *x = m->secret;
    bool own = t.kind == TOPIC_PERSON && t.id == m->person;
    bool table = t.kind == TOPIC_TABLE && t.table == x->table;
    switch (m->kind) {
    case 'R':
        return role_of(r, t, m->person) || called(r, t, m->person, true) || of_robot(r, m->person);
    case 'E':
        return called(r, t, m->person, false);
    case 'C':
        return t.kind == TOPIC_CONSOLE || dealt(r, t, m->person);
    case 'H':
        return told_at_the_end(r, t);
    case 'I':
        return own || (t.kind == TOPIC_GROUP && idea_open(r, x, t));
    case 'S':
        return in_group(x, t) || (table && s->pooled);
    case 'L':
        return in_group(x, t) || (table && s->reported);
    case 'G':
        return in_group(x, t) || (table && s->concluded);
    case 'W':
        return own || (table && said(r, x, m->text, m->n));
    case 'D':
    case 'Q':
        return own;
    case 'U':
        return own || t.kind == TOPIC_CONSOLE;
    case 'V':
        return own || waited(r, m->person, t);
    case 'N':
        return t.kind == TOPIC_CONSOLE;
    case 'B':
        return x->table ? table : t.kind == TOPIC_ROOM;
    case 'K':
        return t.kind == TOPIC_CHAT && t.table == x->table;
    case 'T':
        return table || (t.kind == TOPIC_SCREEN && shows_report_of(r, x->table));
    default:
        return m->kind == 'A';
    }
}

static bool forgotten(const struct secrets *s, const struct marker *m, int serial)
{
    return m->person > 0 && !m->secret->renewed && strchr("IDQWUASLGTVK", m->kind) &&
           serial < s->erased[m->person];
}

static bool shown_right(const struct secrets *s, const struct room *r, struct topic t,
                        const char *at)
{
    struct marker m = {.text = at};
    int serial = 0, n = 0;
    if (sscanf(at, "qz%c%d-%d;%n", &m.kind, &m.person, &serial, &n) != 3 || !n) {
        return t.kind == TOPIC_GROUP || t.kind == TOPIC_TABLE ||
               t.kind == TOPIC_SCREEN; // torn by a merge of two texts
    }
    if (m.person < 0 || m.person > PEOPLE_MAX || serial < 0 || serial >= SECRETS_MAX) {
        return false;
    }
    m.n = (size_t)n;
    m.secret = &s->list[serial];
    return may_show(s, r, t, &m) && (strchr("RECH", m.kind) || !forgotten(s, &m, serial));
}

// Measures 7: what facilitators watch live would change how people play, if they saw it.
static const char *watched(const struct secrets *s, struct topic t, const char *doc)
{
    static const char *const live[] = {"\"needs\":", "\"hands_missing\":", "\"conceded\":",
                                       "\"cards\":", "\"finished\":",      "\"extra\":"};
    bool outcome = s->reported && t.kind == TOPIC_TABLE;
    const char *counts = strstr(doc, "\"adopted\":");
    if (counts && t.kind == TOPIC_ROOM && !s->reported) {
        return counts;
    }
    for (size_t i = 0; i < sizeof live / sizeof live[0]; i++) {
        const char *at = strstr(doc, live[i]);
        if (at && t.kind != TOPIC_CONSOLE && !outcome) {
            return at;
        }
    }
    return NULL;
}

// Members that exist in some topics only, whatever they hold.
static const char *misplaced(const struct secrets *s, struct topic t, const char *doc)
{
    const char *at = strstr(doc, "\"ratings\":");
    if (at && t.kind != TOPIC_PERSON) {
        return at;
    }
    at = strstr(doc, "\"tally\":");
    if (at && (t.kind != TOPIC_OUTCOME || !s->reported)) {
        return at;
    }
    at = strstr(doc, "\"mandate\":");
    if (at && t.kind != TOPIC_GROUP && t.kind != TOPIC_PERSON) {
        return at;
    }
    at = strstr(doc, "\"points\":");
    if (at && t.kind != TOPIC_GROUP && !s->reported) {
        return at;
    }
    return watched(s, t, doc);
}

/* What is drawn at random may hold the two letters too, and what follows them. */
static bool is_mark(const char *at)
{
    size_t digits = at[2] >= 'A' && at[2] <= 'Z' ? strspn(at + 3, "0123456789") : 0;
    return digits > 0 && at[3 + digits] == '-';
}

const char *secrets_leak(const struct secrets *s, const struct room *room, struct topic topic,
                         const char *doc)
{
    for (const char *at = strstr(doc, "qz"); at; at = strstr(at + 2, "qz")) {
        if (is_mark(at) && !shown_right(s, room, topic, at)) {
            return at;
        }
    }
    return misplaced(s, topic, doc);
}
