// A scenario's time, as its file says it.
#include "core/scene.h"

#include <criterion/criterion.h>

static void is(const char *when, const char *date)
{
    char said[SCENE_TEXT] = "";
    bool found = scene_date(str_from_cstr(when), said);
    cr_assert_eq(found, date != NULL, "%s", when);
    if (date != NULL)
        cr_assert_str_eq(said, date, "%s", when);
}

Test(scene, it_is_the_month_that_stands_before_the_year)
{
    is("Racine, un soir d’avril 2014. Rien n’est encore bâti.", "2014-04-01");
    is("Bas-Saint-Laurent, février 2007. L’école attend mai.", "2007-02-01");
    is("Une mairie, décembre 2009", "2009-12-01");
    is("Lavaltrie, en 2019", "2019-01-01");
    is("Racine, un samedi de février de cette année. 12345 personnes", NULL);
    is("", NULL);
}
