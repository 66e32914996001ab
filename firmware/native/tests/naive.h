/* Operators written down from their definition, with no thought of speed, to hold the kernels against. */
#ifndef NAIVE_H
#define NAIVE_H

#include <stdint.h>

struct naive_window {
    int32_t batches, in_h, in_w, channels, out_h, out_w, filters;
    int32_t filter_h, filter_w, stride_h, stride_w, dilation_h, dilation_w, same;
};

/* Sets the output's size; false if there is no output. */
int naive_output(struct naive_window *window);

/* Images N x H x W x C, filters O x H x W x I. */
void naive_conv_float(const struct naive_window *window, const float *in, const float *filters, const float *bias,
                      float min, float max, float *out);
void naive_pool_float(const struct naive_window *window, const float *in, float min, float max, float *out);

struct naive_scales {
    double in, out;
    const float *filters;
    int32_t in_zero, out_zero, min, max;
};
void naive_conv_int8(const struct naive_window *window, const int8_t *in, const int8_t *filters, const int32_t *bias,
                     const struct naive_scales *scales, int8_t *out);

/* gemmlowp's rescaling, word for word. */
int32_t naive_rescale(int32_t value, double factor);

#endif
