/* CONV_2D: the cells under the window are laid out as one vector, 0 where there is no image, and multiplied with the
 * matrix of filters. The copy costs a fraction of the products, which it lets run without a look at the geometry. */
#include "config.h"
#include "tflite/matrix.h"
#include "tflite/prepare.h"
#include "tflite/problem.h"
#include "tflite/vector/conv_2d.h"
#include "tflite/vector/vector.h"
#include "tflite/window.h"

static float *put_zeros_float(float *to, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        to[i] = 0;
    }
    return to + count;
}

static float *put_cells_float(float *to, const float *from, uint32_t count) {
    if (KENNING_VECTOR) {
        vector_copy(to, from, count * sizeof *to);
        return to + count;
    }
    for (uint32_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
    return to + count;
}

static float *gather_row_float(const struct window *window, const float *row, struct extent columns, float *to) {
    uint32_t channels = window->channels;
    uint32_t cells = columns.end - columns.begin;
    const float *from = row + columns.first * channels;
    to = put_zeros_float(to, columns.begin * channels);
    if (window->dilation_w == 1) {
        to = put_cells_float(to, from, cells * channels);
    } else {
        for (uint32_t i = 0; i < cells; i++) {
            to = put_cells_float(to, from + i * window->dilation_w * channels, channels);
        }
    }
    return put_zeros_float(to, (window->filter_w - columns.end) * channels);
}

static void gather_float(const struct window *window, const float *image, struct extent rows, struct extent columns,
                         float *to) {
    uint32_t row_cells = window->filter_w * window->channels;
    uint32_t image_row = window->in_w * window->channels;
    to = put_zeros_float(to, rows.begin * row_cells);
    for (uint32_t i = 0; i < rows.end - rows.begin; i++) {
        const float *row = image + (rows.first + i * window->dilation_h) * image_row;
        to = gather_row_float(window, row, columns, to);
    }
    put_zeros_float(to, (window->filter_h - rows.end) * row_cells);
}

static void run_float(const struct operation *operation) {
    const struct window *window = &operation->window;
    uint32_t filters = operation->weights->shape[0];
    uint32_t cells = window->filter_h * window->filter_w * window->channels;
    const float *image = operation->input->data;
    float *output = operation->output->data;
    for (uint32_t b = 0; b < window->batches; b++) {
        for (uint32_t y = 0; y < window->out_h; y++) {
            struct extent rows = window_rows(window, y);
            for (uint32_t x = 0; x < window->out_w; x++) {
                gather_float(window, image, rows, window_columns(window, x), operation->scratch);
                matrix_times_float(operation, filters, cells, operation->scratch, output);
                output += filters;
            }
        }
        image += window->in_h * window->in_w * window->channels;
    }
}

static int16_t *put_zeros_int8(int16_t *to, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        to[i] = 0;
    }
    return to + count;
}

static int16_t *put_cells_int8(int16_t *to, const int8_t *from, uint32_t count, int32_t zero_point) {
    if (KENNING_VECTOR) {
        vector_widen_int8(to, from, count, zero_point);
        return to + count;
    }
    for (uint32_t i = 0; i < count; i++) {
        to[i] = (int16_t)(from[i] - zero_point);
    }
    return to + count;
}

static int16_t *gather_row_int8(const struct window *window, const int8_t *row, struct extent columns,
                                int32_t zero_point, int16_t *to) {
    uint32_t channels = window->channels;
    uint32_t cells = columns.end - columns.begin;
    const int8_t *from = row + columns.first * channels;
    to = put_zeros_int8(to, columns.begin * channels);
    if (window->dilation_w == 1) {
        to = put_cells_int8(to, from, cells * channels, zero_point);
    } else {
        for (uint32_t i = 0; i < cells; i++) {
            to = put_cells_int8(to, from + i * window->dilation_w * channels, channels, zero_point);
        }
    }
    return put_zeros_int8(to, (window->filter_w - columns.end) * channels);
}

static void gather_int8(const struct window *window, const int8_t *image, struct extent rows, struct extent columns,
                        int32_t zero_point, int16_t *to) {
    uint32_t row_cells = window->filter_w * window->channels;
    uint32_t image_row = window->in_w * window->channels;
    to = put_zeros_int8(to, rows.begin * row_cells);
    for (uint32_t i = 0; i < rows.end - rows.begin; i++) {
        const int8_t *row = image + (rows.first + i * window->dilation_h) * image_row;
        to = gather_row_int8(window, row, columns, zero_point, to);
    }
    put_zeros_int8(to, (window->filter_h - rows.end) * row_cells);
}

static void run_int8(const struct operation *operation) {
    const struct window *window = &operation->window;
    uint32_t filters = operation->weights->shape[0];
    uint32_t cells = window->filter_h * window->filter_w * window->channels;
    int32_t zero_point = operation->input->zero_point;
    const int8_t *image = operation->input->data;
    int8_t *output = operation->output->data;
    for (uint32_t b = 0; b < window->batches; b++) {
        for (uint32_t y = 0; y < window->out_h; y++) {
            struct extent rows = window_rows(window, y);
            for (uint32_t x = 0; x < window->out_w; x++) {
                gather_int8(window, image, rows, window_columns(window, x), zero_point, operation->scratch);
                matrix_times_int8(operation, filters, cells, operation->scratch, output);
                output += filters;
            }
        }
        image += window->in_h * window->in_w * window->channels;
    }
}

status_t conv_2d_prepare(struct preparation *preparation) {
    status_t status = prepare_ends(preparation);
    if (status == STATUS_OK) {
        status = prepare_weights(preparation);
    }
    if (status == STATUS_OK) {
        status = prepare_limits(preparation, table_byte(preparation->options, CONV_2D_ACTIVATION, ACTIVATION_NONE));
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct tensor *input = preparation->inputs[0];
    const struct tensor *weights = preparation->inputs[1];
    if (weights->rank != 4 || input->rank != 4 || weights->shape[3] != input->shape[3]) {
        return refuse_operation(preparation->name, "its filters have not as many channels as its input");
    }
    struct window_options options = {
        .padding = table_byte(preparation->options, CONV_2D_PADDING, PADDING_SAME),
        .stride_h = table_int(preparation->options, CONV_2D_STRIDE_H, 0),
        .stride_w = table_int(preparation->options, CONV_2D_STRIDE_W, 0),
        .dilation_h = table_int(preparation->options, CONV_2D_DILATION_H, 1),
        .dilation_w = table_int(preparation->options, CONV_2D_DILATION_W, 1),
        .filter_h = weights->shape[1],
        .filter_w = weights->shape[2],
        .output_channels = weights->shape[0],
    };
    preparation->operation->run = input->type == TENSOR_INT8 ? run_int8 : run_float;
    status = prepare_window(preparation, &options);
    if (status != STATUS_OK || (KENNING_VECTOR && vector_conv_2d_prepare(preparation))) {
        return status;
    }
    return prepare_scratch(preparation, weights->elements / weights->shape[0]);
}
