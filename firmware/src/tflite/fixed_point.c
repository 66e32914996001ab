#include "tflite/fixed_point.h"

#include <stddef.h>

#include "tflite/quantized.h"

enum {
    FRACTION_BITS = 26,
    QUARTER = 1 << (FRACTION_BITS - 2),
    INTEGER_BITS = 5,
};

static int32_t saturating_shift_left(int32_t x, uint32_t count) {
    int64_t shifted = (int64_t)x * (INT64_C(1) << count);
    return shifted > INT32_MAX ? INT32_MAX : shifted < INT32_MIN ? INT32_MIN : (int32_t)shifted;
}

/* e^x for -1/4 <= x < 0 in Q0.31: a Taylor series around -1/8. */
static int32_t exp_between_minus_quarter_and_0(int32_t x) {
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t one_third = 715827883;
    int32_t x1 = x + (1 << 28);
    int32_t x2 = high_product(x1, x1);
    int32_t x3 = high_product(x2, x1);
    int32_t x4 = high_product(x2, x2);
    int32_t x4_over_4 = rounding_shift(x4, 2);
    int32_t higher_terms = rounding_shift(high_product(x4_over_4 + x3, one_third) + x2, 1);
    return exp_of_minus_eighth + high_product(exp_of_minus_eighth, x1 + higher_terms);
}

int32_t exp_on_negative_values(int32_t x) {
    /* e^(-2^(i - 2)) in Q0.31. */
    static const int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    if (x == 0) {
        return INT32_MAX;
    }
    int32_t within_quarter = (x & (QUARTER - 1)) - QUARTER;
    int32_t result = exp_between_minus_quarter_and_0(saturating_shift_left(within_quarter, INTEGER_BITS));
    int32_t quarters = within_quarter - x;
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        if (quarters & (QUARTER << i)) {
            result = high_product(result, powers[i]);
        }
    }
    return result;
}

/* Newton's division; the intermediate values have 2 integer bits. */
int32_t one_over_one_plus(int32_t x) {
    const int32_t q2_48_over_17 = 1515870810;
    const int32_t q2_minus_32_over_17 = -1010580540;
    const int32_t q2_one = 1 << 29;
    int64_t sum = (int64_t)x + INT32_MAX;
    int32_t half_denominator = (int32_t)((sum + 1) / 2);
    int32_t quotient = q2_48_over_17 + high_product(half_denominator, q2_minus_32_over_17);
    for (int i = 0; i < 3; i++) {
        int32_t error = q2_one - high_product(half_denominator, quotient);
        quotient += saturating_shift_left(high_product(quotient, error), 2);
    }
    return saturating_shift_left(quotient, 1);
}
