// Whose words a text is, and which of them a replay may tell.
#include "core/withhold.h"

#include <string.h>

struct withheld {
    struct arena *arena;
    const struct room *room;
    bool told[PEOPLE_MAX + 1];
};

struct withheld *withheld_new(struct arena *arena, const struct room *room,
                              const bool told[PEOPLE_MAX + 1])
{
    struct withheld *held = arena_new(arena, struct withheld);
    if (held == NULL) {
        return NULL;
    }
    held->arena = arena;
    held->room = room;
    memcpy(held->told, told, sizeof held->told);
    return held;
}

static void hide(struct val *text)
{
    text->hidden = text->hidden || text->s.n > 0;
    text->s = (struct str){NULL, 0};
}

bool withhold(struct withheld *held, struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    int whose = act_words_of(e);
    bool told = whose <= 0 || held->told[whose];
    for (int i = 0; i < spec->nfields; i++) {
        bool words = (spec->fields[i].flags & FIELD_PRIVATE) && e->f[i].set;
        if (words && !told) {
            hide(&e->f[i]);
        }
    }
    return true;
}
