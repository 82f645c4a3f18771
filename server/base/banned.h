// Calls that are compile errors here, in git's manner: each has a bounded or re-entrant sibling.
// The build includes this file first everywhere, so the headers that declare them come first.
#ifndef TABLEE_BASE_BANNED_H
#define TABLEE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TABLEE_BANNED(name) sorry_##name##_is_banned_see_base_banned_h

// Unbounded copies: use struct str, struct buf, or memcpy with a length.
#undef strcpy
#define strcpy(...) TABLEE_BANNED(strcpy)
#undef strcat
#define strcat(...) TABLEE_BANNED(strcat)
#undef strncpy
#define strncpy(...) TABLEE_BANNED(strncpy)
#undef strncat
#define strncat(...) TABLEE_BANNED(strncat)
#undef sprintf
#define sprintf(...) TABLEE_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) TABLEE_BANNED(vsprintf)
#undef gets
#define gets(...) TABLEE_BANNED(gets)

// Hidden state: use str_cut.
#undef strtok
#define strtok(...) TABLEE_BANNED(strtok)

// No error and no range: use str_int.
#undef atoi
#define atoi(...) TABLEE_BANNED(atoi)
#undef atol
#define atol(...) TABLEE_BANNED(atol)
#undef atoll
#define atoll(...) TABLEE_BANNED(atoll)
#undef atof
#define atof(...) TABLEE_BANNED(atof)

// Shared static results: use gmtime_r, localtime_r, strftime.
#undef gmtime
#define gmtime(...) TABLEE_BANNED(gmtime)
#undef localtime
#define localtime(...) TABLEE_BANNED(localtime)
#undef ctime
#define ctime(...) TABLEE_BANNED(ctime)
#undef asctime
#define asctime(...) TABLEE_BANNED(asctime)

// Weak randomness: entropy comes from OpenSSL in host/, seeded generators in tests.
#undef rand
#define rand(...) TABLEE_BANNED(rand)
#undef srand
#define srand(...) TABLEE_BANNED(srand)
#undef random
#define random(...) TABLEE_BANNED(random)

// Races and shells.
#undef tmpnam
#define tmpnam(...) TABLEE_BANNED(tmpnam)
#undef mktemp
#define mktemp(...) TABLEE_BANNED(mktemp)
#undef system
#define system(...) TABLEE_BANNED(system)
#undef popen
#define popen(...) TABLEE_BANNED(popen)

#endif
