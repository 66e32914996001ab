package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What the multiplications of the DSP extension do; those that accumulate set Q where the sum overflows. */
final class DspMultiplication {

    private DspMultiplication() {}

    static void smlabb(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, (long) low(r[n(i)]) * low(r[m(i)]), r[a(i)]);
    }

    static void smulbb(Processor p, int[] r, long i, int k) {
        r[d(i)] = low(r[n(i)]) * low(r[m(i)]);
    }

    static void smlalbb(Processor p, int[] r, long i, int k) {
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + (long) low(r[n(i)]) * low(r[m(i)]));
    }

    static void smlabt(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, (long) low(r[n(i)]) * high(r[m(i)]), r[a(i)]);
    }

    static void smulbt(Processor p, int[] r, long i, int k) {
        r[d(i)] = low(r[n(i)]) * high(r[m(i)]);
    }

    static void smlalbt(Processor p, int[] r, long i, int k) {
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + (long) low(r[n(i)]) * high(r[m(i)]));
    }

    static void smlatb(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, (long) high(r[n(i)]) * low(r[m(i)]), r[a(i)]);
    }

    static void smultb(Processor p, int[] r, long i, int k) {
        r[d(i)] = high(r[n(i)]) * low(r[m(i)]);
    }

    static void smlaltb(Processor p, int[] r, long i, int k) {
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + (long) high(r[n(i)]) * low(r[m(i)]));
    }

    static void smlatt(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, (long) high(r[n(i)]) * high(r[m(i)]), r[a(i)]);
    }

    static void smultt(Processor p, int[] r, long i, int k) {
        r[d(i)] = high(r[n(i)]) * high(r[m(i)]);
    }

    static void smlaltt(Processor p, int[] r, long i, int k) {
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + (long) high(r[n(i)]) * high(r[m(i)]));
    }

    static void smlad(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, r[a(i)]);
    }

    static void smuad(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, 0);
    }

    static void smlald(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + products);
    }

    static void smlsd(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, r[a(i)]);
    }

    static void smusd(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, 0);
    }

    static void smlsld(Processor p, int[] r, long i, int k) {
        int b = r[m(i)];
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + products);
    }

    static void smladx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, r[a(i)]);
    }

    static void smuadx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, 0);
    }

    static void smlaldx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) + (long) high(r[n(i)]) * high(b);
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + products);
    }

    static void smlsdx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, r[a(i)]);
    }

    static void smusdx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        r[d(i)] = accumulate(p, products, 0);
    }

    static void smlsldx(Processor p, int[] r, long i, int k) {
        int b = Integer.rotateRight(r[m(i)], 16);
        long products = (long) low(r[n(i)]) * low(b) - (long) high(r[n(i)]) * high(b);
        Multiplication.setPair(r, i, Multiplication.pair(r, i) + products);
    }

    static void smlawb(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, ((long) r[n(i)] * low(r[m(i)])) >> 16, r[a(i)]);
    }

    static void smulwb(Processor p, int[] r, long i, int k) {
        r[d(i)] = (int) (((long) r[n(i)] * low(r[m(i)])) >> 16);
    }

    static void smlawt(Processor p, int[] r, long i, int k) {
        r[d(i)] = accumulate(p, ((long) r[n(i)] * high(r[m(i)])) >> 16, r[a(i)]);
    }

    static void smulwt(Processor p, int[] r, long i, int k) {
        r[d(i)] = (int) (((long) r[n(i)] * high(r[m(i)])) >> 16);
    }

    static void smmla(Processor p, int[] r, long i, int k) {
        long sum = ((long) r[a(i)] << 32) + (long) r[n(i)] * r[m(i)];
        r[d(i)] = (int) (sum >> 32);
    }

    static void smmls(Processor p, int[] r, long i, int k) {
        long difference = ((long) r[a(i)] << 32) - (long) r[n(i)] * r[m(i)];
        r[d(i)] = (int) (difference >> 32);
    }

    static void smmul(Processor p, int[] r, long i, int k) {
        r[d(i)] = (int) (((long) r[n(i)] * r[m(i)]) >> 32);
    }

    static void smmlar(Processor p, int[] r, long i, int k) {
        long sum = ((long) r[a(i)] << 32) + (long) r[n(i)] * r[m(i)] + 0x8000_0000L;
        r[d(i)] = (int) (sum >> 32);
    }

    static void smmlsr(Processor p, int[] r, long i, int k) {
        long difference = ((long) r[a(i)] << 32) - (long) r[n(i)] * r[m(i)] + 0x8000_0000L;
        r[d(i)] = (int) (difference >> 32);
    }

    static void smmulr(Processor p, int[] r, long i, int k) {
        r[d(i)] = (int) (((long) r[n(i)] * r[m(i)] + 0x8000_0000L) >> 32);
    }

    static void usada8(Processor p, int[] r, long i, int k) {
        r[d(i)] = r[a(i)] + absoluteDifferences(r[n(i)], r[m(i)]);
    }

    static void usad8(Processor p, int[] r, long i, int k) {
        r[d(i)] = absoluteDifferences(r[n(i)], r[m(i)]);
    }

    static void umaal(Processor p, int[] r, long i, int k) {
        long sum = Multiplication.unsignedProduct(r, i) + (r[d(i)] & 0xFFFF_FFFFL) + (r[a(i)] & 0xFFFF_FFFFL);
        Multiplication.setPair(r, i, sum);
    }

    private static int low(int value) {
        return (short) value;
    }

    private static int high(int value) {
        return value >> 16;
    }

    private static int accumulate(Processor p, long products, int accumulator) {
        long sum = products + accumulator;
        p.saturated |= sum != (int) sum ? 1 : 0;
        return (int) sum;
    }

    private static int absoluteDifferences(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum += Math.abs((a >>> shift & 0xFF) - (b >>> shift & 0xFF));
        }
        return sum;
    }
}
