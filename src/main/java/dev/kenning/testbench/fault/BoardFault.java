package dev.kenning.testbench.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that goes wrong inside a simulated board, once: when, what, and on which core.
 *
 * <p>It happens between two instructions: before the one that the moment names; behind the one that makes the access. Immutable.
 *
 * @param moment when
 * @param effect what
 * @param core the core that the moment and the effect are about; the one that has executed most if there is none
 */
public record BoardFault(Moment moment, Effect effect, Optional<String> core) {

    /** Says when a fault happens. */
    public sealed interface Moment permits AtInstruction, AtTime, AtCode, AtAccess {}

    /** When the core has started so many instructions since reset. */
    public record AtInstruction(long count) implements Moment {

        /** Checks the count. */
        public AtInstruction {
            if (count < 0) {
                throw new IllegalArgumentException("a count of instructions is 0 or more, not " + count);
            }
        }

        @Override
        public String toString() {
            return "at instruction " + count;
        }
    }

    /** At a virtual time since power-on. */
    public record AtTime(Duration time) implements Moment {

        @Override
        public String toString() {
            return "at " + time.toNanos() / 1e9 + " s";
        }
    }

    /** Before the core executes the first instruction of a function, or that at another place, for the nth time, from 1. */
    public record AtCode(Place place, int nth) implements Moment {

        /** Checks the number. */
        public AtCode {
            requirePositive(nth, "arrival");
        }

        @Override
        public String toString() {
            return "before " + place + (nth == 1 ? "" : ", time " + nth);
        }
    }

    /** Behind the nth access to a byte, from 1, of whatever width and by whomever. */
    public record AtAccess(Place place, int nth) implements Moment {

        /** Checks the number. */
        public AtAccess {
            requirePositive(nth, "access");
        }

        @Override
        public String toString() {
            return "behind access " + nth + " of " + place;
        }
    }

    /** Says what happens. */
    public sealed interface Effect
            permits FlipRegister,
                    FlipMemory,
                    SkipInstruction,
                    Misread,
                    FireInterrupt,
                    SuppressInterrupt,
                    Reset,
                    CutPower {}

    /** A bit of a register is inverted; registers have the names that GDB gives them: r0, sp, d3, x10, f1, v2, mstatus. */
    public record FlipRegister(String register, int bit) implements Effect {

        @Override
        public String toString() {
            return "flip bit " + bit + " of " + register;
        }
    }

    /** A bit of memory is inverted, counted from the lowest one of the byte at a place: data, weights or code. */
    public record FlipMemory(Place place, long bit) implements Effect {

        /** Checks the bit. */
        public FlipMemory {
            if (bit < 0) {
                throw new IllegalArgumentException("bits are counted from 0, not from " + bit);
            }
        }

        @Override
        public String toString() {
            return "flip bit " + bit + " of " + place;
        }
    }

    /** The next instruction is not executed. */
    public record SkipInstruction() implements Effect {

        @Override
        public String toString() {
            return "skip an instruction";
        }
    }

    /**
     * The next reads of a device's register give other bits.
     *
     * @param register a place in the device's address range
     * @param mask the bits that are inverted
     * @param times how many reads
     */
    public record Misread(Place register, int mask, int times) implements Effect {

        /** Checks that it changes something. */
        public Misread {
            requirePositive(times, "read");
            if (mask == 0) {
                throw new IllegalArgumentException("a mask of 0 changes no bit of what is read");
            }
        }

        @Override
        public String toString() {
            return "misread " + register + " by 0x" + Integer.toHexString(mask)
                    + (times == 1 ? "" : ", " + times + " times");
        }
    }

    /** An interrupt becomes pending that no device has asked for; its number is that of the controller's input. */
    public record FireInterrupt(int number) implements Effect {

        @Override
        public String toString() {
            return "fire interrupt " + number;
        }
    }

    /** An interrupt that is pending is lost; its number is that of the controller's input. */
    public record SuppressInterrupt(int number) implements Effect {

        @Override
        public String toString() {
            return "suppress interrupt " + number;
        }
    }

    /** Cores and devices are reset; memories keep what they hold. */
    public record Reset() implements Effect {

        @Override
        public String toString() {
            return "reset";
        }
    }

    /** The supply fails for a moment: flash keeps what has been written by then, all other memory is lost, and the board boots. */
    public record CutPower() implements Effect {

        @Override
        public String toString() {
            return "cut power";
        }
    }

    /** Makes a fault on the core that has executed most. */
    public static BoardFault of(Moment moment, Effect effect) {
        return new BoardFault(moment, effect, Optional.empty());
    }

    /** Returns this fault on a core. */
    public BoardFault on(String otherCore) {
        return new BoardFault(moment, effect, Optional.of(otherCore));
    }

    private static void requirePositive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of an " + what + " is 1 or more, not " + number);
        }
    }

    @Override
    public String toString() {
        return effect + " " + moment + core.map(name -> " on " + name).orElse("");
    }

    /**
     * Tells that a fault has happened.
     *
     * @param fault which
     * @param instructions that the core had started
     * @param time virtual time
     * @param programCounter of the core
     * @param detail what was changed, in words
     */
    public record Occurrence(BoardFault fault, long instructions, Duration time, long programCounter, String detail) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s (pc 0x%08X, instruction %d, %.9f s): %s",
                    fault,
                    programCounter,
                    instructions,
                    time.toNanos() / 1e9,
                    detail);
        }
    }
}
