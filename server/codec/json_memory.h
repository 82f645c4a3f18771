// Memory for parsed JSON: a parser asks for a piece for every value, key and table, and gives all
// back when the text has been read.
#ifndef TABLEE_CODEC_JSON_MEMORY_H
#define TABLEE_CODEC_JSON_MEMORY_H

// From now on one block of the process serves all pieces that fit in it. For programs whose JSON
// is read by one thread alone; the tests leave it out, so that sanitizers see each piece.
void json_memory_in_block(void);

#endif
