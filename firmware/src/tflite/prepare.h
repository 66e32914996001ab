/* Steps of preparation that several operators share. */
#ifndef PREPARE_H
#define PREPARE_H

#include "status.h"
#include "tflite/operations.h"

/* Both ends must be of one type, float32 or int8; the operation gets its name, input and output. */
status_t prepare_ends(struct preparation *preparation);

/* A fused activation becomes limits of the output. */
status_t prepare_limits(struct preparation *preparation, int activation);

/* Weights (first dimension: output channels) and bias, and for int8 the rescaling of each output channel. */
status_t prepare_weights(struct preparation *preparation);

/* Room for the cells of one window: floats, or int8 values with their zero point taken away. */
status_t prepare_scratch(struct preparation *preparation, uint32_t cells);

/* Fields of the window options in the order of Conv2DOptions. Computes the padding and checks the output's shape. */
struct window_options {
    int padding;
    int32_t stride_h, stride_w, dilation_h, dilation_w;
    uint32_t filter_h, filter_w;
    uint32_t output_channels;
};
status_t prepare_window(struct preparation *preparation, const struct window_options *options);

#endif
