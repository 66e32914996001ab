package dev.kenning.testbench.engine;

/**
 * Describes what faults can be aimed at on a board.
 *
 * @param core whose register it is, or that executes the firmware
 * @param kind what it is
 * @param name of the register or of the firmware's section
 * @param address of its first byte; 0 of a register
 * @param bits how many bits there are to flip
 */
public record FaultTarget(String core, Kind kind, String name, long address, long bits) {

    /** Says what a target is. */
    public enum Kind {
        /** A register that programs compute with. */
        REGISTER,
        /** A section with instructions, and the constants that stand between them. */
        CODE,
        /** A section that the program may write. */
        RAM,
        /** A section of constants. */
        CONSTANTS
    }
}
