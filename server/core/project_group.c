// `group/T/G`: what one group of a table writes apart.
#include "core/project.h"

// What the group was sent for: it never changes, and nobody else reads it.
static void put_task(const struct pen *p, const struct scenario_group *group)
{
    pen_text2(p, "mandate", &group->mandate);
    jw_karr(p->w, "interests");
    for (int i = 0; i < SCENARIO_INTERESTS; i++) {
        jw_obj(p->w);
        jw_kstr(p->w, "id", group->interests[i].id);
        jw_key(p->w, "text");
        jw_text2(p->w, &group->interests[i].text);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_written(const struct pen *p, const struct room *r, int table, int group)
{
    uint16_t wrote[PEOPLE_MAX];
    int n = 0;
    for (int id = 1; id <= r->npeople; id++)
        if (sits_for(r->person[id], table, group) && person_idea(r->person[id], group)->set)
            wrote[n++] = (uint16_t)id;
    pen_people(p, "written", wrote, n);
}

// Ideas stay apart until all have written, so that the first does not decide for the others.
static void put_ideas(const struct pen *p, const struct room *r, int table, int group)
{
    if (!pen_has(p, "ideas", r->table[table].group[group].ideas_open))
        return;
    jw_obj(p->w);
    for (int id = 1; id <= r->npeople; id++) {
        const struct person *who = r->person[id];
        const struct idea *idea = person_idea(who, group);
        bool sits = sits_for(who, table, group); // and may have had one that was undone
        if ((who->own_idea.set || who->hat_idea.set || (p->all && sits)) &&
            pen_has_id(p, "p", (unsigned)id, idea->set && sits))
            project_idea(p, idea);
    }
    jw_end(p->w);
}

static void put_tags(const struct pen *p, const struct group_work *work)
{
    jw_kobj(p->w, "tags");
    for (int i = 1; i <= 3; i++) {
        if (!pen_has_id(p, "", (unsigned)i, work->tags[i].set))
            continue;
        jw_obj(p->w);
        pen_set(p, "scale", FIELD_SCALES, work->tags[i].scale);
        pen_set(p, "dims", FIELD_DIMS, work->tags[i].dims);
        pen_beneficiary(p, work->tags[i].beneficiary);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_three(const struct pen *p, const char *key, bool there, const uint8_t list[3])
{
    if (!pen_has(p, key, there))
        return;
    jw_arr(p->w);
    for (int i = 0; i < 3; i++)
        jw_int(p->w, list[i]);
    jw_end(p->w);
}

void project_group(const struct pen *p, const struct room *r, int table, int group)
{
    const struct group_work *work = &r->table[table].group[group];
    const char *const *names = field_names(FIELD_SHEET_FIELD);
    if (p->all)
        put_task(p, &r->sc->groups[group]);
    put_written(p, r, table, group);
    put_ideas(p, r, table, group);
    jw_kobj(p->w, "sheet");
    for (int i = 0; i < SHEET_FIELDS; i++)
        pen_shared(p, names[i], &work->sheet[i]);
    jw_end(p->w);
    put_tags(p, work);
    put_three(p, "points", work->has_points, work->points);
    pen_id(p, "points_by", "p", work->points_by);
    pen_shared(p, "red", &work->red);
    pen_id(p, "presenter", "p", work->presenter);
    put_three(p, "met", work->has_met, work->met);
    pen_shared(p, "gave_up", &work->gave_up);
}
