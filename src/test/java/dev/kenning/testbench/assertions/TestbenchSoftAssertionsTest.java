package dev.kenning.testbench.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several failures of one test, told together. */
class TestbenchSoftAssertionsTest {

    private final TestbenchSoftAssertions softly = new TestbenchSoftAssertions();
    private final Inference inference =
            new Inference(new byte[8], List.of(new double[] {0.25, 0.5}), List.of("wing", "ring"), Duration.ZERO);
    private final Cost cost = CostAssertTest.cost(Counting.EXACT, Map.of("vfma.f32", 400L, "ldr", 600L));
    private final Cost uncounted = CostAssertTest.cost(Counting.NONE, Map.of());
    private final Statistics statistics =
            new Statistics(List.of(new Statistic("peak_allocated", Statistic.Kind.ALLOCATION, 4096)));

    @Test
    void collectsWhatEachAssertionFinds() {
        softly.assertThat(inference).hasClass("wing").hasClass(0);
        softly.assertThat(cost).staysWithinInstructions(500);
        softly.assertThat(1).isEqualTo(2);

        assertThat(messages()).hasSize(4).first().asString().contains("Expecting inference to predict:", "wing");
    }

    @Test
    void collectsWhatAssertionsOnPartsFind() {
        softly.assertThat(cost).executedInstructions().isLessThan(10).isNegative();
        softly.assertThat(cost).opcode("ldr").isZero();
        softly.assertThat(cost).virtualTime().isNegative();
        softly.assertThat(statistics).entry("peak_allocated").isLessThan(1);

        assertThat(messages()).hasSize(5);
    }

    @Test
    void tellsAPartThatThereIsNotOnce() {
        softly.assertThat(uncounted).executedInstructions().isPositive().isNegative();
        softly.assertThat(statistics).entry("no_such_entry").isPositive();

        assertThat(messages()).hasSize(2);
        assertThat(messages().get(0)).contains("nothing counts on");
        assertThat(messages().get(1)).contains("no_such_entry");
    }

    @Test
    void findsNothingWhereAllIsWell() {
        softly.assertThat(inference).hasClass("ring");
        softly.assertThat(cost).executedInstructions().isEqualTo(1000);
        softly.assertThat(statistics).entry("peak_allocated").isEqualTo(4096);

        softly.assertAll();
    }

    @Test
    void collectsWaitsThatFail() {
        LineTerminal terminal = new LineTerminal("usart1", "a board", new SilentTimeline(), text -> {});

        softly.assertThat(terminal).prints("one").hasPrinted("two");

        assertThat(messages()).hasSize(2).first().asString().contains("did not print \"one\"");
    }

    @Test
    @ExtendWith(SoftAssertionsExtension.class)
    void areInjectedByTheExtensionOfAssertJ(TestbenchSoftAssertions injected) {
        injected.assertThat(inference).hasClass("ring");
    }

    private List<String> messages() {
        return softly.assertionErrorsCollected().stream()
                .map(Throwable::getMessage)
                .toList();
    }

    /** Lets time pass in which nothing happens. */
    private static final class SilentTimeline implements Timeline {

        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void await(long end, BooleanSupplier condition, String purpose) {
            nanos = condition.getAsBoolean() ? nanos : end;
        }

        @Override
        public void interrupt() {
            // Nothing happens.
        }
    }
}
