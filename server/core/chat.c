// Words beside the voice: what the people of a table write to each other, and what a facilitator
// answers them. It is of no figure. It is open where somebody is not in the hall, or a facilitator
// says so; when it closes, what was written stays in its topic, and is read by who is not there.
#include "base/util.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

static bool is_open(const struct room *r, int table)
{
    uint8_t said = r->table[table].chats ? r->table[table].chats : r->chats;
    return said ? said == CHATS_ON : table_where(r, table) != WHERE_HALL;
}

static struct said *note_at(struct table *t, int64_t n)
{
    return &t->chat[(n - 1) % CHAT_KEPT];
}

// The table that is meant: the actor's own, or the one that a facilitator names. -1 after refuse().
static int chat_table(struct decision *d, const struct val *named)
{
    if (d->me == NULL && !named->set)
        return refuse(d, REFUSED_MISSING, "table", 0);
    if (d->me == NULL)
        return check_table(d, named) ? -1 : (int)named->i;
    if (named->set && named->i != d->table)
        return refuse(d, REFUSED_NOT_ALLOWED, "table", 0);
    return d->table;
}

// Paid for one after another, some of them in advance.
static int check_pace(struct decision *d)
{
    uint64_t in_hand = d->cmd->t_ms + (CHATS_AT_ONCE - 1) * CHAT_MS;
    if (d->me == NULL || d->me->chats_t <= in_hand)
        return 0;
    return refuse(d, REFUSED_WAIT, NULL, (int64_t)(d->me->chats_t - in_hand + 999) / 1000);
}

int decide_CHAT(struct decision *d)
{
    int table = chat_table(d, &VAL(d->cmd, CHAT, TABLE));
    if (table < 0)
        return -1;
    if (d->me != NULL && !is_open(d->room, table))
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (check_pace(d))
        return -1;
    struct act *e = emit_same(d);
    VAL(e, CHAT, TABLE) = val_int(table);
    VAL(e, CHAT, NOTE) = val_int((int64_t)d->room->table[table].nchats + 1);
    return 0;
}

void apply_CHAT(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, CHAT, TABLE).i;
    struct said *note = note_at(&r->table[table], ++r->table[table].nchats);
    *note = (struct said){.by = e->by, .t = e->t_ms, .text = note->text};
    room_put(r, &note->text, VAL(e, CHAT, TEXT).s);
    r->d_chat[table] = true;
    if (e->by > 0) {
        uint64_t *paid = &r->person[e->by]->chats_t;
        *paid = MAX(*paid, e->t_ms) + CHAT_MS;
    }
}

int decide_UNCHAT(struct decision *d)
{
    int table = chat_table(d, &VAL(d->cmd, UNCHAT, TABLE));
    int64_t n = VAL(d->cmd, UNCHAT, NOTE).i;
    if (table < 0)
        return -1;
    const struct table *t = &d->room->table[table];
    const struct said *note = &t->chat[(n - 1) % CHAT_KEPT];
    if (n > t->nchats || n + CHAT_KEPT <= t->nchats || note->gone)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "note", 0);
    if (d->me != NULL && note->by != d->cmd->by)
        return refuse(d, REFUSED_NOT_ALLOWED, "note", 0);
    VAL(emit_same(d), UNCHAT, TABLE) = val_int(table);
    return 0;
}

static void take_back(struct said *note)
{
    note->gone = true;
    note->text.n = 0;
}

void apply_UNCHAT(struct room *r, const struct act *e)
{
    int64_t table = VAL(e, UNCHAT, TABLE).i;
    take_back(note_at(&r->table[table], VAL(e, UNCHAT, NOTE).i));
    r->d_chat[table] = true;
}

int chat_written(const struct room *r, int table, int person)
{
    int n = 0;
    for (int i = 0; i < CHAT_KEPT; i++)
        n += r->table[table].chat[i].by == person && !r->table[table].chat[i].gone;
    return n;
}

void chat_retract(struct room *r, int table, int person)
{
    for (int i = 0; i < CHAT_KEPT; i++)
        if (r->table[table].chat[i].by == person)
            take_back(&r->table[table].chat[i]);
    r->d_chat[table] = true;
}

static uint8_t *chats_of(struct room *r, const struct val *table)
{
    return table->set ? &r->table[table->i].chats : &r->chats;
}

static uint8_t chats_said(const struct val *on)
{
    return !on->set ? CHATS_UNSAID : on->i ? CHATS_ON : CHATS_OFF;
}

int decide_CHATS(struct decision *d)
{
    const struct val *table = &VAL(d->cmd, CHATS, TABLE);
    if (check_table(d, table))
        return -1;
    uint8_t now = table->set ? d->room->table[table->i].chats : d->room->chats;
    if (now == chats_said(&VAL(d->cmd, CHATS, ON)))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_CHATS(struct room *r, const struct act *e)
{
    *chats_of(r, &VAL(e, CHATS, TABLE)) = chats_said(&VAL(e, CHATS, ON));
    for (int t = 1; t <= r->ntables; t++)
        r->d_chat[t] = true;
}

void project_chat(const struct pen *p, const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    jw_kbool(p->w, "open", is_open(r, table));
    project_ring(p, "notes", t->chat, t->nchats, CHAT_KEPT, 0);
}
