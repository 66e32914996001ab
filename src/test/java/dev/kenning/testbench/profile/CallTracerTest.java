package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.profile.CallTracer.Function;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows blocks that are made up: main at 0x100, work at 0x200, leaf at 0x300, interpreter_run at 0x400. */
class CallTracerTest {

    private static final int MAIN = 0x100;
    private static final int WORK = 0x200;
    private static final int LEAF = 0x300;
    private static final int GRAPH = 0x400;
    private static final int HANDLER = 0x500;
    private static final int STACK = 0x2000;
    private static final Map<Integer, String> NAMES =
            Map.of(MAIN, "main", WORK, "work", LEAF, "leaf", GRAPH, "interpreter_run", HANDLER, "handler");

    private int thread;
    private final CallTracer tracer = new CallTracer(
            address -> {
                String name = NAMES.get(address & ~0xFF);
                return name == null
                        ? new Function("0x" + Integer.toHexString(address), address, address)
                        : new Function(name, address & ~0xFF, (address & ~0xFF) + 0x100);
            },
            number -> number < 0 ? "[trap]" : "[exception " + number + "]",
            GraphFunctions.known(),
            () -> thread);

    @Test
    void putsWhatIsCalledBelowItsCaller() {
        tracer.ran(MAIN, MAIN + 8, 4, WORK, MAIN + 8, STACK, 0);
        tracer.ran(WORK, WORK + 8, 5, LEAF, WORK + 8, STACK - 16, 0);
        tracer.ran(LEAF, LEAF + 4, 6, WORK + 8, WORK + 8, STACK - 16, 0);
        tracer.ran(WORK + 8, WORK + 16, 7, MAIN + 8, WORK + 8, STACK, 0);
        tracer.ran(MAIN + 8, MAIN + 16, 8, MAIN + 16, WORK + 8, STACK, 0);

        assertThat(tracer.profile().collapsed())
                .isEqualTo(Map.of("main", 12L, "main;work (entry)", 12L, "main;work (entry);leaf (entry)", 6L));
        assertThat(tracer.profile().function("work")).hasValueSatisfying(work -> {
            assertThat(work.calls()).isOne();
            assertThat(work.inclusive()).isEqualTo(18);
            assertThat(work.exclusive()).isEqualTo(12);
            assertThat(work.callees()).isEqualTo(Map.of("leaf", 1L));
        });
        assertThat(tracer.profile().roots().get(0).stackBytes()).isEqualTo(16);
    }

    @Test
    void givesAccessesAndWaitsToWhoMadeThem() {
        tracer.accessed(3, 1, 0, 0);
        tracer.ran(MAIN, MAIN + 8, 4, WORK, MAIN + 8, STACK, 0);
        tracer.accessed(2, 0, 1, 5);
        tracer.ran(WORK, WORK + 8, 5, MAIN + 8, MAIN + 8, STACK, 0);
        tracer.ran(MAIN + 8, MAIN + 16, 8, MAIN + 16, MAIN + 8, STACK, 0);
        tracer.waited(100);
        tracer.ran(MAIN + 16, MAIN + 20, 2, MAIN + 20, MAIN + 8, STACK, 0);

        FunctionCost main = tracer.profile().function("main").orElseThrow();
        assertThat(main.exclusiveCost()).isEqualTo(new CallCost(14, 114, new Accesses(3, 1), Accesses.NONE));
        assertThat(main.inclusiveCost()).isEqualTo(new CallCost(19, 119, new Accesses(5, 1), new Accesses(1, 5)));
    }

    @Test
    void takesAJumpToAnotherFunctionForATailCall() {
        tracer.ran(MAIN, MAIN + 8, 1, WORK, MAIN + 8, STACK, 0);
        tracer.ran(WORK, WORK + 4, 2, LEAF, MAIN + 8, STACK, 0);
        tracer.ran(LEAF, LEAF + 4, 3, MAIN + 8, MAIN + 8, STACK, 0);
        tracer.ran(MAIN + 8, MAIN + 16, 4, MAIN + 16, MAIN + 8, STACK, 0);

        assertThat(tracer.profile().collapsed())
                .isEqualTo(Map.of("main", 5L, "main;work (entry)", 2L, "main;leaf (entry)", 3L));
    }

    @Test
    void leavesEveryCallThatALongJumpSkips() {
        tracer.ran(MAIN, MAIN + 8, 1, WORK, MAIN + 8, STACK, 0);
        tracer.ran(WORK, WORK + 8, 2, LEAF, WORK + 8, STACK - 32, 0);
        tracer.ran(LEAF, LEAF + 4, 3, MAIN + 0x40, WORK + 8, STACK, 0);
        tracer.ran(MAIN + 0x40, MAIN + 0x44, 4, MAIN + 0x44, WORK + 8, STACK + 8, 0);

        assertThat(tracer.profile().collapsed())
                .containsEntry("main", 5L)
                .doesNotContainKey("main;work (entry);main (entry)");
    }

    @Test
    void countsAFunctionThatCallsItselfOnce() {
        tracer.ran(WORK, WORK + 8, 1, WORK, WORK + 8, STACK - 16, 0);
        tracer.ran(WORK, WORK + 8, 2, WORK, WORK + 8, STACK - 32, 0);
        tracer.ran(WORK, WORK + 8, 4, WORK + 8, WORK + 8, STACK - 32, 0);
        tracer.ran(WORK + 8, WORK + 12, 8, WORK + 8, WORK + 8, STACK - 16, 0);
        tracer.ran(WORK + 8, WORK + 12, 16, WORK + 12, WORK + 8, STACK, 0);

        assertThat(tracer.profile().function("work"))
                .hasValueSatisfying(work -> assertThat(work.inclusive()).isEqualTo(31));
    }

    @Test
    void keepsExceptionsApartFromWhatTheyInterrupt() {
        tracer.ran(MAIN, MAIN + 8, 1, WORK, MAIN + 8, STACK, 0);
        tracer.ran(WORK, WORK + 4, 2, WORK + 4, MAIN + 8, STACK, 0);
        tracer.ran(HANDLER, HANDLER + 4, 10, WORK + 4, -8, STACK - 32, 15);
        tracer.ran(WORK + 4, WORK + 8, 4, MAIN + 8, MAIN + 8, STACK, 0);
        tracer.ran(MAIN + 8, MAIN + 12, 8, MAIN + 12, MAIN + 8, STACK, 0);

        assertThat(tracer.profile().collapsed())
                .isEqualTo(Map.of("main", 9L, "main;work (entry)", 6L, "[exception 15];handler (entry)", 10L));
    }

    @Test
    void keepsTrapsOfCoresThatDoNotNumberThemApart() {
        tracer.ran(MAIN, MAIN + 4, 1, MAIN + 4, 0, STACK, 0);
        tracer.ran(HANDLER, HANDLER + 4, 10, MAIN + 4, 0, STACK - 32, 0);
        tracer.ran(MAIN + 4, MAIN + 8, 2, MAIN + 8, 0, STACK, 0);

        assertThat(tracer.profile().collapsed()).isEqualTo(Map.of("main", 3L, "[trap];handler (entry)", 10L));
    }

    @Test
    void goesOnWithTheCallsOfTheThreadThatIsSwitchedTo() {
        thread = 1;
        tracer.ran(MAIN, MAIN + 8, 1, WORK, MAIN + 8, STACK, 0);
        tracer.ran(WORK, WORK + 4, 2, WORK + 4, MAIN + 8, STACK, 0);
        tracer.ran(HANDLER, HANDLER + 4, 10, WORK + 4, 0, STACK - 32, 14);
        tracer.ran(WORK + 4, WORK + 8, 2, WORK + 8, MAIN + 8, STACK, 0);
        thread = 2;
        tracer.ran(HANDLER, HANDLER + 4, 10, LEAF, 0, STACK - 32, 14);
        tracer.ran(LEAF, LEAF + 4, 100, LEAF + 4, 0, 0x9000, 0);
        thread = 1;
        tracer.ran(HANDLER, HANDLER + 4, 10, WORK + 8, 0, STACK - 32, 14);
        tracer.ran(WORK + 8, WORK + 12, 4, MAIN + 8, MAIN + 8, STACK, 0);
        tracer.ran(MAIN + 8, MAIN + 12, 8, MAIN + 12, MAIN + 8, STACK, 0);

        assertThat(tracer.profile().collapsed())
                .isEqualTo(Map.of(
                        "main", 9L, "main;work (entry)", 8L, "leaf", 100L, "[exception 14];handler (entry)", 30L));
    }

    @Test
    void namesFunctionsWithoutSymbolByTheirAddress() {
        tracer.ran(0x1000, 0x1008, 1, 0x1100, 0x1008, STACK, 0);
        tracer.ran(0x1100, 0x1104, 2, 0x1180, 0x1008, STACK, 0);
        tracer.ran(0x1180, 0x1184, 4, 0x1008, 0x1008, STACK, 0);
        tracer.ran(0x1008, 0x100C, 8, 0x100C, 0x1008, STACK, 0);

        assertThat(tracer.profile().collapsed()).isEqualTo(Map.of("0x1000", 9L, "0x1000;0x1100 (entry)", 6L));
    }

    @Test
    void takesEachCallBelowAGraphFunctionForAnOperator() {
        tracer.ran(GRAPH, GRAPH + 8, 1, WORK, GRAPH + 8, STACK, 0);
        tracer.ran(WORK, WORK + 8, 2, LEAF, WORK + 8, STACK - 16, 0);
        tracer.ran(LEAF, LEAF + 4, 4, WORK + 8, WORK + 8, STACK - 16, 0);
        tracer.ran(WORK + 8, WORK + 12, 8, GRAPH + 8, WORK + 8, STACK, 0);
        tracer.ran(GRAPH + 8, GRAPH + 16, 1, LEAF, GRAPH + 16, STACK, 0);
        tracer.ran(LEAF, LEAF + 4, 32, GRAPH + 16, GRAPH + 16, STACK, 0);

        assertThat(tracer.profile().layers())
                .isEqualTo(List.of(
                        new LayerCall("interpreter_run", "work", 14), new LayerCall("interpreter_run", "leaf", 32)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zpl_emit_tflm_enter", "emit_operator", "_ZN6tflite13MicroProfiler10BeginEventEPKc"})
    void takesNothingThatObservesOperatorsForOne(String observer) {
        GraphFunctions known = GraphFunctions.known();

        assertThat(known.isOperator("interpreter_run", observer)).isFalse();
        assertThat(known.isOperator("interpreter_run", "run_float")).isTrue();
    }

    @Test
    void knowsTheGraphFunctionsOfOtherRuntimes() {
        GraphFunctions known = GraphFunctions.known().and(List.of("my_*_graph"));

        assertThat(List.of(
                        "_ZN6tflite21MicroInterpreterGraph14InvokeSubgraphEi",
                        "tvmgen_default___tvm_main__",
                        "tvmgen_default_run",
                        "my_own_graph"))
                .allMatch(known);
        assertThat(List.of("main", "interpreter_runs", "tvmgen_default_fused_nn_conv2d"))
                .noneMatch(known);
    }
}
