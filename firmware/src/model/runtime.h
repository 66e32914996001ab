/* What an ML runtime provides; each firmware is linked with exactly one. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#include "model/metadata.h"
#include "model/statistics.h"
#include "protocol/loader.h"
#include "status.h"

struct span {
    const uint8_t *from;
    size_t size;
};

/* Makes the runtime forget every model. */
void runtime_init(void);

/* Destinations of MODEL and DATA; NULL if the runtime takes none. */
struct loader *runtime_model_loader(void);
struct loader *runtime_input_loader(void);

/* Prepares the model in the model loader, which holds this many bytes. Says why not in the log. */
status_t runtime_load_model(size_t size, const struct metadata *metadata);

/* Runs the model on what is in the input loader. */
status_t runtime_run(void);

/* Finds the output of the latest run: its bytes stay where they are. */
status_t runtime_output(const struct metadata *metadata, struct span *output);

/* Puts what the runtime knows of itself and of the latest run. */
void runtime_statistics(struct statistics *statistics);

#endif
