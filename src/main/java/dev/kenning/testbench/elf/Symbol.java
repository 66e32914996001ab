package dev.kenning.testbench.elf;

/**
 * Names a range of addresses of a program.
 *
 * @param name as in the program's symbol table
 * @param address the first address; without the mark of Thumb code
 * @param size in bytes; 0 for a label
 * @param function whether the symbol table says that code is here
 */
public record Symbol(String name, long address, long size, boolean function) {

    boolean covers(long where) {
        return where >= address && where - address < Math.max(size, 1);
    }
}
