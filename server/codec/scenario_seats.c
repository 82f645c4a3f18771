#include "base/jw.h"
#include "codec/scenario_json.h"
#include "core/seating.h"

void scenario_seats_write(struct jw *w, const struct scenario *s)
{
    jw_arr(w);
    for (int n = PLACES_MIN; n <= PLACES_MAX; n++) {
        // However the three groups are split, each has this many
        int each = n / SCENARIO_GROUPS, people[SCENARIO_GROUPS] = {each, each, each};
        unsigned seated = seating_of(s, people);
        jw_obj(w);
        jw_kint(w, "people", n);
        jw_karr(w, "roles");
        for (int i = 0; i < s->n_roles; i++)
            if (seated >> i & 1)
                jw_str(w, s->roles[i].id);
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}
