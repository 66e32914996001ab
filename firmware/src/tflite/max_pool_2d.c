#include "config.h"
#include "tflite/extremes.h"
#include "tflite/prepare.h"
#include "tflite/problem.h"
#include "tflite/quantized.h"
#include "tflite/vector/vector.h"
#include "tflite/window.h"

static void pool_float(const struct operation *operation, const float *image, struct extent rows,
                       struct extent columns, float *output) {
    const struct window *window = &operation->window;
    uint32_t channels = window->channels;
    if (KENNING_VECTOR) {
        vector_pool_float(image + (rows.first * window->in_w + columns.first) * channels, rows.end - rows.begin,
                          columns.end - columns.begin, window->in_w * channels * sizeof *image, channels, output,
                          operation->limits.f.min, operation->limits.f.max);
        return;
    }
    /* Limits are applied on the way: the lowest is where every maximum starts from. */
    for (uint32_t c = 0; c < channels; c++) {
        output[c] = operation->limits.f.min;
    }
    for (uint32_t y = 0; y < rows.end - rows.begin; y++) {
        const float *cell = image + ((rows.first + y) * window->in_w + columns.first) * channels;
        for (uint32_t x = 0; x < columns.end - columns.begin; x++) {
            for (uint32_t c = 0; c < channels; c++) {
                output[c] = greater_of(*cell++, output[c]);
            }
        }
    }
    for (uint32_t c = 0; c < channels; c++) {
        output[c] = less_of(output[c], operation->limits.f.max);
    }
}

static void pool_int8(const struct operation *operation, const int8_t *image, struct extent rows,
                      struct extent columns, int8_t *output) {
    const struct window *window = &operation->window;
    uint32_t channels = window->channels;
    if (KENNING_VECTOR) {
        vector_pool_int8(image + (rows.first * window->in_w + columns.first) * channels, rows.end - rows.begin,
                         columns.end - columns.begin, window->in_w * channels, channels, output,
                         operation->limits.i.min, operation->limits.i.max);
        return;
    }
    for (uint32_t c = 0; c < channels; c++) {
        output[c] = (int8_t)operation->limits.i.min;
    }
    for (uint32_t y = 0; y < rows.end - rows.begin; y++) {
        const int8_t *cell = image + ((rows.first + y) * window->in_w + columns.first) * channels;
        for (uint32_t x = 0; x < columns.end - columns.begin; x++) {
            for (uint32_t c = 0; c < channels; c++) {
                int8_t value = *cell++;
                output[c] = value > output[c] ? value : output[c];
            }
        }
    }
    for (uint32_t c = 0; c < channels; c++) {
        output[c] = (int8_t)clamp(output[c], operation->limits.i.min, operation->limits.i.max);
    }
}

static void run_float(const struct operation *operation) {
    const struct window *window = &operation->window;
    const float *image = operation->input->data;
    float *output = operation->output->data;
    for (uint32_t b = 0; b < window->batches; b++) {
        for (uint32_t y = 0; y < window->out_h; y++) {
            for (uint32_t x = 0; x < window->out_w; x++) {
                pool_float(operation, image, window_rows(window, y), window_columns(window, x), output);
                output += window->channels;
            }
        }
        image += window->in_h * window->in_w * window->channels;
    }
}

static void run_int8(const struct operation *operation) {
    const struct window *window = &operation->window;
    const int8_t *image = operation->input->data;
    int8_t *output = operation->output->data;
    for (uint32_t b = 0; b < window->batches; b++) {
        for (uint32_t y = 0; y < window->out_h; y++) {
            for (uint32_t x = 0; x < window->out_w; x++) {
                pool_int8(operation, image, window_rows(window, y), window_columns(window, x), output);
                output += window->channels;
            }
        }
        image += window->in_h * window->in_w * window->channels;
    }
}

status_t max_pool_2d_prepare(struct preparation *preparation) {
    status_t status = prepare_ends(preparation);
    if (status == STATUS_OK) {
        status = prepare_limits(preparation, table_byte(preparation->options, POOL_2D_ACTIVATION, ACTIVATION_NONE));
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct tensor *input = preparation->inputs[0];
    bool int8 = input->type == TENSOR_INT8;
    if (int8
        && (input->scale != preparation->output->scale || input->zero_point != preparation->output->zero_point)) {
        return refuse_operation(preparation->name, "input and output are quantised differently");
    }
    int32_t filter_h = table_int(preparation->options, POOL_2D_FILTER_H, 0);
    int32_t filter_w = table_int(preparation->options, POOL_2D_FILTER_W, 0);
    struct window_options options = {
        .padding = table_byte(preparation->options, POOL_2D_PADDING, PADDING_SAME),
        .stride_h = table_int(preparation->options, POOL_2D_STRIDE_H, 0),
        .stride_w = table_int(preparation->options, POOL_2D_STRIDE_W, 0),
        .dilation_h = 1,
        .dilation_w = 1,
        .filter_h = filter_h > 0 ? (uint32_t)filter_h : 0,
        .filter_w = filter_w > 0 ? (uint32_t)filter_w : 0,
        .output_channels = input->rank == 4 ? input->shape[3] : 0,
    };
    preparation->operation->run = int8 ? run_int8 : run_float;
    return prepare_window(preparation, &options);
}
