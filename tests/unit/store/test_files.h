// What the files of a store hold on the disk.
#ifndef UNIT_STORE_TEST_FILES_H
#define UNIT_STORE_TEST_FILES_H

#include <stdbool.h>

// Whether `text` is among the bytes of the file `path` with `ending` after it.
bool file_has(const char *path, const char *ending, const char *text);

#endif
