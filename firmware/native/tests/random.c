#include "random.h"

static uint64_t state;

void random_seed(uint64_t seed) {
    state = seed * 2 + 1;
}

/* xorshift64* */
int32_t random_between(int32_t low, int32_t high) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    uint64_t value = (state * UINT64_C(0x2545F4914F6CDD1D)) >> 33;
    return low + (int32_t)(value % (uint64_t)(high - low + 1));
}
