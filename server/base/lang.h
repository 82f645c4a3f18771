// Which language the program speaks to who started it: French under a French locale, else English.
#ifndef TABLEE_BASE_LANG_H
#define TABLEE_BASE_LANG_H

#include <stdbool.h>

// Looks at LC_ALL, LC_MESSAGES and LANG, in the order of POSIX.
bool lang_french(void);
// The one of the two that suits; both may be formats, of the same arguments in the same order.
__attribute__((format_arg(1), format_arg(2))) const char *lang_pick(const char *fr, const char *en);

#endif
