/* What a demo has built in, and how it prints. */
#ifndef DEMO_H
#define DEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/metadata.h"
#include "text.h"

enum { DEMO_SAMPLES = 10 };

struct demo_quantization {
    float scale;
    int32_t zero_point;
};

/* Written by data.jq from the model's IO specification and its samples. */
struct demo {
    /* The wire struct of the IO specification, as little-endian words. */
    uint32_t io_spec[METADATA_WIRE_SIZE / 4];
    const char *const *classes;
    size_t class_count;
    /* One sample after the other. */
    const float *samples;
    size_t sample_size;
    /* Whether inputs and outputs are int8. */
    bool quantized;
    struct demo_quantization input, output;
};

extern const struct demo demo;

/* The .tflite file. */
extern const uint8_t demo_model[], demo_model_end[];

/* Prints one line for a sample. */
void print_result(const float *outputs);

/* Appends a number as "%f" of C prints it: the exact value with six digits after the point, halves to even. */
void text_fixed(struct text *text, float value);

#endif
