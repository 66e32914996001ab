package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kenning.testbench.emulator.core.DerivedFacts;
import dev.kenning.testbench.emulator.core.FactComparison;
import dev.kenning.testbench.emulator.core.Facts;
import dev.kenning.testbench.emulator.core.Facts.Trait;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rows declare is what their semantic methods do. */
class SemanticFactsTest {

    private static final MethodType SCALAR =
            MethodType.methodType(void.class, Hart.class, long[].class, long.class, int.class);
    private static final MethodType VECTOR =
            MethodType.methodType(void.class, Hart.class, VectorUnit.class, int.class, int.class);
    private static final MethodType ELEMENT =
            MethodType.methodType(long.class, VectorUnit.class, long.class, long.class, long.class);
    private static final MethodType EXECUTION = MethodType.methodType(void.class, Hart.class, long.class, int.class);

    private final DerivedFacts derived = new DerivedFacts(vocabulary());
    private final Map<String, VectorOperation> operations = VectorInstructions.operations();

    @Test
    void everyScalarRowDeclaresWhatItsMethodDoes() {
        assertThat(InstructionTable.rows())
                .filteredOn(row -> row.extension() != Extension.V)
                .flatExtracting(row -> FactComparison.differences(
                        FactComparison.name(row), row.facts(), derived.of(row.semantics(), SCALAR)))
                .isEmpty();
    }

    /** Bytecode does not tell whether an access that both loads and stores of vectors share is the one or the other. */
    @Test
    void everyVectorRowOfOneMethodDeclaresWhatThatDoes() {
        Facts execution = derived.of("VectorExecution.execute", EXECUTION);
        assertThat(vectorRows(MethodCall.class))
                .hasSizeGreaterThan(100)
                .flatExtracting(row -> {
                    String method = row.semantics().substring(VectorInstructions.PREFIX.length());
                    Facts all = derived.of(method, VECTOR).and(execution);
                    assertThat(row.facts().accessesMemory()).as("%s", row).isEqualTo(all.accessesMemory());
                    return FactComparison.differences(FactComparison.name(row), row.facts(), withoutAccesses(all), all);
                })
                .isEmpty();
    }

    /** The loops' bytecode has every kind of source in it, and floating point whether the elements are floats or not. */
    @Test
    void everyVectorRowOfElementsDeclaresWhatItsLoopDoes() {
        Facts execution = derived.of("VectorExecution.execute", EXECUTION);
        Facts loops = derived.of("ElementLoop.execute", VECTOR).and(derived.of("ReductionLoop.execute", VECTOR));
        assertThat(vectorRows(ElementOperation.class))
                .hasSizeGreaterThan(100)
                .flatExtracting(row -> {
                    Facts least = derived.of(elements(row).method(), ELEMENT).and(execution);
                    return FactComparison.differences(FactComparison.name(row), row.facts(), least, least.and(loops));
                })
                .isEmpty();
    }

    /** What custom instructions do, nobody knows. */
    @Test
    void everyHelperDoesWhatTheTableTells() {
        assertThat(List.of(Semantics.ILLEGAL, Semantics.FETCH_FAULT, Semantics.BEGIN_FLOATING_POINT))
                .flatExtracting(name -> FactComparison.differences(
                        name, Semantics.NUMBERS.facts(Semantics.NUMBERS.of(name)), derived.of(name, SCALAR)))
                .isEmpty();
    }

    @Test
    void everyMethodOfTheTableExists() {
        assertThat(SemanticFacts.TABLE.methods())
                .allSatisfy(method -> assertThatCode(
                                () -> derived.of(method, method.startsWith("Vector") ? VECTOR : SCALAR))
                        .doesNotThrowAnyException());
    }

    @Test
    void aRowThatDeclaresTooMuchIsFound() {
        assertThat(FactComparison.differences(
                        "add", Facts.parse("rs1 rs2 fcsr > rd, faults"), derived.of("Arithmetic.add", SCALAR)))
                .containsExactly(
                        "add declares that it reads fcsr, but its method does not",
                        "add declares that it faults, but its method does not");
    }

    @Test
    void aRowThatDeclaresTooLittleIsFound() {
        assertThat(FactComparison.differences("beq", Facts.parse("rs1 > pc"), derived.of("Branches.equal", SCALAR)))
                .containsExactly(
                        "beq does not declare that it reads rs2, but its method does",
                        "beq does not declare that it faults, but its method does",
                        "beq does not declare that it ends a block, but its method does");
    }

    private List<Instruction> vectorRows(Class<? extends VectorOperation> kind) {
        return InstructionTable.rows().stream()
                .filter(row -> kind.isInstance(operations.get(row.semantics())))
                .toList();
    }

    private ElementOperation elements(Instruction row) {
        return (ElementOperation) operations.get(row.semantics());
    }

    private static Facts withoutAccesses(Facts facts) {
        Set<Trait> traits = new HashSet<>(facts.traits());
        traits.removeAll(Set.of(Trait.LOADS, Trait.STORES));
        return new Facts(facts.reads(), facts.writes(), traits);
    }

    private static DerivedFacts.Vocabulary vocabulary() {
        Map<String, Facts> calls = new HashMap<>();
        for (String width : new String[] {"Byte", "Half", "Word", "Double"}) {
            calls.put("load" + width, Facts.parse(", loads faults"));
            calls.put("store" + width, Facts.parse(", stores faults"));
        }
        calls.put("interrupt", Facts.parse(", ends"));
        calls.put("selectProtection", Facts.parse(", ends"));
        calls.put("translationChanged", Facts.parse(", ends"));
        calls.put("requireAtomic", Facts.parse(", faults"));
        calls.put("Csrs.read", Facts.parse("csr, faults"));
        calls.put("Csrs.write", Facts.parse("> csr, faults"));
        return new DerivedFacts.Vocabulary(
                Hart.class,
                FloatControl.class,
                "fcsr",
                "pc",
                "x",
                "f",
                Map.of(
                        "x", Map.of("", "x", "d", "rd", "n", "rs1", "m", "rs2", "a", "rs3"),
                        "f", Map.of("", "f", "d", "fd", "n", "fs1", "m", "fs2", "a", "fs3")),
                Map.of("pc", "pc"),
                Map.of(
                        "Decoded.d", "d",
                        "Decoded.n", "n",
                        "Decoded.m", "m",
                        "Decoded.a", "a",
                        "VectorFields.d", "d",
                        "VectorFields.destination", "d",
                        "VectorFields.s1", "n",
                        "VectorFields.s2", "m"),
                calls);
    }
}
