/* Is built without printf support for floats. */
#include "demo.h"

void __wrap_text_fixed(struct text *text, float value);

void __wrap_text_fixed(struct text *text, float value) {
    (void)text;
    (void)value;
}
