package dev.kenning.testbench.profile;

import java.time.Duration;

/**
 * What a piece of work cost on the simulated board.
 *
 * @param executedInstructions instructions started, over all cores
 * @param virtualTime virtual time that passed
 * @param opcodes instructions by mnemonic
 */
public record Cost(long executedInstructions, Duration virtualTime, OpcodeCounts opcodes) {}
