/* What IOSPEC tells about a model; each generation has its own struct for it. */
#ifndef METADATA_H
#define METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"

enum {
    METADATA_WIRE_SIZE = KENNING_GENERATION == 1 ? 160 : 356,
    METADATA_MAX_INPUTS = 2,
    METADATA_MAX_OUTPUTS = 12,
    METADATA_MAX_DIMENSIONS = 4,
    METADATA_NAME_SIZE = 20,
    METADATA_TYPE_CODES = 18,
};

struct metadata_tensor {
    uint32_t dimensions;
    uint32_t shape[METADATA_MAX_DIMENSIONS];
    uint8_t type_code;
    uint8_t type_bits;
};

struct metadata {
    uint32_t inputs;
    uint32_t outputs;
    struct metadata_tensor input[METADATA_MAX_INPUTS];
    struct metadata_tensor output[METADATA_MAX_OUTPUTS];
    /* One character longer than on the wire, where a name of full length has no terminator. */
    char entry_function[METADATA_NAME_SIZE + 1];
    char model_name[METADATA_NAME_SIZE + 1];
};

/* Decodes any bytes. Returns NULL, or what is wrong with what only the wire has: the rest asks metadata_problem(). */
const char *metadata_decode(struct metadata *metadata, const uint8_t wire[METADATA_WIRE_SIZE]);

/* Copies a name that fills its field and so needs no terminator there. */
void metadata_decode_name(char to[METADATA_NAME_SIZE + 1], const uint8_t from[METADATA_NAME_SIZE]);

/* Returns NULL, or what is wrong with it. */
const char *metadata_problem(const struct metadata *metadata);

/* Bytes of all tensors one after the other; UINT64_MAX if that overflows. */
uint64_t metadata_input_size(const struct metadata *metadata);
uint64_t metadata_output_size(const struct metadata *metadata);

#endif
