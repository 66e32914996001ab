/* Inner loops in instructions of the vector extension (Zve32f), for any vector length. */
#ifndef VECTOR_H
#define VECTOR_H

#include <stdint.h>

#include "tflite/quantized.h"

/* Filters that go over an image together, so that each cell is loaded once for all of them. */
enum { VECTOR_FILTERS = 4 };

/* Bytes, whatever they are. */
void vector_zero(void *to, uint32_t size);
void vector_copy(void *to, const void *from, uint32_t size);

/* Takes the zero point away. */
void vector_widen_int8(int16_t *to, const int8_t *from, uint32_t count, int32_t zero_point);

/* The sum of the products and of what is there already. */
float vector_dot_float(const float *a, const float *b, uint32_t count, float sum);
uint32_t vector_dot_int8(const int16_t *a, const int8_t *b, uint32_t count, uint32_t sum);

/* The maxima, channel by channel, of rows x columns cells; image_row: bytes from one row of the image to the next. */
void vector_pool_float(const float *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
                       float *to, float min, float max);
void vector_pool_int8(const int8_t *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
                      int8_t *to, int32_t min, int32_t max);

/* Positions of a window, side by side along one axis of the image: one for each element of a vector register group. */
struct lanes {
    /* Bytes from a window's first cell to each of its cells, in the order of the weights. */
    const uint32_t *cells;
    uint32_t cell_count;
    /* Bytes from one position to the next in the image and in the output. */
    uint32_t image_step;
    uint32_t output_step;
    uint32_t count;
};

/* How many positions fit at most. */
uint32_t vector_lanes(void);

/* One channel of the output, or VECTOR_FILTERS of them, at these positions; weights and biases lie one behind the other.
 * Images of int8 have been widened. */
void vector_filter_float(const struct lanes *lanes, const float *image, const float *weights, const float *bias,
                         float *output, float min, float max);
void vector_filters_float(const struct lanes *lanes, const float *image, const float *weights, const float *bias,
                          float *output, float min, float max);

void vector_filter_int8(const struct lanes *lanes, const int16_t *image, const int8_t *weights, const uint32_t *bias,
                        int8_t *output, const struct rescale *rescale, const struct finish *finish);
void vector_filters_int8(const struct lanes *lanes, const int16_t *image, const int8_t *weights, const uint32_t *bias,
                         int8_t *output, const struct rescale *rescale, const struct finish *finish);

#endif
