#include "contract.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"
#include "core/rules_parts.h"
#include "kit.h"

enum owner {
#define TOPIC(NAME, name, readers, type, meaning) OWNER_##NAME,
#define SHAPE(NAME, type, meaning)                OWNER_##NAME,
#include "core/topics.def"
    OWNERS
};

enum choice {
#define CHOICE(NAME, type, words) CHOICE_##NAME,
#include "core/topics.def"
    CHOICES
};

enum type {
    IS_TEXT = FIELD_TEXT,
    IS_LINE = FIELD_LINE,
    IS_LONG = FIELD_LONG,
    IS_INT = FIELD_INT,
    IS_BOOL = FIELD_BOOL,
    IS_PERSON = FIELD_PERSON,
    IS_TABLE = FIELD_TABLE,
    IS_CLAUSE_ID = FIELD_CLAUSE,
    IS_DATE = FIELD_DATE,
    IS_GROUP = FIELD_GROUP,
    IS_LANG = FIELD_LANG,
    IS_ROLES = FIELD_ROLES,
    IS_WHY = FIELD_WHY,
    IS_SHOW = FIELD_SHOW,
    IS_WOOL = FIELD_WOOL,
    IS_PLENARY = FIELD_PLENARY,
    IS_WAY = FIELD_WAY,
    IS_WHERE = FIELD_WHERE,
    IS_BENEFICIARY = FIELD_BENEFICIARY,
    IS_STANCE_NAME = FIELD_STANCE,
    IS_REASON = FIELD_REASON,
    IS_RESOURCE = FIELD_RESOURCE,
    IS_Q3 = FIELD_Q3,
    IS_ERA = FIELD_ERA,
    IS_CLAUSE_STATE = FIELD_CLAUSE_STATE,
    IS_SCALE = FIELD_SCALES,
    IS_DIMENSION = FIELD_DIMS,
    IS_TIME = FIELD_TYPES,
    IS_TEXTS,
    IS_ACTOR,
    IS_OF,
    IS_THREE,
    IS_LEAD,
    IS_ACT_NAME,
    IS_A_CHOICE, // and one more for each row CHOICE, then SHAPE
    IS_A_SHAPE = IS_A_CHOICE + CHOICES,
#define SHAPE(NAME, type, meaning) IS_##NAME = IS_A_SHAPE + (int)OWNER_##NAME,
#define CHOICE(NAME, type, words)  IS_##NAME = IS_A_CHOICE + (int)CHOICE_##NAME,
#include "core/topics.def"
};

enum how {
    ONE,
    LIST,
    BY_PERSON,
    BY_TABLE,
    BY_CLAUSE,
    BY_AMENDMENT,
    BY_COMMITMENT,
    BY_FACILITATOR,
    BY_NUMBER,
    BY_GROUP,
    BY_SCALE,
    BY_SHEET_FIELD,
    BY_REPORT_FIELD,
    BY_ID
};

enum {
    SURE = 1,
    NAME = 2,
    WORDS = 4,
    FORM = 8,
    KEY = 16,
    POOLED = 32,
    REPORTED = 64,
    REVEALED = 128,
    UNLOCKED = 256,
    CONCLUDED = 512,
};

struct member {
    enum owner owner;
    const char *name;
    enum how how;
    int type; // enum type
    unsigned flags;
};

static const struct member members[] = {
#define M(OWNER, member, how, TYPE, flags, meaning)                                                \
    {OWNER_##OWNER, member, how, (int)IS_##TYPE, flags},
#include "core/topics.def"
};

static const char *const type_names[OWNERS] = {
#define TOPIC(NAME, name, readers, type, meaning) [OWNER_##NAME] = type,
#define SHAPE(NAME, type, meaning)                [OWNER_##NAME] = type,
#include "core/topics.def"
};

static const char *const choice_words[CHOICES] = {
#define CHOICE(NAME, type, words) [CHOICE_##NAME] = words,
#include "core/topics.def"
};

static const enum owner topic_owners[TOPIC_KINDS] = {
#define TOPIC(NAME, name, readers, type, meaning) [TOPIC_##NAME] = OWNER_##NAME,
#include "core/topics.def"
};

static struct {
    bool ready, seen[ARRAY_LEN(members)];
    size_t first[OWNERS + 1]; // of the members; they stand together
    const struct room *room;
    struct topic topic;
    int clause; // whose members are looked at
    char fault[256];
} c;

static void tell_seen(void)
{
    char path[512];
    const char *folder = getenv("TABLEE_ARTEFACTS");
    if (!folder) {
        return;
    }
    snprintf(path, sizeof path, "%s/contract", folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/contract/%d", folder, (int)getpid());
    FILE *out = fopen(path, "w");
    for (size_t i = 0; out && i < ARRAY_LEN(members); i++) {
        if (c.seen[i]) {
            fprintf(out, "%s.%s\n", type_names[members[i].owner], members[i].name);
        }
    }
    if (out) {
        fclose(out);
    }
}

static void get_ready(void)
{
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        bool next = i > 0 && members[i].owner != members[i - 1].owner;
        CHECK(i == 0 || members[i].owner == members[i - 1].owner + next); // in order, none empty
        if (next) {
            c.first[members[i].owner] = i;
        }
    }
    c.first[OWNERS] = ARRAY_LEN(members);
    c.ready = true;
    atexit(tell_seen);
}

// The path is put together on the way back: the innermost name first.
static bool wrong(const char *what, const char *name)
{
    char before[sizeof c.fault];
    snprintf(before, sizeof before, "%s", c.fault);
    if (what) {
        snprintf(c.fault, sizeof c.fault, "%.80s: %.80s", name, what);
    } else {
        snprintf(c.fault, sizeof c.fault, "%.80s.%.170s", name, before);
    }
    return false;
}

// Values

static bool is_id(const char *text, char letter)
{
    const char *digits = letter ? text + 1 : text;
    size_t n = (letter && *text != letter) || !*digits ? 0 : strspn(digits, "0123456789");
    return n > 0 && !digits[n] && (letter == 0 || *digits != '0');
}

static bool in_names(enum field_type type, const char *word)
{
    const char *const *names = field_names(type);
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool in_words(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += n) {
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || !at[n])) {
            return n > 0;
        }
    }
    return false;
}

static bool is_actor(const char *text)
{
    return strcmp(text, "sys") == 0 || is_id(text, 'p') || is_id(text, 'f');
}

static bool is_texts(const json_t *value)
{
    size_t n = 0;
    const char *key;
    json_t *text;
    json_object_foreach((json_t *)(uintptr_t)value, key, text)
    {
        n += json_is_string(text) && (strcmp(key, "fr") == 0 || strcmp(key, "en") == 0);
    }
    return n > 0 && n == json_object_size(value);
}

static bool all_whole(const json_t *value, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!json_is_integer(json_array_get(value, i))) {
            return false;
        }
    }
    return json_array_size(value) == n;
}

static bool is_lead(const json_t *value)
{
    const char *group = json_string_value(json_array_get(value, 1)),
               *kind = json_string_value(json_array_get(value, 2)),
               *clause = json_string_value(json_array_get(value, 3));
    return json_array_size(value) == 4 && json_is_integer(json_array_get(value, 0)) && group &&
           in_names(FIELD_GROUP, group) && kind && in_words("propose amend carry", kind) &&
           clause && is_id(clause, 'c');
}

static bool is_word(int type, const char *text)
{
    switch (type) {
    case IS_PERSON:
        return is_id(text, 'p');
    case IS_TABLE:
        return is_id(text, 't');
    case IS_CLAUSE_ID:
        return is_id(text, 'c');
    case IS_ACTOR:
        return is_actor(text);
    case IS_ACT_NAME:
        return act_by_name(str_from_cstr(text)) != ACT_TYPES;
    default:
        return type < FIELD_GROUP || in_names((enum field_type)type, text);
    }
}

static bool is_of_type(int type, const json_t *value)
{
    const char *text = json_string_value(value);
    switch (type) {
    case IS_INT:
    case IS_TIME:
        return json_is_integer(value);
    case IS_BOOL:
        return json_is_boolean(value);
    case IS_TEXTS:
        return is_texts(value);
    case IS_OF:
        return all_whole(value, 2);
    case IS_THREE:
        return all_whole(value, 3);
    case IS_LEAD:
        return is_lead(value);
    default:
        if (type >= IS_A_CHOICE) {
            return text && in_words(choice_words[type - IS_A_CHOICE], text);
        }
        return text && is_word(type, text);
    }
}

static bool is_key(enum how how, const char *key)
{
    static const char letters[BY_ID + 1] = {
        [BY_PERSON] = 'p',    [BY_TABLE] = 't',      [BY_CLAUSE] = 'c',
        [BY_AMENDMENT] = 'a', [BY_COMMITMENT] = 'k', [BY_FACILITATOR] = 'f'};
    static const enum field_type names[BY_ID + 1] = {[BY_GROUP] = FIELD_GROUP,
                                                     [BY_SCALE] = FIELD_SCALES,
                                                     [BY_SHEET_FIELD] = FIELD_SHEET_FIELD,
                                                     [BY_REPORT_FIELD] = FIELD_REPORT_FIELD};
    if (how == BY_ID) {
        return *key != '\0';
    }
    return names[how] ? in_names(names[how], key) : is_id(key, letters[how]);
}

// What must not be told yet, or not to a replay

// Of those who are told, each says what was said last when a round was over, and nothing of the one
// that is under way.
static bool all_said(const json_t *stances, bool hat)
{
    const struct clause *clause = c.room->table[c.topic.table].clause[c.clause];
    const char *key;
    json_t *told;
    json_object_foreach((json_t *)(uintptr_t)stances, key, told)
    {
        const struct voice *voice = clause->voice[atoi(key + 1)];
        const struct stance *said = !voice ? NULL : hat ? &voice->hat_said : &voice->said;
        const char *word = json_string_value(json_object_get(told, "s"));
        bool same = said && said->set &&
                    (!word || strcmp(word, field_names(FIELD_STANCE)[said->stance]) == 0);
        if (!json_is_null(told) && !same) {
            return false;
        }
    }
    return true;
}

static bool is_revealed(const struct member *m, const json_t *value)
{
    const struct table *t = &c.room->table[c.topic.table];
    switch (m->owner) {
    case OWNER_CLAUSE:
        return all_said(value, strcmp(m->name, "hat_stances") == 0);
    case OWNER_FINAL:
        return finals_revealed(c.room, c.topic.table);
    case OWNER_GROUP:
        return t->group[c.topic.id].ideas_open;
    default: // of which nobody says here when that is
        return false;
    }
}

static bool too_soon(const struct member *m, const json_t *value)
{
    const struct room *r = c.room;
    if (!r) {
        return false;
    }
    return ((m->flags & POOLED) && !phase_reached(r, PHASE_POOLING)) ||
           ((m->flags & REPORTED) && !phase_reached(r, PHASE_REPORT)) ||
           ((m->flags & CONCLUDED) && !room_recording_open(r)) ||
           ((m->flags & UNLOCKED) && room_phase(r) == PHASE_REPORT && !r->told &&
            !r->table[c.topic.table].unlocked) ||
           ((m->flags & UNLOCKED) && !phase_reached(r, PHASE_REPORT)) ||
           ((m->flags & REVEALED) && !is_revealed(m, value));
}

// Random play writes what people type as "qzX…;": those of the scenario are R, E, C and H.
static bool is_typed(const json_t *value)
{
    const char *mark = json_is_string(value) ? strstr(json_string_value(value), "qz") : NULL;
    return mark && mark[2] && !strchr("RECH", mark[2]) && isupper((unsigned char)mark[2]);
}

static bool check_object(enum owner owner, const json_t *object, bool patch);

static bool check_value(const struct member *m, const json_t *value, bool patch)
{
    if (m->type >= (int)IS_A_SHAPE) {
        return check_object((enum owner)(m->type - (int)IS_A_SHAPE), value, patch);
    }
    if (is_typed(value) && !(m->flags & (NAME | WORDS | FORM | KEY))) {
        return wrong("somebody's words, where the table says there are none", "");
    }
    return is_of_type(m->type, value) || wrong("of another type", "");
}

static bool check_list(const struct member *m, const json_t *list)
{
    bool good = json_is_array(list) || wrong("no array", "");
    for (size_t i = 0; good && i < json_array_size(list); i++) {
        good = check_value(m, json_array_get(list, i), false) || wrong(NULL, "[]");
    }
    return good;
}

static bool check_keyed(const struct member *m, const json_t *object, bool patch)
{
    const char *key;
    json_t *value;
    bool good = json_is_object(object) || wrong("no object", "");
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        if (good && !is_key(m->how, key)) {
            return wrong("not a key of this kind", key);
        }
        if (m->how == BY_CLAUSE) {
            c.clause = atoi(key + 1);
        }
        bool gone = patch && json_is_null(value);
        good = good && (gone || check_value(m, value, patch) || wrong(NULL, key));
    }
    return good;
}

static bool check_member(const struct member *m, const json_t *value, bool patch)
{
    if (json_is_null(value)) {
        return (patch && !(m->flags & SURE)) || wrong("null, and it is sure", m->name);
    }
    bool kept = !c.room || !c.room->recorded || !(m->flags & (FORM | KEY)) ||
                ((m->flags & KEY) && json_is_object(value) && json_object_size(value) == 0);
    if (!kept || too_soon(m, value)) {
        return wrong("told too soon, or to a replay", m->name);
    }
    bool good = m->how == ONE    ? check_value(m, value, patch)
                : m->how == LIST ? check_list(m, value)
                                 : check_keyed(m, value, patch);
    if (good) {
        c.seen[m - members] = true;
    }
    return good || wrong(NULL, m->name);
}

static bool check_object(enum owner owner, const json_t *object, bool patch)
{
    const char *key;
    json_t *value;
    size_t first = c.first[owner], end = c.first[owner + 1];
    if (!json_is_object(object)) {
        return wrong("no object", "");
    }
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        size_t i = first;
        while (i < end && strcmp(members[i].name, key) != 0) {
            i++;
        }
        if (i == end) {
            return wrong("not in topics.def", key);
        }
        if (!check_member(&members[i], value, patch)) {
            return false;
        }
    }
    for (size_t i = first; i < end; i++) {
        bool needed = (members[i].flags & SURE) && !patch;
        if (needed && !json_object_get(object, members[i].name)) {
            return wrong("absent, and it is sure", members[i].name);
        }
    }
    return true;
}

const char *contract_fault(const struct room *room, struct topic t, const json_t *doc, bool patch)
{
    if (!c.ready) {
        get_ready();
    }
    c.room = room;
    c.topic = t;
    c.fault[0] = '\0';
    return check_object(topic_owners[t.kind], doc, patch) ? NULL : c.fault;
}

static void hold(const struct room *room, struct topic t, struct str text, bool patch)
{
    json_t *json = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    const char *fault = contract_fault(room, t, json, patch);
    if (fault) {
        char name[TOPIC_NAME_MAX];
        topic_name(t, name);
        fprintf(stderr, "%s of %s is not as topics.def says: %s\n",
                patch ? "a patch" : "the document", name, fault);
        exit(1);
    }
    json_decref(json);
}

void contract_hold(const struct room *room, const struct topic_patch *patch, const struct buf *json)
{
    struct buf doc;
    buf_init(&doc, 8 << 20);
    hold(room, patch->topic, str_sub(buf_view(json), patch->at, patch->n), true);
    kit_document(room, patch->topic, &doc);
    hold(room, patch->topic, buf_view(&doc), false);
    buf_free(&doc);
}
