#include "naive.h"

#include <math.h>
#include <stddef.h>

static int32_t size_of_output(int32_t in, int32_t filter, int32_t stride, int32_t dilation, int32_t same) {
    int32_t reach = (filter - 1) * dilation + 1;
    if (same) {
        return (in + stride - 1) / stride;
    }
    return in < reach ? 0 : (in - reach) / stride + 1;
}

int naive_output(struct naive_window *w) {
    w->out_h = size_of_output(w->in_h, w->filter_h, w->stride_h, w->dilation_h, w->same);
    w->out_w = size_of_output(w->in_w, w->filter_w, w->stride_w, w->dilation_w, w->same);
    return w->out_h > 0 && w->out_w > 0;
}

static int32_t before(int32_t in, int32_t out, int32_t filter, int32_t stride, int32_t dilation, int32_t same) {
    int32_t total = (out - 1) * stride + (filter - 1) * dilation + 1 - in;
    return same && total > 0 ? total / 2 : 0;
}

/* Calls for each cell of the window at an output position that lies in the image. */
#define FOR_EACH_CELL(w, y, x, in_y, in_x, fy, fx)                                                                   \
    for (int32_t fy = 0; fy < (w)->filter_h; fy++)                                                                   \
        for (int32_t fx = 0,                                                                                         \
                     in_y = (y) * (w)->stride_h + fy * (w)->dilation_h                                               \
                            - before((w)->in_h, (w)->out_h, (w)->filter_h, (w)->stride_h, (w)->dilation_h, (w)->same), \
                     in_x = (x) * (w)->stride_w                                                                      \
                            - before((w)->in_w, (w)->out_w, (w)->filter_w, (w)->stride_w, (w)->dilation_w, (w)->same); \
             fx < (w)->filter_w; fx++, in_x += (w)->dilation_w)                                                      \
            if (in_y >= 0 && in_y < (w)->in_h && in_x >= 0 && in_x < (w)->in_w)

#define FOR_EACH_OUTPUT(w, b, y, x)                    \
    for (int32_t b = 0; b < (w)->batches; b++)         \
        for (int32_t y = 0; y < (w)->out_h; y++)       \
            for (int32_t x = 0; x < (w)->out_w; x++)

static size_t in_index(const struct naive_window *w, int32_t b, int32_t y, int32_t x, int32_t c) {
    return (size_t)(((b * w->in_h + y) * w->in_w + x) * w->channels + c);
}

static size_t filter_index(const struct naive_window *w, int32_t o, int32_t y, int32_t x, int32_t c) {
    return (size_t)(((o * w->filter_h + y) * w->filter_w + x) * w->channels + c);
}

void naive_conv_float(const struct naive_window *w, const float *in, const float *filters, const float *bias,
                      float min, float max, float *out) {
    FOR_EACH_OUTPUT(w, b, y, x) {
        for (int32_t o = 0; o < w->filters; o++) {
            double sum = bias == NULL ? 0 : (double)bias[o];
            FOR_EACH_CELL(w, y, x, in_y, in_x, fy, fx) {
                for (int32_t c = 0; c < w->channels; c++) {
                    sum += (double)in[in_index(w, b, in_y, in_x, c)] * (double)filters[filter_index(w, o, fy, fx, c)];
                }
            }
            *out++ = fminf(fmaxf((float)sum, min), max);
        }
    }
}

void naive_pool_float(const struct naive_window *w, const float *in, float min, float max, float *out) {
    FOR_EACH_OUTPUT(w, b, y, x) {
        for (int32_t c = 0; c < w->channels; c++) {
            float largest = -INFINITY;
            FOR_EACH_CELL(w, y, x, in_y, in_x, fy, fx) {
                largest = fmaxf(largest, in[in_index(w, b, in_y, in_x, c)]);
            }
            *out++ = fminf(fmaxf(largest, min), max);
        }
    }
}

void naive_conv_int8(const struct naive_window *w, const int8_t *in, const int8_t *filters, const int32_t *bias,
                     const struct naive_scales *scales, int8_t *out) {
    FOR_EACH_OUTPUT(w, b, y, x) {
        for (int32_t o = 0; o < w->filters; o++) {
            int32_t sum = bias == NULL ? 0 : bias[o];
            FOR_EACH_CELL(w, y, x, in_y, in_x, fy, fx) {
                for (int32_t c = 0; c < w->channels; c++) {
                    sum += (in[in_index(w, b, in_y, in_x, c)] - scales->in_zero) * filters[filter_index(w, o, fy, fx, c)];
                }
            }
            int32_t value = naive_rescale(sum, scales->in * (double)scales->filters[o] / scales->out) + scales->out_zero;
            *out++ = (int8_t)(value < scales->min ? scales->min : value > scales->max ? scales->max : value);
        }
    }
}

static int32_t saturating_rounding_doubling_high_mul(int32_t a, int32_t b) {
    int64_t product = (int64_t)a * (int64_t)b;
    int32_t nudge = product >= 0 ? (1 << 30) : (1 - (1 << 30));
    return (int32_t)((product + nudge) / (INT64_C(1) << 31));
}

static int32_t rounding_divide_by_pot(int32_t x, int exponent) {
    int32_t mask = (int32_t)((INT64_C(1) << exponent) - 1);
    int32_t remainder = x & mask;
    int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

int32_t naive_rescale(int32_t value, double factor) {
    int shift;
    int64_t q = (int64_t)round(frexp(factor, &shift) * (double)(INT64_C(1) << 31));
    if (q == (INT64_C(1) << 31)) {
        q /= 2;
        shift++;
    }
    if (shift < -31) {
        shift = 0;
        q = 0;
    }
    int32_t shifted = shift > 0 ? value * (1 << shift) : value;
    return rounding_divide_by_pot(
            saturating_rounding_doubling_high_mul(shifted, (int32_t)q), shift > 0 ? 0 : -shift);
}
