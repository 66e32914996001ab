#include "config.h"
#include "tflite/matrix.h"
#include "tflite/prepare.h"
#include "tflite/problem.h"
#include "tflite/vector/vector.h"

static void run_float(const struct operation *operation) {
    uint32_t rows = operation->weights->shape[0];
    uint32_t columns = operation->weights->shape[1];
    uint32_t batches = operation->input->elements / columns;
    const float *input = operation->input->data;
    float *output = operation->output->data;
    for (uint32_t b = 0; b < batches; b++) {
        matrix_times_float(operation, rows, columns, input + b * columns, output + b * rows);
    }
}

static void run_int8(const struct operation *operation) {
    uint32_t rows = operation->weights->shape[0];
    uint32_t columns = operation->weights->shape[1];
    uint32_t batches = operation->input->elements / columns;
    int32_t zero_point = operation->input->zero_point;
    const int8_t *input = operation->input->data;
    int8_t *output = operation->output->data;
    int16_t *vector = operation->scratch;
    for (uint32_t b = 0; b < batches; b++) {
        if (KENNING_VECTOR) {
            vector_widen_int8(vector, input, columns, zero_point);
            input += columns;
        } else {
            for (uint32_t i = 0; i < columns; i++) {
                vector[i] = (int16_t)(*input++ - zero_point);
            }
        }
        matrix_times_int8(operation, rows, columns, vector, output + b * rows);
    }
}

status_t fully_connected_prepare(struct preparation *preparation) {
    status_t status = prepare_ends(preparation);
    if (status == STATUS_OK) {
        status = prepare_weights(preparation);
    }
    if (status == STATUS_OK) {
        status = prepare_limits(preparation,
                                table_byte(preparation->options, FULLY_CONNECTED_ACTIVATION, ACTIVATION_NONE));
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (table_byte(preparation->options, FULLY_CONNECTED_WEIGHTS_FORMAT, 0) != 0) {
        return refuse_operation(preparation->name, "its weights are shuffled");
    }
    const struct tensor *input = preparation->inputs[0];
    const struct tensor *weights = preparation->inputs[1];
    if (weights->rank != 2 || input->elements % weights->shape[1] != 0
        || preparation->output->elements != input->elements / weights->shape[1] * weights->shape[0]) {
        return refuse_operation(preparation->name, "its weights do not fit its input and output");
    }
    bool int8 = input->type == TENSOR_INT8;
    preparation->operation->run = int8 ? run_int8 : run_float;
    return int8 ? prepare_scratch(preparation, weights->shape[1]) : STATUS_OK;
}
