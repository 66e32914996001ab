package dev.kenning.testbench.engine.serve;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Holds the arguments of one keyword call by the names of its parameters, in the parameters' types. */
final class KeywordArguments {

    private final Map<String, Object> values;

    KeywordArguments(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    String text(String parameter) {
        return required(parameter, String.class);
    }

    Optional<String> textIfGiven(String parameter) {
        return given(parameter, String.class);
    }

    @SuppressWarnings("unchecked") // A parameter of this type holds nothing else.
    List<String> texts(String parameter) {
        return required(parameter, List.class);
    }

    long integer(String parameter) {
        return required(parameter, Long.class);
    }

    Optional<Long> integerIfGiven(String parameter) {
        return given(parameter, Long.class);
    }

    BigDecimal number(String parameter) {
        return required(parameter, BigDecimal.class);
    }

    Optional<BigDecimal> numberIfGiven(String parameter) {
        return given(parameter, BigDecimal.class);
    }

    Duration time(String parameter) {
        return required(parameter, Duration.class);
    }

    Optional<Duration> timeIfGiven(String parameter) {
        return given(parameter, Duration.class);
    }

    boolean flag(String parameter) {
        return required(parameter, Boolean.class);
    }

    Optional<Boolean> flagIfGiven(String parameter) {
        return given(parameter, Boolean.class);
    }

    private <T> Optional<T> given(String parameter, Class<T> type) {
        return Optional.ofNullable(values.get(parameter)).map(type::cast);
    }

    private <T> T required(String parameter, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(parameter), parameter));
    }
}
