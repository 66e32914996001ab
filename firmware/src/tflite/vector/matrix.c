/* A row at a time: its products with the vector are summed in as many lanes as a register group has. */
#include "tflite/matrix.h"

#include <math.h>

#include "tflite/quantized.h"
#include "tflite/vector/vector.h"

void matrix_times_float(const struct operation *operation, uint32_t rows, uint32_t columns, const float *vector,
                        float *output) {
    const float *row = operation->weights->data;
    const float *bias = operation->bias != NULL ? operation->bias->data : NULL;
    for (uint32_t r = 0; r < rows; r++) {
        float sum = vector_dot_float(vector, row, columns, bias != NULL ? bias[r] : 0);
        output[r] = fminf(fmaxf(sum, operation->limits.f.min), operation->limits.f.max);
        row += columns;
    }
}

void matrix_times_int8(const struct operation *operation, uint32_t rows, uint32_t columns, const int16_t *vector,
                       int8_t *output) {
    const int8_t *row = operation->weights->data;
    const uint32_t *bias = operation->bias != NULL ? operation->bias->data : NULL;
    const struct finish finish = finish_of(operation);
    for (uint32_t r = 0; r < rows; r++) {
        uint32_t sum = vector_dot_int8(vector, row, columns, bias != NULL ? bias[r] : 0);
        output[r] = finish_sum(&operation->rescale[r], sum, finish);
        row += columns;
    }
}
