#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "load.h"

enum { PLAN_MAX = 1 << 28 };

static char *read_file(const char *name)
{
    struct buf b;
    size_t n;
    FILE *f = fopen(name, "re");
    if (!f)
        fail(name);
    buf_init(&b, PLAN_MAX);
    while ((n = fread(buf_room(&b, READ_BYTES), 1, READ_BYTES, f)) > 0)
        buf_added(&b, n);
    fclose(f);
    buf_cstr(&b);
    return buf_detach(&b, &n);
}

static struct room *room_at(struct load *l, size_t i)
{
    while (l->rooms.n <= i) {
        struct room r = {0};
        vec_init(&r.members, 1 << 20);
        vec_push(&l->rooms, r);
    }
    return &l->rooms.p[i];
}

void plan_read(struct load *l, const char *file)
{
    l->plan_text = read_file(file);
    struct str rest = str_from_cstr(l->plan_text);
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        int64_t room;
        if (!str_int(str_cut(&line, '\t'), 0, 1 << 20, &room))
            fail("a line of the plan has no room");
        struct member *m = mem_alloc(sizeof *m);
        struct room *r = room_at(l, (size_t)room);
        *m = (struct member){.fd = -1, .room = (int)room, .place = (int)r->members.n};
        m->greeting = str_cut(&line, '\t');
        m->command = line;
        buf_init(&m->in, BUFFER_MAX);
        vec_push(&r->members, m);
        vec_push(&l->members, m);
    }
}
