#include <string.h>

#include "demo.h"

enum {
    FRACTION_BITS = 23,
    EXPONENT_MASK = 0xFF,
    /* What the exponent of an integral fraction is stored as. */
    EXPONENT_BIAS = 150,
    /* A float has at most 39 digits before its point. */
    MAX_DIGITS = 40,
    WORDS = 4,
    /* A fraction times a million has less bits: shifted further, it is less than a half. */
    SCALED_BITS = 45,
};

static const uint64_t MILLION = 1000000;

static void append(struct text *text, char character) {
    char string[] = {character, '\0'};
    text_string(text, string);
}

/* Divides a number of several words, the lowest first, by ten; returns the rest. */
static uint32_t divide_by_ten(uint32_t words[WORDS]) {
    uint64_t rest = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
        uint64_t part = rest << 32 | words[i];
        words[i] = (uint32_t)(part / 10);
        rest = part % 10;
    }
    return (uint32_t)rest;
}

static void append_integer(struct text *text, uint32_t words[WORDS]) {
    char digits[MAX_DIGITS];
    int count = 0;
    do {
        digits[count++] = (char)('0' + divide_by_ten(words));
    } while (words[0] | words[1] | words[2] | words[3]);
    while (count > 0) {
        append(text, digits[--count]);
    }
}

static void append_shifted(struct text *text, uint32_t fraction, uint32_t left) {
    uint32_t words[WORDS] = {0};
    uint64_t spread = (uint64_t)fraction << (left % 32);
    words[left / 32] = (uint32_t)spread;
    if (left / 32 + 1 < WORDS) {
        words[left / 32 + 1] = (uint32_t)(spread >> 32);
    }
    append_integer(text, words);
    text_string(text, ".000000");
}

/* Returns value / 2^right, halves to even. */
static uint64_t round_shift(uint64_t value, uint32_t right) {
    if (right > SCALED_BITS) {
        return 0;
    }
    uint64_t quotient = value >> right;
    uint64_t rest = value - (quotient << right);
    uint64_t half = UINT64_C(1) << (right - 1);
    return quotient + (rest > half || (rest == half && (quotient & 1)));
}

static void append_millionths(struct text *text, uint64_t millionths) {
    uint32_t rest = (uint32_t)(millionths % MILLION);
    text_decimal(text, (uint32_t)(millionths / MILLION));
    append(text, '.');
    for (uint32_t digit = MILLION / 10; digit > 0; digit /= 10) {
        append(text, (char)('0' + rest / digit % 10));
    }
}

void text_fixed(struct text *text, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint32_t stored = bits >> FRACTION_BITS & EXPONENT_MASK;
    uint32_t fraction = bits & ((1u << FRACTION_BITS) - 1);
    text_string(text, bits >> 31 ? "-" : "");
    if (stored == EXPONENT_MASK) {
        text_string(text, fraction == 0 ? "inf" : "nan");
        return;
    }
    if (stored == 0) {
        stored = 1;
    } else {
        fraction |= 1u << FRACTION_BITS;
    }
    if (stored >= EXPONENT_BIAS) {
        append_shifted(text, fraction, stored - EXPONENT_BIAS);
    } else {
        append_millionths(text, round_shift(fraction * MILLION, EXPONENT_BIAS - stored));
    }
}
