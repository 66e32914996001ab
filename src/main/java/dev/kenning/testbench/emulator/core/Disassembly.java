package dev.kenning.testbench.emulator.core;

import java.util.Locale;

/**
 * An instruction as text.
 *
 * @param address where it stands
 * @param word its encoding, as the instruction set writes it
 * @param length 2 or 4 bytes
 * @param text mnemonic and operands
 */
public record Disassembly(long address, int word, int length, String text) {

    /** Returns the encoding in hexadecimal, 4 or 8 digits. */
    public String encoding() {
        return String.format(Locale.ROOT, length == 4 ? "%08x" : "%04x", word);
    }
}
