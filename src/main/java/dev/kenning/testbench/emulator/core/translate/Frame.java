package dev.kenning.testbench.emulator.core.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a method that is being followed. */
final class Frame {

    private static final int MOST_LOCALS = 64;

    final MethodBody body;
    final Value[] locals;
    final List<Value> stack;
    final @Nullable Frame caller;
    int at;

    Frame(MethodBody body, Value[] arguments, @Nullable Frame caller) {
        this.body = body;
        locals = Arrays.copyOf(arguments, MOST_LOCALS);
        stack = new ArrayList<>();
        this.caller = caller;
    }

    private Frame(Frame other) {
        body = other.body;
        locals = other.locals.clone();
        stack = new ArrayList<>(other.stack);
        caller = other.caller == null ? null : other.caller.copy();
        at = other.at;
    }

    Frame copy() {
        return new Frame(this);
    }

    void push(Value value) {
        stack.add(value);
    }

    Value pop() {
        return stack.remove(stack.size() - 1);
    }

    /** Returns a value so many below the top. */
    Value peek(int below) {
        return stack.get(stack.size() - 1 - below);
    }

    /** Takes the topmost values, the lowest first. */
    List<Value> popAll(int count) {
        List<Value> top = stack.subList(stack.size() - count, stack.size());
        List<Value> values = List.copyOf(top);
        top.clear();
        return values;
    }
}
