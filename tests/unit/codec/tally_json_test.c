#include <criterion/criterion.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jw.h"
#include "codec/tally_json.h"

static struct arena arena;
static struct buf fault, text;
static struct tally_input in;

static void setup(void)
{
    arena_init(&arena, 1 << 20);
    buf_init(&fault, 4096);
    buf_init(&text, 1 << 20);
}

static void teardown(void)
{
    arena_free(&arena);
    buf_free(&fault);
    buf_free(&text);
}

TestSuite(tally_json, .init = setup, .fini = teardown);

static bool read_cstr(const char *json)
{
    buf_reset(&fault);
    arena_reset(&arena);
    return tally_json_read(str_from_cstr(json), &arena, &in, &fault);
}

#define TABLE(people, events) "{\"people\":[" people "],\"events\":[" events "]}"
#define M1                    "{\"id\":\"M1\",\"g\":\"M\"}"
#define PROPOSE               "{\"k\":\"propose\",\"c\":\"c1\",\"by\":\"M1\"}"

static const struct {
    const char *json, *fault;
} wrong[] = {
    {"", "line 1, column 0: not JSON: "},
    {"{\"people\":[", "not JSON: "},
    {"{\"people\":[],\"people\":[]}", "not JSON: duplicate object key"},
    {"[1]", "$: found an array, expected an object"},
    {"{}", "$.people: found nothing, expected an array"},
    {"{\"input\":3}", "$.input: found 3, expected an object"},
    {"{\"input\":{\"people\":[]}}", "$.input.events: found nothing, expected an array"},
    {"{\"people\":[],\"events\":[],\"phase2_s\":\"x\"}",
     "$.phase2_s: found \"x\", expected a number"},
    {"{\"people\":[],\"events\":[],\"phase2_s\":-1}", "$.phase2_s: found -1, expected a length"},
    {TABLE("7", ""), "$.people[0]: found 7, expected an object"},
    {TABLE("{\"g\":\"M\"}", ""), "$.people[0].id: found nothing, expected a text"},
    {TABLE("{\"id\":\"a\",\"g\":\"X\"}", ""),
     "$.people[0].g: found \"X\", expected \"M\", \"C\" or \"O\""},
    {TABLE(M1 "," M1, ""), "$.people[1].id: found \"M1\", expected an id that no one above has"},
    {TABLE("{\"id\":\"a\",\"g\":\"M\",\"hats\":[\"M\",4]}", ""), "$.people[0].hats[1]: found 4"},
    {TABLE("{\"id\":\"a\",\"g\":\"M\",\"in\":1e9}", ""), "$.people[0].in: found 1000000000"},
    {TABLE(M1, "5"), "$.events[0]: found 5, expected an object"},
    {TABLE(M1, "{\"k\":\"vote\"}"), "$.events[0].k: found \"vote\", expected base, propose"},
    {TABLE(M1, PROPOSE ",{\"n\":1.5,\"k\":\"base\"}"),
     "$.events[1].n: found 1.5, expected a whole"},
    {TABLE(M1, "{\"k\":\"propose\",\"by\":\"M1\"}"), "$.events[0].c: found nothing"},
    {TABLE(M1, "{\"k\":\"base\"}"), "$.events[0].groups: found nothing, expected an array"},
    {TABLE(M1, "{\"k\":\"react\",\"c\":\"c\",\"by\":\"M1\",\"s\":\"no\"}"),
     "$.events[0].s: found \"no\", expected \"support\", \"live\" or \"object\""},
    {TABLE(M1, "{\"k\":\"carry\",\"c\":\"c\",\"by\":7}"), "$.events[0].by: found 7"},
    {TABLE(M1, "{\"k\":\"carry\",\"c\":\"c\",\"credit\":[7]}"), "$.events[0].credit[0]: found 7"},
    {TABLE(M1, "{\"k\":\"carry\",\"c\":\"c\",\"hat\":\"Z\"}"), "$.events[0].hat: found \"Z\""},
    {TABLE(M1, "{\"k\":\"commit\",\"c\":\"c\"}"), "$.events[0].res: found nothing"},
    {TABLE(M1, "{\"k\":\"amend\",\"c\":\"c\",\"ok\":1}"), "$.events[0].ok: found 1, expected true"},
    {TABLE(M1, "{\"k\":\"propose\",\"c\":\"c\",\"scale\":[\"moon\"]}"),
     "$.events[0].scale[0]: found \"moon\", expected \"local\""},
    {"{\"people\":[" M1 "],\"events\":[],\"ratings\":{\"M1\":{\"M1\":6}}}",
     "$.ratings.M1.M1: found 6, expected a whole number from 1 to 5, or null"},
    {"{\"people\":[" M1 "],\"events\":[],\"final\":{\"M1\":\"yes\"}}", "$.final.M1: found \"yes\""},
    {"{\"people\":[" M1 "],\"events\":[],\"interests\":{\"M\":[[1]]}}",
     "$.interests.M[0]: found an array, expected an array of two"},
    {"{\"people\":[" M1 "],\"events\":[],\"interests\":{\"M\":[[1,0.3]]}}",
     "$.interests.M[0][1]: found 0.3, expected 0, 0.5, 1 or null"},
};

Test(tally_json, faults_say_where_what_and_what_instead)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_assert_not(read_cstr(wrong[i].json), "accepted: %s", wrong[i].json);
        cr_assert_not_null(strstr(buf_cstr(&fault), wrong[i].fault), "%s\nfault: %s\nwanted: %s",
                           wrong[i].json, buf_cstr(&fault), wrong[i].fault);
        cr_assert_null(strchr(buf_cstr(&fault), '\n'));
    }
}

static void many(const char *head, const char *item, int n, const char *tail)
{
    buf_reset(&text);
    buf_puts(&text, head);
    for (int i = 0; i < n; i++) {
        buf_puts(&text, i == 0 ? "" : ",");
        buf_printf(&text, item, i);
    }
    buf_puts(&text, tail);
}

Test(tally_json, limits)
{
    static const char person[] = "{\"id\":\"p%d\",\"g\":\"M\"}";
    static const char clause[] = "{\"k\":\"propose\",\"by\":\"M1\",\"c\":\"c%d\"}";
    many("{\"people\":[", person, TALLY_PEOPLE_MAX, "],\"events\":[]}");
    cr_assert(read_cstr(buf_cstr(&text)), "%s", buf_cstr(&fault));
    many("{\"people\":[", person, TALLY_PEOPLE_MAX + 1, "],\"events\":[]}");
    cr_assert_not(read_cstr(buf_cstr(&text)));
    cr_assert_str_eq(buf_cstr(&fault), "$.people: found an array, expected at most 32 people");
    many("{\"people\":[" M1 "],\"events\":[", clause, TALLY_CLAUSES_MAX, "]}");
    cr_assert(read_cstr(buf_cstr(&text)), "%s", buf_cstr(&fault));
    many("{\"people\":[" M1 "],\"events\":[", clause, TALLY_CLAUSES_MAX + 1, "]}");
    cr_assert_not(read_cstr(buf_cstr(&text)));
    many("{\"people\":[" M1 "],\"events\":[", "{\"k\":\"join\",\"n\":%d}", TALLY_ACTS_MAX + 1,
         "]}");
    cr_assert_not(read_cstr(buf_cstr(&text)));
}

Test(tally_json, acts_are_put_in_the_order_of_their_numbers)
{
    cr_assert(read_cstr(
        TABLE(M1, "{\"n\":9,\"k\":\"carry\",\"c\":\"a\",\"by\":\"M1\",\"due\":\"2014-05-01\"},"
                  "{\"n\":2,\"k\":\"propose\",\"c\":\"b\",\"by\":\"zz\"},"
                  "{\"n\":2,\"k\":\"amend\",\"c\":\"b\",\"by\":\"M1\",\"ok\":true}")));
    cr_assert_eq(in.n_acts, 3);
    cr_assert_eq(in.acts[0].kind, TALLY_PROPOSE);
    cr_assert_eq(in.acts[0].by, TALLY_NOBODY);
    cr_assert_eq(in.acts[1].kind, TALLY_AMEND);
    cr_assert_eq(in.acts[2].kind, TALLY_CARRY);
    cr_assert(in.acts[2].due, "a date is a due date");
}

Test(tally_json, a_credit_of_strangers_leaves_no_one)
{
    cr_assert(
        read_cstr(TABLE(M1, "{\"k\":\"propose\",\"c\":\"a\",\"by\":\"M1\",\"credit\":[\"zz\"]},"
                            "{\"k\":\"propose\",\"c\":\"b\",\"by\":\"M1\",\"credit\":[]},"
                            "{\"k\":\"propose\",\"c\":\"c\",\"by\":\"zz\",\"credit\":[\"M1\"]}")));
    cr_assert_eq(in.acts[0].by, TALLY_NOBODY);
    cr_assert_eq(in.acts[1].by, 0);
    cr_assert_eq(in.acts[2].credit, 1);
    cr_assert_eq(in.acts[2].first, 0);
}

Test(tally_json, built_in_cases)
{
    struct tally_cases cases;
    cr_assert(tally_cases_read(tally_cases_builtin(), &arena, &cases, &fault), "%s",
              buf_cstr(&fault));
    cr_assert_eq(cases.n, 3);
    cr_assert(str_eq_cstr(cases.version, "cases-1"));
    cr_assert(str_eq_cstr(cases.list[1].key, "La Brunante"));
    cr_assert_eq(cases.list[1].from, TALLY_BIT(TALLY_C));
    cr_assert_eq(cases.list[0].scales, 7);
}

Test(tally_json, numbers_have_four_decimals_and_no_negative_zero)
{
    static struct tally tally;
    struct tally_cases cases = {.n = 0};
    struct jw w;
    tally_input_init(&in);
    tally_compute(&in, &tally_thresholds_1, &cases, &tally);
    tally.shift = (struct tally_frac){2, 3};
    tally.toward_citizens = (struct tally_frac){-1, 100000};
    tally.gini = (struct tally_frac){1, 2};
    jw_init(&w, &text);
    tally_json_write(&w, &in, &cases, &tally, TALLY_DECIMALS);
    cr_assert(jw_done(&w));
    cr_assert_not_null(strstr(buf_cstr(&text), "\"shift_TV\":0.6667,"));
    cr_assert_not_null(strstr(buf_cstr(&text), "\"toward_citizens\":0.0,"));
    cr_assert_not_null(strstr(buf_cstr(&text), "\"gini_c\":0.5,"));
}
