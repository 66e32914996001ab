#include "tflite/extremes.h"
#include "tflite/matrix.h"

static inline float limited(float value, float min, float max) {
    return less_of(greater_of(value, min), max);
}

static float row_product(const float *vector, const float *row, uint32_t columns, float sum) {
    for (uint32_t i = 0; i < columns; i++) {
        sum += vector[i] * row[i];
    }
    return sum;
}

/* Four rows at once, so that each element of the vector is loaded once for four multiplications. */
void matrix_times_float(const struct operation *operation, uint32_t rows, uint32_t columns, const float *vector,
                        float *output) {
    const float *row = operation->weights->data;
    const float *bias = operation->bias != NULL ? operation->bias->data : NULL;
    const float min = operation->limits.f.min;
    const float max = operation->limits.f.max;
    uint32_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        const float *row1 = row + columns;
        const float *row2 = row1 + columns;
        const float *row3 = row2 + columns;
        float sum0 = bias != NULL ? bias[r] : 0;
        float sum1 = bias != NULL ? bias[r + 1] : 0;
        float sum2 = bias != NULL ? bias[r + 2] : 0;
        float sum3 = bias != NULL ? bias[r + 3] : 0;
        for (uint32_t i = 0; i < columns; i++) {
            float x = vector[i];
            sum0 += x * row[i];
            sum1 += x * row1[i];
            sum2 += x * row2[i];
            sum3 += x * row3[i];
        }
        output[r] = limited(sum0, min, max);
        output[r + 1] = limited(sum1, min, max);
        output[r + 2] = limited(sum2, min, max);
        output[r + 3] = limited(sum3, min, max);
        row = row3 + columns;
    }
    for (; r < rows; r++) {
        output[r] = limited(row_product(vector, row, columns, bias != NULL ? bias[r] : 0), min, max);
        row += columns;
    }
}
