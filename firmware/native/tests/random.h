/* Seeded random numbers, the same on every host. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

void random_seed(uint64_t seed);

/* From low to high, both included. */
int32_t random_between(int32_t low, int32_t high);

#endif
