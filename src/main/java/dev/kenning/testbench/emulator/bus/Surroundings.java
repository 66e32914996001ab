package dev.kenning.testbench.emulator.bus;

/**
 * What a device is told about where it is built in.
 *
 * @param name the name in the platform description, such as {@code usart1}
 * @param clock the machine's time
 * @param log where the device reports what it does not model
 */
public record Surroundings(String name, Clock clock, AccessLog log) {}
