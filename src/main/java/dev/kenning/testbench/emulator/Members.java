package dev.kenning.testbench.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What monitor commands and platform descriptions can do with one object: its properties and methods by Renode's names.
 *
 * <p>Values are {@link Long}, {@link Double}, {@link Boolean}, {@link String} and {@link Hex}; a method without a
 * result returns the empty string.
 */
final class Members {

    /** Is a number that Renode prints in hexadecimal. */
    record Hex(long value, Style style) {

        /** Says how wide the number is, which decides how it prints. */
        enum Style {
            BYTE("0x%02X"),
            HALF("0x%04X"),
            WORD("0x%08X"),
            LONG("0x%016X"),
            /** A register of a core: as short as can be, in lower case. */
            REGISTER("0x%x");

            private final String format;

            Style(String format) {
                this.format = format;
            }
        }

        static Hex word(long value) {
            return new Hex(value & 0xFFFF_FFFFL, Style.WORD);
        }

        static Hex quad(long value) {
            return new Hex(value, Style.LONG);
        }

        static Hex register(long value) {
            return new Hex(value, Style.REGISTER);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, style.format, value);
        }
    }

    /** Is a value that can be read, and perhaps be set. */
    static final class Property {

        private final @Nullable Supplier<Object> getter;
        private final @Nullable Consumer<Object> setter;

        private Property(@Nullable Supplier<Object> getter, @Nullable Consumer<Object> setter) {
            this.getter = getter;
            this.setter = setter;
        }

        boolean isReadable() {
            return getter != null;
        }

        Object get() {
            return getter == null ? "" : getter.get();
        }

        boolean isWritable() {
            return setter != null;
        }

        /**
         * Sets the value.
         *
         * @throws IllegalArgumentException if it does not fit; the text says why
         */
        void set(Object value) {
            if (setter == null) {
                throw new IllegalArgumentException("it is read-only");
            }
            setter.accept(value);
        }
    }

    /** Does something with arguments. */
    @FunctionalInterface
    interface Action {

        /**
         * Does it.
         *
         * @throws IllegalArgumentException if an argument does not fit; the text says why
         */
        Object invoke(List<Object> arguments);
    }

    /**
     * Is a method with the number of arguments it takes.
     *
     * @param signature as the monitor lists it
     */
    record Method(String signature, int least, int most, Action action) {}

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Method> methods = new LinkedHashMap<>();

    Members readable(String name, Supplier<Object> getter) {
        properties.put(name, new Property(getter, null));
        return this;
    }

    Members writable(String name, Supplier<Object> getter, Consumer<Object> setter) {
        properties.put(name, new Property(getter, setter));
        return this;
    }

    Members settable(String name, Consumer<Object> setter) {
        properties.put(name, new Property(null, setter));
        return this;
    }

    /** Adds a method; optional arguments stand in brackets: {@code "Step [count]"}. */
    Members method(String signature, Action action) {
        String[] words = signature.split(" ", -1);
        int least = 0;
        for (int i = 1; i < words.length; i++) {
            least += words[i].startsWith("[") ? 0 : 1;
        }
        methods.put(words[0], new Method(signature, least, words.length - 1, action));
        return this;
    }

    Optional<Property> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    Optional<Method> method(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    Set<String> propertyNames() {
        return properties.keySet();
    }

    Set<String> methodNames() {
        return methods.keySet();
    }

    static long integer(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Hex hex) {
            return hex.value();
        }
        throw new IllegalArgumentException("an integer is expected, not '" + value + "'");
    }

    static boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("true or false is expected, not '" + value + "'");
    }
}
