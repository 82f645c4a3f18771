#include "core/relay.h"

#define TO(KIND) (1u << TOPIC_##KIND)

static const struct {
    const char *name;
    unsigned topics;
} relays[RELAYS] = {
#define RELAY(NAME, name, topics, meaning) [RELAY_##NAME] = {name, topics},
#include "core/relays.def"
};

const char *relay_name(enum relay relay)
{
    return relays[relay].name;
}

enum relay relay_by_name(struct str name)
{
    int i = 0;
    while (i < RELAYS && !str_eq_cstr(name, relays[i].name))
        i++;
    return (enum relay)i;
}

bool room_may_relay(const struct room *r, int person, enum relay relay, struct topic to)
{
    struct reader self = {.kind = READ_PERSON, .npeople = 1, .person = {(uint16_t)person}};
    return (relays[relay].topics & 1u << to.kind) && room_may_read(r, &self, to);
}
