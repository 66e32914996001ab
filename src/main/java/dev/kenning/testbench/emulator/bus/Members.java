package dev.kenning.testbench.emulator.bus;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What monitor commands and platform descriptions can do with one object: its properties and methods by Renode's names.
 *
 * <p>Values are {@link Long}, {@link Double}, {@link Boolean}, {@link String} and {@link Hex}; a method without a
 * result returns the empty string.
 */
public final class Members {

    /** A number that Renode prints in hexadecimal. */
    public record Hex(long value, Style style) {

        /** How wide the number is, which decides how it prints. */
        public enum Style {
            /** 8 bits. */
            BYTE("0x%02X", 1, "Byte", "byte"),
            /** 16 bits, which Renode calls a word. */
            HALF("0x%04X", 2, "Word", "ushort"),
            /** 32 bits, which Renode calls a double word. */
            WORD("0x%08X", 4, "DoubleWord", "uint"),
            /** 64 bits, which Renode calls a quad word. */
            LONG("0x%016X", 8, "QuadWord", "ulong"),
            /** A register of a core: as short as can be, in lower case. */
            REGISTER("0x%x", 8, "", "Antmicro.Renode.Peripherals.CPU.RegisterValue");

            private final String format;
            private final int bytes;
            private final String access;
            private final String dotNetType;

            Style(String format, int bytes, String access, String dotNetType) {
                this.format = format;
                this.bytes = bytes;
                this.access = access;
                this.dotNetType = dotNetType;
            }

            /** Returns what .NET's compiler calls the type. */
            public String dotNetType() {
                return dotNetType;
            }

            /** Returns a number in this style, its higher bits cut off. */
            public Hex of(long value) {
                return new Hex(value & -1L >>> (64 - 8 * bytes), this);
            }

            /** Returns how many bytes the number has. */
            public int bytes() {
                return bytes;
            }

            /** Returns what Renode's methods of this width end in: {@code ReadDoubleWord}. */
            public String access() {
                return access;
            }
        }

        /** Makes a number of 32 bits. */
        public static Hex word(long value) {
            return new Hex(value & 0xFFFF_FFFFL, Style.WORD);
        }

        /** Makes a number of 64 bits. */
        public static Hex quad(long value) {
            return new Hex(value, Style.LONG);
        }

        /** Makes the value of a register of a core. */
        public static Hex register(long value) {
            return new Hex(value, Style.REGISTER);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, style.format, value);
        }
    }

    /** A value that can be read, set, or both. */
    public static final class Property {

        private final @Nullable Supplier<Object> getter;
        private final @Nullable Consumer<Object> setter;

        private Property(@Nullable Supplier<Object> getter, @Nullable Consumer<Object> setter) {
            this.getter = getter;
            this.setter = setter;
        }

        /** Returns whether the value can be read. */
        public boolean isReadable() {
            return getter != null;
        }

        /** Returns the value, or the empty string if it can only be set. */
        public Object get() {
            return getter == null ? "" : getter.get();
        }

        /** Returns whether the value can be set. */
        public boolean isWritable() {
            return setter != null;
        }

        /**
         * Sets the value.
         *
         * @throws IllegalArgumentException if it does not fit; the text says why
         */
        public void set(Object value) {
            if (setter == null) {
                throw new IllegalArgumentException("it is read-only");
            }
            setter.accept(value);
        }
    }

    /** What a method does with its arguments. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it.
         *
         * @throws IllegalArgumentException if an argument does not fit; the text says why
         */
        Object invoke(List<Object> arguments);
    }

    /**
     * A method with the number of arguments it takes.
     *
     * @param signature as the monitor lists it
     */
    public record Method(String signature, int least, int most, Action action) {

        /** Returns the arguments in their order. */
        public List<Argument> arguments() {
            return Stream.of(signature.split(" ", -1)).skip(1).map(Argument::of).toList();
        }
    }

    /**
     * An argument of a method.
     *
     * @param defaultValue what it is where it is left out, if others may stand behind it then
     */
    public record Argument(String name, Optional<Object> defaultValue) {

        /** Reads {@code name}, {@code [name]} or {@code [name=true]}. */
        private static Argument of(String written) {
            String bare = written.replaceAll("[\\[\\]]", "");
            int sign = bare.indexOf('=');
            return sign < 0
                    ? new Argument(bare, Optional.empty())
                    : new Argument(bare.substring(0, sign), Optional.of(Boolean.valueOf(bare.substring(sign + 1))));
        }
    }

    /** Tells that an argument is of another type than a method or a property takes. */
    public static final class MismatchException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        /** Says what was expected, and what came. */
        public MismatchException(String message) {
            super(message);
        }
    }

    /** Tells that a number is too big, which Renode's monitor lets through as it is. */
    public static final class TooBigException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        /** Says, in .NET's words, what it is too big for. */
        public TooBigException(String message) {
            super(message);
        }
    }

    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private @Nullable Consumer<String> ignored;

    /** Lets members that are not there be read, set and called without effect; somebody hears of each. */
    public Members ignoringOthers(Consumer<String> told) {
        ignored = told;
        return this;
    }

    /** Returns whether a member that is not there has no effect, rather than being an error. */
    public boolean ignores(String member) {
        if (ignored != null) {
            ignored.accept(member);
        }
        return ignored != null;
    }

    /** Adds a property that can only be read. */
    public Members readable(String name, Supplier<Object> getter) {
        properties.put(name, new Property(getter, null));
        return this;
    }

    /** Adds a property that can be read and set. */
    public Members writable(String name, Supplier<Object> getter, Consumer<Object> setter) {
        properties.put(name, new Property(getter, setter));
        return this;
    }

    /** Adds a property that can only be set. */
    public Members settable(String name, Consumer<Object> setter) {
        properties.put(name, new Property(null, setter));
        return this;
    }

    /** Adds a method; optional arguments stand in brackets: {@code "Step [count]"}. */
    public Members method(String signature, Action action) {
        String[] words = signature.split(" ", -1);
        int least = 0;
        for (int i = 1; i < words.length; i++) {
            least += words[i].startsWith("[") ? 0 : 1;
        }
        methods.put(words[0], new Method(signature, least, words.length - 1, action));
        return this;
    }

    /** Adds a method without a result; optional arguments stand in brackets. */
    public Members action(String signature, Consumer<List<Object>> action) {
        return method(signature, arguments -> {
            action.accept(arguments);
            return "";
        });
    }

    /** Returns the property of a name. */
    public Optional<Property> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** Returns the method of a name. */
    public Optional<Method> method(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    /** Returns the names of all properties, in the order in which they were added. */
    public Set<String> propertyNames() {
        return properties.keySet();
    }

    /** Returns the names of all methods, in the order in which they were added. */
    public Set<String> methodNames() {
        return methods.keySet();
    }

    /**
     * Returns an integer that was passed.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long integer(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Hex hex) {
            return hex.value();
        }
        throw new MismatchException("an integer is expected, not '" + value + "'");
    }

    /**
     * Returns a number that was passed, with all its decimal places.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static BigDecimal decimal(Object value) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof BigDecimal number ? number : BigDecimal.valueOf(integer(value));
    }

    /**
     * Returns a truth value that was passed.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new MismatchException("true or false is expected, not '" + value + "'");
    }
}
