// Who is in the room, and who came all at once.
#include "base/util.h"
#include "core/rules_parts.h"

int places_held(const struct room *r, int table)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        n += who->here && who->table == table && (who->on || !who->erased);
    }
    return n;
}

int room_present(const struct room *r)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        n += who->here && (who->on || (who->table > 0 && !who->erased));
    }
    return n;
}

static uint64_t since(const struct room *r, int id, int before)
{
    return r->person[id]->joined - r->person[before]->joined;
}

// Numbers follow each other in time: a burst is a run of them without a pause, so fast that the
// last of them came within a minute of the one BURST_LEAST before.
void arrivals_note(struct room *r, int id)
{
    int first = id;
    while (first - 1 > r->dismissed.to && since(r, first, first - 1) <= BURST_PAUSE_MS)
        first--;
    if (id - first + 1 < BURST_LEAST || since(r, id, id - BURST_LEAST + 1) > BURST_MS)
        return;
    r->burst =
        (struct arrivals){.from = (uint16_t)first, .to = (uint16_t)id, .t = r->person[id]->joined};
}

int arrivals_here(const struct room *r, const struct arrivals *a, bool dismissed)
{
    int n = 0;
    for (int p = a->from; p && p <= a->to; p++)
        n += dismissed ? r->person[p]->dismissed : r->person[p]->here;
    return n;
}
