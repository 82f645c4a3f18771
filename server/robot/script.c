#include "robot/script.h"

#include "base/utf8.h"
#include "base/util.h"
#include "core/limits.h"

#include <string.h>

uint64_t robot_hash(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t x = a * UINT64_C(0x9e3779b97f4a7c15) + b * UINT64_C(0xbf58476d1ce4e5b9) + c + 1;
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

struct str robot_pick(const struct text2 *text, bool english)
{
    return english ? text->en : text->fr;
}

struct str robot_join(struct arena *texts, struct str a, struct str b, struct str c)
{
    struct str out = {arena_alloc(texts, a.n + b.n + c.n + 1), a.n + b.n + c.n};
    char *p = (char *)(uintptr_t)out.p;
    if (p == NULL)
        return a;
    if (a.n > 0)
        memcpy(p, a.p, a.n);
    if (b.n > 0)
        memcpy(p + a.n, b.p, b.n);
    if (c.n > 0)
        memcpy(p + a.n + b.n, c.p, c.n);
    return out;
}

// The first place of a part in a text; its length when there is none.
static size_t place_of(struct str text, struct str part, size_t from)
{
    for (size_t i = from; i + part.n <= text.n; i++)
        if (memcmp(text.p + i, part.p, part.n) == 0)
            return i;
    return text.n;
}

static bool holds(struct str text, struct str part)
{
    return place_of(text, part, 0) < text.n;
}

// It speaks to whoever has the card, and to nobody else.
static bool is_to_you(struct str text)
{
    static const struct str words[] = {STR_INIT(" vous"), STR_INIT("votre"), STR_INIT("Votre"),
                                       STR_INIT(" vos "), STR_INIT("Vos "),  STR_INIT("you"),
                                       STR_INIT("You")};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (holds(text, words[i]))
            return true;
    return false;
}

struct str robot_want(const struct scenario_role *role, bool english)
{
    for (int i = 0; i < role->n_wants; i++) {
        // What is said in the other language may be to whoever has the card, and this not.
        bool mine = is_to_you(role->wants[i].fr) || is_to_you(role->wants[i].en);
        if (!mine)
            return robot_pick(&role->wants[i], english);
    }
    return (struct str){0};
}

// ---- a trade, taken apart

static struct str colon(bool english)
{
    return english ? STR(": ") : STR("\u00a0: ");
}

// What is traded, without what it comes to.
static struct str head_of(struct str trade, bool english)
{
    struct str head = str_sub(trade, 0, place_of(trade, colon(english), 0));
    if (head.n == trade.n)
        head = str_sub(trade, 0, place_of(trade, STR(" : "), 0));
    while (head.n > 0 && (head.p[head.n - 1] == '.' || head.p[head.n - 1] == ','))
        head.n--;
    return head;
}

// Where the one thing is set against the other. English says «for», and may say it more than once:
// the one that stands where French has its own.
static bool split(const struct text2 *trade, bool english, struct str *one, struct str *other)
{
    struct str fr = head_of(trade->fr, false), en = head_of(trade->en, true);
    struct str against = STR(" contre "), with = STR(" for ");
    size_t at = place_of(fr, against, 0);
    if (at == fr.n || fr.n == 0 || en.n == 0)
        return false;
    if (!english) {
        *one = str_sub(fr, 0, at);
        *other = str_sub(fr, at + against.n, fr.n);
        return true;
    }
    size_t best = en.n, sought = at * en.n / fr.n;
    for (size_t i = place_of(en, with, 0); i < en.n; i = place_of(en, with, i + 1)) {
        size_t far = i > sought ? i - sought : sought - i;
        size_t least = best > sought ? best - sought : sought - best;
        best = best == en.n || far < least ? i : best;
    }
    *one = str_sub(en, 0, best);
    *other = str_sub(en, MIN(best + with.n, en.n), en.n);
    while (one->n > 0 && one->p[one->n - 1] == ',')
        one->n--;
    return best < en.n;
}

// As a clause; empty: it is too long to be one.
static struct str clause_text(struct str trade, bool english, struct arena *texts)
{
    if (utf8_count(trade) <= CLAUSE_CHARS)
        return trade;
    struct str head = head_of(trade, english);
    size_t sentence = place_of(head, STR(". "), 0);
    head = str_sub(head, 0, sentence);
    if (utf8_count(head) >= CLAUSE_CHARS)
        return (struct str){0};
    return robot_join(texts, head, STR("."), (struct str){0});
}

// ---- the table's

struct writing {
    const struct scenario *sc;
    struct script *out;
    struct arena *texts;
    unsigned seated, spoke; // roles; who has proposed
    uint64_t seed;
    bool english;
    int of_group[SCENARIO_GROUPS];
    uint16_t used; // trades
};

static bool sits(const struct writing *w, int role)
{
    return w->seated >> role & 1;
}

static bool may_propose(const struct writing *w, int role)
{
    return sits(w, role) && !(w->spoke >> role & 1) && w->of_group[w->sc->roles[role].group] < 2;
}

// Somebody of these, from a place on that the seed says; -1: nobody.
static int somebody(const struct writing *w, unsigned roles, int but, bool proposes)
{
    int n = w->sc->n_roles, from = (int)(robot_hash(w->seed, roles, 7) % (unsigned)n);
    for (int i = 0; i < n; i++) {
        int role = (from + i) % n;
        if ((roles >> role & 1) && role != but && sits(w, role) &&
            (!proposes || may_propose(w, role)))
            return role;
    }
    return -1;
}

static struct deal *add(struct writing *w, enum course course, int proposer, int other)
{
    struct deal *d = &w->out->deal[w->out->n++];
    *d = (struct deal){.course = course,
                       .proposer = (uint8_t)proposer,
                       .other = (uint8_t)other,
                       .carrier = (uint8_t)proposer,
                       .roles = (uint16_t)(1u << proposer | 1u << other)};
    w->spoke |= 1u << proposer;
    w->of_group[w->sc->roles[proposer].group]++;
    return d;
}

// What stands between two roles, in the scenario's own words.
static struct str tension_of(const struct writing *w, int a, int b)
{
    for (int i = 0; i < w->sc->n_tensions; i++)
        if ((w->sc->tensions[i] >> a & 1) && (w->sc->tensions[i] >> b & 1))
            return robot_pick(&w->sc->tension_texts[i], w->english);
    return (struct str){0};
}

static struct str quoted(const struct writing *w, struct str text)
{
    return w->english ? robot_join(w->texts, STR("If it also says: “"), text, STR("”"))
                      : robot_join(w->texts, STR("Si l’on y écrit aussi\u00a0: «\u00a0"), text,
                                   STR("\u00a0»"));
}

static void object_to(struct writing *w, struct deal *d, struct str could)
{
    struct str none = w->english ? STR("It asks for something, and sets nothing across from it.")
                                 : STR("Elle demande, et ne met rien en face.");
    d->why = tension_of(w, d->proposer, d->other);
    d->why = d->why.n > 0 ? d->why : none;
    d->could = could;
}

// Who has nothing to give asks first; who has it objects, and writes the trade.
static bool compromise(struct writing *w, int trade)
{
    const struct text2 *text = &w->sc->trade_texts[trade];
    int giver = w->sc->trade_first[trade];
    int proposer = somebody(w, w->sc->trades[trade], giver, true);
    struct str one, other, whole = clause_text(robot_pick(text, w->english), w->english, w->texts);
    if (!sits(w, giver) || proposer < 0 || whole.n == 0 || !split(text, w->english, &one, &other))
        return false;
    struct deal *d = add(w, COURSE_COMPROMISE, proposer, giver);
    d->first = robot_join(w->texts, one, STR("."), (struct str){0});
    d->whole = whole;
    d->carrier = w->out->temper == TEMPER_SHARED ? d->other : d->proposer;
    object_to(w, d,
              w->english ? robot_join(w->texts, STR("If we add: "), other, STR("."))
                         : robot_join(w->texts, STR("Si l’on y ajoute\u00a0: "), other, STR(".")));
    return true;
}

static bool smooth(struct writing *w, int trade)
{
    unsigned roles = w->sc->trades[trade];
    int proposer = somebody(w, roles, -1, true);
    struct str text = robot_pick(&w->sc->trade_texts[trade], w->english);
    text = clause_text(text, w->english, w->texts);
    if ((roles & ~w->seated) != 0 || proposer < 0 || text.n == 0)
        return false;
    int other = somebody(w, roles, proposer, false);
    struct deal *d = add(w, COURSE_SMOOTH, proposer, other < 0 ? proposer : other);
    d->first = d->whole = text;
    d->roles = (uint16_t)roles;
    d->carrier = w->out->temper == TEMPER_SHARED ? d->other : d->proposer;
    return true;
}

// Two who want what cannot both be had.
static bool clash(struct writing *w, int tension, enum course course)
{
    unsigned roles = w->sc->tensions[tension];
    int proposer = somebody(w, roles, -1, true);
    int other = proposer < 0 ? -1 : somebody(w, roles, proposer, false);
    if (other < 0 || w->sc->roles[other].group == w->sc->roles[proposer].group)
        return false;
    struct str want = robot_want(&w->sc->roles[proposer], w->english);
    struct str theirs = robot_want(&w->sc->roles[other], w->english);
    if (want.n == 0 || theirs.n == 0)
        return false;
    struct deal *d = add(w, course, proposer, other);
    d->first = d->whole = want;
    object_to(w, d, quoted(w, theirs));
    return true;
}

static void write_one(struct writing *w, enum course course)
{
    bool clashes = course == COURSE_WITHDRAWN || course == COURSE_STANDING;
    int n = clashes ? w->sc->n_tensions : w->sc->n_trades;
    int from = n > 0 ? (int)(robot_hash(w->seed, (uint64_t)w->out->n, course) % (unsigned)n) : 0;
    for (int k = 0; k < n; k++) {
        int i = (from + k) % n;
        if (clashes && clash(w, i, course))
            return;
        if (clashes || (w->used >> i & 1))
            continue;
        if (course == COURSE_COMPROMISE ? compromise(w, i) : smooth(w, i)) {
            w->used |= (uint16_t)(1u << i);
            return;
        }
    }
}

static const enum course courses[TEMPERS][DEALS_MAX] = {
    [TEMPER_SHARED] = {COURSE_COMPROMISE, COURSE_SMOOTH, COURSE_COMPROMISE, COURSE_COMPROMISE,
                       COURSE_SMOOTH, COURSE_SMOOTH},
    [TEMPER_MIXED] = {COURSE_COMPROMISE, COURSE_STANDING, COURSE_SMOOTH, COURSE_COMPROMISE,
                      COURSE_SMOOTH, COURSE_SMOOTH},
    [TEMPER_LED] = {COURSE_SMOOTH, COURSE_WITHDRAWN, COURSE_STANDING, COURSE_SMOOTH, COURSE_SMOOTH,
                    COURSE_SMOOTH},
};
static const int deals_of[TEMPERS] = {5, 4, 4};

void script_write(const struct scenario *sc, unsigned seated, bool english, uint64_t seed,
                  struct arena *texts, struct script *out)
{
    struct writing w = {
        .sc = sc, .out = out, .texts = texts, .seated = seated, .seed = seed, .english = english};
    memset(out, 0, sizeof *out);
    out->temper = (enum temper)(seed % TEMPERS);
    for (int i = 0; i < deals_of[out->temper]; i++)
        write_one(&w, courses[out->temper][i]);
    out->leader = out->n > 0 ? out->deal[0].proposer : 0;
    for (int i = 0; i < out->n && out->temper == TEMPER_LED; i++)
        out->deal[i].carrier = out->leader;
    out->base = (uint8_t)(1u << sc->roles[out->leader].group);
    if (out->temper == TEMPER_SHARED)
        out->base |= (uint8_t)(1u << sc->roles[out->deal[0].other].group);
}
