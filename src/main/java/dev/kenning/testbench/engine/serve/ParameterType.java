package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.RpcValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what a keyword's parameter takes; most arguments come as text ({@code renode-integration.md}, section 1.6). */
enum ParameterType {
    TEXT,
    /** Texts, which only an array carries. */
    TEXTS,
    /** An integer in decimal, or with {@code 0x} or {@code 0b}; a {@link Long}. */
    INTEGER,
    /** A number with an optional fraction; a {@link BigDecimal}. */
    NUMBER,
    /** A span of time in seconds; a {@link Duration}. */
    SECONDS,
    FLAG;

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** Reads an argument; empty if it is something else. */
    Optional<Object> read(RpcValue argument) {
        if (argument instanceof RpcValue.Array array) {
            return this == TEXTS ? texts(array) : Optional.empty();
        }
        return plain(argument).flatMap(this::read);
    }

    private Optional<Object> read(String text) {
        try {
            return Optional.of(
                    switch (this) {
                        case TEXT -> text;
                        case TEXTS -> List.of(text);
                        case INTEGER -> integer(text);
                        case NUMBER -> new BigDecimal(text);
                        case SECONDS -> seconds(text);
                        case FLAG -> flag(text);
                    });
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> plain(RpcValue argument) {
        if (argument instanceof RpcValue.Text text) {
            return Optional.of(text.value());
        }
        if (argument instanceof RpcValue.Int number) {
            return Optional.of(Integer.toString(number.value()));
        }
        if (argument instanceof RpcValue.Int64 number) {
            return Optional.of(Long.toString(number.value()));
        }
        if (argument instanceof RpcValue.Real number) {
            return Optional.of(BigDecimal.valueOf(number.value()).toPlainString());
        }
        if (argument instanceof RpcValue.Bool truth) {
            return Optional.of(Boolean.toString(truth.value()));
        }
        return Optional.empty();
    }

    private static Optional<Object> texts(RpcValue.Array array) {
        List<String> texts = new ArrayList<>();
        for (RpcValue value : array.values()) {
            plain(value).ifPresent(texts::add);
        }
        return texts.size() == array.values().size() ? Optional.of(texts) : Optional.empty();
    }

    private static long integer(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        if (digits.startsWith("0x")) {
            return Long.parseUnsignedLong(digits.substring(2), 16);
        }
        return digits.startsWith("0b") ? Long.parseUnsignedLong(digits.substring(2), 2) : Long.parseLong(digits);
    }

    private static Duration seconds(String text) {
        BigDecimal seconds = new BigDecimal(text);
        if (seconds.signum() < 0) {
            throw new IllegalArgumentException("a time-out is not negative");
        }
        return Duration.ofNanos(seconds.min(LONGEST).movePointRight(9).longValue());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default -> throw new IllegalArgumentException("no truth value: " + text);
        };
    }
}
