package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Disassembly;

/** Writes instructions the way LLVM writes them without aliases: every mnemonic is that of its row. */
final class Disassembler {

    private final Hart hart;
    private final WideAccess memory;
    private final BlockBuilder decoder;

    Disassembler(Hart hart, BlockBuilder decoder) {
        this.hart = hart;
        this.decoder = decoder;
        memory = new WideAccess(hart.bus);
    }

    /** Returns whether there is memory at an address of the present program. */
    boolean reaches(long address) {
        long at = hart.peek(address);
        return at >= 0 && hart.bus.isFetchable(at);
    }

    /** Returns the instruction at an address of the present program. */
    Disassembly at(long address) {
        int first = half(address);
        boolean wide = BlockBuilder.isWide(first);
        int word = wide ? first | half(address + 2) << 16 : first;
        String text = decoder.row(word)
                .map(row -> text(new Encoding(row, word, (int) address)))
                .orElse("<unknown>");
        return new Disassembly(address, word, wide ? 4 : 2, text);
    }

    private int half(long address) {
        long at = hart.peek(address);
        return at < 0 ? 0 : (int) memory.read(at, 2);
    }

    private static String text(Encoding encoding) {
        Instruction row = encoding.row();
        String operands = row.operands().write(encoding);
        return operands.isEmpty() ? row.mnemonic() : row.mnemonic() + " " + operands;
    }
}
