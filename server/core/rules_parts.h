// What the rules of the groups, the table and the report share. Inside core only; owns nothing.
#ifndef CORE_RULES_PARTS_H
#define CORE_RULES_PARTS_H

#include "core/decision.h"

// room.c

// Somebody who is at that table, or NULL.
const struct person *at_table(const struct room *r, int table, int person);
// The clause that the event names, at the table that it names or else the actor's; or NULL.
const struct clause *clause_meant(const struct room *r, const struct act *e);
// They are, and connected: who is waited for.
bool is_present(const struct room *r, int person, int table);
// The table of the person who did it, and the clause of it that the event names in that field.
struct table *table_of(struct room *r, const struct act *e);
struct clause *clause_of(struct room *r, const struct act *e, int field);
// Their card has a resource of that kind.
bool on_card(const struct room *r, int person, int64_t kind);

// people.c: whom an act is about, of the person it names or else the actor; -1 after refuse().
int person_about(struct decision *d, const struct val *named);

// where.c: enum where, of a table: as a facilitator said, or as its people are.
int table_where(const struct room *r, int table);
// chat.c
void chat_retract(struct room *r, int table, int person); // all that they wrote there
int chat_written(const struct room *r, int table, int person);

// whose.c: says in the events whose each part of their texts is. 0, or -1 after refuse().
int part_words(struct decision *d);

// shared_text.c

// Fields of an act that writes such a text.
struct shared_fields {
    int base, text, kept;
};
#define SHARED(ACT) ((struct shared_fields){ACT_F(ACT, BASE), ACT_F(ACT, TEXT), ACT_F(ACT, KEPT)})

// The command's text over what others wrote since its `base`, in the field `text` of the one
// event; at most `max` code points. No event when nothing changes. As decide_fn.
int shared_decide(struct decision *d, const struct shared_text *now, struct shared_fields f,
                  int max);
void shared_apply(struct room *r, struct shared_text *now, const struct act *e,
                  struct shared_fields f);

// All such texts of a table, by a number: those of each group, the report's, the checklist's.
enum { TABLE_TEXTS = GROUPS * (SHEET_FIELDS + 2) + REPORT_FIELDS + FOUNDING_MAX };
struct shared_text *table_text(struct table *t, int i);
// The event, of PUT_BACK, names a version that there is.
bool is_version(const struct room *r, const struct act *e);
// That person wrote last; something of it is theirs, and somebody else wrote last.
bool text_is_last_of(const struct room *r, int table, int i, int person);
bool text_mixes(const struct room *r, int table, int i, int person);
bool text_says(const struct room *r, int table, int i); // anything
// It says again what it said before whoever wrote last did; nothing, when there was nothing.
void text_retract(struct room *r, int table, int i, uint64_t t);
// merge.c: `mine` was typed over `base` while the text became `theirs`: both changes kept.
struct str merge_texts(struct str base, struct str theirs, struct str mine, struct arena *scratch);

// clock.c

// A phase is in progress: it can be ended, and its clock runs or stands.
bool is_under_way(const struct room *r);
// Its end takes the pen away: who writes is warned.
bool phase_warns(enum phase_kind kind);
// It ends on time by itself; any other goes on until it is ended.
bool phase_ends_alone(enum phase_kind kind);
// It goes on after its time until somebody says what is next, and those who work in it are told so.
bool phase_waits(enum phase_kind kind);

// facilitate.c

// The views of FIELD_SHOW, as bits, that the hall's screen may be asked for: nothing is told of
// tables before they report.
unsigned views_open(const struct room *r);

// How many tables tell their report one after the other in the time that is planned for it, and how
// it is done: in pairs where there are more, unless a facilitator says otherwise.
int plenary_places(const struct room *r);
bool facilitates(const struct room *r, int id);                              // and was not shut out
enum plenary { PLENARY_EACH, PLENARY_PAIRS, PLENARY_GALLERY, PLENARY_DRAW }; // of FIELD_PLENARY
enum plenary plenary_of(const struct room *r);

// injects.c: it may be dealt that card now; it was.
bool table_takes_card(const struct room *r, int table, int inject);
bool table_has_card(const struct table *t, int inject);
// timeline.c: which card the clock deals next, when, and to which table alone; 0: to all that lack
// it. False: none.
struct next_card {
    uint64_t at;
    int inject, table;
};
bool next_card(const struct room *r, struct next_card *out);
// Tables where people sit have, or will have, other cards than others: they are not to be compared.
bool cards_apart(const struct room *r);
// call_link.c: the name of its host; empty where the link is none.
struct str link_host(struct str url);
void touch_call(struct room *r, int table);
// Every clause that stands is adopted and carried, and there is one.
bool table_finished(const struct table *t);
// It was dealt a further card after that: what it does now is not counted.
bool table_plays_on(const struct table *t);

// A robot beside people: it counts in nothing that people did.
bool is_aside(const struct room *r, int person);
// Robots of a group there, or of all (GROUPS): how many, and the one that gives up its seat first,
// or 0.
int robots_at(const struct room *r, int table, int group);
int robot_for(const struct room *r, int table, int group);

// robots.c

int check_aside(struct decision *d); // refuses what they may not do
// Groups, as bits: for which some sit there, and whose missing seats they may fill.
unsigned robots_groups(const struct room *r, int table);
unsigned robots_wanted(const struct room *r, int table);

// arrivals.c: people who came in a row.

void arrivals_note(struct room *r, int id);
// Of those, who is here; or who is not, as a facilitator dismissed them together.
int arrivals_here(const struct room *r, const struct arrivals *a, bool dismissed);

// people.c

// Who sits at a table for a group, or for any (GROUPS). For somebody who comes, a robot's seat is a
// free one: without `robot`, none is counted.
int people_of(const struct room *r, int table, int group, bool robot);
// Roles, as bits, that somebody there plays, but that person.
unsigned roles_taken(const struct room *r, int table, int but);
// It was there, and is gone for good; nobody showed it out.
void robot_leaves(struct room *r, int robot, int by);
// Who sits may still go to another table, or another seat.
bool seats_open(const struct room *r);
// The place of the draft with that key, or -1.
int person_draft(const struct person *p, struct str key);

// The place of the item with that id among the scenario's, or -1.
static inline int founding_item(const struct scenario *sc, struct str id)
{
    for (int i = 0; i < sc->n_founding; i++)
        if (str_eq(sc->founding[i].id, id))
            return i;
    return -1;
}

// voices.c: who speaks for which group. A person has a voice for their own group and one for
// the hat they wear.

struct voices {
    int n;
    uint16_t person[CREDIT_MAX]; // the credited, or who did it
};

struct voices voices_of(const struct act *a);
// The group a voice speaks for under that hat: the hat if they wear it, else their own.
int voice_group(const struct room *r, int person, const struct val *hat);
// The group an act is done for; GROUPS when none of its voices wears the hat.
int act_group(const struct room *r, const struct act *a, int hat);
// The same for a command; -1 after refuse().
int decide_group(struct decision *d, int hat);
// What that person said of it, which may be nothing.
const struct voice *voice_of(const struct clause *c, int person);
// The stance of a voice, NULL when none was ever taken under a hat.
const struct stance *voice_stance(const struct room *r, const struct clause *c, bool pending,
                                  int person, int group);
// Nothing is said any more; the places of its words serve for the next.
void stance_empty(struct stance *s);
// What it said last, hidden or not; never NULL.
const struct stance *voice_latest(const struct room *r, const struct clause *c, int person,
                                  int group);
struct stance *voice_slot(struct room *r, struct clause *c, bool pending, int person, int group);
static inline bool objects(const struct stance *s)
{
    return s != NULL && s->set && s->stance == STANCE_OBJECT;
}
// Supports, unless they object or said more.
void voice_support(struct room *r, struct clause *c, int person, int group, uint64_t t);
// A round ends without them: this version was answered, or was consented to before it.
bool has_answered(const struct room *r, const struct clause *c, int person);
// It objects to a version that is no more: its person is asked again.
bool voice_asked(const struct clause *c, const struct stance *s);
// It is open, and waits for a word of that person, for their group or under their hat.
bool clause_awaits(const struct room *r, const struct clause *c, int person);

// thread.c: what a voice said and says now may let an objection give way to another wording.
void thread_ease(struct clause *c, const struct stance *was, const struct stance *now, int group);

// credit.c

// Whose idea an act was; `hat` is the field of the act that names one.
struct credit credit_of(const struct room *r, const struct act *a, int hat);
// The same as an act of that type and time.
struct act credited_act(const struct credit *c, enum act_type type, int hat, uint64_t t);
// It was their idea, by what is said of it.
bool is_credited(const struct credit *c, int person);
// The group that somebody who is named stood for, as the tallies read it: the hat while they wear
// it, else their own. And the group of the whole: of whoever is named first.
int credit_voice(const struct room *r, const struct credit *c, int person);
int credit_group(const struct room *r, const struct credit *c);
// The same, or they typed it.
bool is_author(const struct credit *c, int person);
// It was, by their own word.
bool is_sure(const struct credit *c, int person);
// Nobody it is credited to has said so: it is only who typed it who holds it.
bool is_typists(const struct credit *c);
// None of its authors is at the table: others answer for it, and take it back.
bool clause_orphan(const struct room *r, int table, const struct clause *c);
// They may take it back.
bool clause_may_drop(const struct room *r, int table, const struct clause *c, int person);
// Those who are sure support the clause.
void credit_support(struct room *r, struct clause *c, const struct credit *k, uint64_t t);
// All that is credited to them on that clause is theirs; with `supports`, they support it by that.
void credit_confirm(struct room *r, int table, int clause, int person, uint64_t t, bool supports);
// What the act, of OWN, says is not its actor's: as if they had never been named.
void credit_refused(struct room *r, int table, const struct act *own);
// They have a hand in it by their own word, for that group. A support that none implies any more,
// and that they never said, is none.
bool credit_hand(const struct room *r, const struct clause *c, int person, int group);
void credit_unsay(struct room *r, struct clause *c, int person);
// The same of whoever did something about a clause, before it is made true.
void credit_acted(struct room *r, const struct act *e);
// Somebody else named them, and they may say that it was not theirs.
bool is_named_by_other(const struct room *r, const struct credit *c, int person);
// The act, of OWN, is about something of that clause that somebody else credited to its actor.
bool is_named(const struct clause *c, const struct act *own);

// life.c

// Refuses what an archived workshop takes no more. 0, or -1 after refuse()
int check_archived(struct decision *d);
void life_goes_on(struct room *r, const struct act *e);

// changes.c
void tell_change(struct room *r, int table, enum change_kind kind, int clause, int by, int who);

// round.c

// When the answers of the open round are shown, whoever is silent; 0: it is over.
uint64_t round_ends(const struct room *r, const struct clause *c);
// Every person who should take part in the round has answered; `but` counts as having.
bool round_answered(const struct room *r, int table, const struct clause *c, int but);
// What was hidden is said; recorded for the tallies.
void round_reveal(struct room *r, int table, int clause);
// Records for the tallies what a voice has just said.
void voice_record(struct room *r, int table, int clause, int person, int group);

// stance.c

bool finals_revealed(const struct room *r, int table); // stances on the whole of the text
int finals_in(const struct room *r, int table);        // of those who sit there

// pooling.c: the clause at the actor's table that the command names in that field; or NULL, after
// refuse().
const struct clause *clause_at(struct decision *d, int field);
// It is in nobody's text any more: taken back, by whom.
void clause_drop(struct room *r, int table, int id, int by);

// amending.c

// It has the yes of the clause's author, if there is one, and waits for a second group's, of who
// said yes to the clause; until then the wording before stands.
bool amend_waits(const struct room *r, int table, const struct clause *c,
                 const struct amendment *a);
// That person may accept it now; all who may, and how many they are.
bool amend_asks(const struct room *r, int table, const struct clause *c, const struct amendment *a,
                int person);
int amend_asked(const struct room *r, int table, const struct clause *c, const struct amendment *a,
                uint16_t who[PEOPLE_MAX]);
// The first of its amendments that waits so while it is adopted, or NULL.
const struct amendment *clause_waiting(const struct room *r, int table, const struct clause *c);
// One of them waits for a yes that can be theirs, the author's among them.
bool clause_offers(const struct room *r, int table, const struct clause *c, int person);
// Somebody there came or went: whose yes a wording waits for is told again.
void amends_presence(struct room *r, int table);

// reserve.c

void reserve_close(struct clause *c, struct stance *s);
// The next time at which a reserve is over; 0: nobody writes.
uint64_t reserves_next(const struct room *r);
void reserves_due(struct decision *d); // events of those that are over
void reserves_move(struct room *r, uint64_t by);
void reserves_end(struct room *r);

// share.c: what one person may take of what the table shares; each 0, or -1 after refuse().

// Of the strokes that somebody has in hand: proposing, amending, withdrawing.
int check_stroke(struct decision *d);
void take_stroke(struct room *r, const struct act *e);
// Of the clauses of a group.
int check_share(struct decision *d, int group);
// The number a new clause, amendment or commitment gets: the next, or that of one that was dropped,
// declined or taken back.
int clause_number(struct decision *d);
int amendment_number(struct decision *d, const struct clause *c);
int commitment_number(struct decision *d, const struct clause *c);
// How many clauses a group may have at that table.
int share_of_group(const struct room *r, int table);
int clauses_left(const struct room *r, int table, int group);

// adoption.c

// Somebody of each seated group can live with it, and nobody objects.
bool clause_consented(const struct room *r, int table, const struct clause *c);
// Looks again whether it is adopted, after anything that moves that.
void clause_settle(struct room *r, int table, struct clause *c);
// The same of the clause that an event names in that field, which it touched.
void clause_changed(struct room *r, const struct act *e, int field);
// What each at that table said, or is asked.
void touch_stances(struct room *r, int table);
// What is awaited of each at that table.
void touch_due(struct room *r, int table);

// report.c: somebody present, other than `but`, has not answered the questionnaire.
bool answers_awaited(const struct room *r, int table, int but);
uint8_t rating_of(const struct person *p, int whom); // 0: none
// They cannot answer before they rated them.
bool is_to_rate(const struct room *r, int person, int whom);

// tally_record.c

static inline enum tally_stance tally_stance_of(uint8_t stance)
{
    return (enum tally_stance)(stance + 1);
}
struct table_act tally_entry(const struct act *e, enum tally_kind kind, int clause);
void tally_record(struct room *r, int table, struct table_act entry);
// All that carried the clause, or the last commitment like `what`, is taken back: the hand goes,
// the support that it implied stays.
void tally_take_back(struct room *r, int table, struct table_act what);
// Of what was recorded of the clause: a person has said that what is credited to them is theirs;
// an item has other credit; an item is no more.
void tally_confirm(struct room *r, int table, int clause, int person);
void tally_disown(struct room *r, int table, int clause, enum tally_kind kind, int item,
                  const struct credit *now);
void tally_drop(struct room *r, int table, int clause, enum tally_kind kind, int item);
// What that person said of the clause was never said; what they did stands.
void tally_unsay(struct room *r, int table, int clause, int person);
// Another clause gets the number of one that was dropped.
void tally_forget(struct room *r, int table, int clause);

#endif
