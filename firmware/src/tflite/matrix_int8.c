#include "tflite/matrix.h"
#include "tflite/quantized.h"

/* Sums are unsigned, so that a model whose sums overflow gets wrong numbers and not undefined behaviour. */
static inline uint32_t product(int16_t x, int8_t weight) {
    return (uint32_t)((int32_t)x * weight);
}

static uint32_t row_product(const int16_t *vector, const int8_t *row, uint32_t columns, uint32_t sum) {
    for (uint32_t i = 0; i < columns; i++) {
        sum += product(vector[i], row[i]);
    }
    return sum;
}

/* Four rows at once, so that each element of the vector is loaded once for four multiplications. */
void matrix_times_int8(const struct operation *operation, uint32_t rows, uint32_t columns, const int16_t *vector,
                       int8_t *output) {
    const int8_t *row = operation->weights->data;
    const uint32_t *bias = operation->bias != NULL ? operation->bias->data : NULL;
    const struct rescale *rescale = operation->rescale;
    const struct finish finish = finish_of(operation);
    uint32_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        const int8_t *row1 = row + columns;
        const int8_t *row2 = row1 + columns;
        const int8_t *row3 = row2 + columns;
        uint32_t sum0 = bias != NULL ? bias[r] : 0;
        uint32_t sum1 = bias != NULL ? bias[r + 1] : 0;
        uint32_t sum2 = bias != NULL ? bias[r + 2] : 0;
        uint32_t sum3 = bias != NULL ? bias[r + 3] : 0;
        for (uint32_t i = 0; i < columns; i++) {
            int16_t x = vector[i];
            sum0 += product(x, row[i]);
            sum1 += product(x, row1[i]);
            sum2 += product(x, row2[i]);
            sum3 += product(x, row3[i]);
        }
        output[r] = finish_sum(&rescale[r], sum0, finish);
        output[r + 1] = finish_sum(&rescale[r + 1], sum1, finish);
        output[r + 2] = finish_sum(&rescale[r + 2], sum2, finish);
        output[r + 3] = finish_sum(&rescale[r + 3], sum3, finish);
        row = row3 + columns;
    }
    for (; r < rows; r++) {
        output[r] = finish_sum(&rescale[r], row_product(vector, row, columns, bias != NULL ? bias[r] : 0), finish);
        row += columns;
    }
}
