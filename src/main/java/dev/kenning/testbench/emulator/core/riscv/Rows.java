package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.BitPattern;
import dev.kenning.testbench.emulator.core.Facts;
import dev.kenning.testbench.emulator.core.OperandTemplate;
import dev.kenning.testbench.emulator.core.SemanticReference;
import java.util.ArrayList;
import java.util.List;

/** Collects the rows of the table; extension and width hold for the rows that follow. */
final class Rows {

    private final List<Instruction> rows = new ArrayList<>();
    private Extension extension = Extension.I;
    private Xlen xlen = Xlen.ANY;
    private boolean counts = true;

    /** Says which extension the following rows belong to, on cores of any width. */
    Rows extension(Extension value) {
        extension = value;
        xlen = Xlen.ANY;
        return this;
    }

    /** Says which cores have the following rows. */
    Rows xlen(Xlen value) {
        xlen = value;
        return this;
    }

    /** Says that Renode has no counters for the following rows. */
    void uncounted() {
        counts = false;
    }

    /** Says that Renode has counters for the following rows. */
    void counted() {
        counts = true;
    }

    /** Adds a row that Renode counts under its mnemonic, if it counts rows here. */
    void row(String pattern, String mnemonic, String operands, String semantics) {
        row(pattern, mnemonic, operands, semantics, counts ? mnemonic : "");
    }

    /** Adds a row that Renode counts under another name, or not at all if the name is empty. */
    void row(String pattern, String mnemonic, String operands, String semantics, String renodeName) {
        SemanticReference reference = SemanticReference.parse(semantics);
        row(pattern, mnemonic, operands, reference, renodeName, SemanticFacts.TABLE.of(reference.method()));
    }

    /** Adds a row with facts of its own. */
    void row(
            String pattern,
            String mnemonic,
            String operands,
            SemanticReference semantics,
            String renodeName,
            Facts facts) {
        rows.add(new Instruction(
                rows.size(),
                BitPattern.of(pattern),
                mnemonic,
                renodeName,
                OperandTemplate.parse(operands, Operand::named),
                semantics,
                facts,
                extension,
                xlen));
    }

    List<Instruction> toList() {
        return List.copyOf(rows);
    }
}
