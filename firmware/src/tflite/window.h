/* Where a window meets the image. */
#ifndef WINDOW_H
#define WINDOW_H

#include "tflite/graph.h"

/* The cells of one axis that lie inside of the image: filter positions begin .. end - 1, of which the first is at
 * image coordinate `first`. */
struct extent {
    uint32_t begin, end, first;
};

/* Preparation has bounded all of these, so that 32 bits are enough. */
static inline struct extent extent_of(uint32_t out, uint32_t stride, int32_t pad, uint32_t filter, uint32_t dilation,
                                      uint32_t in) {
    int32_t origin = (int32_t)(out * stride) - pad;
    int32_t step = (int32_t)dilation;
    int32_t begin = origin >= 0 ? 0 : (step - 1 - origin) / step;
    int32_t end = origin >= (int32_t)in ? 0 : ((int32_t)in - origin + step - 1) / step;
    end = end > (int32_t)filter ? (int32_t)filter : end;
    begin = begin > end ? end : begin;
    return (struct extent){(uint32_t)begin, (uint32_t)end, (uint32_t)(origin + begin * step)};
}

static inline struct extent window_rows(const struct window *window, uint32_t out_y) {
    return extent_of(out_y, window->stride_h, window->pad_top, window->filter_h, window->dilation_h, window->in_h);
}

static inline struct extent window_columns(const struct window *window, uint32_t out_x) {
    return extent_of(out_x, window->stride_w, window->pad_left, window->filter_w, window->dilation_w, window->in_w);
}

#endif
