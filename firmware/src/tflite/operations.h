/* The operators this device knows. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "status.h"
#include "tflite/graph.h"

enum { MAX_INPUTS = 3 };

/* What is known of an operation before it is prepared; optional inputs that are absent are NULL. */
struct preparation {
    struct operation *operation;
    const char *name;
    struct tensor *inputs[MAX_INPUTS];
    struct tensor *output;
    struct table options;
    struct arena *arena;
};

/* Checks types and shapes and fills the operation in. Shapes must be right, because kernels trust them. */
typedef status_t prepare_function(struct preparation *preparation);

/* Returns NULL for operators this device does not know. */
prepare_function *operations_find(int builtin_operator);

prepare_function conv_2d_prepare;
prepare_function fully_connected_prepare;
prepare_function max_pool_2d_prepare;
prepare_function reshape_prepare;
prepare_function softmax_prepare;

#endif
