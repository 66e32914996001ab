package dev.kenning.testbench.assertions;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.profile.Accesses;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Traffic;
import dev.kenning.testbench.protocol.InvalidJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Assertions on costs: what passes, and the exact text of every failure. */
@Isolated("sets system properties")
class CostAssertTest {

    private static final Map<String, Long> OPCODES = Map.of("vfma.f32", 400L, "ldr", 600L);
    private static final Traffic TRAFFIC =
            new Traffic(new Accesses(70, 20), new TreeMap<>(Map.of("usart6", new Accesses(5, 3))));

    private final Cost exact = cost(Counting.EXACT, OPCODES);
    private final Cost banded = cost(Counting.APPROXIMATE, OPCODES);
    private final Cost uncounted = cost(Counting.NONE, Map.of());

    static Cost cost(Counting counting, Map<String, Long> opcodes) {
        return new Cost(
                new Cost.Origin("stm32f746g_disco", counting == Counting.EXACT ? "embedded" : "other", counting),
                opcodes.values().stream().mapToLong(Long::longValue).sum(),
                Duration.ofMillis(2),
                OpcodeCounts.of(opcodes),
                counting == Counting.EXACT ? Optional.of(TRAFFIC) : Optional.empty());
    }

    private static void refuses(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }

    @Nested
    class Budgets {

        @Test
        void areExactWhereCountsAre() {
            assertThat(exact).staysWithinInstructions(1_000);

            refuses(() -> assertThat(exact).staysWithinInstructions(999), """

                Expecting cost to stay within:
                  999 instructions
                but it executed:
                  1000 instructions, 1 too many
                the most frequent opcodes:
                  ldr              600
                  vfma.f32         400
                """);
        }

        @Test
        void allowAFewPercentElsewhere() {
            assertThat(banded).staysWithinInstructions(953);

            refuses(() -> assertThat(banded).staysWithinInstructions(952), """

                Expecting cost to stay within:
                  952 instructions and 5 % (counts of stm32f746g_disco on other are not exact)
                but it executed:
                  1000 instructions, 1 too many
                the most frequent opcodes:
                  ldr              600
                  vfma.f32         400
                """);
        }

        @Test
        void failWhereNothingCounts() {
            String message = """

                Expecting cost to have counts of instructions
                but nothing counts on:
                  stm32f746g_disco on other
                """;
            refuses(() -> assertThat(uncounted).staysWithinInstructions(1), message);
            refuses(() -> assertThat(uncounted).executedInstructions(), message);
            refuses(() -> assertThat(uncounted).opcode("ldr"), message);
            refuses(() -> assertThat(uncounted).vectorShare(), message);
            refuses(() -> assertThat(uncounted).matchesBaseline("x"), message);
        }
    }

    @Nested
    class Shares {

        @Test
        void countNoVectorsOnACoreWithoutThem() {
            assertThat(exact).vectorShare().isZero();
        }

        @Test
        void showTheVectorInstructionsOfAFailure() {
            Cost vector = new Cost(
                    exact.origin(),
                    10,
                    Duration.ZERO,
                    OpcodeCounts.ofRiscV(Map.of("vle32.v", 3L, "addi", 7L)),
                    Optional.empty());
            assertThat(vector).vectorShare().isCloseTo(0.3, within(1e-12));

            refuses(() -> assertThat(vector).vectorShare().isGreaterThan(0.5), """
                [share of vector instructions (most frequent: {vle32.v=3})]\s
                Expecting actual:
                  0.3
                to be greater than:
                  0.5
                """);
        }
    }

    @Nested
    class OfTraffic {

        @Test
        void passWhatIsAsExpected() {
            assertThat(exact).memoryReads().isEqualTo(70);
            assertThat(exact).memoryWrites().isEqualTo(20);
            assertThat(exact).peripheralReads("usart6").isEqualTo(5);
            assertThat(exact).peripheralWrites("usart6").isEqualTo(3);
            assertThat(exact).peripheralWrites("usart1").isZero();
        }

        @Test
        void showAllTrafficInAFailure() {
            refuses(() -> assertThat(exact).peripheralReads("usart6").isZero(), """
                [reads from usart6 (all traffic: memory 70 reads, 20 writes; {usart6=5 reads, 3 writes})]\s
                expected: 0L
                 but was: 5L\
                """);
        }

        @Test
        void failWhereNothingTellsIt() {
            refuses(() -> assertThat(banded).memoryReads(), """

                Expecting cost to have:
                  reads from memory
                but nothing tells the accesses of:
                  stm32f746g_disco on other
                bench.measureTraffic(...) counts them, on the engine embedded.
                """);
        }
    }

    @Nested
    class Baselines {

        @TempDir
        private Path folder;

        @AfterEach
        void compareAgain() {
            System.clearProperty(BaselineFile.UPDATE);
            System.clearProperty("testbench.baselines");
        }

        private Path file() {
            return folder.resolve("baselines.json");
        }

        private void update(String name, Cost cost) {
            System.setProperty(BaselineFile.UPDATE, "");
            assertThat(cost).matchesBaseline(name, file());
            System.clearProperty(BaselineFile.UPDATE);
        }

        @Test
        void areWrittenOnRequestAndMatchAfterwards() throws IOException {
            update("inference", exact);

            assertThat(exact).matchesBaseline("inference", file());
            assertThat(file()).hasContent("""
                {
                  "inference" : {
                    "stm32f746g_disco" : {
                      "embedded" : {
                        "executed_instructions" : 1000,
                        "opcode_counters" : {
                          "ldr" : 600,
                          "vfma.f32" : 400
                        },
                        "memory_accesses" : {
                          "read" : 70,
                          "write" : 20
                        },
                        "peripheral_accesses" : {
                          "usart6" : {
                            "read" : 5,
                            "write" : 3
                          }
                        }
                      }
                    }
                  }
                }
                """);
        }

        @Test
        void keepTheOthersOfAFile() {
            update("b", exact);
            update("a", exact);
            update("a", banded);

            assertThat(exact).matchesBaseline("a", file()).matchesBaseline("b", file());
            assertThat(banded).matchesBaseline("a", file());
        }

        @Test
        void standInAFileOfTheTestClass() {
            System.setProperty("testbench.baselines", folder.toString());
            System.setProperty(BaselineFile.UPDATE, "true");

            assertThat(exact).matchesBaseline("inference");

            assertThat(folder.resolve("CostAssertTest.json")).exists();
        }

        @Test
        void saysHowToCreateOneThatIsAbsent() {
            refuses(() -> assertThat(exact).matchesBaseline("inference", file()), """

                Expecting cost to match the baseline:
                  "inference" of stm32f746g_disco on embedded
                but there is none in:
                  %s
                To write it, run this test with -Dtestbench.updateBaselines, then commit the file.
                """.formatted(file()));
        }

        @Test
        void showTheFiveOpcodesThatChangedMost() {
            update(
                    "inference",
                    cost(Counting.EXACT, Map.of("a", 10L, "b", 20L, "c", 30L, "d", 40L, "e", 50L, "f", 60L)));
            Cost changed = cost(Counting.EXACT, Map.of("a", 11L, "b", 18L, "c", 33L, "d", 36L, "e", 55L, "g", 6L));

            refuses(() -> assertThat(changed).matchesBaseline("inference", file()), """

                Expecting cost to match the baseline:
                  "inference" of stm32f746g_disco on embedded
                in:
                  %s
                but it differs:
                  instructions     210 -> 159 (-51, -24.29 %%)
                the opcodes that changed most:
                  f                60 -> 0 (-60, -100.00 %%)
                  g                0 -> 6 (+6, new)
                  e                50 -> 55 (+5, +10.00 %%)
                  d                40 -> 36 (-4, -10.00 %%)
                  c                30 -> 33 (+3, +10.00 %%)
                If that is right, run this test with -Dtestbench.updateBaselines, then commit the file.
                """.formatted(file()));
        }

        @Test
        void showTrafficThatChanged() {
            update("inference", exact);
            Traffic more = new Traffic(
                    new Accesses(71, 20),
                    new TreeMap<>(Map.of("usart6", new Accesses(5, 4), "rcc", new Accesses(1, 0))));
            Cost changed = new Cost(exact.origin(), 1_000, Duration.ZERO, exact.opcodes(), Optional.of(more));

            refuses(() -> assertThat(changed).matchesBaseline("inference", file()), """

                Expecting cost to match the baseline:
                  "inference" of stm32f746g_disco on embedded
                in:
                  %s
                but it differs:
                  memory reads     70 -> 71 (+1, +1.43 %%)
                  rcc reads        0 -> 1 (+1, new)
                  usart6 writes    3 -> 4 (+1, +33.33 %%)
                If that is right, run this test with -Dtestbench.updateBaselines, then commit the file.
                """.formatted(file()));
        }

        @Test
        void allowAFewPercentWhereCountsAreNotExact() {
            update("inference", banded);

            assertThat(cost(Counting.APPROXIMATE, Map.of("ldr", 1_050L))).matchesBaseline("inference", file());
            refuses(
                    () -> assertThat(cost(Counting.APPROXIMATE, Map.of("ldr", 1_051L)))
                            .matchesBaseline("inference", file()),
                    """

                    Expecting cost to match the baseline:
                      "inference" of stm32f746g_disco on other
                    in:
                      %s
                    but it differs:
                      instructions     1000 -> 1051 (+51, +5.10 %%)
                    the opcodes that changed most:
                      ldr              600 -> 1051 (+451, +75.17 %%)
                      vfma.f32         400 -> 0 (-400, -100.00 %%)
                    If that is right, run this test with -Dtestbench.updateBaselines, then commit the file.
                    """.formatted(file()));
        }

        @Test
        void sayWhereAFileIsMalformed() throws IOException {
            Files.writeString(file(), """
                {"inference": {"stm32f746g_disco": {"embedded": {"executed_instructions": "many"}}}}
                """);

            assertThatExceptionOfType(InvalidJsonException.class)
                    .isThrownBy(() -> assertThat(exact).matchesBaseline("inference", file()))
                    .withMessageStartingWith(file().toString())
                    .withMessageContaining("inference.stm32f746g_disco.embedded");
        }
    }
}
