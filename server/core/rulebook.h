// What each version of the rules does. A room is played, and its log read, by the version that the
// log's first record names, for ever: a change of what may be done, of what it does or of any
// figure is a new version, one more line of the table in rulebook.c, and never a new reading of an
// old one. Code asks for a reading by its name (`r->rules->ties_in_order`), not for a number.
#ifndef CORE_RULEBOOK_H
#define CORE_RULEBOOK_H

#include <stdbool.h>
#include <stdint.h>

enum { RULES_VERSION = 4 }; // new rooms are played by it

struct rules {
    int version;
    const char *tally; // name of what the tallies read, told with every result
    // Carriers are a mean over the adopted clauses that somebody carries, not over all.
    bool carriers_of_carried;
    // Who gives follows those who were authors by then, not also those who became it later.
    bool ties_in_order;
    // A rater gave a mark; who only cannot say is none.
    bool raters_mark;
    // The comparison starts from the declared base, where there is one.
    bool from_base;
    // Adopted clauses that the label on the screen needs, and it must outlive one more or one less.
    // 0: it is shown as it is.
    int label_clauses;
    // Credit makes author and hand; a stance only once its person confirms it or acts on the
    // clause, and they may refuse it.
    bool credit_confirmed;
    // An answer can be reserved while an objection is written; a new version asks those again who
    // object to the one before, and waits for nobody who has consented.
    bool asked_again;
    // An event says whose each part of a text is that several write. Before, all of it was of who
    // typed last.
    bool parted;
    // A new wording of what every group has said yes to takes the yes of two groups. Who offers one
    // may take it back, and one that is accepted closes the others.
    bool seconded;
    // Nobody rates or answers who may have seen the tallies: the report, once left, is closed.
    bool told_once;
};

// NULL for a version that is not known here: a newer program wrote it. Lives for ever.
const struct rules *rules(int64_t version);

#endif
