/* CONV_2D with a lane for each of many positions of the window: the image is copied between zeros that stand for the
 * padding, so that every position has all of its cells, at the same distances from its first. */
#include "tflite/vector/conv_2d.h"

#include "tflite/prepare.h"
#include "tflite/vector/vector.h"

/* Memory that is too big to be worth the asking. */
#define MAX_SCRATCH UINT64_C(0x1000000)

/* The image between its padding. */
struct frame {
    uint32_t height, width;
};

/* An axis far beyond any memory may come out too short, but never short enough to fit. */
static uint32_t framed_axis(uint32_t in, int32_t pad, uint32_t out, uint32_t stride, uint32_t filter, uint32_t dilation) {
    uint64_t used = (uint64_t)(out - 1) * stride + (uint64_t)(filter - 1) * dilation + 1;
    uint64_t image = (uint64_t)in + (uint32_t)pad;
    uint64_t axis = used > image ? used : image;
    return axis > UINT32_MAX ? UINT32_MAX : (uint32_t)axis;
}

static struct frame frame_of(const struct window *window) {
    return (struct frame){framed_axis(window->in_h, window->pad_top, window->out_h, window->stride_h, window->filter_h,
                                      window->dilation_h),
                          framed_axis(window->in_w, window->pad_left, window->out_w, window->stride_w, window->filter_w,
                                      window->dilation_w)};
}

static uint32_t cells_of(const struct window *window) {
    return window->filter_h * window->filter_w * window->channels;
}

static uint32_t rounds(uint32_t count, uint32_t at_once) {
    return (count + at_once - 1) / at_once;
}

/* Instructions, roughly: lanes pay for each cell of each group of filters, windows for the start and end of each sum. */
static bool lanes_are_cheaper(const struct window *window, uint32_t filters) {
    enum { PER_CELL = 15, PER_SUM = 30, PER_ROUND = 8 };
    bool down = window->out_h > window->out_w;
    uint64_t longer = down ? window->out_h : window->out_w;
    uint64_t shorter = down ? window->out_w : window->out_h;
    uint64_t strips = shorter * rounds((uint32_t)longer, vector_lanes());
    uint64_t lanes = strips * rounds(filters, VECTOR_FILTERS) * ((uint64_t)cells_of(window) * PER_CELL + PER_SUM);
    uint64_t windows = longer * shorter * filters
                       * (PER_SUM + (uint64_t)rounds(cells_of(window), 2 * vector_lanes()) * PER_ROUND);
    return lanes < windows;
}

static void *put_distances(const struct window *window, struct frame frame, uint32_t cell_size, uint32_t *to) {
    uint32_t row = frame.width * window->channels * window->dilation_h * cell_size;
    uint32_t column = window->channels * window->dilation_w * cell_size;
    for (uint32_t y = 0; y < window->filter_h; y++) {
        for (uint32_t x = 0; x < window->filter_w; x++) {
            for (uint32_t c = 0; c < window->channels; c++) {
                *to++ = y * row + x * column + c * cell_size;
            }
        }
    }
    return to;
}

typedef void filter_function(const struct operation *operation, const struct lanes *lanes, const void *image,
                             void *output);

/* What floats and int8 values have different. */
struct kind {
    uint32_t cell_size, output_size;
    void (*put_row)(const struct operation *operation, void *to, uint32_t row);
    filter_function *filter;
};

/* How the positions are walked: lanes along the longer side of the output, one line of them after the other. */
struct walk {
    struct lanes lanes;
    uint32_t length, lines;
    /* Bytes from one line to the next. */
    uint32_t image_line, output_line;
};

static struct walk walk_of(const struct operation *operation, struct frame frame, const struct kind *kind) {
    const struct window *window = &operation->window;
    uint32_t down = window->stride_h * frame.width * window->channels * kind->cell_size;
    uint32_t right = window->stride_w * window->channels * kind->cell_size;
    uint32_t output_right = operation->weights->shape[0] * kind->output_size;
    uint32_t output_down = window->out_w * output_right;
    struct lanes lanes = {operation->scratch, cells_of(window), 0, 0, 0};
    if (window->out_h > window->out_w) {
        lanes.image_step = down;
        lanes.output_step = output_down;
        return (struct walk){lanes, window->out_h, window->out_w, right, output_right};
    }
    lanes.image_step = right;
    lanes.output_step = output_right;
    return (struct walk){lanes, window->out_w, window->out_h, down, output_down};
}

static const uint32_t no_bias[VECTOR_FILTERS];

static void filter_float(const struct operation *operation, const struct lanes *lanes, const void *image, void *output) {
    const float *weights = operation->weights->data;
    const float *bias = operation->bias != NULL ? operation->bias->data : NULL;
    const float min = operation->limits.f.min;
    const float max = operation->limits.f.max;
    const uint32_t filters = operation->weights->shape[0];
    float *to = output;
    for (uint32_t f = 0; f < filters;) {
        bool group = filters - f >= VECTOR_FILTERS;
        const float *from = bias != NULL ? bias + f : (const float *)no_bias;
        (group ? vector_filters_float : vector_filter_float)(
                lanes, image, weights + f * lanes->cell_count, from, to + f, min, max);
        f += group ? VECTOR_FILTERS : 1;
    }
}

static void filter_int8(const struct operation *operation, const struct lanes *lanes, const void *image, void *output) {
    const int8_t *weights = operation->weights->data;
    const uint32_t *bias = operation->bias != NULL ? operation->bias->data : NULL;
    const struct finish finish = finish_of(operation);
    const uint32_t filters = operation->weights->shape[0];
    int8_t *to = output;
    for (uint32_t f = 0; f < filters;) {
        bool group = filters - f >= VECTOR_FILTERS;
        (group ? vector_filters_int8 : vector_filter_int8)(
                lanes, image, weights + f * lanes->cell_count, bias != NULL ? bias + f : no_bias, to + f,
                operation->rescale + f, &finish);
        f += group ? VECTOR_FILTERS : 1;
    }
}

static void filter_image(const struct operation *operation, const struct walk *walk, filter_function *filter,
                         const uint8_t *image, uint8_t *output) {
    struct lanes lanes = walk->lanes;
    for (uint32_t line = 0; line < walk->lines; line++) {
        for (uint32_t done = 0; done < walk->length; done += lanes.count) {
            uint32_t left = walk->length - done;
            lanes.count = left < vector_lanes() ? left : vector_lanes();
            filter(operation, &lanes, image + done * lanes.image_step, output + done * lanes.output_step);
        }
        image += walk->image_line;
        output += walk->output_line;
    }
}

static void put_row_float(const struct operation *operation, void *to, uint32_t row) {
    const struct window *window = &operation->window;
    uint32_t count = window->in_w * window->channels;
    vector_copy(to, (const float *)operation->input->data + row * count, count * sizeof(float));
}

static void put_row_int8(const struct operation *operation, void *to, uint32_t row) {
    const struct window *window = &operation->window;
    uint32_t count = window->in_w * window->channels;
    vector_widen_int8(to, (const int8_t *)operation->input->data + row * count, count, operation->input->zero_point);
}

static const struct kind of_float = {sizeof(float), sizeof(float), put_row_float, filter_float};
static const struct kind of_int8 = {sizeof(int16_t), sizeof(int8_t), put_row_int8, filter_int8};

static void run(const struct operation *operation, const struct kind *kind) {
    const struct window *window = &operation->window;
    struct frame frame = frame_of(window);
    struct walk walk = walk_of(operation, frame, kind);
    uint32_t cell = window->channels * kind->cell_size;
    uint32_t row = frame.width * cell;
    uint8_t *framed = put_distances(window, frame, kind->cell_size, operation->scratch);
    uint8_t *image = framed + (uint32_t)window->pad_top * row + (uint32_t)window->pad_left * cell;
    uint8_t *output = operation->output->data;
    vector_zero(framed, frame.height * row);
    for (uint32_t b = 0; b < window->batches; b++) {
        for (uint32_t y = 0; y < window->in_h; y++) {
            kind->put_row(operation, image + y * row, b * window->in_h + y);
        }
        filter_image(operation, &walk, kind->filter, framed, output);
        output += operation->output->elements / window->batches * kind->output_size;
    }
}

static void run_float(const struct operation *operation) {
    run(operation, &of_float);
}

static void run_int8(const struct operation *operation) {
    run(operation, &of_int8);
}

bool vector_conv_2d_prepare(struct preparation *preparation) {
    struct operation *operation = preparation->operation;
    const struct window *window = &operation->window;
    bool int8 = operation->input->type == TENSOR_INT8;
    uint32_t cell_size = int8 ? of_int8.cell_size : of_float.cell_size;
    struct frame frame = frame_of(window);
    uint64_t size = (uint64_t)frame.height * frame.width;
    size = size > MAX_SCRATCH ? MAX_SCRATCH + 1 : size * window->channels * cell_size;
    size += (uint64_t)cells_of(window) * sizeof(uint32_t);
    if (size > MAX_SCRATCH || !lanes_are_cheaper(window, operation->weights->shape[0])) {
        return false;
    }
    operation->scratch_size = (uint32_t)size;
    operation->run = int8 ? run_int8 : run_float;
    return true;
}
