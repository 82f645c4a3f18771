// What people said of it: peer ratings and each group's own view of what it gained.
#include "base/util.h"
#include "core/tally_parts.h"

struct received {
    int64_t sum;
    int count;
};

// Raters gave a mark to somebody; by version 1 of the rules, an answer of any kind.
static void collect(const struct tally_input *in, uint32_t eligible, int high,
                    struct received got[TALLY_PEOPLE_MAX], int *n_high, struct tally_peer *peer)
{
    for (size_t p = 0; p < in->n_people; p++) {
        bool answered = false;
        for (size_t q = 0; q < in->n_people; q++) {
            uint8_t rating = in->rating[p][q];
            bool counts = p != q && TALLY_HAS(eligible, p) && TALLY_HAS(eligible, q);
            if (!counts || rating == TALLY_NO_RATE)
                continue;
            answered = answered || rating != TALLY_CANT_SAY || !in->rules->raters_mark;
            if (rating != TALLY_CANT_SAY) {
                peer->pairs.x++;
                got[q].sum += rating;
                got[q].count++;
                *n_high += rating >= high;
            }
        }
        peer->raters.x += answered;
    }
}

static enum tally_suppressed suppression(const struct tally_thresholds *t,
                                         const struct tally_peer *peer, bool sealed)
{
    if (sealed)
        return TALLY_SEALED;
    if (peer->raters.y < t->raters_from)
        return TALLY_FEW_ELIGIBLE;
    if (peer->raters.x * 100 < peer->raters.y * t->raters_percent)
        return TALLY_FEW_RATERS;
    return peer->pairs.x == 0 ? TALLY_NO_RATING : TALLY_SHOWN;
}

// Centralisation and CV of s = (mean received - 1) / 4, a number in 0..1 for each rated person.
static void spread(const struct tally_frac *s, int n, struct tally_peer *peer)
{
    struct tally_frac top = frac_zero, below = frac_zero;
    struct tally_frac mean = frac_div(tally_sum(s, (size_t)n), frac_make(n, 1));
    double squares = 0;
    for (int i = 0; i < n; i++)
        top = frac_cmp(s[i], top) > 0 ? s[i] : top;
    for (int i = 0; i < n; i++) {
        double away = frac_value(frac_sub(s[i], mean));
        squares += away * away;
        below = frac_add(below, frac_sub(top, s[i]));
    }
    peer->central = frac_div(below, frac_make(n - 1, 1));
    if (mean.num > 0)
        peer->cv = (struct tally_real){num_root(squares / n, 2) / frac_value(mean), true};
}

void tally_part_peer(const struct tally_parts *parts, struct tally *out)
{
    const struct tally_input *in = parts->sets->in;
    const struct tally_thresholds *t = parts->thresholds;
    struct tally_peer *peer = &out->peer;
    struct received got[TALLY_PEOPLE_MAX] = {0};
    struct tally_frac s[TALLY_PEOPLE_MAX];
    int64_t sum = 0;
    int n = 0, high = 0;
    peer->raters.y = out->eligible;
    peer->pairs.y = out->eligible * (out->eligible - 1);
    collect(in, out->eligible_people, t->rated_high, got, &high, peer);
    peer->suppressed = suppression(t, peer, in->sealed);
    if (peer->suppressed != TALLY_SHOWN)
        return;
    for (size_t p = 0; p < in->n_people; p++) {
        if (got[p].count > 0) {
            sum += got[p].sum;
            peer->relied_on += got[p].sum >= (int64_t)t->relied_on * got[p].count;
            s[n++] = frac_make(got[p].sum - got[p].count, 4 * (int64_t)got[p].count);
        }
    }
    peer->density = frac_make(sum, peer->pairs.x);
    peer->density01 = frac_make(sum - peer->pairs.x, 4 * (int64_t)peer->pairs.x);
    peer->density_high = frac_make(high, peer->pairs.x);
    spread(s, n, peer);
}

// Gains

static struct tally_frac gain_of(const struct tally_interest *list, size_t n,
                                 struct tally_frac *unweighted)
{
    int64_t points = 0, won = 0, halves = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i].halves == TALLY_CANT_SAY)
            return frac_undefined;
        points += list[i].points;
        won += (int64_t)list[i].points * list[i].halves;
        halves += list[i].halves;
    }
    *unweighted = frac_make(halves, 2 * (int64_t)n);
    return frac_make(won, 2 * points);
}

void tally_part_gain(const struct tally_parts *parts, struct tally *out)
{
    const struct tally_input *in = parts->sets->in;
    struct tally_gain *gain = &out->gain;
    struct tally_frac sum = frac_zero, trade = frac_zero;
    double product = 1;
    int k = 0;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        struct tally_frac flat = {0}, u = gain_of(in->interests[g], in->n_interests[g], &flat);
        if (u.den == 0 || !TALLY_HAS(out->seated, g))
            continue;
        gain->u[g] = u;
        gain->min = k == 0 || frac_cmp(u, gain->min) < 0 ? u : gain->min;
        gain->groups |= (uint8_t)TALLY_BIT(g);
        sum = frac_add(sum, u);
        trade = frac_add(trade, frac_sub(u, flat));
        product *= frac_value(u);
        k++;
    }
    gain->known = k > 0;
    if (k > 0) {
        gain->mean = frac_div(sum, frac_make(k, 1));
        gain->trade = frac_div(trade, frac_make(k, 1));
        gain->nash = (struct tally_real){num_root(product, k), true};
    }
}
