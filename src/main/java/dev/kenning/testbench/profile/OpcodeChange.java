package dev.kenning.testbench.profile;

/**
 * How often an instruction was executed in two runs.
 *
 * @param mnemonic the instruction
 * @param before how often in the first run
 * @param after how often in the second
 */
public record OpcodeChange(String mnemonic, long before, long after) {

    /** Returns how much more often it was executed in the second run; negative if less. */
    public long difference() {
        return after - before;
    }
}
