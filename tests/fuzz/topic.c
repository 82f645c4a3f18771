// Names of topics and of actors: whatever is read is written again in the same way.
#include "core/topic.h"

#include <string.h>

#include "codec/act_json.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char name[TOPIC_NAME_MAX], actor[ACTOR_NAME_MAX];
    struct str text = fuzz_text(data, size);
    struct topic t;
    int by;
    if (topic_parse(text, &t)) {
        topic_name(t, name);
        CHECK(str_eq_cstr(text, name));
    }
    if (actor_parse(text, &by)) {
        actor_name(by, actor);
        CHECK(str_eq_cstr(text, actor));
    }
    return 0;
}
