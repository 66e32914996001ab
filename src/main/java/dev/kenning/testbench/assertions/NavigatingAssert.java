package dev.kenning.testbench.assertions;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractDurationAssert;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Leads to assertions on parts of what it asserts on, which are as soft as itself.
 *
 * <p>AssertJ makes the methods of an assertion soft, but not those of an assertion that one of them returns.
 */
abstract class NavigatingAssert<S extends NavigatingAssert<S, A>, A> extends AbstractAssert<S, A> {

    private Optional<StandardSoftAssertionsProvider> collector = Optional.empty();

    NavigatingAssert(A actual, Class<?> type) {
        super(actual, type);
    }

    /** Has failures of the parts collected, too. */
    final S collectingInto(StandardSoftAssertionsProvider soft) {
        collector = Optional.of(soft);
        return myself;
    }

    /** Leads to a count; where failures are collected, a count that there is not leads to assertions that change nothing. */
    final AbstractLongAssert<?> count(Supplier<Long> count) {
        return lead(count, 0L, number -> Assertions.assertThat(number), (soft, number) -> soft.assertThat(number));
    }

    /** Leads to a share, as {@link #count}. */
    final AbstractDoubleAssert<?> share(Supplier<Double> share) {
        return lead(share, 0.0, number -> Assertions.assertThat(number), (soft, number) -> soft.assertThat(number));
    }

    /** Leads to a number of things, as {@link #count}. */
    final AbstractIntegerAssert<?> size(Supplier<Integer> size) {
        return lead(size, 0, number -> Assertions.assertThat(number), (soft, number) -> soft.assertThat(number));
    }

    /** Leads to a duration, as {@link #count}. */
    final AbstractDurationAssert<?> duration(Supplier<Duration> duration) {
        return lead(
                duration, Duration.ZERO, time -> Assertions.assertThat(time), (soft, time) -> soft.assertThat(time));
    }

    private <T, R> R lead(
            Supplier<T> value,
            T otherwise,
            Function<T, R> hard,
            BiFunction<StandardSoftAssertionsProvider, T, R> soft) {
        Optional<T> part = collecting(value);
        if (part.isEmpty()) {
            return soft.apply(new SoftAssertions(), otherwise);
        }
        return collector.map(collecting -> soft.apply(collecting, part.get())).orElseGet(() -> hard.apply(part.get()));
    }

    /** Returns a value; nothing if that fails and is collected. */
    final <T> Optional<T> collecting(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (AssertionError e) {
            collector.orElseThrow(() -> e).collectAssertionError(e);
            return Optional.empty();
        }
    }
}
