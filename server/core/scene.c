#include "core/scene.h"

#include <string.h>

#include "base/util.h"

enum { YEAR = 4 }; // digits

static const char *const month_names[] = {"janvier",   "février", "mars",     "avril",
                                          "mai",       "juin",    "juillet",  "août",
                                          "septembre", "octobre", "novembre", "décembre"};

// Where the first number of four digits begins, or s.n.
static size_t find_year(struct str s)
{
    size_t run = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (run == YEAR && !digit)
            return i - YEAR;
        run = digit ? run + 1 : 0;
    }
    return run == YEAR ? s.n - YEAR : s.n;
}

static int month_before(struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(month_names); i++)
        if (str_ends(str_trim(s), str_from_cstr(month_names[i])))
            return (int)i + 1;
    return 1;
}

bool scene_date(struct str when, char date[SCENE_TEXT])
{
    size_t year = find_year(when);
    if (year == when.n)
        return false;
    int month = month_before(str_sub(when, 0, year));
    memcpy(date, "0000-00-01", SCENE_TEXT);
    memcpy(date, when.p + year, YEAR);
    date[YEAR + 1] = (char)('0' + month / 10);
    date[YEAR + 2] = (char)('0' + month % 10);
    return true;
}
