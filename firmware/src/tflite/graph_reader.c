#include "tflite/graph_reader.h"

#include <string.h>

#include "tflite/operations.h"
#include "tflite/problem.h"

enum {
    IDENTIFIER_OFFSET = 4,
    IDENTIFIER_SIZE = 4,
    OFFSET_SIZE = 4,
    FLOAT_ALIGNMENT = 4,
    ALWAYS = UINT32_MAX,
};

static const char damaged[] = "it is truncated or damaged";

struct reader {
    uint8_t *model;
    struct arena *arena;
    struct graph *graph;
    struct vector buffers;
};

static uint32_t element_size(enum tensor_type type) {
    return type == TENSOR_INT8 ? 1 : 4;
}

static bool supported(int type) {
    return type == TENSOR_FLOAT32 || type == TENSOR_INT32 || type == TENSOR_INT8;
}

static status_t read_shape(struct tensor *tensor, struct vector shape, uint32_t index) {
    if (shape.count > MAX_RANK) {
        return refuse_tensor(index, "has more than 4 dimensions");
    }
    uint64_t elements = 1;
    for (uint32_t d = 0; d < shape.count; d++) {
        int32_t dimension = vector_int(shape, d);
        if (dimension <= 0) {
            return refuse_tensor(index, "has no fixed shape");
        }
        tensor->shape[d] = (uint32_t)dimension;
        elements *= (uint32_t)dimension;
        if (elements > INT32_MAX / sizeof(float)) {
            return refuse_tensor(index, "is too big");
        }
    }
    tensor->rank = shape.count;
    tensor->elements = (uint32_t)elements;
    tensor->size = (uint32_t)elements * element_size(tensor->type);
    return STATUS_OK;
}

static void read_quantization(struct tensor *tensor, struct table quantization) {
    tensor->scales = table_vector(quantization, QUANTIZATION_SCALE, sizeof(float));
    struct vector zero_points = table_vector(quantization, QUANTIZATION_ZERO_POINT, sizeof(int64_t));
    tensor->scale = tensor->scales.count > 0 ? vector_float(tensor->scales, 0) : 0;
    tensor->zero_point = zero_points.count > 0 ? vector_low_int(zero_points, 0) : 0;
    /* Only weights have several zero points, and theirs are all 0: a value that is refused later stands for others. */
    for (uint32_t i = 1; i < zero_points.count; i++) {
        if (vector_low_int(zero_points, i) != 0) {
            tensor->zero_point = INT32_MAX;
        }
    }
}

/* Constants are used where they lie in the model, unless they lie askew. */
static status_t read_constant(struct reader *reader, struct tensor *tensor, int32_t buffer, uint32_t index) {
    if (buffer < 0 || (uint32_t)buffer >= reader->buffers.count) {
        return refuse_model(damaged);
    }
    struct vector data = table_vector(vector_table(reader->buffers, (uint32_t)buffer), BUFFER_DATA, 1);
    if (data.count == 0) {
        return STATUS_OK;
    }
    if (data.count != tensor->size) {
        return refuse_tensor(index, "has data of another size than its shape");
    }
    tensor->constant = true;
    tensor->data = reader->model + data.at;
    if ((uintptr_t)tensor->data % FLOAT_ALIGNMENT != 0 && tensor->type != TENSOR_INT8) {
        tensor->data = arena_take(reader->arena, tensor->size, 1);
        if (tensor->data == NULL) {
            return refuse_memory("constants", tensor->size, (uint32_t)(reader->arena->size - reader->arena->used));
        }
        memcpy(tensor->data, reader->model + data.at, tensor->size);
    }
    return STATUS_OK;
}

static status_t read_tensor(struct reader *reader, struct table table, uint32_t index) {
    struct tensor *tensor = &reader->graph->tensors[index];
    int type = table_byte(table, TENSOR_TYPE, 0);
    if (!supported(type)) {
        return refuse_unsupported("tensor type", schema_type_name(type), (uint32_t)type, NULL);
    }
    tensor->type = (enum tensor_type)type;
    struct vector shape = table_vector(table, TENSOR_SHAPE, sizeof(int32_t));
    read_quantization(tensor, table_table(table, TENSOR_QUANTIZATION));
    if (reader->graph->buffer.damaged) {
        return refuse_model(damaged);
    }
    status_t status = read_shape(tensor, shape, index);
    if (status != STATUS_OK) {
        return status;
    }
    return read_constant(reader, tensor, table_int(table, TENSOR_BUFFER, 0), index);
}

static status_t read_tensors(struct reader *reader, struct vector tensors) {
    struct graph *graph = reader->graph;
    graph->tensor_count = tensors.count;
    graph->tensors = arena_take(reader->arena, tensors.count, sizeof *graph->tensors);
    if (graph->tensors == NULL) {
        return refuse_model("it has too many tensors");
    }
    for (uint32_t i = 0; i < tensors.count; i++) {
        status_t status = read_tensor(reader, vector_table(tensors, i), i);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static struct tensor *tensor_at(const struct reader *reader, int32_t index) {
    bool exists = index >= 0 && (uint32_t)index < reader->graph->tensor_count;
    return exists ? &reader->graph->tensors[index] : NULL;
}

/* Finds the single input or output of the whole model. */
static status_t read_end(struct reader *reader, struct vector ends, struct tensor **end) {
    if (ends.count != 1) {
        return refuse_model("it has not exactly one input and one output");
    }
    *end = tensor_at(reader, vector_int(ends, 0));
    return *end == NULL || (*end)->constant ? refuse_model(damaged) : STATUS_OK;
}

static const char *custom_name(struct table code, struct text *text) {
    struct vector name = table_vector(code, CODE_CUSTOM, 1);
    text_string(text, "CUSTOM ");
    text_bytes(text, code.buffer->bytes + name.at, name.count);
    text->characters[text->length < sizeof text->characters ? text->length : sizeof text->characters - 1] = '\0';
    return text->characters;
}

/* The number was a byte once; writers that know newer operators put 127 there and the number behind. */
static int builtin_operator(struct table code) {
    int deprecated = (int8_t)table_byte(code, CODE_DEPRECATED_BUILTIN, 0);
    int builtin = table_int(code, CODE_BUILTIN, 0);
    return deprecated > builtin ? deprecated : builtin;
}

static status_t connect_inputs(struct reader *reader, struct preparation *preparation, struct vector inputs,
                               uint32_t step) {
    for (uint32_t i = 0; i < inputs.count; i++) {
        int32_t index = vector_int(inputs, i);
        struct tensor *tensor = tensor_at(reader, index);
        if (index != -1 && (tensor == NULL || (!tensor->constant && tensor->written == 0))) {
            return refuse_model(damaged);
        }
        if (i < MAX_INPUTS) {
            preparation->inputs[i] = tensor;
        }
        if (tensor != NULL && tensor->last_used != ALWAYS) {
            tensor->last_used = step;
        }
    }
    return STATUS_OK;
}

static status_t connect_output(struct reader *reader, struct preparation *preparation, struct vector outputs,
                               uint32_t step) {
    struct tensor *tensor = outputs.count == 1 ? tensor_at(reader, vector_int(outputs, 0)) : NULL;
    if (tensor == NULL || tensor->constant || tensor->written != 0) {
        return refuse_model(damaged);
    }
    tensor->written = step;
    tensor->last_used = step;
    preparation->output = tensor;
    return STATUS_OK;
}

static status_t read_operation(struct reader *reader, struct vector codes, struct table table, uint32_t index) {
    int32_t code_index = table_int(table, OPERATOR_CODE, 0);
    if (code_index < 0 || (uint32_t)code_index >= codes.count) {
        return refuse_model(damaged);
    }
    struct table code = vector_table(codes, (uint32_t)code_index);
    int builtin = builtin_operator(code);
    prepare_function *prepare = operations_find(builtin);
    if (reader->graph->buffer.damaged) {
        return refuse_model(damaged);
    }
    if (prepare == NULL) {
        struct text text = {0};
        const char *name = builtin == OPERATOR_CUSTOM ? custom_name(code, &text) : schema_operator_name(builtin);
        return refuse_unsupported("operator", name, (uint32_t)builtin, NULL);
    }
    struct preparation preparation = {
        .operation = &reader->graph->operations[index],
        .name = schema_operator_name(builtin),
        .arena = reader->arena,
        .options = table_table(table, OPERATOR_OPTIONS),
    };
    /* Step 1 is the arrival of the input. */
    uint32_t step = index + 2;
    struct vector inputs = table_vector(table, OPERATOR_INPUTS, sizeof(int32_t));
    status_t status = connect_inputs(reader, &preparation, inputs, step);
    if (status == STATUS_OK) {
        status = connect_output(reader, &preparation, table_vector(table, OPERATOR_OUTPUTS, sizeof(int32_t)), step);
    }
    if (status == STATUS_OK && (preparation.inputs[0] == NULL || reader->graph->buffer.damaged)) {
        status = refuse_model(damaged);
    }
    return status == STATUS_OK ? prepare(&preparation) : status;
}

static status_t read_operations(struct reader *reader, struct vector codes, struct vector operators) {
    struct graph *graph = reader->graph;
    graph->operation_count = operators.count;
    graph->operations = arena_take(reader->arena, operators.count, sizeof *graph->operations);
    if (graph->operations == NULL) {
        return refuse_model("it has too many operators");
    }
    for (uint32_t i = 0; i < operators.count; i++) {
        status_t status = read_operation(reader, codes, vector_table(operators, i), i);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static status_t read_subgraph(struct reader *reader, struct vector codes, struct table subgraph) {
    struct graph *graph = reader->graph;
    struct vector inputs = table_vector(subgraph, SUBGRAPH_INPUTS, sizeof(int32_t));
    struct vector outputs = table_vector(subgraph, SUBGRAPH_OUTPUTS, sizeof(int32_t));
    struct vector operators = table_vector(subgraph, SUBGRAPH_OPERATORS, OFFSET_SIZE);
    status_t status = read_tensors(reader, table_vector(subgraph, SUBGRAPH_TENSORS, OFFSET_SIZE));
    if (status == STATUS_OK && graph->buffer.damaged) {
        status = refuse_model(damaged);
    }
    if (status == STATUS_OK) {
        status = read_end(reader, inputs, &graph->input);
    }
    if (status == STATUS_OK) {
        status = read_end(reader, outputs, &graph->output);
    }
    if (status != STATUS_OK) {
        return status;
    }
    /* The input outlives the run, because PROCESS may come again without DATA. */
    graph->input->written = 1;
    graph->input->last_used = ALWAYS;
    status = read_operations(reader, codes, operators);
    if (status == STATUS_OK && graph->output->written == 0) {
        status = refuse_model(damaged);
    }
    graph->output->last_used = ALWAYS;
    return status;
}

status_t graph_read(struct graph *graph, uint8_t *model, uint32_t size, struct arena *arena) {
    struct reader reader = {.model = model, .arena = arena, .graph = graph};
    graph->buffer = (struct flatbuffer){model, size, false};
    if (size < IDENTIFIER_OFFSET + IDENTIFIER_SIZE || memcmp(model + IDENTIFIER_OFFSET, "TFL3", IDENTIFIER_SIZE) != 0) {
        return refuse_model("it is not a TFLite flatbuffer");
    }
    struct table root = flatbuffer_root(&graph->buffer);
    if (!graph->buffer.damaged && table_int(root, MODEL_VERSION, 0) != SCHEMA_VERSION) {
        return refuse_model("its schema version is not 3");
    }
    struct vector codes = table_vector(root, MODEL_OPERATOR_CODES, OFFSET_SIZE);
    struct vector subgraphs = table_vector(root, MODEL_SUBGRAPHS, OFFSET_SIZE);
    reader.buffers = table_vector(root, MODEL_BUFFERS, OFFSET_SIZE);
    if (graph->buffer.damaged || subgraphs.count == 0) {
        return refuse_model(damaged);
    }
    status_t status = read_subgraph(&reader, codes, vector_table(subgraphs, 0));
    return status == STATUS_OK && graph->buffer.damaged ? refuse_model(damaged) : status;
}
