// GraphML of a table's two networks: who followed whom by what they put in, and who rates whom.
// People who did not consent are no nodes, and their ties go with them. Who rates whom is told
// under the ids of the file ratings.
#include <stdio.h>

#include "base/util.h"
#include "codec/export_parts.h"

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"group\" for=\"node\" attr.name=\"group\" attr.type=\"string\"/>\n"
    "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
    "<key id=\"left_out\" for=\"graph\" attr.name=\"left_out\" attr.type=\"int\"/>\n";

// Who of the roster is a node, in the order they are written in, and by which name.
struct nodes {
    size_t n;
    size_t at[TALLY_PEOPLE_MAX];
    unsigned name[TALLY_PEOPLE_MAX]; // of each of those
    const char *prefix;
    bool groups;
};

static struct nodes people(const struct export *x, const struct tally_input *in)
{
    struct nodes nodes = {.prefix = "p", .groups = true};
    enum row_reason why;
    for (size_t i = 0; i < in->n_people; i++) {
        CHECK(in->people[i].number > 0);
        if (row_may_show(&x->job, in->people[i].number, &why)) {
            nodes.name[nodes.n] = (unsigned)in->people[i].number;
            nodes.at[nodes.n++] = i;
        }
    }
    return nodes;
}

static struct nodes raters(const struct export *x, int table, const struct tally_input *in,
                           const struct tally *t)
{
    struct row_raters who;
    row_raters(&x->job, table, in, t->eligible_people, &who);
    struct nodes nodes = {.prefix = "e", .groups = who.groups};
    for (; nodes.n < (size_t)who.n; nodes.n++) {
        nodes.at[nodes.n] = who.at[nodes.n];
        nodes.name[nodes.n] = (unsigned)nodes.n + 1;
    }
    return nodes;
}

static void put_name(struct buf *b, const struct nodes *nodes, size_t i)
{
    buf_puts(b, nodes->prefix);
    buf_int(b, (int64_t)nodes->name[i]);
}

static void put_nodes(struct buf *b, const struct tally_input *in, const struct nodes *nodes)
{
    buf_puts(b, "<data key=\"left_out\">");
    buf_int(b, (int64_t)(in->n_people - nodes->n));
    buf_puts(b, "</data>\n");
    for (size_t i = 0; i < nodes->n; i++) {
        buf_puts(b, "<node id=\"");
        put_name(b, nodes, i);
        buf_puts(b, "\">");
        if (nodes->groups) {
            buf_puts(b, "<data key=\"group\">");
            buf_puts(b, group_name((enum group)in->people[nodes->at[i]].group));
            buf_puts(b, "</data>");
        }
        buf_puts(b, "</node>\n");
    }
}

static void put_edge(struct buf *b, const struct nodes *nodes, size_t from, size_t to, int weight)
{
    buf_puts(b, "<edge source=\"");
    put_name(b, nodes, from);
    buf_puts(b, "\" target=\"");
    put_name(b, nodes, to);
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
                  const struct nodes *nodes, const struct tally_input *in, const struct tally *t)
{
    struct export_kept *f = mem_alloc(sizeof *f);
    buf_init(&f->body, EXPORT_FILE_MAX);
    snprintf(f->name, sizeof f->name, "%s-%s-t%d.graphml", kind, x->room.name, table);
    buf_puts(&f->body, head);
    buf_puts(&f->body, "<graph edgedefault=\"directed\">\n");
    put_nodes(&f->body, in, nodes);
    for (size_t i = 0; i < nodes->n; i++) {
        for (size_t k = 0; k < nodes->n; k++) {
            int n = i == k ? 0 : weight(in, t, nodes->at[i], nodes->at[k]);
            if (n) {
                put_edge(&f->body, nodes, i, k, n);
            }
        }
    }
    buf_puts(&f->body, "</graph>\n</graphml>\n");
    CHECK(vec_push(&x->graphs, f));
}

void export_graphs(struct export *x, int table, const struct tally_input *in,
                   const struct tally *tally)
{
    struct nodes all = people(x, in), some = raters(x, table, in, tally);
    graph(x, "followers", table, follows, &all, in, tally);
    graph(x, "ratings", table, rates, &some, in, tally);
}
