// Where what comes with the program is found.
#ifndef TABLEE_CLI_DATA_DIR_H
#define TABLEE_CLI_DATA_DIR_H

#include <stdbool.h>
#include <stddef.h>

bool is_directory(const char *path);
// The files of the web client: those named, or when `named` is NULL those beside the program, else
// where it was installed. False when the named one is no directory.
bool find_web(const char *named, char *out, size_t n);

// The scenarios that came with the program.
void find_scenarios(char *out, size_t n);

#endif
