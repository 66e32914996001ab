package dev.kenning.testbench.fault;

import java.time.Duration;
import java.util.Random;

/**
 * One thing that goes wrong with the bytes on a line: which way they go, when, and what happens to them.
 *
 * <p>Offsets count the bytes that one side sent in one direction, from 0, before any fault. Immutable.
 *
 * @param direction which bytes it meets
 * @param trigger which of them
 * @param effect what happens to them
 */
public record LineFault(Direction direction, Trigger trigger, Effect effect) {

    /** Which way bytes go. */
    public enum Direction {
        TO_DEVICE,
        TO_HOST
    }

    /** Says which bytes a fault meets. */
    public sealed interface Trigger permits At, Each, When {}

    /** The byte with an offset. */
    public record At(long offset) implements Trigger {

        /** Checks the offset. */
        public At {
            if (offset < 0) {
                throw new IllegalArgumentException("the offset of a byte is 0 or more, not " + offset);
            }
        }
    }

    /** Each byte with a probability; which ones, the seed of the line says. */
    public record Each(double probability) implements Trigger {

        /** Checks the probability. */
        public Each {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability is from 0 to 1, not " + probability);
            }
        }
    }

    /** Every byte that a rule picks by its offset and value. */
    public record When(Rule rule) implements Trigger {}

    /** Picks bytes. */
    @FunctionalInterface
    public interface Rule {
        boolean picks(long offset, int value);
    }

    /** Says what happens to a byte. */
    public sealed interface Effect permits Drop, Flip, Repeat, Insert, Stall, Cut, Close {}

    /** The byte and those behind it do not arrive, so many in all. */
    public record Drop(int bytes) implements Effect {

        /** Checks the number. */
        public Drop {
            requirePositive(bytes);
        }
    }

    /** The bits of a mask arrive inverted. */
    public record Flip(int mask) implements Effect {

        /** Checks that it flips something. */
        public Flip {
            if ((mask & 0xFF) == 0) {
                throw new IllegalArgumentException("the mask " + mask + " flips no bit of a byte");
            }
        }
    }

    /** The byte arrives once more, so many times. */
    public record Repeat(int times) implements Effect {

        /** Checks the number. */
        public Repeat {
            requirePositive(times);
        }
    }

    /** So many bytes of noise arrive before the byte; their values come from the seed of the line. */
    public record Insert(int bytes) implements Effect {

        /** Checks the number. */
        public Insert {
            requirePositive(bytes);
        }
    }

    /** The byte and all behind it arrive so much later, then at once. */
    public record Stall(Duration time) implements Effect {

        /** Checks the time. */
        public Stall {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("a line stalls for more than no time, not for " + time);
            }
        }
    }

    /** From the byte on nothing arrives in this direction, as behind a broken wire. */
    public record Cut() implements Effect {}

    /** From the byte on the port is gone, as when a plug is pulled. */
    public record Close() implements Effect {}

    private static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a fault has 1 or more bytes, not " + number);
        }
    }

    /** Makes a fault of what the device hears. */
    public static LineFault toDevice(Trigger trigger, Effect effect) {
        return new LineFault(Direction.TO_DEVICE, trigger, effect);
    }

    /** Makes a fault of what the host hears. */
    public static LineFault toHost(Trigger trigger, Effect effect) {
        return new LineFault(Direction.TO_HOST, trigger, effect);
    }

    /**
     * Makes a fault of any kind at one of the first bytes, the same for the same random numbers.
     *
     * @param within how many bytes it may be from the first one
     */
    public static LineFault random(Direction direction, Random random, int within) {
        Trigger trigger = new At(random.nextInt(within));
        return new LineFault(
                direction,
                trigger,
                switch (random.nextInt(7)) {
                    case 0 -> new Drop(1 + random.nextInt(40));
                    case 1 -> new Flip(1 << random.nextInt(8));
                    case 2 -> new Repeat(1 + random.nextInt(3));
                    case 3 -> new Insert(1 + random.nextInt(40));
                    case 4 -> new Stall(Duration.ofMillis(1 + random.nextInt(1500)));
                    case 5 -> new Cut();
                    default -> new Close();
                });
    }
}
