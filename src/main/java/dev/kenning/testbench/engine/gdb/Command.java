package dev.kenning.testbench.engine.gdb;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers one kind of request.
 *
 * @param name what a request begins with
 * @param takesFields whether anything may follow the name
 * @param action returns the answer; none if that comes later
 */
record Command(String name, boolean takesFields, Function<Fields, Optional<String>> action) {

    /** Returns a command without fields. */
    static Command plain(String name, Supplier<String> answer) {
        return new Command(name, false, fields -> Optional.of(answer.get()));
    }

    /** Returns a command with fields behind its name. */
    static Command with(String name, Function<Fields, String> answer) {
        return new Command(name, true, fields -> Optional.of(answer.apply(fields)));
    }

    boolean matches(String request) {
        return takesFields ? request.startsWith(name) : request.equals(name);
    }
}
