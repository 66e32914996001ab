/* An int8 convolution with TFLite Micro's requantisation: 32 x 16 x 8 in, 3 x 3 window, 16 channels out. */
#include "kernel.h"

#define HEIGHT 32
#define WIDTH 16
#define IN 8
#define OUT 16

static int8_t input[HEIGHT][WIDTH][IN];
static int8_t weights[OUT][3][3][IN];
static int32_t bias[OUT];
static int8_t output[HEIGHT - 2][WIDTH - 2][OUT];

void kernel_prepare(void)
{
    uint32_t state = 1;

    for (size_t i = 0; i < sizeof input; i++)
        (&input[0][0][0])[i] = (int8_t)(next_random(&state) >> 24);
    for (size_t i = 0; i < sizeof weights; i++)
        (&weights[0][0][0][0])[i] = (int8_t)(next_random(&state) >> 24);
    for (size_t i = 0; i < OUT; i++)
        bias[i] = (int32_t)next_random(&state) >> 18;
}

static int32_t requantise(int32_t value, int32_t multiplier, int shift)
{
    int64_t product = (int64_t)value * multiplier;
    int32_t high = (int32_t)((product + (product >= 0 ? 1 << 30 : 1 - (1 << 30))) / (INT64_C(1) << 31));
    int32_t mask = (int32_t)((1u << shift) - 1);

    return (high >> shift) + ((high & mask) > (mask >> 1) + (high < 0));
}

uint32_t kernel_run(uint32_t checksum)
{
    for (size_t y = 0; y < HEIGHT - 2; y++)
        for (size_t x = 0; x < WIDTH - 2; x++)
            for (size_t o = 0; o < OUT; o++) {
                int32_t sum = bias[o];

                for (size_t ky = 0; ky < 3; ky++)
                    for (size_t kx = 0; kx < 3; kx++)
                        for (size_t c = 0; c < IN; c++)
                            sum += (input[y + ky][x + kx][c] + 5) * weights[o][ky][kx][c];
                sum = requantise(sum, 1518500250, 9) - 3;
                output[y][x][o] = (int8_t)(sum < -128 ? -128 : sum > 127 ? 127 : sum);
            }
    return checksum * 31 + (uint8_t)output[checksum % (HEIGHT - 2)][3][5];
}
