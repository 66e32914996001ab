package dev.kenning.testbench.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpcodeTableTest {

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

        assertThat(OpcodeTable.parse(table).asMap()).hasToString("{b_cond=2243, movs_imm=8}");
    }

    @Test
    void readsATableWithoutRows() {
        assertThat(OpcodeTable.parse("--------------\n|Opcode|Count|\n--------------")
                        .asMap())
                .isEmpty();
    }

    @Test
    void readsWindowsLineEndsAndNamesWithBlanks() {
        assertThat(OpcodeTable.parse("|@c.nop @x|12|\r\n|c.j|3 |\r\n").asMap()).hasToString("{@c.nop @x=12, c.j=3}");
    }
}
