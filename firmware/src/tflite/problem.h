/* Why a model is refused: one log line each. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include <stdint.h>

#include "status.h"

/* Each logs its line and returns the status of a refused model. */
status_t refuse_model(const char *what);
status_t refuse_tensor(uint32_t index, const char *what);
/* "CONV_2D: stride is 0" */
status_t refuse_operation(const char *operation, const char *what);
/* "unsupported activation: TANH in CONV_2D"; without a name the number is printed. */
status_t refuse_unsupported(const char *what, const char *name, uint32_t number, const char *operation);
status_t refuse_memory(const char *what, uint32_t needed, uint32_t available);

#endif
