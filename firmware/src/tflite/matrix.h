/* Products of a weight matrix, one row for each output channel, with one vector: the work of CONV_2D and
 * FULLY_CONNECTED. */
#ifndef MATRIX_H
#define MATRIX_H

#include <stdint.h>

#include "tflite/graph.h"

/* The vector has as many elements as a row; the output as many as there are rows. */
void matrix_times_float(const struct operation *operation, uint32_t rows, uint32_t columns, const float *vector,
                        float *output);

/* The vector's elements have their zero point taken away. */
void matrix_times_int8(const struct operation *operation, uint32_t rows, uint32_t columns, const int16_t *vector,
                       int8_t *output);

#endif
