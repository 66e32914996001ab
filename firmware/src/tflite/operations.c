#include "tflite/operations.h"

#include <stddef.h>

static const struct {
    int builtin_operator;
    prepare_function *prepare;
} known[] = {
    {OPERATOR_CONV_2D, conv_2d_prepare},
    {OPERATOR_FULLY_CONNECTED, fully_connected_prepare},
    {OPERATOR_MAX_POOL_2D, max_pool_2d_prepare},
    {OPERATOR_RESHAPE, reshape_prepare},
    {OPERATOR_SOFTMAX, softmax_prepare},
};

prepare_function *operations_find(int builtin_operator) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].builtin_operator == builtin_operator) {
            return known[i].prepare;
        }
    }
    return NULL;
}
