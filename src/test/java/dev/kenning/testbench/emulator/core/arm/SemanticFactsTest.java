package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.DerivedFacts;
import dev.kenning.testbench.emulator.core.FactComparison;
import dev.kenning.testbench.emulator.core.Facts;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows declare is what their semantic methods do. */
class SemanticFactsTest {

    private final DerivedFacts derived = new DerivedFacts(vocabulary());

    @Test
    void everyRowDeclaresWhatItsMethodDoes() {
        assertThat(InstructionTable.rows())
                .flatExtracting(row ->
                        FactComparison.differences(FactComparison.name(row), row.facts(), ofMethod(row.semantics())))
                .isEmpty();
    }

    @Test
    void everyHelperDoesWhatTheTableTells() {
        assertThat(Semantics.NUMBERS.names())
                .flatExtracting(name -> FactComparison.differences(
                        name, Semantics.NUMBERS.facts(Semantics.number(name)), ofMethod(name)))
                .isEmpty();
    }

    @Test
    void everyMethodOfTheTableIsUsed() {
        assertThat(SemanticFacts.TABLE.methods()).isEqualTo(Set.copyOf(Semantics.NUMBERS.names()));
    }

    @Test
    void aRowThatDeclaresTooMuchIsFound() {
        assertThat(FactComparison.differences(
                        "mls", Facts.parse("Rn Rm Ra > Rd N, loads"), ofMethod("Multiplication.mls")))
                .containsExactly(
                        "mls declares that it writes N, but its method does not",
                        "mls declares that it loads, but its method does not");
    }

    @Test
    void aRowThatDeclaresTooLittleIsFound() {
        assertThat(FactComparison.differences("adcs", Facts.parse("Rn Rm > Rd NZV"), ofMethod("DataProcessing.adcs")))
                .containsExactly(
                        "adcs does not declare that it reads C, but its method does",
                        "adcs does not declare that it writes C, but its method does");
    }

    @Test
    void aStoreThatMayNotHappenIsFound() {
        assertThat(FactComparison.differences(
                        "strex", Facts.parse("Rn Rm > Rd, stores faults"), ofMethod("LoadStore.storeExclusive")))
                .containsExactly(
                        "strex does not declare that it accesses memory as the case" + " may be, but its method does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mls", "vfms.f32", "vcmp.f32", "bvs", "qadd", "uadd8"})
    void setsNoConditionFlagsWhateverItsName(String mnemonic) {
        assertThat(InstructionTable.rows())
                .filteredOn(row -> row.mnemonic().equals(mnemonic))
                .noneMatch(Instruction::setsFlags);
    }

    private Facts ofMethod(String name) {
        boolean guards = name.equals(Semantics.IF_THEN) || name.equals(Semantics.IF_THEN_COUNTING);
        return derived.of(
                name,
                MethodType.methodType(
                        guards ? int.class : void.class, Processor.class, int[].class, long.class, int.class));
    }

    private static DerivedFacts.Vocabulary vocabulary() {
        Map<String, String> core =
                Map.of("", "Rlist", "d", "Rd", "n", "Rn", "m", "Rm", "a", "Ra", "13", "SP", "14", "LR", "15", "R15");
        Map<String, String> floats = Map.of("", "Slist", "d", "Sd", "n", "Sn", "m", "Sm", "a", "Sa");
        Map<String, Facts> calls = new HashMap<>();
        for (String width : new String[] {"Word", "Half", "Byte"}) {
            calls.put("load" + width, Facts.parse(", loads faults"));
            calls.put("store" + width, Facts.parse(", stores faults"));
        }
        calls.put("interrupt", Facts.parse(", ends"));
        calls.put("selectProtection", Facts.parse(", ends"));
        return new DerivedFacts.Vocabulary(
                Processor.class,
                FloatStatus.class,
                "FPSCR",
                "PC",
                "r",
                "s",
                Map.of("r", core, "s", floats),
                Map.of(
                        "negative", "N",
                        "zero", "Z",
                        "carry", "C",
                        "overflow", "V",
                        "saturated", "Q",
                        "greaterOrEqual", "GE",
                        "pc", "PC"),
                Map.of("Decoded.d", "d", "Decoded.n", "n", "Decoded.m", "m", "Decoded.a", "a"),
                calls);
    }
}
