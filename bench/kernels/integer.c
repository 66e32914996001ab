/* Branches, calls, loads and integer arithmetic: heapsort and a sieve. */
#include "kernel.h"

#define VALUES 1024
#define SIEVE 8192

static uint32_t values[VALUES];
static uint8_t composite[SIEVE];

void kernel_prepare(void)
{
}

static void sift(uint32_t *heap, size_t root, size_t end)
{
    for (;;) {
        size_t child = 2 * root + 1;
        uint32_t swap;

        if (child >= end)
            return;
        if (child + 1 < end && heap[child] < heap[child + 1])
            child++;
        if (heap[root] >= heap[child])
            return;
        swap = heap[root];
        heap[root] = heap[child];
        heap[child] = swap;
        root = child;
    }
}

static void sort(uint32_t *heap, size_t count)
{
    for (size_t root = count / 2; root-- > 0;)
        sift(heap, root, count);
    for (size_t end = count; end-- > 1;) {
        uint32_t swap = heap[0];

        heap[0] = heap[end];
        heap[end] = swap;
        sift(heap, 0, end);
    }
}

uint32_t kernel_run(uint32_t checksum)
{
    uint32_t state = checksum + 1;
    uint32_t primes = 0;

    for (size_t i = 0; i < VALUES; i++)
        values[i] = next_random(&state);
    sort(values, VALUES);
    for (size_t i = 0; i < SIEVE; i++)
        composite[i] = 0;
    for (size_t i = 2; i < SIEVE; i++) {
        if (composite[i])
            continue;
        primes++;
        for (size_t j = i * i; j < SIEVE; j += i)
            composite[j] = 1;
    }
    return checksum * 31 + values[VALUES / 2] + primes + state % 7;
}
