/* The inner loops of the vector kernels written down from their definition, so that what calls them runs on Linux under
 * sanitizers. */
#include "tflite/vector/vector.h"

#include <math.h>
#include <string.h>

/* Few, so that even small images take several rounds. */
enum { LANES = 6 };

uint32_t vector_lanes(void) {
    return LANES;
}

void vector_zero(void *to, uint32_t size) {
    memset(to, 0, size);
}

void vector_copy(void *to, const void *from, uint32_t size) {
    memcpy(to, from, size);
}

void vector_widen_int8(int16_t *to, const int8_t *from, uint32_t count, int32_t zero_point) {
    for (uint32_t i = 0; i < count; i++) {
        to[i] = (int16_t)(from[i] - zero_point);
    }
}

float vector_dot_float(const float *a, const float *b, uint32_t count, float sum) {
    for (uint32_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

uint32_t vector_dot_int8(const int16_t *a, const int8_t *b, uint32_t count, uint32_t sum) {
    for (uint32_t i = 0; i < count; i++) {
        sum += (uint32_t)(a[i] * b[i]);
    }
    return sum;
}

void vector_pool_float(const float *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
                       float *to, float min, float max) {
    for (uint32_t c = 0; c < channels; c++) {
        float largest = min;
        for (uint32_t i = 0; i < rows * columns; i++) {
            largest = fmaxf(largest, from[i / columns * (image_row / sizeof *from) + i % columns * channels + c]);
        }
        to[c] = fminf(largest, max);
    }
}

void vector_pool_int8(const int8_t *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
                      int8_t *to, int32_t min, int32_t max) {
    for (uint32_t c = 0; c < channels; c++) {
        int32_t largest = min;
        for (uint32_t i = 0; i < rows * columns; i++) {
            int32_t cell = from[i / columns * image_row + i % columns * channels + c];
            largest = cell > largest ? cell : largest;
        }
        to[c] = (int8_t)(largest > max ? max : largest);
    }
}

void vector_filter_float(const struct lanes *lanes, const float *image, const float *weights, const float *bias,
                         float *output, float min, float max) {
    for (uint32_t lane = 0; lane < lanes->count; lane++) {
        const uint8_t *first = (const uint8_t *)image + lane * lanes->image_step;
        float sum = *bias;
        for (uint32_t i = 0; i < lanes->cell_count; i++) {
            sum += *(const float *)(const void *)(first + lanes->cells[i]) * weights[i];
        }
        output[lane * (lanes->output_step / sizeof *output)] = fminf(fmaxf(sum, min), max);
    }
}

void vector_filters_float(const struct lanes *lanes, const float *image, const float *weights, const float *bias,
                          float *output, float min, float max) {
    for (uint32_t f = 0; f < VECTOR_FILTERS; f++) {
        vector_filter_float(lanes, image, weights + f * lanes->cell_count, bias + f, output + f, min, max);
    }
}

void vector_filter_int8(const struct lanes *lanes, const int16_t *image, const int8_t *weights, const uint32_t *bias,
                        int8_t *output, const struct rescale *rescale, const struct finish *finish) {
    for (uint32_t lane = 0; lane < lanes->count; lane++) {
        const uint8_t *first = (const uint8_t *)image + lane * lanes->image_step;
        uint32_t sum = *bias;
        for (uint32_t i = 0; i < lanes->cell_count; i++) {
            sum += (uint32_t)(*(const int16_t *)(const void *)(first + lanes->cells[i]) * weights[i]);
        }
        output[lane * lanes->output_step] = finish_sum(rescale, sum, *finish);
    }
}

void vector_filters_int8(const struct lanes *lanes, const int16_t *image, const int8_t *weights, const uint32_t *bias,
                         int8_t *output, const struct rescale *rescale, const struct finish *finish) {
    for (uint32_t f = 0; f < VECTOR_FILTERS; f++) {
        vector_filter_int8(lanes, image, weights + f * lanes->cell_count, bias + f, output + f, rescale + f, finish);
    }
}
