#include "base/lang.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

bool lang_french(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return strncmp(value, "fr", 2) == 0;
        }
    }
    return false;
}

const char *lang_pick(const char *fr, const char *en)
{
    return lang_french() ? fr : en;
}
