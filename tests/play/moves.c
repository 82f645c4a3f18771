#include "moves.h"

#include <stdio.h>
#include <string.h>

#include "core/room_state.h"

uint64_t dice_seed(uint64_t seed)
{
    return seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
}

uint64_t dice_next(uint64_t *random)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return *random * UINT64_C(2685821657736338717);
}

int dice_below(uint64_t *random, int n)
{
    return (int)((dice_next(random) >> 33) % (uint64_t)n);
}

bool dice_chance(uint64_t *random, int percent)
{
    return dice_below(random, 100) < percent;
}

static int below(struct moves *m, int n)
{
    return dice_below(&m->random, n);
}

static bool chance(struct moves *m, int percent)
{
    return dice_chance(&m->random, percent);
}

// Where the actor sits; 0: nowhere.
static int table_of(const struct moves *m, const struct act *a)
{
    const struct person *who = room_person(m->room, a->by);
    return who ? who->table : 0;
}

// Somebody of the actor's table, most of the time.
static int some_person(struct moves *m, const struct act *a)
{
    int table = table_of(m, a), person = 1;
    for (int i = 0; i < (chance(m, 90) ? 20 : 1); i++) {
        person = 1 + below(m, m->room->npeople + 1);
        if (person <= m->room->npeople && m->room->person[person]->table == table) {
            break;
        }
    }
    return person;
}

static int clauses_of(const struct moves *m, const struct act *a)
{
    int table = table_of(m, a);
    return table ? m->room->table[table].nclauses : 6;
}

// The clause that the act names, when there is one.
static const struct clause *clause_of(const struct moves *m, const struct act *a)
{
    int64_t id = a->f[0].i;
    bool there = act_spec(a->type)->fields[0].type == FIELD_CLAUSE && table_of(m, a) && id > 0;
    return there && id <= clauses_of(m, a) ? m->room->table[table_of(m, a)].clause[id] : NULL;
}

static int64_t usual_value(struct moves *m, const struct act *a, const struct field_spec *f)
{
    const struct clause *c = clause_of(m, a);
    switch (f->type) {
    case FIELD_TABLE:
        return m->room->ntables + chance(m, 5);
    case FIELD_CLAUSE:
        return clauses_of(m, a) + chance(m, 5);
    case FIELD_AMENDMENT:
        return c ? c->namend : 3;
    case FIELD_COMMITMENT:
        return c ? c->ncommit : 3;
    default:
        return f->max;
    }
}

static int64_t near_value(struct moves *m, const struct act *a, const struct field_spec *f)
{
    static const int64_t odd[] = {-1, 0, 255, 256, 65536, INT64_MAX, INT64_MIN};
    if (!m->tame && chance(m, 2)) {
        return odd[below(m, 7)];
    }
    if (f->type == FIELD_PERSON) {
        return some_person(m, a);
    }
    if (a->type == ACT_UNSAY) {
        return 1 + below(m, (int)m->room->nsays + 1);
    }
    if (a->type == ACT_UNCHAT && f->type == FIELD_INT) {
        return 1 + below(m, 3);
    }
    int64_t usual = usual_value(m, a, f), max = f->max;
    max = usual < max ? usual : max;
    max = max < f->min ? f->min : max;
    return f->min + (int64_t)(dice_next(&m->random) % (uint64_t)(max - f->min + 1));
}

static const char *old_text(struct moves *m, const struct act *a)
{
    const struct person *who = room_person(m->room, a->by);
    if (!who || !who->table || !chance(m, 70)) {
        return NULL;
    }
    const struct table *t = &m->room->table[who->table];
    int64_t field = a->f[0].i;
    struct str s = {0};
    if (a->type == ACT_SHEET && field >= 0 && field < SHEET_FIELDS) {
        const struct val *hat = &VAL(a, SHEET, GROUP);
        int64_t group = hat->set ? hat->i : who->group;
        s = group >= 0 && group < GROUPS ? t->group[group].sheet[field].text : s;
    } else if (a->type == ACT_FOUND) {
        s = t->founding[0].text.text;
    } else if (a->type == ACT_REPORT_TEXT && field >= 0 && field < REPORT_FIELDS) {
        s = t->report[field].text;
    }
    return s.n ? arena_cstr(m->texts, s) : NULL;
}

// A role's name, or that of a resource on its card.
static bool names_means(enum act_type type, int field)
{
    return (type == ACT_COMMIT && field == ACT_F(COMMIT, ASSET)) ||
           (type == ACT_CALL && field == ACT_F(CALL, ROLE));
}

static struct str make_text(struct moves *m, const struct act *a, const struct field_spec *f,
                            int field)
{
    static char text[4096];
    char marker[SECRET_TEXT_MAX] = "mot";
    char kind = secret_kind(a->type, field);
    if (chance(m, 2)) {
        return (struct str){0};
    }
    if (kind) {
        secret_make(m->secrets, m->room, a, kind, marker);
    }
    const char *old = kind == 'S' || kind == 'T' ? old_text(m, a) : NULL;
    if (names_means(a->type, field)) {
        snprintf(text, sizeof text, "%s%d", a->type == ACT_CALL ? "r" : "a", below(m, 10));
    } else if (f->type == FIELD_DATE) {
        int year = below(m, 30), month = below(m, 14), day = below(m, 33);
        snprintf(text, sizeof text, "20%02d-%02d-%02d", year, month, day);
    } else if (!kind) {
        const char *front =
            a->type == ACT_CALL_LINK && chance(m, 90) ? "https://appel.example/" : "";
        snprintf(text, sizeof text, "%s%s%d", front, f->name, below(m, 4));
    } else if (kind == 'U' || kind == 'A') {
        snprintf(text, sizeof text, "%s", marker);
    } else {
        bool front = chance(m, 50);
        snprintf(text, sizeof text, "%s %s%s",
                 front ? marker
                 : old ? old
                       : "\"été\"\n",
                 front ? (old ? old : "\\ 🌲") : marker, chance(m, 3) ? " a\n" : "");
    }
    for (int n = chance(m, 1) ? 1500 : 0; n > 0; n--) {
        strcat(text, "z");
    }
    return arena_str(m->texts, str_from_cstr(text));
}

static void fill_field(struct moves *m, struct act *a, const struct field_spec *f, int i)
{
    struct val *v = &a->f[i];
    bool optional = (f->flags & FIELD_OPTIONAL) != 0;
    v->set = f->flags & FIELD_OUT ? below(m, 300) == 0 : chance(m, optional ? 50 : 99);
    if (!v->set) {
        return;
    }
    if (!field_is_text(f->type)) {
        v->i = near_value(m, a, f);
        return;
    }
    if (a->type == ACT_SHEET && i == ACT_F(SHEET, BASE)) {
        const char *old = old_text(m, a);
        v->s = old ? str_from_cstr(old) : (struct str){0};
        return;
    }
    v->s = make_text(m, a, f, i);
}

static void fill(struct moves *m, struct act *a, bool words)
{
    const struct act_spec *spec = act_spec(a->type);
    for (int i = 0; i < spec->nfields; i++) {
        if (field_is_text(spec->fields[i].type) == words) {
            fill_field(m, a, &spec->fields[i], i);
        }
    }
}

// What is on the actor's card, most of the time.
static void mend_kind(struct moves *m, struct act *a)
{
    const struct person *who = room_person(m->room, a->by);
    if (who && who->table && who->seat < m->room->sc->n_roles) {
        const struct scenario_role *role = &m->room->sc->roles[who->seat];
        VAL(a, COMMIT, KIND).i = role->n_assets ? role->assets[0].kind : 0;
        if (role->n_assets && chance(m, 70)) {
            VAL(a, COMMIT, ASSET) = val_text(role->assets[0].id);
            VAL(a, COMMIT, AMOUNT).set = chance(m, 20);
        }
    }
}

// Of something that was put in at their table, what it is not now.
static void mend_condition(struct moves *m, struct act *a)
{
    const struct person *who = room_person(m->room, a->by);
    const struct table *t = who ? &m->room->table[who->table] : NULL;
    for (int c = 1; t && c <= t->nclauses; c++) {
        for (int k = 1; k <= t->clause[c]->ncommit; k++) {
            const struct commitment *is = &t->clause[c]->commit[k];
            if (is->gone || is->card == 0 || chance(m, 30)) {
                continue;
            }
            VAL(a, HOLDS, CLAUSE).i = c;
            VAL(a, HOLDS, COMMITMENT).i = k;
            VAL(a, HOLDS, ON).i = !is->holds;
        }
    }
}

// By somebody whom another named for a clause, if any is.
static void mend_own(struct moves *m, struct act *a)
{
    const struct person *who = room_person(m->room, a->by);
    const struct table *t = who ? &m->room->table[who->table] : NULL;
    for (int c = 1; t && c <= t->nclauses; c++) {
        const struct credit *k = &t->clause[c]->credit;
        if (k->n == 0 || k->who[0] == k->by || chance(m, 30)) {
            continue;
        }
        a->by = k->who[0];
        VAL(a, OWN, CLAUSE) = val_int(c);
        for (int i = ACT_F(OWN, AMENDMENT); i <= ACT_F(OWN, CARRY); i++) {
            a->f[i].set = false;
        }
    }
}

// Of somebody who told something, as it stands: to the hall, or off its screen.
static void mend_telling(struct moves *m, struct act *a)
{
    for (int id = 1; id <= m->room->npeople; id++) {
        const struct person *who = m->room->person[id];
        if (who->tale.n == 0 || chance(m, 30)) {
            continue;
        }
        VAL(a, TELL, PERSON) = val_int(id);
        VAL(a, TELL, ON) = val_int(!who->tale_told);
        VAL(a, TELL, SEQ) = val_int((int64_t)who->tale_seq);
    }
}

// By a facilitator, of a text that said something before: by chance alone none is put back.
static void mend_version(struct moves *m, struct act *a)
{
    for (int t = 1; t <= m->room->ntables; t++) {
        for (int i = 0; i < GROUPS * SHEET_FIELDS; i++) {
            const struct shared_text *text =
                &m->room->table[t].group[i / SHEET_FIELDS].sheet[i % SHEET_FIELDS];
            if (text->nwas == 0) {
                continue;
            }
            *a = (struct act){.type = ACT_PUT_BACK, .by = -1};
            VAL(a, PUT_BACK, TABLE) = val_int(t);
            VAL(a, PUT_BACK, GROUP) = val_int(i / SHEET_FIELDS);
            VAL(a, PUT_BACK, SHEET) = val_int(i % SHEET_FIELDS);
            VAL(a, PUT_BACK, VERSION) = val_int(text->was[below(m, text->nwas)].v);
        }
    }
}

// A hat or group that the person has, most of the time; a sum of ten; a resource they have.
static void mend(struct moves *m, struct act *a)
{
    const struct act_spec *spec = act_spec(a->type);
    for (int i = 0; i < spec->nfields; i++) {
        bool hat = spec->fields[i].type == FIELD_GROUP && a->type != ACT_SIT && a->type != ACT_HAT;
        if (hat && chance(m, 70)) {
            a->f[i] = (struct val){0};
        }
    }
    if (a->type == ACT_POINTS) {
        int64_t x = below(m, 11), y = below(m, (int)(11 - x));
        a->f[0].i = x;
        a->f[1].i = y;
        a->f[2].i = 10 - x - y;
    }
    if (a->type == ACT_OWN) { // one thing of it, most of the time
        int one = below(m, 5);
        for (int i = ACT_F(OWN, AMENDMENT); i <= ACT_F(OWN, CARRY) && chance(m, 95); i++) {
            a->f[i].set = a->f[i].set && i == one;
        }
        if (chance(m, 50)) {
            mend_own(m, a);
        }
    }
    const struct arrivals *out = &m->room->dismissed;
    if (a->type == ACT_DISMISS && chance(m, 90)) { // one or two, or those of the last time
        bool undo = out->from > 0 && chance(m, 50);
        VAL(a, DISMISS, UNDO) = (struct val){.set = undo, .i = undo};
        int64_t *from = &VAL(a, DISMISS, FROM).i;
        *from = undo ? out->from : *from % PEOPLE_MAX;
        VAL(a, DISMISS, TO).i = undo ? out->to : *from + below(m, 2);
    }
    if (a->type == ACT_COMMIT && chance(m, 80)) {
        mend_kind(m, a);
    }
    if (a->type == ACT_HOLDS && chance(m, 90)) {
        mend_condition(m, a);
    }
    if (a->type == ACT_TELL && chance(m, 90)) {
        mend_telling(m, a);
    }
    if (a->type == ACT_SCHEDULE && chance(m, 90)) { // of a card that there is, in a usual phase
        VAL(a, SCHEDULE, INJECT).i = below(m, m->room->sc->n_injects);
        VAL(a, SCHEDULE, AT).i = below(m, 1200);
    }
    if (a->type == ACT_PUT_BACK && chance(m, 90)) {
        mend_version(m, a);
    }
    if ((a->type == ACT_LEAD || a->type == ACT_WITHDRAW) && m->room->lead && chance(m, 90)) {
        a->by = -m->room->lead;
        a->f[0] = val_int(1 + below(m, m->room->nfacilitators)); // either has that field alone
    }
    if (a->type == ACT_CALL && chance(m, 90)) { // one or the other
        VAL(a, CALL, EXPERT).set = chance(m, 50);
    }
}

static int some_actor(struct moves *m, const struct act_spec *spec)
{
    if (chance(m, 3)) {
        return below(m, m->room->npeople + 6) - 4;
    }
    bool person = spec->who & (WHO_SELF | WHO_SEATED);
    if (person && (chance(m, 85) || !(spec->who & (WHO_FACILITATOR | WHO_SYSTEM)))) {
        return m->room->npeople ? 1 + below(m, m->room->npeople) : 1;
    }
    return spec->who & WHO_FACILITATOR && m->room->nfacilitators
               ? -1 - below(m, m->room->nfacilitators)
               : 0;
}

static bool rare(enum act_type type)
{
    static const bool is[ACT_TYPES] = {
        [ACT_END] = true,     [ACT_ERASE] = true, [ACT_REMOVE] = true,  [ACT_NEXT] = true,
        [ACT_BACK] = true,    [ACT_PAUSE] = true, [ACT_LOCK] = true,    [ACT_CRED] = true,
        [ACT_UNLOCK] = true,  [ACT_DROP] = true,  [ACT_DISMISS] = true, [ACT_RETRACT] = true,
        [ACT_WITHDRAW] = true};
    return is[type];
}

// What people do most, where a rule waits for many to have done it.
static enum act_type frequent_type(struct moves *m)
{
    static const enum act_type pooling[] = {ACT_STANCE,   ACT_STANCE, ACT_COMMIT,  ACT_COMMIT,
                                            ACT_UNCOMMIT, ACT_OWN,    ACT_RESERVE, ACT_HOLDS,
                                            ACT_HOLDS,    ACT_HOLDS},
                               report[] = {ACT_RATE, ACT_RATE, ACT_RATE, ACT_ANSWERS};
    return room_phase(m->room) == PHASE_POOLING ? pooling[below(m, ARRAY_LEN(pooling))]
                                                : report[below(m, ARRAY_LEN(report))];
}

static enum act_type some_type(struct moves *m)
{
    enum phase_kind now = room_phase(m->room);
    if ((now == PHASE_POOLING || now == PHASE_REPORT) && chance(m, 25)) {
        return frequent_type(m);
    }
    for (int i = 0; i < 200; i++) {
        enum act_type type = (enum act_type)below(m, ACT_TYPES);
        const struct act_spec *spec = act_spec(type);
        bool phase = spec->phases & 1u << room_phase(m->room) || chance(m, 10);
        bool everywhere = spec->phases == (1u << PHASE_KINDS) - 1;
        if (phase && (!rare(type) || chance(m, 15)) && (!everywhere || chance(m, 15))) {
            return type;
        }
    }
    return ACT_TICK;
}

// Where they believe to be: mostly where they are, and now and then where they are no more.
static void place(struct moves *m, struct act *a)
{
    int phase = m->room->clock.phase, table = table_of(m, a);
    a->meant.has_phase = chance(m, 20);
    a->meant.phase = (int8_t)(chance(m, 90) ? phase : phase - 1);
    if (chance(m, 30)) {
        a->meant.table = (uint16_t)(chance(m, 90) ? table : 1 + below(m, m->room->ntables));
    }
    a->meant.wording = chance(m, 10) ? (uint64_t)below(m, (int)m->room->seq + 1) : 0;
    a->meant.undoes = chance(m, 10) ? (uint64_t)below(m, (int)m->room->seq + 1) : 0;
}

static void furnish(struct moves *m, struct act *a)
{
    place(m, a);
    fill(m, a, false);
    mend(m, a);
    fill(m, a, true); // last: a secret knows for which group or clause it is
    if (a->type == ACT_CALL && VAL(a, CALL, EXPERT).set && chance(m, 90)) {
        VAL(a, CALL, ROLE) = (struct val){0};
    }
    if (a->type == ACT_COMMIT && !VAL(a, COMMIT, ASSET).set && chance(m, 90)) {
        VAL(a, COMMIT, AMOUNT) = (struct val){0};
    }
    if (a->type == ACT_PUT_BACK && VAL(a, PUT_BACK, SHEET).set) {
        VAL(a, PUT_BACK, ITEM) = (struct val){0}; // one text
    }
    for (int n = chance(m, 20) ? 1 + below(m, 3) : 0; n > 0; n--) {
        a->credit[a->ncredit++] = (uint16_t)some_person(m, a);
    }
}

void moves_any(struct moves *m, struct act *out)
{
    *out = (struct act){.type = some_type(m)};
    out->by = some_actor(m, act_spec(out->type));
    furnish(m, out);
}

static bool suits(enum act_type type, int by)
{
    unsigned who = by > 0 ? WHO_SELF | WHO_SEATED : WHO_FACILITATOR;
    return act_spec(type)->who & who;
}

void moves_by(struct moves *m, int by, struct act *out)
{
    enum act_type type = some_type(m);
    for (int i = 0; i < 100 && !suits(type, by); i++) {
        type = some_type(m);
    }
    *out = (struct act){.type = type, .by = by};
    furnish(m, out);
}
