#include "codec/log_header.h"

#include "base/util.h"
#include "codec/json_parts.h"

enum {
    HEADER_BYTES_MAX = 4096,
    LINE_BYTES_MAX = 6 * SCENARIO_BYTES_MAX + 64
}; // a sign at most six

void log_header_write(struct jw *w, const struct log_header *header)
{
    jw_obj(w);
    jw_kcstr(w, "tablee", "log");
    jw_kint(w, "format", header->format);
    jw_kint(w, "rules", header->rules);
    jw_kstr(w, "room", header->room);
    jw_kstr(w, "epoch", header->epoch);
    jw_kstr(w, "scenario", header->scenario);
    jw_kstr(w, "version", header->version);
    jw_kint(w, "records", header->records);
    jw_kstr(w, "last", header->last);
    jw_end(w);
}

static struct str text(const json_t *root, const char *key, struct arena *arena)
{
    return arena_str(arena, json_view(json_object_get(root, key)));
}

bool log_header_read(struct str line, struct arena *arena, struct log_header *out)
{
    json_error_t error;
    json_t *root = json_parse(line, HEADER_BYTES_MAX, 1, &error);
    json_t *records = json_object_get(root, "records");
    *out = (struct log_header){.room = text(root, "room", arena),
                               .epoch = text(root, "epoch", arena),
                               .scenario = text(root, "scenario", arena),
                               .version = text(root, "version", arena),
                               .last = text(root, "last", arena)};
    bool good = json_whole(json_object_get(root, "format"), 1, JSON_SAFE_INT, &out->format) &&
                json_whole(json_object_get(root, "rules"), 1, JSON_SAFE_INT, &out->rules) &&
                (!records || json_whole(records, 1, JSON_SAFE_INT, &out->records));
    json_decref(root);
    return good;
}

void log_scenario_write(struct jw *w, struct str file)
{
    jw_obj(w);
    jw_kcstr(w, "tablee", "scenario");
    jw_kstr(w, "file", file);
    jw_end(w);
}

bool log_scenario_is(struct str line)
{
    return str_starts(line, STR("{\"tablee\":\"scenario\","));
}

bool log_scenario_read(struct str line, struct arena *arena, struct str *file)
{
    json_error_t error;
    json_t *root = json_parse(line, LINE_BYTES_MAX, 1, &error);
    *file = text(root, "file", arena);
    json_decref(root);
    return file->n > 0;
}

bool log_header_matches(const struct log_header *header, const struct act_record *created)
{
    const struct act *e = &created->act;
    return e->type == ACT_CREATED && str_eq(header->room, VAL(e, CREATED, CODE).s) &&
           str_eq(header->epoch, VAL(e, CREATED, EPOCH).s) &&
           str_eq(header->scenario, VAL(e, CREATED, SCENARIO).s) &&
           header->rules == VAL(e, CREATED, RULES).i;
}
