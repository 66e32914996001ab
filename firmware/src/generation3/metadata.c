#include "model/metadata.h"

#include "wire.h"

/* Offsets of the wire struct; it is packed, its shape rows have four entries each. */
enum {
    INPUTS = 0,
    INPUT_DIMENSIONS = 4,
    INPUT_SHAPE = 12,
    INPUT_TYPE = 44,
    OUTPUTS = 48,
    OUTPUT_DIMENSIONS = 52,
    OUTPUT_SHAPE = 100,
    OUTPUT_TYPE = 292,
    ENTRY_FUNCTION = 316,
    MODEL_NAME = 336,
};

static void decode_tensors(
        struct metadata_tensor *tensors, size_t count, const uint8_t *dimensions, const uint8_t *shape,
        const uint8_t *type) {
    for (size_t i = 0; i < count; i++) {
        tensors[i].dimensions = wire_load32(dimensions + 4 * i);
        for (size_t d = 0; d < METADATA_MAX_DIMENSIONS; d++) {
            tensors[i].shape[d] = wire_load32(shape + 4 * (METADATA_MAX_DIMENSIONS * i + d));
        }
        tensors[i].type_code = type[2 * i];
        tensors[i].type_bits = type[2 * i + 1];
    }
}

const char *metadata_decode(struct metadata *metadata, const uint8_t wire[METADATA_WIRE_SIZE]) {
    metadata->inputs = wire_load32(wire + INPUTS);
    metadata->outputs = wire_load32(wire + OUTPUTS);
    decode_tensors(metadata->input, METADATA_MAX_INPUTS, wire + INPUT_DIMENSIONS, wire + INPUT_SHAPE,
                   wire + INPUT_TYPE);
    decode_tensors(metadata->output, METADATA_MAX_OUTPUTS, wire + OUTPUT_DIMENSIONS, wire + OUTPUT_SHAPE,
                   wire + OUTPUT_TYPE);
    metadata_decode_name(metadata->entry_function, wire + ENTRY_FUNCTION);
    metadata_decode_name(metadata->model_name, wire + MODEL_NAME);
    return NULL;
}
