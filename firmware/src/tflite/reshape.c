#include <string.h>

#include "tflite/prepare.h"
#include "tflite/problem.h"

static void run(const struct operation *operation) {
    memcpy(operation->output->data, operation->input->data, operation->output->size);
}

/* The shape comes from the output tensor; the one among the inputs says the same. */
status_t reshape_prepare(struct preparation *preparation) {
    status_t status = prepare_ends(preparation);
    if (status != STATUS_OK) {
        return status;
    }
    const struct tensor *input = preparation->inputs[0];
    const struct tensor *output = preparation->output;
    if (input->elements != output->elements) {
        return refuse_operation(preparation->name, "its output has not as many elements as its input");
    }
    if (input->type == TENSOR_INT8 && (input->scale != output->scale || input->zero_point != output->zero_point)) {
        return refuse_operation(preparation->name, "input and output are quantised differently");
    }
    preparation->operation->run = run;
    return STATUS_OK;
}
