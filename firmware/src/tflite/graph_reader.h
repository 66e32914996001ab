/* From the flatbuffer to a graph. */
#ifndef GRAPH_READER_H
#define GRAPH_READER_H

#include "status.h"
#include "tflite/graph.h"

/* Reads and checks a whole model. The graph's tables come from the arena; the model's bytes stay in use. */
status_t graph_read(struct graph *graph, uint8_t *model, uint32_t size, struct arena *arena);

#endif
