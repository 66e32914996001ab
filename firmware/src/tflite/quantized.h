/* Fixed-point arithmetic as TensorFlow Lite Micro's reference kernels do it, rounding for rounding: a device whose
 * outputs differ in the last bit cannot be compared with anything. */
#ifndef QUANTIZED_H
#define QUANTIZED_H

#include <stdbool.h>
#include <stdint.h>

#include "tflite/graph.h"

/* Rounding, doubling product: a * b / 2^31, where not both are INT32_MIN. gemmlowp divides towards zero after a nudge
 * that depends on the sign; that is the same as always rounding halves up, which a shift does. */
static inline int32_t high_product(int32_t a, int32_t b) {
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* x / 2^exponent for exponents up to 31, halves away from zero. Negative values are shifted arithmetically, as every
 * compiler does. */
static inline int32_t rounding_shift(int32_t x, uint32_t exponent) {
    int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1);
    int32_t threshold = (mask >> 1) + (x < 0);
    return (x >> exponent) + ((x & mask) > threshold);
}

static inline int32_t shift_left(int32_t x, uint32_t count) {
    return (int32_t)((uint32_t)x << count);
}

static inline int32_t clamp(int32_t value, int32_t min, int32_t max) {
    return value < min ? min : value > max ? max : value;
}

static inline int32_t rescale_apply(const struct rescale *rescale, int32_t value) {
    return rounding_shift(high_product(shift_left(value, rescale->left), rescale->multiplier), rescale->right);
}

/* Limits of a value to which the zero point has not been added yet: the sum of both might not fit. */
struct finish {
    int32_t min, max, zero_point;
};

static inline struct finish finish_of(const struct operation *operation) {
    int32_t zero_point = operation->output->zero_point;
    return (struct finish){
        operation->limits.i.min - zero_point, operation->limits.i.max - zero_point, zero_point};
}

static inline int8_t finish_sum(const struct rescale *rescale, uint32_t sum, struct finish finish) {
    int32_t value = rescale_apply(rescale, (int32_t)sum);
    return (int8_t)(clamp(value, finish.min, finish.max) + finish.zero_point);
}

/* Splits a positive factor into 31 bits and a shift; false if it is too big for that. */
bool rescale_from(struct rescale *rescale, double factor);

#endif
