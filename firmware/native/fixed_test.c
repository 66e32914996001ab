/* fixed-test SEED: holds text_fixed() against the C library's "%f" on random numbers. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"

enum {
    ROUNDS = 500000,
    LARGEST = 100000,
};

static uint64_t state;

static uint32_t next(void) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

/* Any pattern of bits, and as often one of those that models put out: halves of a millionth among them. */
static float any_float(void) {
    uint32_t bits = next();
    float value;
    if (next() & 1) {
        memcpy(&value, &bits, sizeof value);
    } else {
        value = (float)((int32_t)(bits % (2 * LARGEST)) - LARGEST) / (float)(1u << (next() & 31));
    }
    return value;
}

int main(int argc, char **argv) {
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    for (int i = 0; i < ROUNDS; i++) {
        float value = any_float();
        struct text text = {0};
        char expected[sizeof text.characters];
        int length = snprintf(expected, sizeof expected, "%f", isnan(value) ? copysign(NAN, value) : (double)value);
        text_fixed(&text, value);
        if (text.length != (size_t)length || memcmp(text.characters, expected, text.length) != 0) {
            printf("FAIL %a: %.*s, should be %s\n", (double)value, (int)text.length, text.characters, expected);
            return 1;
        }
    }
    printf("PASS %d numbers\n", ROUNDS);
    return 0;
}
