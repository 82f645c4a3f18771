#include "core/relay.h"

#define TO(KIND) (1u << TOPIC_##KIND)

enum { PEOPLE = 1, LEADS = 2, UNNAMED = 4, CONCLUDED = 8 };

static const struct {
    const char *name;
    unsigned who, topics;
} relays[RELAYS] = {
#define RELAY(NAME, name, who, topics, meaning) [RELAY_##NAME] = {name, who, topics},
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

bool relay_is_unnamed(enum relay relay)
{
    return relays[relay].who & UNNAMED;
}

bool room_may_relay(const struct room *r, int by, enum relay relay, struct topic to)
{
    unsigned who = relays[relay].who;
    struct reader self = {.kind = READ_FACILITATOR};
    if (by > 0)
        self = (struct reader){.kind = READ_PERSON, .npeople = 1, .person = {(uint16_t)by}};
    return by != 0 && (who & (by > 0 ? PEOPLE : LEADS)) &&
           (!(who & CONCLUDED) || room_recording_open(r)) &&
           (relays[relay].topics & 1u << to.kind) && room_may_read(r, &self, to);
}
