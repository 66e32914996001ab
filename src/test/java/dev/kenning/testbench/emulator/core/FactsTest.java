package dev.kenning.testbench.emulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.emulator.core.Facts.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

    @Test
    void readsEachFlagByItsLetter() {
        Facts facts = Facts.parse("Rn C > Rd NZ, loads");

        assertThat(facts.reads()).containsExactlyInAnyOrder("Rn", "C");
        assertThat(facts.writes()).containsExactlyInAnyOrder("Rd", "N", "Z");
        assertThat(facts.traits()).containsExactly(Trait.LOADS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "nothing, ends", "> Rd", "Rm Rn C > Rd NZCV", "GE > SP, loads varies faults"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Facts.parse(text)).hasToString(text);
    }

    @Test
    void refusesATraitThatDoesNotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> Facts.parse("Rn, flies"));
    }

    @Test
    void aTableGoesOnWithTheMethodsOfTheLineBefore() {
        FactTable table = FactTable.parse("""
                First Second
                  Rn > Rd: one
                      two
                """);

        assertThat(table.methods()).containsExactlyInAnyOrder("First.one", "First.two", "Second.one", "Second.two");
        assertThat(table.of("Second.two")).isEqualTo(Facts.parse("Rn > Rd"));
    }

    @Test
    void aTableTellsAMethodOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactTable.parse("""
                        Branches
                          > PC: link
                          nothing: link
                        """))
                .withMessage("the facts of Branches.link stand twice");
    }

    @Test
    void aTableSaysWhatItDoesNotTell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactTable.parse("").of("Branches.link"))
                .withMessage("SemanticFacts tells nothing of Branches.link");
    }
}
