// When a scenario is played: what its `when` says in French, "Racine, un soir d’avril 2014".
#ifndef CORE_SCENE_H
#define CORE_SCENE_H

#include "base/str.h"

#include <stdbool.h>

enum { SCENE_TEXT = 11 }; // "2014-04-01" and its NUL

// The first day of the month that stands before the year, or of the year; false when no year is
// said: it is played now.
bool scene_date(struct str when, char date[SCENE_TEXT]);

#endif
