#include "tflite/quantized.h"

#include <math.h>

enum {
    MAX_SHIFT = 31,
    MIN_SHIFT = -31,
};

bool rescale_from(struct rescale *rescale, double factor) {
    int exponent;
    double fraction = frexp(factor, &exponent);
    int64_t multiplier = (int64_t)round(fraction * (double)(INT64_C(1) << 31));
    if (multiplier == INT64_C(1) << 31) {
        multiplier /= 2;
        exponent++;
    }
    if (exponent < MIN_SHIFT) {
        multiplier = 0;
        exponent = 0;
    }
    rescale->multiplier = (int32_t)multiplier;
    rescale->left = exponent > 0 ? (uint32_t)exponent : 0;
    rescale->right = exponent < 0 ? (uint32_t)-exponent : 0;
    return exponent <= MAX_SHIFT;
}
