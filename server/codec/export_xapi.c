// Statements of xAPI 1.0.3 (IEEE 9274.1), for a store of learning records: what each voice did at
// the table, its word on the whole text, and the ratings. They say no hour, as the tables of this
// export do not; the order at a table is in `order`. Who did not consent speaks as their group.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"

enum { IRI_MAX = 512, UUID_MAX = 37 };

struct statement {
    const struct export *x;
    struct row_table table;
    const struct val *cells;
    struct jw *w;
};

static const struct val *cell(const struct statement *s, const char *column)
{
    int i = 0;
    while (i < s->table.n && strcmp(s->table.columns[i].name, column) != 0) {
        i++;
    }
    CHECK(i < s->table.n);
    return &s->cells[i];
}

static int64_t number(const struct statement *s, const char *column)
{
    return cell(s, column)->i;
}

// Verbs: those that others use where there is one that says it, else our own under the address.

struct verb {
    const char *name;
    const char *iri; // NULL: ours
    const char *en, *fr;
};

enum { PROPOSE, AMEND, SUPPORT, LIVE, OBJECT, CARRY, COMMIT, RATE, VERBS };
static const struct verb verbs[VERBS] = {
    [PROPOSE] = {"propose", NULL, "proposed", "a proposé"},
    [AMEND] = {"amend", NULL, "amended", "a amendé"},
    [SUPPORT] = {"support", "http://activitystrea.ms/schema/1.0/agree", "supports", "appuie"},
    [LIVE] = {"live", "http://activitystrea.ms/schema/1.0/accept", "can live with",
              "peut vivre avec"},
    [OBJECT] = {"object", "http://activitystrea.ms/schema/1.0/disagree", "objects to",
                "s’objecte à"},
    [CARRY] = {"carry", NULL, "carries", "porte"},
    [COMMIT] = {"commit", NULL, "put a resource into", "engage une ressource dans"},
    [RATE] = {"rate", NULL, "rated the leadership of", "a évalué le leadership de"},
};

static const struct verb *verb_of(const struct statement *s, enum row_file file)
{
    if (file == ROWS_RATINGS) {
        return &verbs[RATE];
    }
    if (file == ROWS_PEOPLE) {
        return &verbs[SUPPORT + number(s, "final")];
    }
    struct str act = cell(s, "act")->s;
    if (str_eq_cstr(act, "react")) {
        return &verbs[SUPPORT + number(s, "stance")];
    }
    for (size_t i = 0; i < VERBS; i++) {
        if (str_eq_cstr(act, verbs[i].name)) {
            return &verbs[i];
        }
    }
    return NULL;
}

// Names

__attribute__((format(printf, 4, 5))) static void put_iri(const struct statement *s,
                                                          const char *key, const char *part,
                                                          const char *format, ...)
{
    char rest[IRI_MAX];
    struct buf iri;
    va_list args;
    va_start(args, format);
    vsnprintf(rest, sizeof rest, format, args);
    va_end(args);
    buf_init(&iri, 4 * IRI_MAX);
    buf_printf(&iri, "%s/xapi/%s/%s", s->x->o.xapi, part, rest);
    jw_kcstr(s->w, key, buf_cstr(&iri));
    buf_free(&iri);
}

// The same in both languages of the interface.
static void put_names(const struct statement *s, const char *key, const char *fr, const char *en)
{
    jw_kobj(s->w, key);
    jw_kcstr(s->w, "fr-CA", fr);
    jw_kcstr(s->w, "en-CA", en);
    jw_end(s->w);
}

// A UUID of version 4 that is the same each time: FNV-1a of what it names, twice.
static void uuid(const char *text, char out[UUID_MAX])
{
    uint64_t half[2] = {UINT64_C(0xcbf29ce484222325), UINT64_C(0x84222325cbf29ce4)};
    for (const char *c = text; *c; c++) {
        for (int i = 0; i < 2; i++) {
            half[i] = (half[i] ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
        }
    }
    half[0] ^= half[1] >> 29;
    snprintf(out, UUID_MAX, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(half[0] >> 32),
             (unsigned)(half[0] >> 16 & 0xffff), (unsigned)(half[0] & 0xfff),
             (unsigned)(0x8000 | (half[1] >> 48 & 0x3fff)),
             (unsigned long long)(half[1] & UINT64_C(0xffffffffffff)));
}

// Who

static void put_agent(const struct statement *s, int64_t person)
{
    char name[EXPORT_NAME_MAX];
    jw_kcstr(s->w, "objectType", "Agent");
    snprintf(name, sizeof name, "%s-p%lld", s->x->room.name, (long long)person);
    jw_kobj(s->w, "account");
    jw_kcstr(s->w, "homePage", s->x->o.xapi);
    jw_kcstr(s->w, "name", name);
    jw_end(s->w);
}

static void put_group(const struct statement *s, int64_t table, int64_t group)
{
    char name[EXPORT_NAME_MAX];
    jw_kcstr(s->w, "objectType", "Group");
    snprintf(name, sizeof name, "%s-t%lld-%s", s->x->room.name, (long long)table,
             group_name((enum group)group));
    jw_kobj(s->w, "account");
    jw_kcstr(s->w, "homePage", s->x->o.xapi);
    jw_kcstr(s->w, "name", name);
    jw_end(s->w);
}

// Under an id that is of the ratings alone.
static void put_rater(const struct statement *s, const char *column)
{
    char name[EXPORT_NAME_MAX];
    jw_kcstr(s->w, "objectType", "Agent");
    snprintf(name, sizeof name, "%s-t%lld-" STR_FMT, s->x->room.name, (long long)number(s, "table"),
             STR_ARG(cell(s, column)->s));
    jw_kobj(s->w, "account");
    jw_kcstr(s->w, "homePage", s->x->o.xapi);
    jw_kcstr(s->w, "name", name);
    jw_end(s->w);
}

static void put_actor(const struct statement *s, enum row_file file)
{
    jw_kobj(s->w, "actor");
    if (file == ROWS_RATINGS) {
        put_rater(s, "rater");
        jw_end(s->w);
        return;
    }
    const struct val *person = cell(s, "person");
    if (person->set) {
        put_agent(s, person->i);
    } else {
        put_group(s, number(s, "table"), number(s, "group"));
    }
    jw_end(s->w);
}

static void put_verb(const struct statement *s, const struct verb *verb)
{
    jw_kobj(s->w, "verb");
    if (verb->iri != NULL) {
        jw_kcstr(s->w, "id", verb->iri);
    } else {
        put_iri(s, "id", "verbs", "%s", verb->name);
    }
    put_names(s, "display", verb->fr, verb->en);
    jw_end(s->w);
}

// What

static void put_type(const struct statement *s, const char *type, const char *fr, const char *en)
{
    jw_kobj(s->w, "definition");
    put_iri(s, "type", "activities", "%s", type);
    put_names(s, "name", fr, en);
    jw_end(s->w);
}

static void put_object(const struct statement *s, enum row_file file)
{
    long long table = number(s, "table");
    char fr[EXPORT_NAME_MAX], en[EXPORT_NAME_MAX];
    jw_kobj(s->w, "object");
    if (file == ROWS_RATINGS) {
        put_rater(s, "rated");
    } else if (file == ROWS_PEOPLE) {
        put_iri(s, "id", "rooms", "%s/tables/t%lld/text", s->x->room.name, table);
        put_type(s, "text", "L’ensemble du texte de la table", "The table’s whole text");
    } else {
        long long clause = number(s, "clause");
        put_iri(s, "id", "rooms", "%s/tables/t%lld/clauses/c%lld", s->x->room.name, table, clause);
        snprintf(fr, sizeof fr, "Clause %lld de la table %lld", clause, table);
        snprintf(en, sizeof en, "Clause %lld of table %lld", clause, table);
        put_type(s, "clause", fr, en);
    }
    jw_end(s->w);
}

static void put_result(const struct statement *s, enum row_file file)
{
    if (file == ROWS_RATINGS) {
        jw_kobj(s->w, "result");
        jw_kobj(s->w, "score");
        jw_kint(s->w, "raw", number(s, "value"));
        jw_kint(s->w, "min", 1);
        jw_kint(s->w, "max", 5);
        jw_end(s->w);
        jw_end(s->w);
    } else if (file == ROWS_ACTS && cell(s, "accepted")->set) {
        jw_kobj(s->w, "result");
        jw_kbool(s->w, "success", number(s, "accepted"));
        jw_end(s->w);
    }
}

// Of which workshop, at which table, and where among the acts there

static void put_activity(const struct statement *s, const char *key, long long table)
{
    jw_karr(s->w, key);
    jw_obj(s->w);
    if (table > 0) {
        put_iri(s, "id", "rooms", "%s/tables/t%lld", s->x->room.name, table);
    } else {
        put_iri(s, "id", "rooms", "%s", s->x->room.name);
    }
    jw_end(s->w);
    jw_end(s->w);
}

static void put_extension(const struct statement *s, const char *name, int64_t value)
{
    struct buf key;
    buf_init(&key, 4 * IRI_MAX);
    buf_printf(&key, "%s/xapi/extensions/%s", s->x->o.xapi, name);
    jw_kint(s->w, buf_cstr(&key), value);
    buf_free(&key);
}

static void put_context(const struct statement *s, enum row_file file)
{
    char name[EXPORT_NAME_MAX], id[UUID_MAX];
    snprintf(name, sizeof name, "%s", s->x->room.name);
    uuid(name, id);
    jw_kobj(s->w, "context");
    jw_kcstr(s->w, "registration", id);
    jw_kobj(s->w, "contextActivities");
    put_activity(s, "parent", number(s, "table"));
    put_activity(s, "grouping", 0);
    jw_end(s->w);
    jw_kobj(s->w, "extensions");
    put_extension(s, "rules", s->x->job.rules);
    if (file == ROWS_ACTS) {
        put_extension(s, "order", number(s, "n"));
        put_extension(s, "minute", number(s, "minute"));
    }
    jw_end(s->w);
    jw_end(s->w);
}

// A number that is no other statement's, for the same export made twice.
static void put_id(const struct statement *s, enum row_file file)
{
    struct buf text;
    char id[UUID_MAX];
    buf_init(&text, IRI_MAX);
    buf_printf(&text, "%s %d", s->x->room.name, (int)file);
    for (int i = 0; i < s->table.n; i++) {
        buf_printf(&text, " %lld", (long long)s->cells[i].i);
        buf_str(&text, file == ROWS_RATINGS ? s->cells[i].s : STR(""));
    }
    if (file == ROWS_ACTS) { // several of a group's may not be shown
        buf_printf(&text, " %zu", s->x->xapi.body.n);
    }
    uuid(buf_cstr(&text), id);
    jw_kcstr(s->w, "id", id);
    buf_free(&text);
}

static bool is_told(const struct statement *s, enum row_file file)
{
    bool unsaid =
        file == ROWS_ACTS && str_eq_cstr(cell(s, "act")->s, "react") && !cell(s, "stance")->set;
    return file == ROWS_ACTS      ? !unsaid
           : file == ROWS_RATINGS ? cell(s, "value")->set
           : file == ROWS_PEOPLE  ? cell(s, "final")->set && cell(s, "table")->set
                                  : false;
}

void export_xapi(struct export *x, enum row_file file, const struct val *cells)
{
    struct jw w;
    const struct statement s = {x, row_table(file), cells, &w};
    if (!is_told(&s, file)) {
        return;
    }
    buf_puts(&x->xapi.body, x->xapi.any ? ",\n" : "\n");
    jw_init(&w, &x->xapi.body);
    jw_obj(&w);
    put_id(&s, file);
    put_actor(&s, file);
    put_verb(&s, verb_of(&s, file));
    put_object(&s, file);
    put_result(&s, file);
    put_context(&s, file);
    jw_kcstr(&w, "version", "1.0.3");
    jw_end(&w);
    x->xapi.any = true;
}
