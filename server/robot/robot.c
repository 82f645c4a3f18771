#include "robot/robot.h"

#include "base/util.h"
#include "robot/turn.h"

#include <string.h>

// Beside people, what is on their cards is theirs to tell: robots of a group trade by themselves.
static unsigned roles_seen(const struct seen *s)
{
    unsigned roles = 0, others = 0;
    for (int i = 0; i < s->n_people; i++) {
        bool plays = !s->aside || (s->people[i].robot && s->people[i].group == s->group);
        *(plays ? &roles : &others) |= 1u << s->people[i].role;
    }
    return roles & ~others;
}

static int thousandths(const struct seen *s)
{
    uint64_t length = s->ends > s->began ? s->ends - s->began : 1;
    uint64_t since = s->now > s->began ? s->now - s->began : 0;
    return (int)MIN(since * 1000 / length, (uint64_t)1000);
}

bool robot_next(const struct seen *seen, uint64_t seed, struct arena *texts, struct act *out)
{
    static habit *const habits[PHASE_KINDS] = {
        [PHASE_BRIEFING] = robot_prepares,  [PHASE_GROUP_WORK] = robot_prepares,
        [PHASE_POOLING] = robot_pools,      [PHASE_REPORT] = robot_reports,
        [PHASE_CONCLUSION] = robot_reports,
    };
    struct script script;
    uint64_t of_table = robot_hash(seed, (uint64_t)seen->table, 0);
    // Tables of one hall are unlike each other.
    of_table += TEMPERS - of_table % TEMPERS + (seed + (uint64_t)seen->table) % TEMPERS;
    script_write(seen->sc, roles_seen(seen), seen->english, of_table, texts, &script);
    struct turn t = {
        .s = seen, .script = &script, .texts = texts, .seed = of_table, .at = thousandths(seen)};
    memset(out, 0, sizeof *out);
    out->by = seen->me;
    if (seen->aside && seen->phase > PHASE_POOLING)
        return false; // they answer nothing, and what is told is people's
    return habits[seen->phase] != NULL && habits[seen->phase](&t, out);
}

unsigned robot_pause(const struct act *done, uint64_t seed)
{
    static const uint8_t pauses[ACT_TYPES] = {
        [ACT_IDEA] = 10,  [ACT_SHEET] = 12,  [ACT_PROPOSE] = 14, [ACT_AMEND] = 16,
        [ACT_STANCE] = 5, [ACT_CARRY] = 9,   [ACT_COMMIT] = 9,   [ACT_ANSWER_AMEND] = 8,
        [ACT_FINAL] = 3,  [ACT_RATE] = 1,    [ACT_ANSWERS] = 3,  [ACT_REPORT_TEXT] = 14,
        [ACT_TAGS] = 4,   [ACT_POINTS] = 12, [ACT_Q6] = 20,      [ACT_READY] = 12,
    };
    unsigned pause = pauses[done->type] > 0 ? pauses[done->type] : 8;
    return pause + (unsigned)(robot_hash(seed, (uint64_t)done->by, done->type) % pause);
}
