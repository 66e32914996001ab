package dev.kenning.testbench.elf;

/**
 * A part of a program that takes memory on the target.
 *
 * @param name as in the file, such as {@code .text}
 * @param address where the program uses it
 * @param size in bytes
 * @param loaded whether its content is in the image, which is written to flash; else it is cleared at start or left alone
 * @param writable whether the program may write it, so that it is in RAM while the program runs
 * @param executable whether it holds instructions
 */
public record ElfSection(String name, long address, long size, boolean loaded, boolean writable, boolean executable) {

    boolean holds(Symbol symbol) {
        return symbol.address() >= address && symbol.address() < address + size;
    }
}
