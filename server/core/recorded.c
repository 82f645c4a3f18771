// What a recording may tell, and of whom. What its reader may know at each moment is
// room_may_read's to say, as it was live.
#include "core/project.h"
#include "core/words.h"

void room_set_recorded(struct room *r)
{
    r->recorded = true;
}

bool room_recording_open(const struct room *r)
{
    enum phase_kind now = room_phase(r);
    return now == PHASE_CONCLUSION || now == PHASE_DEBRIEF || now == PHASE_ENDED;
}

bool room_tells_words(const struct room *r, int id)
{
    struct words_reader anybody = {.purpose = WORDS_DEBRIEF};
    return id >= 1 && id <= r->npeople && words_may(r, anybody, id) == WORDS_GIVEN;
}

void room_recording_person(const struct room *r, int id, struct jw *w)
{
    const struct person *who = r->person[id];
    struct pen p = {.w = w};
    pen_text(&p, "name", who->name);
    pen_id(&p, "table", "t", who->table);
    if (!who->table)
        return;
    if (who->group < GROUPS)
        jw_kcstr(w, "group", group_name((enum group)who->group));
    if (who->seat < r->sc->n_roles)
        pen_text2(&p, "role", &r->sc->roles[who->seat].title);
}
