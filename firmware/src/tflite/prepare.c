#include "tflite/prepare.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

#include "tflite/problem.h"
#include "tflite/quantized.h"

enum {
    INT8_LOWEST = -128,
    INT8_HIGHEST = 127,
    MAX_GEOMETRY = 1 << 20,
};

static bool int8_zero_point(const struct tensor *tensor) {
    return tensor->zero_point >= INT8_LOWEST && tensor->zero_point <= INT8_HIGHEST;
}

static bool usable_scale(float scale) {
    return scale > 0 && scale <= FLT_MAX;
}

status_t prepare_ends(struct preparation *preparation) {
    struct tensor *input = preparation->inputs[0];
    struct tensor *output = preparation->output;
    if (input->type != TENSOR_FLOAT32 && input->type != TENSOR_INT8) {
        return refuse_unsupported("type", schema_type_name(input->type), input->type, preparation->name);
    }
    if (output->type != input->type) {
        return refuse_operation(preparation->name, "input and output have different types");
    }
    if (input->type == TENSOR_INT8
        && !(int8_zero_point(input) && usable_scale(input->scale) && int8_zero_point(output)
             && usable_scale(output->scale))) {
        return refuse_operation(preparation->name, "an int8 tensor has no usable quantisation");
    }
    preparation->operation->name = preparation->name;
    preparation->operation->input = input;
    preparation->operation->output = output;
    return STATUS_OK;
}

static status_t activation_range(int activation, float *min, float *max) {
    static const struct {
        float min, max;
    } ranges[] = {
        [ACTIVATION_NONE] = {-INFINITY, INFINITY},
        [ACTIVATION_RELU] = {0, INFINITY},
        [ACTIVATION_RELU_N1_TO_1] = {-1, 1},
        [ACTIVATION_RELU6] = {0, 6},
    };
    if (activation > ACTIVATION_RELU6) {
        return STATUS_RUNTIME_INV_ARG;
    }
    *min = ranges[activation].min;
    *max = ranges[activation].max;
    return STATUS_OK;
}

static int32_t quantize_limit(float value, const struct tensor *tensor) {
    float quantized = roundf(value / tensor->scale) + (float)tensor->zero_point;
    if (quantized <= INT8_LOWEST) {
        return INT8_LOWEST;
    }
    return quantized >= INT8_HIGHEST ? INT8_HIGHEST : (int32_t)quantized;
}

status_t prepare_limits(struct preparation *preparation, int activation) {
    float min;
    float max;
    if (activation_range(activation, &min, &max) != STATUS_OK) {
        const char *name = schema_activation_name(activation);
        return refuse_unsupported("activation", name, (uint32_t)activation, preparation->name);
    }
    union limits *limits = &preparation->operation->limits;
    if (preparation->output->type == TENSOR_FLOAT32) {
        limits->f.min = min;
        limits->f.max = max;
    } else {
        limits->i.min = quantize_limit(min, preparation->output);
        limits->i.max = quantize_limit(max, preparation->output);
    }
    return STATUS_OK;
}

static status_t prepare_rescale(struct preparation *preparation, uint32_t channels) {
    const struct tensor *weights = preparation->inputs[1];
    struct rescale *rescale = arena_take(preparation->arena, channels, sizeof *rescale);
    if (rescale == NULL) {
        return refuse_operation(preparation->name, "no memory for its scales");
    }
    for (uint32_t c = 0; c < channels; c++) {
        float scale = weights->scales.count == channels ? vector_float(weights->scales, c) : weights->scale;
        double factor = (double)preparation->inputs[0]->scale * (double)scale / (double)preparation->output->scale;
        if (!usable_scale(scale) || !rescale_from(&rescale[c], factor)) {
            return refuse_operation(preparation->name, "a weight scale is not usable");
        }
    }
    preparation->operation->rescale = rescale;
    return STATUS_OK;
}

status_t prepare_weights(struct preparation *preparation) {
    const struct tensor *input = preparation->inputs[0];
    struct tensor *weights = preparation->inputs[1];
    struct tensor *bias = preparation->inputs[2];
    if (weights == NULL || !weights->constant || weights->type != input->type || weights->rank == 0) {
        return refuse_operation(preparation->name, "its weights are not constants of the input's type");
    }
    uint32_t channels = weights->shape[0];
    enum tensor_type bias_type = input->type == TENSOR_INT8 ? TENSOR_INT32 : TENSOR_FLOAT32;
    if (bias != NULL && (!bias->constant || bias->type != bias_type || bias->elements != channels)) {
        return refuse_operation(preparation->name, "its bias does not fit its weights");
    }
    preparation->operation->weights = weights;
    preparation->operation->bias = bias;
    if (input->type == TENSOR_FLOAT32) {
        return STATUS_OK;
    }
    if (weights->zero_point != 0 || (weights->scales.count != 1 && weights->scales.count != channels)) {
        return refuse_operation(preparation->name, "its weights are not quantised around 0");
    }
    return prepare_rescale(preparation, channels);
}

status_t prepare_scratch(struct preparation *preparation, uint32_t cells) {
    size_t cell_size = preparation->inputs[0]->type == TENSOR_INT8 ? sizeof(int16_t) : sizeof(float);
    /* Only reserved here; all operations share the largest. */
    if (cells > INT32_MAX / cell_size) {
        return refuse_operation(preparation->name, "its window is too big");
    }
    preparation->operation->scratch_size = (uint32_t)(cells * cell_size);
    return STATUS_OK;
}

/* One axis of a window; before SAME padding is split, the smaller half goes before the image. */
struct axis {
    uint32_t in, out, filter;
    int32_t stride, dilation;
};

static bool prepare_axis(const struct axis *axis, int padding, int32_t *pad_before) {
    if (axis->stride < 1 || axis->stride > MAX_GEOMETRY || axis->dilation < 1 || axis->dilation > MAX_GEOMETRY
        || axis->filter < 1 || axis->filter > MAX_GEOMETRY || axis->in > MAX_GEOMETRY) {
        return false;
    }
    int64_t in = axis->in;
    int64_t reach = (int64_t)(axis->filter - 1) * axis->dilation + 1;
    if (padding == PADDING_VALID) {
        *pad_before = 0;
        return in >= reach && axis->out == (in - reach) / axis->stride + 1;
    }
    int64_t out = (in + axis->stride - 1) / axis->stride;
    int64_t total = (out - 1) * axis->stride + reach - in;
    if (total > INT32_MAX) {
        return false;
    }
    *pad_before = total > 0 ? (int32_t)(total / 2) : 0;
    return axis->out == out;
}

status_t prepare_window(struct preparation *preparation, const struct window_options *options) {
    const struct tensor *input = preparation->inputs[0];
    const struct tensor *output = preparation->output;
    if (input->rank != 4 || output->rank != 4) {
        return refuse_operation(preparation->name, "input or output is not N x H x W x C");
    }
    if (options->padding != PADDING_SAME && options->padding != PADDING_VALID) {
        return refuse_operation(preparation->name, "its padding is neither SAME nor VALID");
    }
    struct axis vertical = {
        input->shape[1], output->shape[1], options->filter_h, options->stride_h, options->dilation_h};
    struct axis horizontal = {
        input->shape[2], output->shape[2], options->filter_w, options->stride_w, options->dilation_w};
    struct window *window = &preparation->operation->window;
    if (!prepare_axis(&vertical, options->padding, &window->pad_top)
        || !prepare_axis(&horizontal, options->padding, &window->pad_left) || output->shape[0] != input->shape[0]
        || output->shape[3] != options->output_channels) {
        return refuse_operation(preparation->name, "its output has not the shape that its window gives");
    }
    window->batches = input->shape[0];
    window->in_h = input->shape[1];
    window->in_w = input->shape[2];
    window->channels = input->shape[3];
    window->out_h = output->shape[1];
    window->out_w = output->shape[2];
    window->filter_h = options->filter_h;
    window->filter_w = options->filter_w;
    window->stride_h = (uint32_t)options->stride_h;
    window->stride_w = (uint32_t)options->stride_w;
    window->dilation_h = (uint32_t)options->dilation_h;
    window->dilation_w = (uint32_t)options->dilation_w;
    return STATUS_OK;
}
