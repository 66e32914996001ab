/* Functions on fixed-point numbers, step for step as in gemmlowp. A name with Q5 means 5 integer bits. */
#ifndef FIXED_POINT_H
#define FIXED_POINT_H

#include <stdint.h>

/* e^x for x <= 0 in Q5.26; result in Q0.31. */
int32_t exp_on_negative_values(int32_t x);

/* 1 / (1 + x) for 0 <= x < 1, both in Q0.31. */
int32_t one_over_one_plus(int32_t x);

#endif
