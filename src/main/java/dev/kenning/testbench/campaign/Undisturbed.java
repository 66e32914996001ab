package dev.kenning.testbench.campaign;

import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.Sample;
import java.util.Arrays;

/** What a sample gives when nothing happens. */
final class Undisturbed {

    private final Sample sample;
    private final Inference inference;
    private final long begin;
    private final long end;

    /**
     * Notes an inference.
     *
     * @param begin the count of instructions before it
     * @param end the count of instructions behind it
     */
    Undisturbed(Sample sample, Inference inference, long begin, long end) {
        this.sample = sample;
        this.inference = inference;
        this.begin = begin;
        this.end = end;
    }

    Sample sample() {
        return sample;
    }

    int predictedClass() {
        return inference.predictedClass();
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    /** Returns whether another inference gave the same bytes. */
    boolean isSame(Inference other) {
        return Arrays.equals(inference.raw(), other.raw());
    }
}
