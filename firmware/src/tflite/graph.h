/* A model as this device runs it: tensors, and operators in the order of execution. */
#ifndef GRAPH_H
#define GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "tflite/arena.h"
#include "tflite/flatbuffer.h"
#include "tflite/schema.h"

enum { MAX_RANK = 4 };

struct tensor {
    enum tensor_type type;
    uint32_t rank;
    uint32_t shape[MAX_RANK];
    uint32_t elements;
    uint32_t size;
    /* Constants point into the model, the others into the arena once it is planned. */
    void *data;
    bool constant;
    /* The first of possibly several quantisations; the rest is read where it is needed. */
    float scale;
    int32_t zero_point;
    struct vector scales;
    /* Lifetime in steps: step 1 is the arrival of the input, step n + 2 runs operation n. 0: not written (yet). */
    uint32_t written;
    uint32_t last_used;
};

/* A window that moves over a batch of images, N x H x W x C; cells outside of the image count for nothing. */
struct window {
    uint32_t batches, in_h, in_w, channels, out_h, out_w;
    uint32_t filter_h, filter_w, stride_h, stride_w, dilation_h, dilation_w;
    int32_t pad_top, pad_left;
};

union limits {
    struct {
        float min, max;
    } f;
    struct {
        int32_t min, max;
    } i;
};

/* y = x * 2^left * multiplier / 2^31 / 2^right, rounded twice: how int8 sums become outputs. */
struct rescale {
    int32_t multiplier;
    uint32_t left, right;
};

struct operation {
    void (*run)(const struct operation *operation);
    const char *name;
    struct tensor *input;
    struct tensor *weights;
    struct tensor *bias;
    struct tensor *output;
    struct window window;
    union limits limits;
    /* One for each output channel. */
    struct rescale *rescale;
    /* Room for one window's cells, shared by all operations. */
    void *scratch;
    uint32_t scratch_size;
    float beta;
    int32_t softmax_floor;
};

struct graph {
    struct flatbuffer buffer;
    struct tensor *tensors;
    uint32_t tensor_count;
    struct operation *operations;
    uint32_t operation_count;
    struct tensor *input;
    struct tensor *output;
};

#endif
