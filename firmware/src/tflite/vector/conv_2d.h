#ifndef VECTOR_CONV_2D_H
#define VECTOR_CONV_2D_H

#include <stdbool.h>

#include "tflite/operations.h"

/* Prepares the operation, whose window is prepared, for lanes side by side; false if one window after the other is
 * cheaper or takes less memory than there can be. */
bool vector_conv_2d_prepare(struct preparation *preparation);

#endif
