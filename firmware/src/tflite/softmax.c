#include <math.h>

#include "tflite/fixed_point.h"
#include "tflite/prepare.h"
#include "tflite/problem.h"
#include "tflite/quantized.h"

enum {
    SCALED_INTEGER_BITS = 5,
    SCALED_FRACTION_BITS = 31 - SCALED_INTEGER_BITS,
    SUM_INTEGER_BITS = 12,
    /* The sum of more ones than this overflows its 12 integer bits. */
    MAX_INT8_VALUES = (1 << SUM_INTEGER_BITS) - 1,
    OUTPUT_ZERO_POINT = -128,
};

static uint32_t row_length(const struct tensor *tensor) {
    return tensor->rank == 0 ? 1 : tensor->shape[tensor->rank - 1];
}

static void run_float(const struct operation *operation) {
    uint32_t length = row_length(operation->input);
    const float *input = operation->input->data;
    float *output = operation->output->data;
    for (uint32_t done = 0; done < operation->input->elements; done += length) {
        float largest = input[done];
        for (uint32_t i = 1; i < length; i++) {
            largest = input[done + i] > largest ? input[done + i] : largest;
        }
        float sum = 0;
        for (uint32_t i = 0; i < length; i++) {
            output[done + i] = expf((input[done + i] - largest) * operation->beta);
            sum += output[done + i];
        }
        for (uint32_t i = 0; i < length; i++) {
            output[done + i] /= sum;
        }
    }
}

/* e^(beta * scale * difference) in Q0.31. */
static int32_t exp_of_difference(const struct operation *operation, int32_t difference) {
    const struct rescale *rescale = operation->rescale;
    return exp_on_negative_values(
            high_product(shift_left(difference, rescale->left), rescale->multiplier));
}

static void softmax_int8(const struct operation *operation, const int8_t *input, int8_t *output, uint32_t length) {
    int32_t largest = input[0];
    for (uint32_t i = 1; i < length; i++) {
        largest = input[i] > largest ? input[i] : largest;
    }
    uint32_t sum = 0;
    for (uint32_t i = 0; i < length; i++) {
        int32_t difference = input[i] - largest;
        if (difference >= operation->softmax_floor) {
            sum += (uint32_t)rounding_shift(exp_of_difference(operation, difference), SUM_INTEGER_BITS);
        }
    }
    /* The sum is 2^bits_over_one * (1 + fraction); the largest value alone makes it 1. */
    uint32_t headroom = (uint32_t)__builtin_clz(sum);
    uint32_t bits_over_one = SUM_INTEGER_BITS - headroom;
    uint32_t fraction = (sum << headroom) - (UINT32_C(1) << 31);
    int32_t reciprocal = one_over_one_plus((int32_t)fraction);
    for (uint32_t i = 0; i < length; i++) {
        int32_t difference = input[i] - largest;
        int32_t value = OUTPUT_ZERO_POINT;
        if (difference >= operation->softmax_floor) {
            int32_t quotient = high_product(reciprocal, exp_of_difference(operation, difference));
            uint32_t exponent = bits_over_one + 31 - 8;
            value += exponent > 31 ? 0 : rounding_shift(quotient, exponent);
        }
        output[i] = (int8_t)clamp(value, INT8_MIN, INT8_MAX);
    }
}

static void run_int8(const struct operation *operation) {
    uint32_t length = row_length(operation->input);
    const int8_t *input = operation->input->data;
    int8_t *output = operation->output->data;
    for (uint32_t done = 0; done < operation->input->elements; done += length) {
        softmax_int8(operation, input + done, output + done, length);
    }
}

static status_t prepare_int8(struct preparation *preparation) {
    struct operation *operation = preparation->operation;
    if (preparation->output->scale != 1.0f / 256 || preparation->output->zero_point != OUTPUT_ZERO_POINT) {
        return refuse_operation(preparation->name, "its output scale is not 1/256 with zero point -128");
    }
    if (row_length(preparation->output) > MAX_INT8_VALUES) {
        return refuse_operation(preparation->name, "it has more than 4095 values");
    }
    double factor = (double)operation->beta * (double)preparation->inputs[0]->scale * (1 << SCALED_FRACTION_BITS);
    operation->rescale = arena_take(preparation->arena, 1, sizeof *operation->rescale);
    if (operation->rescale == NULL) {
        return refuse_operation(preparation->name, "no memory for its scale");
    }
    if (!(factor > 1) || !rescale_from(operation->rescale, factor < INT32_MAX ? factor : INT32_MAX)) {
        return refuse_operation(preparation->name, "beta times its input scale is not usable");
    }
    int32_t integer_range = (1 << SCALED_INTEGER_BITS) - 1;
    operation->softmax_floor =
            -(int32_t)(((int64_t)integer_range << SCALED_FRACTION_BITS) >> operation->rescale->left);
    operation->run = run_int8;
    return STATUS_OK;
}

status_t softmax_prepare(struct preparation *preparation) {
    status_t status = prepare_ends(preparation);
    if (status != STATUS_OK) {
        return status;
    }
    const struct tensor *input = preparation->inputs[0];
    if (input->elements != preparation->output->elements || row_length(input) != row_length(preparation->output)) {
        return refuse_operation(preparation->name, "input and output have different shapes");
    }
    preparation->operation->beta = table_float(preparation->options, SOFTMAX_BETA, 0);
    preparation->operation->run = run_float;
    return input->type == TENSOR_INT8 ? prepare_int8(preparation) : STATUS_OK;
}
