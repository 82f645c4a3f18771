#include "cli/cmd_tally.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/util.h"
#include "codec/tally_json.h"
#include "core/tally.h"

enum { FILE_MAX = 64 << 20, ARENA_MAX = 4 << 20, LINE_MAX_OUT = 1 << 20, FAULT_MAX = 4096 };
enum { EXIT_OUTPUT = 1, EXIT_WRONG = 2 };

static const char usage[] =
    "Usage: tablee tally [OPTION]... FILE...\n"
    "Prints the tallies of each FILE, one line of JSON a table. FILE is a table in the format of "
    "the\n"
    "reference vectors ({\"input\": ...} or the input alone); - is standard input.\n"
    "  --cases FILE   compare with the cases of this file, not with those built in\n"
    "  --decimals N   print figures with N decimals, 1 to 15 (4)\n"
    "  --help         print this\n";

struct work {
    struct tally_cases cases;
    struct arena cases_arena, arena;
    struct buf text, line, fault;
    int decimals;
};

struct options {
    const char *cases; // NULL for those built in
    int decimals;
};

static void work_init(struct work *w)
{
    memset(w, 0, sizeof *w);
    arena_init(&w->cases_arena, ARENA_MAX);
    arena_init(&w->arena, ARENA_MAX);
    buf_init(&w->text, FILE_MAX);
    buf_init(&w->line, LINE_MAX_OUT);
    buf_init(&w->fault, FAULT_MAX);
}

static void work_free(struct work *w)
{
    arena_free(&w->cases_arena);
    arena_free(&w->arena);
    buf_free(&w->text);
    buf_free(&w->line);
    buf_free(&w->fault);
}

// One sentence about one file; no control character of the file reaches the terminal.
static int complain(const char *file, struct buf *fault)
{
    for (size_t i = 0; i < fault->n; i++) {
        unsigned char c = (unsigned char)fault->p[i];
        fault->p[i] = c < 0x20 || c == 0x7f ? '?' : (char)c;
    }
    fprintf(stderr, "tablee tally: %s: %s\n", file, buf_cstr(fault));
    buf_reset(fault);
    return EXIT_WRONG;
}

static bool read_stream(FILE *in, struct work *w)
{
    size_t n = 1;
    while (n > 0 && !w->text.overflow) {
        char part[16384];
        n = fread(part, 1, sizeof part, in);
        buf_put(&w->text, part, n);
    }
    if (ferror(in)) {
        buf_puts(&w->fault, strerror(errno));
        return false;
    }
    if (w->text.overflow) {
        buf_puts(&w->fault, "larger than 64 MB, which no workshop is");
        return false;
    }
    return true;
}

static bool read_file(const char *file, struct work *w)
{
    buf_reset(&w->text);
    if (strcmp(file, "-") == 0) {
        return read_stream(stdin, w);
    }
    FILE *in = fopen(file, "rb");
    if (in == NULL) {
        buf_puts(&w->fault, strerror(errno));
        return false;
    }
    bool good = read_stream(in, w);
    fclose(in);
    return good;
}

static int load_cases(const char *file, struct work *w)
{
    bool good = file == NULL || read_file(file, w);
    struct str text = file == NULL ? tally_cases_builtin() : buf_view(&w->text);
    good = good && tally_cases_read(text, &w->cases_arena, &w->cases, &w->fault);
    return good ? 0 : complain(file == NULL ? "cases built in" : file, &w->fault);
}

static int print_table(const struct tally_input *in, struct work *w)
{
    struct tally tally;
    struct jw out;
    tally_compute(in, &tally_thresholds_1, &w->cases, &tally);
    buf_reset(&w->line);
    jw_init(&out, &w->line);
    tally_json_write(&out, in, &w->cases, &tally, w->decimals);
    CHECK(jw_done(&out));
    buf_char(&w->line, '\n');
    return fwrite(w->line.p, 1, w->line.n, stdout) == w->line.n ? 0 : EXIT_OUTPUT;
}

static int tally_file(const char *file, struct work *w)
{
    struct tally_input in;
    arena_reset(&w->arena);
    if (!read_file(file, w) || !tally_json_read(buf_view(&w->text), &w->arena, &in, &w->fault)) {
        return complain(file, &w->fault);
    }
    return print_table(&in, w);
}

static int tally_files(int n, char **files, const struct options *options)
{
    struct work work;
    work_init(&work);
    work.decimals = options->decimals;
    int code = load_cases(options->cases, &work);
    bool ready = code == 0;
    for (int i = 0; i < n && ready && code != EXIT_OUTPUT; i++) {
        int result = tally_file(files[i], &work);
        code = result == 0 ? code : result;
    }
    if (fflush(stdout) != 0 || code == EXIT_OUTPUT) {
        fprintf(stderr, "tablee tally: cannot write the result: %s\n", strerror(errno));
        code = EXIT_OUTPUT;
    }
    work_free(&work);
    return code;
}

static int wrong_option(const char *sentence)
{
    if (sentence != NULL) {
        fprintf(stderr, "tablee tally: %s\n", sentence);
    }
    fputs(usage, stderr);
    return EXIT_WRONG;
}

int cmd_tally(int argc, char **argv)
{
    static const struct option list[] = {
        {"cases", required_argument, NULL, 'c'},
        {"decimals", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {NULL, TALLY_DECIMALS};
    int64_t decimals;
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", list, NULL)) != -1;) {
        if (option == 'h') {
            fputs(usage, stdout);
            return 0;
        }
        if (option == 'c') {
            options.cases = optarg;
        } else if (option != 'd') {
            return wrong_option(NULL);
        } else if (str_int(str_from_cstr(optarg), 1, TALLY_DECIMALS_MAX, &decimals)) {
            options.decimals = (int)decimals;
        } else {
            return wrong_option("--decimals takes a whole number from 1 to 15");
        }
    }
    if (optind == argc) {
        return wrong_option("no FILE given");
    }
    return tally_files(argc - optind, argv + optind, &options);
}
