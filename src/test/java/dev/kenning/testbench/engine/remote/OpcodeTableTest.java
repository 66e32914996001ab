package dev.kenning.testbench.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpcodeTableTest {

    private static final String ARM = "CPU.CortexM";

    @Test
    void tellsVectorInstructionsByTheCore() {
        String table = "|vfma.f32|3|\n|vsetvli|2|\n";

        assertThat(OpcodeTable.parse(table, "CPU.SpringbokRiscV32").vector().total())
                .isEqualTo(5);
        assertThat(OpcodeTable.parse(table, ARM).vector().total()).isZero();
    }

    @Test
    void readsTheRowsThatRenodePrinted() {
        String table = """
            ----------------
            |Opcode  |Count|
            ----------------
            |movs_imm|8    |
            |b_cond  |2243 |
            |never   |0    |
            ----------------
            """;

        assertThat(OpcodeTable.parse(table, ARM).asMap()).hasToString("{b_cond=2243, movs_imm=8}");
    }

    @Test
    void readsATableWithoutRows() {
        assertThat(OpcodeTable.parse("--------------\n|Opcode|Count|\n--------------", ARM)
                        .asMap())
                .isEmpty();
    }

    @Test
    void readsWindowsLineEndsAndNamesWithBlanks() {
        assertThat(OpcodeTable.parse("|@c.nop @x|12|\r\n|c.j|3 |\r\n", ARM).asMap())
                .hasToString("{@c.nop @x=12, c.j=3}");
    }
}
