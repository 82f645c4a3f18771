// Whose words these are, and who may have them. One answer for every way in which words leave a
// room: live documents, recordings, exports, what is printed of them, and erasure. The tallies have
// none. A struct words_giver lives in the arena it was made in and borrows the room's scenario.
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "core/room.h"

enum words_purpose {
    WORDS_LIVE,    // documents, the report and what is printed of them: topics say who reads
    WORDS_DEBRIEF, // recordings, and the export for the debrief
    WORDS_RESEARCH // the research export
};

// Who asks: for what, and the person whose own words these may be; 0: nobody's.
struct words_reader {
    enum words_purpose purpose;
    int self;
};

// The worse the further.
enum words_answer { WORDS_GIVEN, WORDS_NOT_AGREED, WORDS_FORGOTTEN };

// May that reader have the words of `whose` now? As struct act's `by`: those of facilitators are
// the workshop's.
enum words_answer words_may(const struct room *r, struct words_reader reader, int whose);
// The same of everybody.
void words_answers(const struct room *r, struct words_reader reader,
                   enum words_answer out[PEOPLE_MAX + 1]);

// Takes the words that may not be given out of the events of a log, one after another from the
// first. Of what several wrote, each part is given as its writer agrees; what one typed and another
// thought of, when both agree. In logs of before rules 3 what several wrote is given when all
// agree.
struct words_giver;
// NULL when the arena is full. `of` is copied.
struct words_giver *words_giver_new(struct arena *arena, const struct room *room,
                                    const enum words_answer of[PEOPLE_MAX + 1]);
// Texts that may not be given are as if they had been forgotten; else says why. What is left of a
// text lasts until the next call.
enum words_answer words_give(struct words_giver *giver, struct act *event);

#endif
