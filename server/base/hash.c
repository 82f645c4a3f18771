#include <string.h>

#include "base/map.h"

struct sip {
    uint64_t a, b, c, d;
};

static inline uint64_t turn(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

// In line, so that the four words stay in registers: a member of a patch is a dozen rounds.
__attribute__((always_inline)) static inline void sip_round(struct sip *s)
{
    s->a += s->b;
    s->b = turn(s->b, 13) ^ s->a;
    s->a = turn(s->a, 32);
    s->c += s->d;
    s->d = turn(s->d, 16) ^ s->c;
    s->a += s->d;
    s->d = turn(s->d, 21) ^ s->a;
    s->c += s->b;
    s->b = turn(s->b, 17) ^ s->c;
    s->c = turn(s->c, 32);
}

__attribute__((always_inline)) static inline void sip_word(struct sip *s, uint64_t word)
{
    s->d ^= word;
    sip_round(s);
    s->a ^= word;
}

uint64_t hash_bytes(struct str s, uint64_t seed)
{
    uint64_t second = hash_u64(seed);
    struct sip sip = {seed ^ 0x736f6d6570736575u, second ^ 0x646f72616e646f6du,
                      seed ^ 0x6c7967656e657261u, second ^ 0x7465646279746573u};
    size_t at = 0;
    uint64_t word;
    for (; s.n - at >= 8; at += 8) {
        memcpy(&word, s.p + at, 8);
        sip_word(&sip, word);
    }
    word = 0;
    if (s.n > at)
        memcpy(&word, s.p + at, s.n - at);
    sip_word(&sip, word | (uint64_t)s.n << 56);
    sip.c ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(&sip);
    return sip.a ^ sip.b ^ sip.c ^ sip.d;
}

// The finaliser of splitmix64: near numbers land far apart.
uint64_t hash_u64(uint64_t n)
{
    n += 0x9e3779b97f4a7c15u;
    n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
    n = (n ^ n >> 27) * 0x94d049bb133111ebu;
    return n ^ n >> 31;
}
