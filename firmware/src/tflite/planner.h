/* Gives every tensor that is not a constant its place; tensors that are never needed at once may share. */
#ifndef PLANNER_H
#define PLANNER_H

#include "status.h"
#include "tflite/graph.h"

status_t plan_memory(struct graph *graph, struct arena *arena);

#endif
