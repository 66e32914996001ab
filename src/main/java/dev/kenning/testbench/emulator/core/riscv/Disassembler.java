package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Disassembly;

/** Writes instructions the way LLVM writes them without aliases: every mnemonic is that of its row. */
final class Disassembler {

    private final SystemBus bus;
    private final BlockBuilder decoder;

    Disassembler(SystemBus bus, BlockBuilder decoder) {
        this.bus = bus;
        this.decoder = decoder;
    }

    /** Returns the instruction at an address of memory. */
    Disassembly at(int address) {
        int word = BlockBuilder.fetch(bus, address);
        String text = decoder.rowAt(address)
                .map(row -> text(new Encoding(row, word, address)))
                .orElse("<unknown>");
        return new Disassembly(Integer.toUnsignedLong(address), word, BlockBuilder.isWide(word) ? 4 : 2, text);
    }

    private static String text(Encoding encoding) {
        Instruction row = encoding.row();
        String operands = row.operands().write(encoding);
        return operands.isEmpty() ? row.mnemonic() : row.mnemonic() + " " + operands;
    }
}
