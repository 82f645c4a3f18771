// Which language the command line speaks: French under a French locale, else English.
#ifndef TABLEE_CLI_LANG_H
#define TABLEE_CLI_LANG_H

#include <stdbool.h>

// Looks at LC_ALL, LC_MESSAGES and LANG, in the order of POSIX.
bool lang_french(void);
// The one of the two that suits.
const char *lang_pick(const char *fr, const char *en);

#endif
