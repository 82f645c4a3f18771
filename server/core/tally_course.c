#include "core/tally_course.h"

#include <string.h>

#include "base/util.h"
#include "core/tally_sets.h"

// Hand-overs

// Runs of a row of n things of several kinds that come in any order: their mean and variance, as
// Barton and David have them (1957). One run more than there are hand-overs.
struct tally_handovers tally_handovers(const char *lead)
{
    struct tally_handovers out = {.as = CHANCE_FEW_ACTS};
    double count[UINT8_MAX + 1] = {0}, n = (double)strlen(lead), squares = 0, cubes = 0;
    for (size_t i = 0; lead[i]; i++) {
        count[(uint8_t)lead[i]]++;
        out.seen += i > 0 && lead[i] != lead[i - 1];
    }
    for (size_t i = 0; i < ARRAY_LEN(count); i++) {
        squares += count[i] * count[i];
        cubes += count[i] * count[i] * count[i];
    }
    if (n < 2)
        return out;
    double mean = n - squares / n;
    double variance =
        (squares * (squares + n * (n + 1)) - 2 * n * cubes - n * n * n) / (n * n * (n - 1));
    double away = out.seen - mean;
    out.of = (int32_t)n - 1;
    out.expected = (int32_t)(mean + 0.5);
    if (n < CHANCE_ACTS_MIN || mean == 0)
        return out;
    out.as = away * away <= 4 * variance ? CHANCE_ALIKE : away > 0 ? CHANCE_MORE : CHANCE_FEWER;
    return out;
}

// Moments

struct course {
    const struct tally_input *in;
    struct sets sets;
    struct sets_clause clauses[TALLY_CLAUSES_MAX];
    // By which act each voice last moved.
    int16_t gave[TALLY_CLAUSES_MAX][TALLY_PEOPLE_MAX][TALLY_GROUPS];
    struct tally_mark *out;
    int64_t last_ms; // of the act before, or the start
    int16_t last;    // that act, or -1
};

static void mark(struct course *w, enum tally_moment moment, struct tally_mark it)
{
    it.known = true;
    w->out[moment] = it;
}

static struct tally_mark of_act(const struct course *w, int16_t at)
{
    const struct tally_act *act = &w->in->acts[at];
    size_t first = sets_first(act, sets_credited(w->in, act));
    return (struct tally_mark){.at_ms = act->at_ms,
                               .act = at,
                               .clause = act->clause,
                               .person = (int8_t)first,
                               .group = sets_voice(w->in, act, first)};
}

// How long an objection stood, until it was moved or until the end.
static void note_objection(struct course *w, const struct episode *e, int p, int g, int64_t until)
{
    const struct tally_act *raised = &w->in->acts[e->act];
    struct tally_mark it = {.at_ms = raised->at_ms,
                            .ms = MAX(until - raised->at_ms, 0),
                            .act = e->act,
                            .clause = raised->clause,
                            .person = (int8_t)p,
                            .group = (uint8_t)g};
    if (!w->out[MOMENT_LONGEST].known || it.ms > w->out[MOMENT_LONGEST].ms)
        mark(w, MOMENT_LONGEST, it);
}

static void note_fates(struct course *w, const struct sets_clause *was, int16_t at)
{
    const struct tally_act *act = &w->in->acts[at];
    const struct sets_clause *is = &w->clauses[act->clause];
    for (int p = 0; p < (int)w->in->n_people; p++) {
        for (int g = 0; g < TALLY_GROUPS; g++) {
            const struct episode *e = &is->episode[p][g];
            if (e->fate == was->episode[p][g].fate)
                continue;
            w->gave[act->clause][p][g] = at;
            if (e->fate != FATE_STANDING)
                note_objection(w, e, p, g, act->at_ms);
        }
    }
}

static void note_hands(struct course *w, const struct sets_clause *was, int16_t at)
{
    const struct sets_clause *is = &w->clauses[w->in->acts[at].clause];
    uint8_t all = sets_hands(is), added = all & (uint8_t)~sets_hands(was);
    if (added && sets_hands(was) && !w->out[MOMENT_FIRST_HAND].known)
        mark(w, MOMENT_FIRST_HAND, of_act(w, at));
    if (added && tally_bits(all) == TALLY_GROUPS && !w->out[MOMENT_ALL_HANDS].known)
        mark(w, MOMENT_ALL_HANDS, of_act(w, at));
}

static void note_silence(struct course *w, int64_t until, int16_t by)
{
    struct tally_mark it = {.at_ms = w->last_ms,
                            .ms = until - w->last_ms,
                            .act = w->last,
                            .clause = -1,
                            .person = TALLY_NOBODY,
                            .group = TALLY_GROUPS};
    bool longer = !w->out[MOMENT_SILENT].known || it.ms > w->out[MOMENT_SILENT].ms;
    if (it.ms >= SILENT_MIN_MS && longer)
        mark(w, MOMENT_SILENT, it);
    w->last_ms = MAX(w->last_ms, until);
    w->last = by;
}

static void take(struct course *w, struct tally_input *upto, size_t i)
{
    const struct tally_act *act = &w->in->acts[i];
    struct sets_clause was = {0};
    bool known = act->clause >= 0 && act->clause < w->sets.places;
    if (known)
        was = w->clauses[act->clause];
    upto->n_acts = i + 1;
    sets_acts(&w->sets, i);
    note_silence(w, act->at_ms, (int16_t)i);
    if (act->ext || act->clause < 0 || act->clause >= w->sets.places ||
        !w->clauses[act->clause].known || sets_credited(w->in, act) == 0)
        return;
    note_fates(w, &was, (int16_t)i);
    note_hands(w, &was, (int16_t)i);
}

// What stood to the end, and of those that gave way the first that stayed so.
static void close_objections(struct course *w)
{
    struct tally_mark *first = &w->out[MOMENT_COMPROMISE];
    int64_t end = MAX(w->in->phase2_ms, w->last_ms);
    for (int c = 0; c < w->sets.places; c++) {
        for (int p = 0; p < (int)w->in->n_people; p++) {
            for (int g = 0; g < TALLY_GROUPS; g++) {
                const struct episode *e = &w->clauses[c].episode[p][g];
                int16_t gave = w->gave[c][p][g];
                if (e->fate == FATE_STANDING)
                    note_objection(w, e, p, g, end);
                if (e->fate == FATE_COMPROMISE && (!first->known || gave < first->act))
                    *first = (struct tally_mark){.known = true,
                                                 .at_ms = w->in->acts[gave].at_ms,
                                                 .act = gave,
                                                 .clause = (int16_t)c,
                                                 .person = (int8_t)p,
                                                 .group = (uint8_t)g};
            }
        }
    }
}

static void find_typist(struct course *w, const struct tally_thresholds *thresholds)
{
    struct tally_live live;
    tally_live(w->in, thresholds, w->in->phase2_ms, &live);
    if (live.typist)
        mark(w, MOMENT_TYPIST,
             (struct tally_mark){.at_ms = w->last_ms,
                                 .act = w->last,
                                 .clause = -1,
                                 .person = live.typist_person,
                                 .group = w->in->people[live.typist_person].group,
                                 .acts = live.typist_acts});
}

void tally_course(const struct tally_input *in, const struct tally_thresholds *thresholds,
                  struct tally_mark out[MOMENTS])
{
    struct tally_input upto = *in;
    struct course w = {.in = in, .out = out, .last = -1};
    memset(out, 0, MOMENTS * sizeof *out);
    sets_start(&w.sets, &upto, w.clauses, NULL);
    sets_acts(&w.sets, in->n_acts); // none yet: which clauses of robots were taken up
    for (size_t i = 0; i < in->n_acts; i++)
        take(&w, &upto, i);
    note_silence(&w, in->phase2_ms, (int16_t)(in->n_acts - 1));
    close_objections(&w);
    find_typist(&w, thresholds);
}
