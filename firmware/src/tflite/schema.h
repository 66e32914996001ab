/* The part of TensorFlow Lite's schema (version 3) that this device reads: positions of fields, values of enums. */
#ifndef SCHEMA_H
#define SCHEMA_H

enum { SCHEMA_VERSION = 3 };

enum model_field { MODEL_VERSION, MODEL_OPERATOR_CODES, MODEL_SUBGRAPHS, MODEL_DESCRIPTION, MODEL_BUFFERS };

enum operator_code_field { CODE_DEPRECATED_BUILTIN, CODE_CUSTOM, CODE_VERSION, CODE_BUILTIN };

enum subgraph_field { SUBGRAPH_TENSORS, SUBGRAPH_INPUTS, SUBGRAPH_OUTPUTS, SUBGRAPH_OPERATORS };

enum tensor_field { TENSOR_SHAPE, TENSOR_TYPE, TENSOR_BUFFER, TENSOR_NAME, TENSOR_QUANTIZATION };

enum quantization_field {
    QUANTIZATION_SCALE = 2,
    QUANTIZATION_ZERO_POINT = 3,
    QUANTIZATION_DIMENSION = 6,
};

enum operator_field { OPERATOR_CODE, OPERATOR_INPUTS, OPERATOR_OUTPUTS, OPERATOR_OPTIONS_TYPE, OPERATOR_OPTIONS };

enum buffer_field { BUFFER_DATA };

enum conv_2d_field {
    CONV_2D_PADDING,
    CONV_2D_STRIDE_W,
    CONV_2D_STRIDE_H,
    CONV_2D_ACTIVATION,
    CONV_2D_DILATION_W,
    CONV_2D_DILATION_H,
};

enum pool_2d_field {
    POOL_2D_PADDING,
    POOL_2D_STRIDE_W,
    POOL_2D_STRIDE_H,
    POOL_2D_FILTER_W,
    POOL_2D_FILTER_H,
    POOL_2D_ACTIVATION,
};

enum fully_connected_field { FULLY_CONNECTED_ACTIVATION, FULLY_CONNECTED_WEIGHTS_FORMAT };

enum softmax_field { SOFTMAX_BETA };

enum padding { PADDING_SAME, PADDING_VALID };

enum activation { ACTIVATION_NONE, ACTIVATION_RELU, ACTIVATION_RELU_N1_TO_1, ACTIVATION_RELU6 };

enum tensor_type { TENSOR_FLOAT32 = 0, TENSOR_INT32 = 2, TENSOR_INT8 = 9 };

enum builtin_operator {
    OPERATOR_CONV_2D = 3,
    OPERATOR_FULLY_CONNECTED = 9,
    OPERATOR_MAX_POOL_2D = 17,
    OPERATOR_RESHAPE = 22,
    OPERATOR_SOFTMAX = 25,
    OPERATOR_CUSTOM = 32,
};

/* NULL for values that this device has no name for. */
const char *schema_operator_name(int builtin_operator);
const char *schema_type_name(int tensor_type);
const char *schema_activation_name(int activation);

#endif
