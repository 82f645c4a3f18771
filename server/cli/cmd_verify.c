#include "cli/cmd_verify.h"

#include <stdio.h>

#include "base/lang.h"
#include "cli/log_file.h"

enum { FAULT_MAX = 4096 };

static int tell(const char *file, const struct log_proof *proof)
{
    struct buf why;
    int code = COMMAND_FAILED;
    buf_init(&why, FAULT_MAX);
    log_proof_tell(proof, &why);
    if (proof->records || proof->bad_line) {
        printf(lang_pick("%s\u00a0: %s\n", "%s: %s\n"), file, buf_cstr(&why));
    } else {
        code = command_complain(&verify_command, file, buf_cstr(&why));
    }
    buf_free(&why);
    return code;
}

static int verify_text(const char *file, struct str text)
{
    if (!log_file_is(text)) {
        return command_complain(&verify_command, file,
                                lang_pick("ce n’est pas un journal exporté par Tablée",
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

static int verify_file(const char *file)
{
    struct buf text, fault;
    buf_init(&text, INPUT_BYTES_MAX);
    buf_init(&fault, FAULT_MAX);
    int code = input_read(file, &text, &fault)
                   ? verify_text(file, buf_view(&text))
                   : command_complain(&verify_command, file, buf_cstr(&fault));
    buf_free(&text);
    buf_free(&fault);
    return code;
}

static int verify(int argc, char **argv)
{
    static const struct option list[] = {COMMAND_OPTIONS};
    int code = -1;
    while (command_option(&verify_command, argc, argv, list, &code) != -1) {
    }
    if (code >= 0) {
        return code;
    }
    if (optind + 1 != argc) {
        return command_wrong(&verify_command,
                             optind == argc
                                 ? lang_pick("aucun FICHIER n’est nommé", "no FILE given")
                                 : lang_pick("un seul FICHIER à la fois", "one FILE at a time"));
    }
    return verify_file(argv[optind]);
}

const struct command verify_command = {
    "verify",
    verify,
    "prouve qu’un journal exporté est intact",
    "prove an exported log whole",
    "Utilisation\u00a0: tablee verify FICHIER\n",
    "Usage: tablee verify FILE\n",
    "Vérifie qu’un journal exporté est tel qu’il a été écrit; «\u00a0-\u00a0» lit l’entrée "
    "standard.\n",
    "Checks that an exported log is as it was written; - is standard input.\n",
    NULL,
};
