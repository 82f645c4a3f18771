#include "host/hroom_mine.h"

#include "host/records.h"
#include "host/rooms.h"
#include "host/scenarios.h"
#include "host/state.h"

enum { PAGE_RECORDS = 256 };

struct hroom_mine {
    const struct host *host;
    const struct hroom *room;
    struct records *records;
    int person;
    struct buf *out;
    bool began, any;
};

struct hroom_mine *hroom_mine_new(struct host *h, const struct hroom *r, int person)
{
    struct hroom_mine *m = mem_alloc(sizeof *m);
    m->host = h;
    m->room = r;
    m->person = person;
    m->records = records_new(h->store, r->id);
    return m;
}

void hroom_mine_free(struct hroom_mine *m)
{
    if (!m)
        return;
    records_free(m->records);
    mem_free(m);
}

// ---- which records

static bool is_credited(const struct hroom_mine *m, const struct act *e)
{
    for (int i = 0; i < e->ncredit; i++)
        if (e->credit[i] == m->person)
            return true;
    return false;
}

static bool is_named(const struct hroom_mine *m, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields; i++)
        if (spec->fields[i].type == FIELD_PERSON && e->f[i].set && e->f[i].i == m->person)
            return true;
    return false;
}

// What others say of a person at the table, all see. How they rated them and whom they relied on
// is theirs alone: it was promised to them.
static bool is_told(const struct hroom_mine *m, const struct act *e)
{
    static const bool about[ACT_TYPES] = {
        [ACT_PRESENTER] = true, [ACT_CARRY] = true, [ACT_RAPPORTEUR] = true};
    if (e->by == m->person)
        return true;
    if (e->type == ACT_CRED)
        return false; // a key, and nobody's words
    return is_credited(m, e) || (is_named(m, e) && (e->by <= 0 || about[e->type]));
}

// Texts that others typed are theirs; a name that was given to a person is that person's.
static bool gives_text(const struct hroom_mine *m, const struct act *e,
                       const struct field_spec *spec)
{
    bool own = e->by == m->person || e->type == ACT_NAME || e->type == ACT_JOIN;
    bool key = e->type == ACT_JOIN && spec == &act_spec(ACT_JOIN)->fields[ACT_F(JOIN, RESUME)];
    return !(spec->flags & FIELD_PRIVATE) || (own && !key);
}

// ---- writing

static void put_fields(struct jw *w, const struct hroom_mine *m, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    jw_kobj(w, "a");
    for (int i = 0; i < spec->nfields; i++)
        if (e->f[i].set && gives_text(m, e, &spec->fields[i]))
            act_value_write(w, &spec->fields[i], &e->f[i]);
    jw_end(w);
}

static bool take(void *to, const struct act_record *record)
{
    struct hroom_mine *m = to;
    const struct act *e = &record->act;
    char by[ACTOR_NAME_MAX];
    struct jw w;
    if (!is_told(m, e))
        return true;
    buf_puts(m->out, m->any ? ",\n" : "\n");
    m->any = true;
    jw_init(&w, m->out);
    jw_obj(&w);
    jw_kint(&w, "t", (int64_t)e->t_ms);
    actor_name(e->by, by);
    if (e->by <= 0 || e->by == m->person)
        jw_kcstr(&w, "by", by);
    jw_kcstr(&w, "act", act_spec(e->type)->name);
    if (e->by != m->person && is_credited(m, e))
        jw_kbool(&w, "credited", true);
    put_fields(&w, m, e);
    jw_end(&w);
    return !m->out->overflow;
}

static void begin(struct hroom_mine *m)
{
    struct store_room row;
    char person[ACTOR_NAME_MAX];
    struct jw w;
    hroom_row(m->room, &row);
    struct room_life life = {.host = hroom_host_days(m->host), .own = row.keep, .lived = row.day};
    uint64_t until = life_until(&life);
    actor_name(m->person, person);
    jw_init(&w, m->out);
    jw_obj(&w);
    jw_kcstr(&w, "tablee", "mine");
    jw_kcstr(&w, "room", m->room->code_text);
    text2_json(&w, "title", &m->room->scenario->title);
    jw_kint(&w, "created", (int64_t)m->room->created_ms);
    jw_kint(&w, "made", (int64_t)m->host->now_ms);
    if (until)
        jw_kint(&w, "until", (int64_t)until);
    if (m->host->responsible)
        jw_kcstr(&w, "responsible", m->host->responsible);
    if (m->host->contact)
        jw_kcstr(&w, "contact", m->host->contact);
    jw_kcstr(&w, "person", person);
    jw_kobj(&w, "now");
    room_recording_person(m->room->room, m->person, &w);
    jw_end(&w);
    jw_end(&w);
    m->out->n--; // the records are its last member
    buf_puts(m->out, ",\"records\":[");
    m->began = true;
}

enum host_part hroom_mine_page(struct hroom_mine *m, struct buf *out)
{
    uint64_t taken = 0;
    m->out = out;
    if (!m->began)
        begin(m);
    enum store_answer answer = records_page(m->records, PAGE_RECORDS, take, m, &taken);
    enum host_part part = records_part(answer);
    if (answer == STORE_YES && taken < PAGE_RECORDS) {
        buf_puts(out, "\n]}\n");
        part = HOST_PART_LAST;
    }
    if (part == HOST_PART_FAILED || out->overflow)
        return HOST_PART_FAILED;
    return out->n && part != HOST_PART_LAST ? HOST_PART_BYTES : part;
}
