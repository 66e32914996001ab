#include "model/metadata.h"

#include <string.h>

void metadata_decode_name(char to[METADATA_NAME_SIZE + 1], const uint8_t from[METADATA_NAME_SIZE]) {
    memcpy(to, from, METADATA_NAME_SIZE);
    to[METADATA_NAME_SIZE] = '\0';
}

static const char *tensor_problem(const struct metadata_tensor *tensor) {
    if (tensor->dimensions < 1 || tensor->dimensions > METADATA_MAX_DIMENSIONS) {
        return "a tensor has not 1 to 4 dimensions";
    }
    if (tensor->type_bits % 8 != 0) {
        return "a type is not a multiple of 8 bits wide";
    }
    if (tensor->type_code >= METADATA_TYPE_CODES) {
        return "a type code is above 17";
    }
    for (uint32_t d = 0; d < tensor->dimensions; d++) {
        if (tensor->shape[d] == 0) {
            return "a dimension is 0";
        }
    }
    return NULL;
}

static const char *group_problem(const struct metadata_tensor *tensors, uint32_t count) {
    const char *problem = NULL;
    for (uint32_t i = 0; i < count && problem == NULL; i++) {
        problem = tensor_problem(&tensors[i]);
    }
    return problem;
}

const char *metadata_problem(const struct metadata *metadata) {
    if (metadata->inputs < 1 || metadata->inputs > METADATA_MAX_INPUTS) {
        return "there are not 1 or 2 inputs";
    }
    const char *problem = group_problem(metadata->input, metadata->inputs);
    if (problem != NULL) {
        return problem;
    }
    if (metadata->outputs < 1 || metadata->outputs > METADATA_MAX_OUTPUTS) {
        return "there are not 1 to 12 outputs";
    }
    return group_problem(metadata->output, metadata->outputs);
}

static uint64_t times(uint64_t left, uint64_t right) {
    return right != 0 && left > UINT64_MAX / right ? UINT64_MAX : left * right;
}

static uint64_t group_size(const struct metadata_tensor *tensors, uint32_t count) {
    uint64_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t size = tensors[i].type_bits / 8u;
        for (uint32_t d = 0; d < tensors[i].dimensions; d++) {
            size = times(size, tensors[i].shape[d]);
        }
        total = size > UINT64_MAX - total ? UINT64_MAX : total + size;
    }
    return total;
}

uint64_t metadata_input_size(const struct metadata *metadata) {
    return group_size(metadata->input, metadata->inputs);
}

uint64_t metadata_output_size(const struct metadata *metadata) {
    return group_size(metadata->output, metadata->outputs);
}
