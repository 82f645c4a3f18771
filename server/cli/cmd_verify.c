#include "cli/cmd_verify.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "cli/log_file.h"

enum { FAULT_MAX = 4096, EXIT_BROKEN = 1, EXIT_WRONG = 2 };

static int print_usage(FILE *out, int code)
{
    fputs(lang_pick("Utilisation\u00a0: tablee verify FICHIER\n"
                    "Vérifie qu’un journal exporté est tel qu’il a été écrit; «\u00a0-\u00a0» lit "
                    "l’entrée standard.\n",
                    "Usage: tablee verify FILE\n"
                    "Checks that an exported log is as it was written; - is standard input.\n"),
          out);
    return code;
}

static int complain(const char *file, const char *why)
{
    fprintf(stderr, lang_pick("tablee verify\u00a0: %s\u00a0: %s\n", "tablee verify: %s: %s\n"),
            file, why);
    return EXIT_WRONG;
}

static int tell(const char *file, const struct log_proof *proof)
{
    struct buf why;
    int code = EXIT_BROKEN;
    buf_init(&why, FAULT_MAX);
    log_proof_tell(proof, &why);
    if (proof->records || proof->bad_line) {
        printf(lang_pick("%s\u00a0: %s\n", "%s: %s\n"), file, buf_cstr(&why));
    } else {
        code = complain(file, buf_cstr(&why));
    }
    buf_free(&why);
    return code;
}

static int verify_text(const char *file, struct str text)
{
    if (!log_file_is(text)) {
        return complain(file, lang_pick("ce n’est pas un journal exporté par Tablée",
                                        "this is not a log that Tablée exported"));
    }
    struct log_proof proof = log_file_prove(text);
    if (!log_proof_holds(&proof)) {
        return tell(file, &proof);
    }
    printf(lang_pick("%llu enregistrements, chaîne intacte\n", "%llu records, chain whole\n"),
           (unsigned long long)proof.records);
    return 0;
}

int cmd_verify(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        return print_usage(stdout, 0);
    }
    if (argc != 2 || (argv[1][0] == '-' && argv[1][1])) {
        return print_usage(stderr, EXIT_WRONG);
    }
    struct buf text, fault;
    buf_init(&text, INPUT_BYTES_MAX);
    buf_init(&fault, FAULT_MAX);
    int code = input_read(argv[1], &text, &fault) ? verify_text(argv[1], buf_view(&text))
                                                  : complain(argv[1], buf_cstr(&fault));
    buf_free(&text);
    buf_free(&fault);
    return code;
}
