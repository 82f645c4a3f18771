// A growable array of any type, with a maximum: VEC(int) list; vec_init(&list, 100);
// The vector owns its array (v.p, v.n items), not what the items point to; pointers into it last
// until the next push.
#ifndef TABLEE_BASE_VEC_H
#define TABLEE_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/util.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *p;                                                                                   \
        size_t n;                                                                                  \
        size_t cap;                                                                                \
        size_t max;                                                                                \
    }

#define vec_init(v, maximum) ((v)->p = NULL, (v)->n = (v)->cap = 0, (v)->max = (maximum))
#define vec_free(v)          (mem_free((v)->p), (v)->p = NULL, (v)->n = (v)->cap = 0)
#define vec_clear(v)         ((v)->n = 0)

// False when the maximum is reached: nothing was added.
#define vec_push(v, ...) (vec_has_room(v) ? ((v)->p[(v)->n++] = (__VA_ARGS__), true) : false)
#define vec_last(v)      ((v)->p[(v)->n - 1])
// Takes item `i` out, keeping the order of the rest. i < n.
#define vec_remove(v, i) (vec_shift((v)->p, (v)->n, (i), sizeof *(v)->p), (void)(v)->n--)

// Takes `what` out, wherever it is in it.
#define vec_drop(v, what)                                                                          \
    do {                                                                                           \
        for (size_t i_ = (v)->n; i_-- > 0;)                                                        \
            if ((v)->p[i_] == (what))                                                              \
                vec_remove(v, i_);                                                                 \
    } while (0)

#define vec_has_room(v)                                                                            \
    ((v)->n < (v)->cap ||                                                                          \
     ((v)->n < (v)->max &&                                                                         \
      ((v)->p = vec_grow((v)->p, &(v)->cap, (v)->max, sizeof *(v)->p), true)))

// What the macros call.
void *vec_grow(void *items, size_t *cap, size_t max, size_t item_size);
void vec_shift(void *items, size_t n, size_t i, size_t item_size);

#endif
