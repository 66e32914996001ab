/* The struct of generation 1 has the inputs' shapes, but only the outputs' lengths, and one element type for both. */
#include "model/metadata.h"

#include <string.h>

#include "wire.h"

/* Offsets of the wire struct; it is packed, its shape rows have four entries each. */
enum {
    INPUTS = 0,
    INPUT_DIMENSIONS = 4,
    INPUT_SHAPE = 12,
    INPUT_LENGTH = 44,
    INPUT_ELEMENT_SIZE = 52,
    OUTPUTS = 60,
    OUTPUT_LENGTH = 64,
    OUTPUT_ELEMENT_SIZE = 112,
    ELEMENT_TYPE = 116,
    ELEMENT_TYPE_SIZE = 4,
    ENTRY_FUNCTION = 120,
    MODEL_NAME = 140,
    MAX_ELEMENT_SIZE = 8,
};

static bool known_type(const uint8_t text[ELEMENT_TYPE_SIZE]) {
    static const char types[][ELEMENT_TYPE_SIZE] = {
        "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f16", "f32", "f64",
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (memcmp(types[i], text, ELEMENT_TYPE_SIZE) == 0) {
            return true;
        }
    }
    return false;
}

static bool element_sizes_fit(const uint8_t *wire, uint32_t inputs) {
    for (uint32_t i = 0; i < inputs && i < METADATA_MAX_INPUTS; i++) {
        if (wire_load32(wire + INPUT_ELEMENT_SIZE + 4 * i) > MAX_ELEMENT_SIZE) {
            return false;
        }
    }
    return wire_load32(wire + OUTPUT_ELEMENT_SIZE) <= MAX_ELEMENT_SIZE;
}

/* Lengths count, not shapes: a tensor becomes a row of that many elements. */
static struct metadata_tensor row(uint32_t length, uint32_t element_size) {
    return (struct metadata_tensor){.dimensions = 1, .shape = {length}, .type_bits = (uint8_t)(8 * element_size)};
}

const char *metadata_decode(struct metadata *metadata, const uint8_t wire[METADATA_WIRE_SIZE]) {
    metadata->inputs = wire_load32(wire + INPUTS);
    metadata->outputs = wire_load32(wire + OUTPUTS);
    for (uint32_t i = 0; i < METADATA_MAX_INPUTS; i++) {
        metadata->input[i] =
                row(wire_load32(wire + INPUT_LENGTH + 4 * i), wire_load32(wire + INPUT_ELEMENT_SIZE + 4 * i));
        if (i < metadata->inputs && wire_load32(wire + INPUT_DIMENSIONS + 4 * i) > METADATA_MAX_DIMENSIONS) {
            return "an input has more than 4 dimensions";
        }
    }
    for (uint32_t i = 0; i < METADATA_MAX_OUTPUTS; i++) {
        metadata->output[i] = row(wire_load32(wire + OUTPUT_LENGTH + 4 * i), wire_load32(wire + OUTPUT_ELEMENT_SIZE));
    }
    metadata_decode_name(metadata->entry_function, wire + ENTRY_FUNCTION);
    metadata_decode_name(metadata->model_name, wire + MODEL_NAME);
    if (!known_type(wire + ELEMENT_TYPE)) {
        return "its element type is none of i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64";
    }
    return element_sizes_fit(wire, metadata->inputs) ? NULL : "an element has more than 8 bytes";
}
