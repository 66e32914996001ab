package dev.kenning.testbench.devicetree;

/**
 * A stretch of memory that a program must leave alone ({@code /memreserve/}).
 *
 * @param address unsigned
 * @param size in bytes, unsigned
 */
public record MemoryReservation(long address, long size) {}
