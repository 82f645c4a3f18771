// A text that several write: what each did to it is kept, and what it said before is a tap away.
#include "base/utf8.h"
#include "base/util.h"
#include "core/parts.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

#include <string.h>

// ---- all of a table's, one after another

enum { OF_GROUP = SHEET_FIELDS + 2, RED = SHEET_FIELDS, GAVE_UP, OF_GROUPS = GROUPS * OF_GROUP };

struct shared_text *table_text(struct table *t, int i)
{
    struct group_work *g = &t->group[i < OF_GROUPS ? i / OF_GROUP : 0];
    if (i >= OF_GROUPS + REPORT_FIELDS)
        return &t->founding[i - OF_GROUPS - REPORT_FIELDS].text;
    if (i >= OF_GROUPS)
        return &t->report[i - OF_GROUPS];
    i %= OF_GROUP;
    return i == RED ? &g->red : i == GAVE_UP ? &g->gave_up : &g->sheet[i];
}

static const struct shared_text *text_at(const struct room *r, int table, int i)
{
    return table_text((struct table *)(uintptr_t)&r->table[table], i); // who looks changes nothing
}

// The act that writes it.
static enum act_type written_by(int i)
{
    if (i >= OF_GROUPS)
        return i < OF_GROUPS + REPORT_FIELDS ? ACT_REPORT_TEXT : ACT_FOUND;
    return i % OF_GROUP == RED ? ACT_RED_LINE : i % OF_GROUP == GAVE_UP ? ACT_GAVE_UP : ACT_SHEET;
}

static void changed(struct room *r, int table, int i, bool says, uint64_t t)
{
    struct shared_text *text = table_text(&r->table[table], i);
    text->v++;
    text->t = t;
    if (i < OF_GROUPS)
        touch_group(r, table, i / OF_GROUP);
    if (written_by(i) == ACT_FOUND) {
        struct founding *f = &r->table[table].founding[i - OF_GROUPS - REPORT_FIELDS];
        f->set = says;
        f->by = text->by;
    }
    touch_table(r, table);
}

// ---- versions

// Of what one hand wrote in a row only the last is kept, once there is no place: who writes on
// pushes nobody else's words out.
static int goes_first(const struct shared_text *t)
{
    for (int i = 0; i < t->nwas; i++)
        if (t->was[i].by == (i + 1 < t->nwas ? t->was[i + 1].by : t->by))
            return i;
    return 0;
}

static struct earlier take_out(struct shared_text *t, int at)
{
    struct earlier out = t->was[at];
    t->nwas--;
    memmove(&t->was[at], &t->was[at + 1], (size_t)(t->nwas - at) * sizeof out);
    t->was[t->nwas] = (struct earlier){0};
    return out;
}

static void put_in(struct shared_text *t)
{
    t->was[t->nwas++] = (struct earlier){t->text, t->who, t->v, t->by, t->t};
}

// What it says becomes a version; the place of the one that goes serves for the next words.
static void keep_version(struct room *r, struct shared_text *t)
{
    if (t->was == NULL)
        t->was = arena_new_n(r->arena, struct earlier, VERSIONS_KEPT);
    if (t->was == NULL)
        return; // the room is full
    struct earlier out = {0};
    if (t->nwas == VERSIONS_KEPT)
        out = take_out(t, goes_first(t));
    put_in(t);
    t->text = (struct str){out.text.p, 0};
    t->who = (struct str){out.who.p, 0};
}

static int version_at(const struct shared_text *t, int64_t v)
{
    int i = t->nwas - 1;
    while (i >= 0 && t->was[i].v != v)
        i--;
    return i;
}

static void put_back(struct room *r, int table, int i, int at, uint64_t t)
{
    struct shared_text *text = table_text(&r->table[table], i);
    struct earlier back = take_out(text, at);
    put_in(text);
    text->text = back.text;
    text->who = back.who;
    text->by = back.by;
    changed(r, table, i, true, t);
}

// ---- writing

// Whoever writes on, for a minute, makes no version; who takes words away does.
static bool ends_version(const struct shared_text *now, const struct act *cmd, struct str next)
{
    bool writes_on = now->by == cmd->by && cmd->t_ms < now->t + VERSION_MS && next.n >= now->text.n;
    return now->text.n > 0 && !writes_on;
}

int shared_decide(struct decision *d, const struct shared_text *now, struct shared_fields f,
                  int max)
{
    // Before anybody wrote, what the writer started from is the server's own suggestion.
    struct str start = now->v == 0 ? now->text : d->cmd->f[f.base].s;
    struct str merged = merge_texts(start, now->text, d->cmd->f[f.text].s, d->scratch);
    if (now->v > 0 && str_eq(merged, now->text))
        return 0;
    if (utf8_count(merged) > (size_t)max)
        return refuse(d, REFUSED_TOO_LONG, "text", max);
    struct act *e = emit_same(d);
    e->f[f.text] = val_text(merged);
    e->f[f.base] = (struct val){0}; // others' words, which are in the log as theirs
    if (d->room->rules->parted && ends_version(now, d->cmd, merged))
        set_val(e, f.kept, 1);
    return 0;
}

void shared_apply(struct room *r, struct shared_text *now, const struct act *e,
                  struct shared_fields f)
{
    if (e->f[f.kept].i != 0)
        keep_version(r, now);
    slot_put(r, &now->text, &now->who, e, f.text);
    now->by = (uint16_t)e->by;
    now->v++;
    now->t = e->t_ms;
}

// ---- put back

// Which text the act names; -1: none, or several.
static int text_named(const struct room *r, const struct act *a)
{
    int group = VAL(a, PUT_BACK, GROUP).set ? (int)VAL(a, PUT_BACK, GROUP).i : 0, n = 0, i = -1;
    const struct {
        const struct val *v;
        int64_t at;
    } texts[] = {{&VAL(a, PUT_BACK, SHEET), group * OF_GROUP + VAL(a, PUT_BACK, SHEET).i},
                 {&VAL(a, PUT_BACK, RED_LINE), group * OF_GROUP + RED},
                 {&VAL(a, PUT_BACK, GAVE_UP), group * OF_GROUP + GAVE_UP},
                 {&VAL(a, PUT_BACK, REPORT), OF_GROUPS + VAL(a, PUT_BACK, REPORT).i}};
    for (size_t k = 0; k < ARRAY_LEN(texts); k++)
        if (texts[k].v->set) {
            i = (int)texts[k].at;
            n++;
        }
    if (VAL(a, PUT_BACK, ITEM).set) {
        int item = founding_item(r->sc, VAL(a, PUT_BACK, ITEM).s);
        i = item < 0 ? -1 : OF_GROUPS + REPORT_FIELDS + item;
        n++;
    }
    return n == 1 ? i : -1;
}

bool is_version(const struct room *r, const struct act *e)
{
    int i = text_named(r, e);
    bool whose = i >= OF_GROUPS || VAL(e, PUT_BACK, GROUP).set;
    return i >= 0 && whose && VAL(e, PUT_BACK, TABLE).set &&
           version_at(text_at(r, (int)VAL(e, PUT_BACK, TABLE).i, i), VAL(e, PUT_BACK, VERSION).i) >=
               0;
}

static int check_pen(struct decision *d, int i)
{
    if (d->me == NULL)
        return 0; // who leads may at any time
    if (!(act_spec(written_by(i))->phases & 1u << room_phase(d->room)))
        return refuse(d, REFUSED_PHASE, NULL, 0);
    return d->room->clock.paused ? refuse(d, REFUSED_PAUSED, NULL, 0) : 0;
}

// Whose text: the actor's, or as a facilitator says.
static int say_whose(struct decision *d, struct act *e)
{
    const struct act *c = d->cmd;
    int group = d->me != NULL                 ? room_hat(d->room, c->by, &VAL(c, PUT_BACK, GROUP))
                : VAL(c, PUT_BACK, GROUP).set ? (int)VAL(c, PUT_BACK, GROUP).i
                                              : GROUPS;
    if (d->me == NULL && !VAL(c, PUT_BACK, TABLE).set)
        return refuse(d, REFUSED_MISSING, "table", 0);
    if (check_table(d, &VAL(c, PUT_BACK, TABLE)) != 0)
        return -1;
    if (d->me != NULL)
        VAL(e, PUT_BACK, TABLE) = val_int(d->table);
    VAL(e, PUT_BACK, GROUP) = group < GROUPS ? val_int(group) : (struct val){0};
    int i = text_named(d->room, e);
    if (i < 0)
        return refuse(d, REFUSED_NO_SUCH_ITEM, NULL, 0);
    if (i < OF_GROUPS && group == GROUPS)
        return refuse(d, REFUSED_NOT_YOUR_GROUP, "group", 0);
    if (i >= OF_GROUPS)
        VAL(e, PUT_BACK, GROUP) = (struct val){0};
    return i;
}

int decide_PUT_BACK(struct decision *d)
{
    if (!d->room->rules->parted)
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0); // whose the words are is not known
    struct act *e = emit_same(d);
    int i = say_whose(d, e);
    if (i < 0 || check_pen(d, i) != 0)
        return -1;
    const struct shared_text *text = text_at(d->room, (int)VAL(e, PUT_BACK, TABLE).i, i);
    const struct val *from = &VAL(e, PUT_BACK, FROM);
    if (from->set && from->i != text->v)
        return refuse(d, REFUSED_UNDONE, NULL, 0);
    int at = version_at(text, VAL(e, PUT_BACK, VERSION).i);
    if (at < 0)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "version", 0);
    // Of who was forgotten, nothing comes back.
    return text->was[at].text.n > 0 ? 0 : refuse(d, REFUSED_NOTHING, "version", 0);
}

void apply_PUT_BACK(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, PUT_BACK, TABLE).i, i = text_named(r, e);
    put_back(r, table, i, version_at(text_at(r, table, i), VAL(e, PUT_BACK, VERSION).i), e->t_ms);
}

// ---- as if one person had not been there

bool text_is_last_of(const struct room *r, int table, int i, int person)
{
    const struct shared_text *t = text_at(r, table, i);
    return t->v > 0 && t->by == person;
}

bool text_says(const struct room *r, int table, int i)
{
    return text_at(r, table, i)->text.n > 0;
}

bool text_mixes(const struct room *r, int table, int i, int person)
{
    const struct shared_text *t = text_at(r, table, i);
    struct part parts[PARTS_MAX];
    int n = parts_unpack(t->who, t->text.n, t->by, parts);
    bool any = false;
    for (int k = 0; k < n; k++)
        any |= parts[k].by == person;
    return any && t->by != person;
}

void text_retract(struct room *r, int table, int i, uint64_t t)
{
    struct shared_text *text = table_text(&r->table[table], i);
    int at = text->nwas - 1;
    while (at >= 0 && text->was[at].by == text->by)
        at--;
    if (at >= 0) {
        put_back(r, table, i, at, t);
        return;
    }
    keep_version(r, text);
    text->text.n = text->who.n = 0; // also where nothing could be kept
    changed(r, table, i, false, t);
}
