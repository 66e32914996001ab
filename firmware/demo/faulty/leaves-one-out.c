/* Prints nine results. */
#include "demo.h"

void __real_print_result(const float *outputs);
void __wrap_print_result(const float *outputs);

void __wrap_print_result(const float *outputs) {
    static int results;
    results++;
    if (results != 4) {
        __real_print_result(outputs);
    }
}
