/* Uploading the ML runtime itself (RUNTIME requests), in builds that have this. */
#ifndef EXTENSION_H
#define EXTENSION_H

#include "protocol/loader.h"
#include "status.h"

/* The destination of RUNTIME; NULL in builds that have their runtime built in. */
struct loader *extension_loader(void);

/* Puts the uploaded image into operation. */
status_t extension_load(size_t size);

#endif
