/* The model's life: which request is legal when. Connections do not matter to it. */
#ifndef MODEL_H
#define MODEL_H

#include "model/runtime.h"
#include "protocol/loader.h"
#include "status.h"

enum model_state {
    MODEL_UNINITIALIZED,
    MODEL_INITIALIZED,
    MODEL_STRUCT_LOADED,
    MODEL_WEIGHTS_LOADED,
    MODEL_INPUT_LOADED,
    MODEL_INFERENCE_DONE,
};

/* Goes to state INITIALIZED with a fresh runtime. */
void model_init(void);

enum model_state model_state(void);

/* The destination of IOSPEC. */
struct loader *model_metadata_loader(void);

/* Each takes what its loader holds; a refusal leaves the state as it was. */
status_t model_load_metadata(size_t size);
status_t model_load_weights(size_t size);
status_t model_load_input(size_t size);

status_t model_run(void);
status_t model_output(struct span *output);
status_t model_statistics(struct span *statistics);

#endif
