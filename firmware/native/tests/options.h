/* Makes what preparation reads from a flatbuffer: a table of options, a vector of scales. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stddef.h>

#include "tflite/flatbuffer.h"

/* A table whose fields 0 .. count - 1 are these numbers; it lives until the next call. */
struct table options_table(const int32_t *fields, size_t count);

/* A table with one float. */
struct table options_float(float field);

/* A vector of floats, which must stay. */
struct vector scales_vector(struct flatbuffer *buffer, const float *scales, size_t count);

#endif
