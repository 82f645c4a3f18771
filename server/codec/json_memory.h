// Memory for parsed JSON: a parser asks for a piece for every value, key and table, and gives all
// back when the text has been read.
#ifndef TABLEE_CODEC_JSON_MEMORY_H
#define TABLEE_CODEC_JSON_MEMORY_H

// From now on one block of each thread serves all pieces that fit in it: what a thread has read, it
// alone gives back. The tests leave it out, so that sanitizers see each piece.
void json_memory_in_block(void);

#endif
