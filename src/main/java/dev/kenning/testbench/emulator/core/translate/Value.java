package dev.kenning.testbench.emulator.core.translate;

import java.util.List;

/** What the translator knows of a value that a semantic method computes. */
sealed interface Value {

    /** A number. */
    record Constant(Object number) implements Value {}

    /** The state of the core. */
    record Root() implements Value {}

    /** An array of the core's registers. */
    record Registers(String field) implements Value {}

    /** An object that never changes its place: where it is, and the object itself. */
    record Known(Object object, Value holder, Operation access) implements Value {}

    /** An immutable object of which only the contents may be used. */
    record Snapshot(Object object) implements Value {}

    /** A variable of the JVM that is not assigned again while the value is in use. */
    record Variable(int slot, char kind) implements Value {}

    /** An operation without side effects, still to be carried out. */
    record Pending(Operation operation, List<Value> operands, char kind) implements Value {}

    /** One of two values, each without side effects; the jump leads to the second. */
    record Choice(int jump, List<Value> operands, Value first, Value second) implements Value {}
}
