// Which sentence and which numbers tell an outcome in ten seconds: true where nothing was adopted,
// where one clause was, and where all of it is one group's.
#include <criterion/criterion.h>
#include <string.h>

#include "base/util.h"
#include "core/project.h"
#include "core/tally.h"

enum { M = 1, C = 2, O = 4 };

static struct tally table_of(int people, int groups)
{
    return (struct tally){.n = people, .k = groups, .engaged = {2, people}};
}

static void adopt(struct tally *t, uint8_t from, uint8_t to, uint8_t hands)
{
    bool several = (hands & (hands - 1)) != 0;
    t->clauses[t->n_clauses++] = (struct tally_clause){
        .proposed_by = from, .carried_by = to, .hands = hands, .adopted = true};
    t->m++;
    t->carried += to != 0;
    t->hands2.x += several;
}

static void says(const struct tally *t, int stand, const char *wanted)
{
    struct buf json;
    struct jw w;
    struct pen pen = {.w = &w, .all = true};
    buf_init(&json, 1 << 16);
    jw_init(&w, &json);
    jw_obj(&w);
    project_gist(&pen, t, stand);
    jw_end(&w);
    cr_assert(jw_done(&w));
    cr_expect_str_eq(buf_cstr(&json), wanted);
    buf_free(&json);
}

#define COUNTED(OF)                                                                                \
    "\"from\":[],\"to\":[],\"help\":[],\"numbers\":[{\"what\":\"adopted\",\"n\":0" OF "},"         \
    "{\"what\":\"objections\",\"n\":1},{\"what\":\"groups\",\"n\":3},{\"what\":\"people\",\"n\":"  \
    "5}]}}"

Test(gist, nothing_adopted_tells_who_was_there)
{
    struct tally t = table_of(5, 3);
    t.raised = 1;
    says(&t, 0, "{\"gist\":{\"said\":\"none\"," COUNTED(""));
    says(&t, 2, "{\"gist\":{\"said\":\"open\"," COUNTED(",\"of\":2"));
}

Test(gist, all_of_one_group_says_that_the_others_agreed)
{
    struct tally t = table_of(6, 3);
    adopt(&t, C, C, C);
    says(&t, 2,
         "{\"gist\":{\"said\":\"same\",\"from\":[\"C\"],\"to\":[\"C\"],\"beside\":\"agreed\","
         "\"help\":[],\"numbers\":[{\"what\":\"adopted\",\"n\":1,\"of\":2},"
         "{\"what\":\"hands\",\"n\":0,\"of\":1},{\"what\":\"carried\",\"n\":1,\"of\":1},"
         "{\"what\":\"engaged\",\"n\":2,\"of\":6}]}}");
}

Test(gist, a_group_alone_has_no_other_hands_to_count)
{
    struct tally t = table_of(2, 1);
    adopt(&t, O, 0, O);
    says(&t, 1,
         "{\"gist\":{\"said\":\"wish\",\"from\":[\"O\"],\"to\":[],\"beside\":\"alone\","
         "\"help\":[],\"numbers\":[{\"what\":\"adopted\",\"n\":1,\"of\":1},"
         "{\"what\":\"carried\",\"n\":0,\"of\":1},{\"what\":\"planned\",\"n\":0,\"of\":1},"
         "{\"what\":\"engaged\",\"n\":2,\"of\":2}]}}");
}

Test(gist, who_carries_what_others_proposed_and_whose_hand_was_in_it)
{
    struct tally t = table_of(6, 3);
    adopt(&t, C, M, C | M | O);
    says(&t, 1,
         "{\"gist\":{\"said\":\"passed\",\"from\":[\"C\"],\"to\":[\"M\"],\"beside\":\"helped\","
         "\"help\":[\"O\"],\"numbers\":[{\"what\":\"adopted\",\"n\":1,\"of\":1},"
         "{\"what\":\"hands\",\"n\":1,\"of\":1},{\"what\":\"carried\",\"n\":1,\"of\":1},"
         "{\"what\":\"engaged\",\"n\":2,\"of\":6}]}}");
}

Test(gist, what_is_carried_in_part_is_not_said_to_be_carried)
{
    struct tally t = table_of(6, 3);
    adopt(&t, C, M, C | M);
    adopt(&t, O, 0, O);
    says(&t, 2,
         "{\"gist\":{\"said\":\"part\",\"from\":[\"C\",\"O\"],\"to\":[\"M\"],\"help\":[],"
         "\"numbers\":[{\"what\":\"adopted\",\"n\":2,\"of\":2},"
         "{\"what\":\"hands\",\"n\":1,\"of\":2},{\"what\":\"carried\",\"n\":1,\"of\":2},"
         "{\"what\":\"engaged\",\"n\":2,\"of\":6}]}}");
}
