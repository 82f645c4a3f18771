// GraphML of a table's two networks: who followed whom by what they put in, and who rates whom.
// People who did not consent are no nodes, and their ties go with them.
#include <stdio.h>

#include "base/util.h"
#include "codec/export_parts.h"

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"group\" for=\"node\" attr.name=\"group\" attr.type=\"string\"/>\n"
    "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
    "<key id=\"left_out\" for=\"graph\" attr.name=\"left_out\" attr.type=\"int\"/>\n";

static int person_of(const struct tally_input *in, size_t at)
{
    CHECK(in->people[at].number > 0);
    return in->people[at].number;
}

static bool is_node(const struct export *x, const struct tally_input *in, size_t at)
{
    enum row_reason why;
    return row_may_show(&x->job, person_of(in, at), &why);
}

static void put_nodes(const struct export *x, struct buf *b, const struct tally_input *in)
{
    int left_out = 0;
    for (size_t i = 0; i < in->n_people; i++) {
        left_out += !is_node(x, in, i);
    }
    buf_puts(b, "<data key=\"left_out\">");
    buf_int(b, left_out);
    buf_puts(b, "</data>\n");
    for (size_t i = 0; i < in->n_people; i++) {
        if (is_node(x, in, i)) {
            buf_puts(b, "<node id=\"p");
            buf_int(b, person_of(in, i));
            buf_puts(b, "\"><data key=\"group\">");
            buf_puts(b, group_name((enum group)in->people[i].group));
            buf_puts(b, "</data></node>\n");
        }
    }
}

static void put_edge(struct buf *b, int from, int to, int weight)
{
    buf_puts(b, "<edge source=\"p");
    buf_int(b, from);
    buf_puts(b, "\" target=\"p");
    buf_int(b, to);
    buf_puts(b, "\"><data key=\"weight\">");
    buf_int(b, weight);
    buf_puts(b, "</data></edge>\n");
}

typedef int weight_fn(const struct tally_input *in, const struct tally *t, size_t from, size_t to);

static int follows(const struct tally_input *in, const struct tally *t, size_t from, size_t to)
{
    UNUSED(in);
    return (int)(t->follows[from] >> to & 1);
}

static int rates(const struct tally_input *in, const struct tally *t, size_t from, size_t to)
{
    UNUSED(t);
    return in->rating[from][to] == TALLY_CANT_SAY ? 0 : in->rating[from][to];
}

static void graph(struct export *x, const char *kind, int table, weight_fn *weight,
                  const struct tally_input *in, const struct tally *t)
{
    struct export_kept *f = mem_alloc(sizeof *f);
    buf_init(&f->body, EXPORT_FILE_MAX);
    snprintf(f->name, sizeof f->name, "%s-%s-t%d.graphml", kind, x->room.name, table);
    buf_puts(&f->body, head);
    buf_puts(&f->body, "<graph edgedefault=\"directed\">\n");
    put_nodes(x, &f->body, in);
    for (size_t i = 0; i < in->n_people; i++) {
        for (size_t k = 0; k < in->n_people; k++) {
            int n = i == k ? 0 : weight(in, t, i, k);
            if (n && is_node(x, in, i) && is_node(x, in, k)) {
                put_edge(&f->body, person_of(in, i), person_of(in, k), n);
            }
        }
    }
    buf_puts(&f->body, "</graph>\n</graphml>\n");
    CHECK(vec_push(&x->graphs, f));
}

void export_graphs(struct export *x, int table, const struct tally_input *in,
                   const struct tally *tally)
{
    graph(x, "followers", table, follows, in, tally);
    graph(x, "ratings", table, rates, in, tally);
}
