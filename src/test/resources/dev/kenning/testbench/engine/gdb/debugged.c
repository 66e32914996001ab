/* What GdbServerIT debugs: calls, floats, a loop, a variable to watch, an SVC or ECALL, and an endless wait. */

volatile int watched;
volatile float scale = 1.5f;
volatile float scaled;

static __attribute__((noinline)) int triple(int value)
{
    int result = 3 * value;
    return result;
}

static __attribute__((noinline)) float multiply(float left, float right)
{
    float product = left * right;
    return product;
}

static __attribute__((noinline)) void spin(void)
{
    for (;;) {
        watched++;
    }
}

int main(void)
{
    int sum = 0;
    for (int i = 1; i <= 3; i++) {
        sum += triple(i);
    }
    watched = sum;
    scaled = multiply(scale, 2.0f);
    spin();
    return 0;
}

#ifdef __arm__
extern char stack_top[];

void reset(void)
{
    *(volatile unsigned *)0xE000ED88 |= 0xF << 20; /* CPACR: floating point on */
    __asm volatile("dsb; isb");
    main();
}

__attribute__((section(".vectors"), used)) void *const vectors[] = {stack_top, reset};
#else
__attribute__((naked, section(".vectors"), used)) void reset(void)
{
    __asm volatile("la sp, stack_top\n"
                   "li t0, 1 << 13\n" /* mstatus.FS: floating point on */
                   "csrs mstatus, t0\n"
                   "call main\n");
}
#endif
