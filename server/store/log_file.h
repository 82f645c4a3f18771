// How the writer writes the write-ahead log: what SQLite hands over in pieces, a header and a page
// at a time, goes to the disk in one write before each sync. Owns nothing.
#ifndef TABLEE_STORE_LOG_FILE_H
#define TABLEE_STORE_LOG_FILE_H

// The name to open a database by. Only for connections that sync each commit (synchronous=FULL):
// others may read what a commit told of, and that is in the file once it is synced.
const char *log_file_vfs(void);

#endif
