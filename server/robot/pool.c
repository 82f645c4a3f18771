// Phase 2: what is proposed, objected to, reworded, carried and put in.
#include "base/utf8.h"
#include "base/util.h"
#include "core/act.h"
#include "robot/turn.h"

#include <stdio.h>

// The days of an hour that is long past are those of its story; of one of today, from today on.
enum { DAY_MS = 86400000, YEAR_DAYS = 366, STORY_DAY = 16222 /* 2014-06-01 */ };

// ---- what is said of clauses

static bool say_stance(const struct seen_clause *c, int stance, struct act *out)
{
    out->type = ACT_STANCE;
    set_val(out, ACT_F(STANCE, CLAUSE), c->id);
    set_val(out, ACT_F(STANCE, STANCE), stance);
    return true;
}

static int reason_of(const struct turn *t)
{
    static const uint8_t reasons[GROUPS] = {2 /* mandate */, 1 /* excludes */, 0 /* cost */};
    return reasons[t->s->group];
}

static bool object(const struct turn *t, const struct seen_clause *c, struct str why,
                   struct str could, struct act *out)
{
    say_stance(c, SEEN_STANCE_OBJECT, out);
    set_val(out, ACT_F(STANCE, REASON), reason_of(t));
    VAL(out, STANCE, WHY) = val_text(why);
    VAL(out, STANCE, COULD) = val_text(could);
    return true;
}

// Of a clause that is in no script: what stands between its author and oneself, now and then.
static bool minds(const struct turn *t, const struct seen_clause *c, struct str *why,
                  struct str *could)
{
    const struct scenario *sc = t->s->sc;
    struct str want = robot_want(turn_role(t), t->s->english);
    const struct seen_person *author = turn_person(t, c->by);
    int role = author != NULL ? author->role : -1;
    bool once = c->version == 1 && turn_dice(t, 100 + (unsigned)c->id, 3) == 0;
    for (int i = 0; i < sc->n_tensions && role >= 0 && once && want.n > 0; i++) {
        if (!(sc->tensions[i] >> role & 1) || !(sc->tensions[i] >> t->s->role & 1))
            continue;
        *why = robot_pick(&sc->tension_texts[i], t->s->english);
        *could = want;
        return true;
    }
    return false;
}

static bool responds(const struct turn *t, struct act *out)
{
    static const unsigned likes[TEMPERS] = {80, 65, 55};
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        const struct deal *d = turn_deal(t, c);
        struct str why, could;
        if (!c->asks_me)
            continue;
        if (c->mine == SEEN_STANCE_OBJECT)
            return say_stance(c, SEEN_STANCE_LIVE, out);
        if (d != NULL && d->course != COURSE_SMOOTH && d->other == t->s->role && c->version == 1)
            return object(t, c, d->why, d->could, out);
        if (d == NULL && minds(t, c, &why, &could))
            return object(t, c, why, could, out);
        bool likes_it = turn_dice(t, (unsigned)c->id, 100) < likes[t->script->temper];
        return say_stance(c, likes_it ? SEEN_STANCE_SUPPORT : SEEN_STANCE_LIVE, out);
    }
    return false;
}

static bool amend(const struct seen_clause *c, struct str text, bool live, struct act *out)
{
    out->type = ACT_AMEND;
    set_val(out, ACT_F(AMEND, CLAUSE), c->id);
    VAL(out, AMEND, TEXT) = val_text(text);
    if (live)
        set_val(out, ACT_F(AMEND, LIVE), 1);
    return true;
}

// A person objects to what one proposed, and says what would let them live with it.
static struct str with_theirs(const struct turn *t, const struct seen_clause *c)
{
    struct str mine = c->text;
    while (mine.n > 0 && mine.p[mine.n - 1] == '.')
        mine.n--;
    struct str text = robot_join(t->texts, mine, STR("; "), c->could);
    return utf8_count(text) <= CLAUSE_CHARS ? text : (struct str){0};
}

static bool is_robot(const struct turn *t, int person)
{
    const struct seen_person *p = turn_person(t, person);
    return p != NULL && p->robot;
}

static bool rewords(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        const struct deal *d = turn_deal(t, c);
        if (!c->open || c->round || c->amends || c->version > 1)
            continue;
        bool gives = d != NULL && d->course == COURSE_COMPROMISE && d->other == t->s->role;
        if (gives && c->mine == SEEN_STANCE_OBJECT)
            return amend(c, d->whole, true, out);
        bool asked = c->by == t->s->me && c->objector != 0 && !is_robot(t, c->objector);
        struct str text = asked && c->could.n > 0 ? with_theirs(t, c) : (struct str){0};
        if (text.n > 0)
            return amend(c, text, false, out);
    }
    return false;
}

static bool accepts(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        if (c->amendment == 0)
            continue;
        out->type = ACT_ANSWER_AMEND;
        set_val(out, ACT_F(ANSWER_AMEND, CLAUSE), c->id);
        set_val(out, ACT_F(ANSWER_AMEND, AMENDMENT), c->amendment);
        set_val(out, ACT_F(ANSWER_AMEND, ACCEPT), 1);
        return true;
    }
    return false;
}

// An objection goes as it came; what one minded of a person's, in the end, too.
static bool gives_way(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        const struct deal *d = turn_deal(t, c);
        int from = d == NULL ? 720 : d->course == COURSE_WITHDRAWN ? 620 : 1001;
        if (c->mine == SEEN_STANCE_OBJECT && c->open && !c->round && t->at >= from)
            return say_stance(c, SEEN_STANCE_LIVE, out);
    }
    return false;
}

// ---- what is put on the table

static bool begins(const struct turn *t, struct act *out)
{
    bool leads = t->s->role == t->script->leader || (t->at > 200 && turn_is_mine(t, GROUPS, 0));
    if (t->s->base != 0 || t->s->n_clauses > 0 || t->at < 90 || !leads)
        return false;
    out->type = ACT_BASE;
    set_val(out, ACT_F(BASE, GROUPS), t->script->base);
    return true;
}

static int dims_of(const struct turn *t, const struct deal *d)
{
    return 1 + (int)(robot_hash(t->seed, d->proposer, 11) % 3);
}

static int scale_of(const struct turn *t, const struct deal *d)
{
    int scale = 1;
    for (int i = 0; i < t->s->sc->n_roles; i++)
        if ((d->roles >> i & 1) && str_has_nocase(t->s->sc->roles[i].title.fr, STR("mrc")))
            scale |= 2;
    return scale;
}

static bool said_before(const struct turn *t, const struct deal *d)
{
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        if (c->by == t->s->me || str_eq(c->text, d->first) || str_eq(c->text, d->whole))
            return true;
    }
    return false;
}

static bool propose(struct str text, int scale, int dims, int whom, struct act *out)
{
    out->type = ACT_PROPOSE;
    VAL(out, PROPOSE, TEXT) = val_text(text);
    set_val(out, ACT_F(PROPOSE, SCALE), scale);
    set_val(out, ACT_F(PROPOSE, DIMS), dims);
    set_val(out, ACT_F(PROPOSE, FOR), whom);
    return true;
}

static bool proposes(const struct turn *t, struct act *out)
{
    bool begun = t->s->base != 0 || t->at > 280;
    for (int i = 0; i < t->script->n && begun && t->s->left > 0; i++) {
        const struct deal *d = &t->script->deal[i];
        bool due = t->at >= 140 + 95 * i && t->at < 800;
        if (d->proposer != t->s->role || !due || said_before(t, d))
            continue;
        bool wide = d->course == COURSE_SMOOTH || d->course == COURSE_COMPROMISE;
        return propose(d->first, scale_of(t, d), dims_of(t, d), wide ? 2 : 1, out);
    }
    return false;
}

// Beside people, who has no trade with others of the group's robots asks for what the own card
// does.
static bool asks(const struct turn *t, struct act *out)
{
    struct str want = robot_want(turn_role(t), t->s->english);
    bool due = t->at < 800 && turn_is_due(t, 300, 300);
    if (!due || t->s->left <= 0 || want.n == 0)
        return false;
    for (int i = 0; i < t->script->n; i++)
        if (t->script->deal[i].proposer == t->s->role)
            return false;
    for (int i = 0; i < t->s->n_clauses; i++)
        if (t->s->clause[i].by == t->s->me || str_eq(t->s->clause[i].text, want))
            return false;
    return propose(want, 1, 1, 1, out);
}

// ---- who carries it, and with what

static struct str date_of(const struct turn *t, int clause)
{
    // Of days since 1970, as calendars reckon from the first of March.
    bool past = str_eq(t->s->sc->era, STR("2014"));
    int64_t day = (past ? STORY_DAY : (int64_t)(t->s->now / DAY_MS)) + 30 + 21 * clause;
    int64_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / (YEAR_DAYS - 1);
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t month = mp < 10 ? mp + 3 : mp - 9, year = yoe + era * 400 + (month <= 2);
    char text[32];
    snprintf(text, sizeof text, "%04d-%02d-%02d", (int)year, (int)month,
             (int)(doy - (153 * mp + 2) / 5 + 1));
    return arena_str(t->texts, str_from_cstr(text));
}

static bool carries(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses && t->at >= 640; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        const struct deal *d = turn_deal(t, c);
        bool mine = d != NULL &&
                    (d->carrier == t->s->role || (t->at >= 790 && (d->roles >> t->s->role & 1)));
        if (!c->adopted || c->carrier != 0 || !mine)
            continue;
        out->type = ACT_CARRY;
        set_val(out, ACT_F(CARRY, CLAUSE), c->id);
        set_val(out, ACT_F(CARRY, WHO), t->s->me);
        if (turn_dice(t, 300 + (unsigned)c->id, 4) > 0)
            VAL(out, CARRY, DUE) = val_text(date_of(t, c->id));
        return true;
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

// How many longer words of the one stand in the other.
static int shared_words(struct str of, struct str in)
{
    int n = 0;
    for (size_t i = 0; i < of.n;) {
        size_t from = i;
        while (i < of.n && is_letter(of.p[i]))
            i++;
        n += i - from >= 6 && str_has_nocase(in, str_sub(of, from, i - from));
        i += i == from;
    }
    return n;
}

// What of the card the clause speaks of; else, of a deal that is theirs, whatever is left. -1:
// none.
static int asset_for(const struct turn *t, const struct seen_clause *c, bool any)
{
    int best = -1, most = any ? 0 : 2;
    for (int i = turn_role(t)->n_assets - 1; i >= 0; i--) {
        struct str text = robot_pick(&turn_role(t)->assets[i].text, t->s->english);
        int words = shared_words(text, c->text);
        if ((t->s->assets >> i & 1) && words >= most) {
            best = i;
            most = words;
        }
    }
    return best;
}

static bool commits(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses && turn_is_due(t, 690, 90); i++) {
        const struct seen_clause *c = &t->s->clause[i];
        const struct deal *d = turn_deal(t, c);
        bool theirs = d != NULL && (d->roles >> t->s->role & 1);
        int asset = asset_for(t, c, theirs);
        if (!c->adopted || (c->given >> t->s->role & 1) || asset < 0)
            continue;
        const struct scenario_asset *a = &turn_role(t)->assets[asset];
        out->type = ACT_COMMIT;
        set_val(out, ACT_F(COMMIT, CLAUSE), c->id);
        set_val(out, ACT_F(COMMIT, KIND), a->kind);
        VAL(out, COMMIT, TEXT) = val_text(robot_pick(&a->text, t->s->english));
        VAL(out, COMMIT, ASSET) = val_text(a->id);
        return true;
    }
    return false;
}

static bool ticks(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses && t->script->temper == TEMPER_SHARED; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        if (t->at < 830 || c->condition == 0 || !c->adopted)
            continue;
        out->type = ACT_HOLDS;
        set_val(out, ACT_F(HOLDS, CLAUSE), c->id);
        set_val(out, ACT_F(HOLDS, COMMITMENT), c->condition);
        set_val(out, ACT_F(HOLDS, ON), 1);
        return true;
    }
    return false;
}

static bool points_out(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_clauses && t->s->heart == 0 && t->at >= 860; i++) {
        if (!t->s->clause[i].adopted || !turn_is_mine(t, GROUPS, 2))
            continue;
        out->type = ACT_HEART;
        set_val(out, ACT_F(HEART, CLAUSE), t->s->clause[i].id);
        return true;
    }
    return false;
}

static bool concludes(const struct turn *t, struct act *out)
{
    static const unsigned likes[TEMPERS] = {85, 60, 35};
    if (!turn_is_due(t, 890, 60) || (t->s->finished && !t->s->final_old))
        return false;
    bool left = false;
    for (int i = 0; i < t->s->n_clauses; i++)
        left |= t->s->clause[i].open && t->s->clause[i].by == t->s->me;
    bool likes_it = !left && turn_dice(t, 8, 100) < likes[t->script->temper];
    out->type = ACT_FINAL;
    set_val(out, ACT_F(FINAL, STANCE), likes_it ? SEEN_STANCE_SUPPORT : SEEN_STANCE_LIVE);
    return true;
}

bool robot_pools(const struct turn *t, struct act *out)
{
    static habit *const habits[] = {accepts, responds, rewords, gives_way,  begins,   proposes,
                                    carries, commits,  ticks,   points_out, concludes};
    for (size_t i = 0; i < ARRAY_LEN(habits) && !t->s->aside; i++)
        if (habits[i](t, out))
            return true;
    return t->s->aside && (accepts(t, out) || proposes(t, out) || asks(t, out));
}
