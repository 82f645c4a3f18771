#include <stdio.h>
#include <string.h>

#include "host/host_parts.h"

enum { TEXTS_BYTES_MAX = 1 << 30, TEXTS_MAX = 1 << 22, KEY_MAX = 64 };

struct text_found {
    unsigned char salt[ACT_SALT_BYTES];
    struct str text;
};

void texts_init(struct texts *t)
{
    arena_init(&t->bytes, TEXTS_BYTES_MAX);
    map_init(&t->map, TEXTS_MAX, 0);
}

void texts_free(struct texts *t)
{
    arena_free(&t->bytes);
    map_free(&t->map);
}

static struct str text_key(char out[KEY_MAX], uint32_t room, uint64_t seq, struct str field)
{
    int n =
        snprintf(out, KEY_MAX, "%u/%llu/" STR_FMT, room, (unsigned long long)seq, STR_ARG(field));
    return (struct str){out, (size_t)MIN(n, KEY_MAX - 1)};
}

static bool keep_text(void *ctx, const struct store_text *found)
{
    struct texts *t = ctx;
    char key[KEY_MAX];
    struct text_found *kept = arena_new(&t->bytes, struct text_found);
    struct str name = arena_str(&t->bytes, text_key(key, found->room, found->seq, found->field));
    t->full = !kept || !name.p || !map_put(&t->map, name, kept);
    if (t->full)
        return false;
    memcpy(kept->salt, found->salt, sizeof kept->salt);
    kept->text = arena_str(&t->bytes, found->text);
    return true;
}

bool texts_load(struct texts *t, struct store *s, uint32_t room)
{
    return store_texts(s, room, keep_text, t) && !t->full;
}

static bool open_text(void *ctx, uint64_t seq, struct str field,
                      const unsigned char hash[ACT_HASH_BYTES], struct str *text)
{
    struct texts *t = ctx;
    char key[KEY_MAX];
    unsigned char again[ACT_HASH_BYTES];
    struct text_found *found = map_get(&t->map, text_key(key, t->room, seq, field));
    if (!found)
        return false;
    secret_commit(found->salt, found->text, again);
    *text = found->text;
    return memcmp(again, hash, sizeof again) == 0;
}

struct act_opener texts_opener(struct texts *t, uint32_t room)
{
    t->room = room;
    return (struct act_opener){t, open_text};
}
