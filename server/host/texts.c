#include "host/texts.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "host/secrets.h"

enum { TEXTS_BYTES_MAX = 1 << 30, TEXTS_MAX = 1 << 22 };

void texts_init(struct texts *t)
{
    *t = (struct texts){0};
    arena_init(&t->bytes, TEXTS_BYTES_MAX);
    vec_init(&t->all, TEXTS_MAX);
}

void texts_free(struct texts *t)
{
    arena_free(&t->bytes);
    vec_free(&t->all);
}

static bool keep_text(void *ctx, const struct store_text *found)
{
    struct texts *t = ctx;
    struct store_text kept = *found;
    if (t->before && found->seq >= t->before)
        return false;
    kept.field = arena_str(&t->bytes, found->field);
    kept.text = arena_str(&t->bytes, found->text);
    t->full = !kept.field.p || !kept.text.p || !vec_push(&t->all, kept);
    return !t->full;
}

enum store_answer texts_load_page(struct texts *t, struct store *s, uint32_t room, size_t *place,
                                  uint64_t seq)
{
    arena_reset(&t->bytes);
    vec_clear(&t->all);
    t->from = t->to = 0;
    t->before = seq;
    enum store_answer answer = store_texts(s, room, place, keep_text, t);
    return t->full ? STORE_UNREADABLE : answer;
}

// Rotten, or forged by somebody who wrote in the file: read as forgotten. Always false.
static bool not_as_written(const struct texts *t, const struct store_text *found)
{
    char field[32];
    snprintf(field, sizeof field, STR_FMT, STR_ARG(found->field));
    log_warn("text_not_as_written", log_i("room", found->room), log_i("seq", (int64_t)found->seq),
             log_s("field", field));
    if (t->wrong)
        t->wrong(t->ctx, found->seq, found->field);
    return false;
}

static bool open_text(void *ctx, uint64_t seq, struct str field,
                      const unsigned char hash[ACT_HASH_BYTES], struct str *text)
{
    UNUSED(seq);
    const struct texts *t = ctx;
    unsigned char again[ACT_HASH_BYTES];
    for (size_t i = t->from; i < t->to; i++) {
        const struct store_text *found = &t->all.p[i];
        if (!str_eq(found->field, field))
            continue;
        secret_commit(found->salt, found->text, again);
        *text = found->text;
        return memcmp(again, hash, sizeof again) == 0 || not_as_written(t, found);
    }
    return false;
}

struct act_opener texts_opener(struct texts *t, uint32_t room, uint64_t seq)
{
    t->from = t->to;
    while (t->to < t->all.n && t->all.p[t->to].room == room && t->all.p[t->to].seq == seq)
        t->to++;
    return (struct act_opener){t, open_text};
}
