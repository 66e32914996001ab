/* The greater and the less of two floats; of a number and a NaN the number, when the NaN is the first. */
#ifndef TFLITE_EXTREMES_H
#define TFLITE_EXTREMES_H

#include <math.h>

/* An Arm core before FPv5 has no instruction for it, and a call for each element costs more than the rest of the loop. */
#if defined(__arm__) && !defined(__ARM_FEATURE_NUMERIC_MAXMIN)
static inline float greater_of(float a, float b) {
    return a > b ? a : b;
}

static inline float less_of(float a, float b) {
    return a < b ? a : b;
}
#else
static inline float greater_of(float a, float b) {
    return fmaxf(a, b);
}

static inline float less_of(float a, float b) {
    return fminf(a, b);
}
#endif

#endif
