package dev.kenning.testbench.robot;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one XML-RPC value. Immutable; the kinds are those of the XML-RPC specification and the {@code nil} and {@code i8} extensions. */
public sealed interface RpcValue {

    /** A string; Renode answers most keywords with one. */
    record Text(String value) implements RpcValue {}

    /** A 32-bit integer ({@code i4}, {@code int}). */
    record Int(int value) implements RpcValue {}

    /** A 64-bit integer ({@code i8}). */
    record Int64(long value) implements RpcValue {}

    /** A floating-point number ({@code double}); XML-RPC knows neither NaN nor infinities. */
    record Real(double value) implements RpcValue {}

    /** A truth value ({@code boolean}). */
    record Bool(boolean value) implements RpcValue {}

    /** A date and time without zone ({@code dateTime.iso8601}), to the second. */
    record DateTime(LocalDateTime value) implements RpcValue {}

    /** The absence of a value ({@code nil}); also stands for what a keyword without a result returns. */
    record Nil() implements RpcValue {}

    /** Bytes ({@code base64}). */
    final class Bytes implements RpcValue {

        private final byte[] value;

        /** Copies the bytes. */
        public Bytes(byte[] value) {
            this.value = value.clone();
        }

        /** Returns a copy of the bytes. */
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + "]";
        }
    }

    /** A list of values of any kinds. */
    record Array(List<RpcValue> values) implements RpcValue {

        /** Copies the list. */
        public Array {
            values = List.copyOf(values);
        }
    }

    /** Named values in the order in which they were sent. */
    record Struct(Map<String, RpcValue> members) implements RpcValue {

        /** Copies the map and keeps its order. */
        public Struct {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** Returns a member by its name, in any case: versions of Renode differ in {@code line} and {@code Line}. */
        public Optional<RpcValue> member(String name) {
            RpcValue exact = members.get(name);
            return exact != null
                    ? Optional.of(exact)
                    : members.entrySet().stream()
                            .filter(member -> member.getKey().equalsIgnoreCase(name))
                            .map(Map.Entry::getValue)
                            .findFirst();
        }
    }

    /** Makes a string. */
    static Text of(String value) {
        return new Text(value);
    }

    /** Makes a 32-bit integer. */
    static Int of(int value) {
        return new Int(value);
    }

    /** Makes a truth value. */
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /** Makes a floating-point number. */
    static Real of(double value) {
        return new Real(value);
    }

    /** Makes an array of strings. */
    static Array ofStrings(List<String> values) {
        return new Array(new ArrayList<>(values.stream().map(Text::new).toList()));
    }

    /** Returns the absence of a value. */
    static Nil nil() {
        return new Nil();
    }
}
