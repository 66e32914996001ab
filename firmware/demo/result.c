#include <string.h>

#include "demo.h"
#include "platform.h"

static void print(const char *text) {
    console_write(text, strlen(text));
}

void print_result(const float *outputs) {
    print("I: model output: [");
    for (size_t i = 0; i < demo.class_count; i++) {
        struct text output = {0};
        text_string(&output, i == 0 ? "" : ", ");
        text_string(&output, demo.classes[i]);
        text_string(&output, ": ");
        text_fixed(&output, outputs[i]);
        console_write(output.characters, output.length);
    }
    print("]\r\n");
}
