// What is told beside the log: bounded, charged before it is looked at, told once to those who may
// read the topic now, and kept nowhere. It leaves by the outbox, behind what it was said after.
#include "core/relay.h"

#include "host/answers.h"
#include "host/budget.h"
#include "host/frame.h"
#include "host/outbox.h"
#include "host/requests.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"
#include "host/topics.h"

struct no {
    const char *code, *field; // NULL: it passes
    int64_t limit;
};

int64_t beside_wait(struct host *h, const struct hroom *r, int person, uint64_t now_ms)
{
    const struct {
        enum budget kind;
        uint64_t who;
    } of[] = {{BUDGET_RELAYS_PERSON, (uint64_t)r->id << 16 | (uint16_t)person},
              {BUDGET_RELAYS_ROOM, r->id}};
    for (size_t i = 0; i < ARRAY_LEN(of); i++) {
        uint64_t wait = budget_wait(h->budgets, of[i].kind, of[i].who, now_ms);
        if (wait) {
            budget_count(h->budgets, of[i].kind, true);
            return (int64_t)(wait + 999) / 1000;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(of); i++)
        budget_charge(h->budgets, of[i].kind, of[i].who, now_ms);
    return 0;
}

// The name of a field, and nothing that could be read as words.
static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-')
            return false;
    }
    return true;
}

static struct no judge(const struct hroom *r, const struct wire_in *in, enum relay *kind,
                       struct topic *to)
{
    *kind = relay_by_name(in->kind);
    if (*kind == RELAYS)
        return (struct no){refusal_name(REFUSED_TYPE), "kind", 0};
    if (!topic_parse(in->topic, to))
        return (struct no){refusal_name(REFUSED_TYPE), "topic", 0};
    if (!is_name(in->what))
        return (struct no){refusal_name(REFUSED_TYPE), "what", 0};
    if (!room_may_relay(r->room, in->act.by, *kind, *to))
        return (struct no){refusal_name(REFUSED_NOT_ALLOWED), "topic", 0};
    return (struct no){0};
}

static struct frame *told(struct host *h, const struct wire_in *in, enum relay kind,
                          struct topic to)
{
    char topic[TOPIC_NAME_MAX], by[ACTOR_NAME_MAX];
    struct jw w;
    topic_name(to, topic);
    actor_name(in->act.by, by);
    wire_begin(h, &w, "relayed");
    jw_kcstr(&w, "topic", topic);
    if (!relay_is_unnamed(kind))
        jw_kcstr(&w, "by", by);
    jw_kcstr(&w, "kind", relay_name(kind));
    if (in->what.n)
        jw_kstr(&w, "what", in->what);
    return wire_end(h, &w);
}

void request_relay(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    enum relay kind = RELAYS;
    struct topic to = {0};
    if (!session_speaks(h, c, in))
        return;
    int64_t wait = beside_wait(h, c->room, in->act.by, now_ms);
    struct no no = wait ? (struct no){"relays", "", wait} : judge(c->room, in, &kind, &to);
    if (no.code) {
        reply_no_field(h, c, in, no.code, no.field, no.limit);
        return;
    }
    struct frame *f = told(h, in, kind, to);
    topics_tell(h, c->room, to, f);
    frame_unref(f);
    reply(h, c, answer_with(h, in, STR("{}")));
}
