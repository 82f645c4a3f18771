// How many people a room holds: those who are there, and none of those who are gone.
#include <criterion/criterion.h>

#include "base/util.h"
#include "core/room_play.h"

enum { PLACES = 12 };

static struct play w;

static void start(void)
{
    play_start(&w);
    w.room->ntables = TABLES_MAX; // each of twelve: a full hall
    w.room->places = PLACES;
    w.room->roles = 0; // seats are given out
}

static void stop(void)
{
    play_stop(&w);
}

TestSuite(arrivals, .init = start, .fini = stop);

// Everybody in the same second, as a program does it; how many came in.
static int come(int n)
{
    int came = 0;
    for (int i = 0; i < n; i++) {
        struct act join = play_act(&w, ACT_JOIN, 0);
        VAL(&join, JOIN, NAME) = play_text("Alix");
        VAL(&join, JOIN, DEBRIEF) = VAL(&join, JOIN, RESEARCH) = VAL(&join, JOIN, LANG) =
            play_int(0);
        came += play_do(&w, join) == 1;
    }
    return came;
}

static int dismiss(int from, int to, bool undo)
{
    struct act a = play_act(&w, ACT_DISMISS, -1);
    VAL(&a, DISMISS, FROM) = play_int(from);
    VAL(&a, DISMISS, TO) = play_int(to);
    if (undo)
        VAL(&a, DISMISS, UNDO) = play_int(1);
    return play_do(&w, a);
}

static void leave(int person)
{
    struct act a = play_act(&w, ACT_PRESENCE, 0);
    VAL(&a, PRESENCE, PERSON) = play_int(person);
    VAL(&a, PRESENCE, ON) = play_int(0);
    cr_assert_eq(play_do(&w, a), 1);
}

Test(arrivals, a_hall_is_full_at_three_hundred_and_empties_at_once)
{
    cr_assert_eq(come(PRESENT_MAX + 40), PRESENT_MAX);
    cr_assert_eq(w.refusal.code, REFUSED_FULL);
    cr_assert_eq(w.refusal.limit, PRESENT_MAX);
    cr_assert_eq(w.room->burst.from, 1);
    cr_assert_eq(w.room->burst.to, PRESENT_MAX);
    cr_assert_eq(dismiss(1, PRESENT_MAX, false), 1);
    cr_assert_eq(room_present(w.room), 0);
    cr_assert_eq(come(40), 40, "their places are back");
    cr_assert_eq(w.room->burst.from, PRESENT_MAX + 1, "who was shown out is in no burst any more");
}

Test(arrivals, a_number_is_given_once_and_the_last_is_999)
{
    int came = 0;
    for (int i = 0; i < 4; i++) {
        came += come(PRESENT_MAX);
        cr_assert_eq(dismiss(came - 10, came, false), 1);
        cr_assert_eq(dismiss(1, came, false), 1);
        cr_assert_eq(room_people(w.room), came);
    }
    cr_assert_eq(came, PEOPLE_MAX);
    cr_assert_eq(come(1), 0);
    cr_assert_eq(w.refusal.limit, PEOPLE_MAX);
}

Test(arrivals, who_never_sat_and_is_gone_holds_nothing)
{
    w.room->roles = 1; // one chooses one's seat
    cr_assert_eq(come(PRESENT_MAX), PRESENT_MAX);
    cr_assert_eq(come(1), 0);
    leave(7);
    cr_assert_eq(come(2), 1);
}

Test(arrivals, who_is_erased_and_gone_leaves_the_place_to_others)
{
    w.room->ntables = 1;
    cr_assert_eq(come(PLACES + 1), PLACES + 1);
    cr_assert_eq(w.room->person[PLACES + 1]->table, 0);
    struct act erase = play_act(&w, ACT_ERASE, 3);
    cr_assert_eq(play_do(&w, erase), 1);
    cr_assert_eq(places_held(w.room, 1), PLACES, "they are still looking at it");
    leave(3);
    cr_assert_eq(places_held(w.room, 1), PLACES - 1);
    cr_assert_eq(come(1), 1);
    cr_assert_eq(w.room->person[PLACES + 2]->table, 1);
}

Test(arrivals, a_dismissal_is_undone_and_nobody_loses_a_seat_to_it)
{
    w.room->ntables = 1;
    cr_assert_eq(come(PLACES), PLACES);
    cr_assert_eq(dismiss(2, PLACES, false), 1);
    cr_assert_eq(come(5), 5);
    cr_assert_eq(dismiss(2, PLACES, true), 1);
    cr_assert_eq(places_held(w.room, 1), PLACES, "of eleven six find their place again");
    cr_assert_eq(room_present(w.room), PLACES + 5);
    cr_assert_eq(w.room->person[PLACES]->table, 0);
    cr_assert_eq(dismiss(2, PLACES, true), -1, "there is nothing more to undo");
    cr_assert_eq(w.refusal.code, REFUSED_NOTHING);
}

Test(arrivals, few_who_come_one_by_one_are_no_burst)
{
    for (int i = 0; i < 2 * BURST_LEAST; i++) {
        cr_assert_eq(come(1), 1);
        w.now += BURST_MS / BURST_LEAST + 1000;
    }
    cr_assert_eq(w.room->burst.to, 0);
    w.now += BURST_PAUSE_MS + 1000;
    cr_assert_eq(come(BURST_LEAST), BURST_LEAST);
    cr_assert_eq(w.room->burst.from, 2 * BURST_LEAST + 1,
                 "who came before the pause did not come with them");
    cr_assert_eq(w.room->burst.to, 3 * BURST_LEAST);
}
