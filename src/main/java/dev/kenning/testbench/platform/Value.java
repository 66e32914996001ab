package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A value of an attribute or a registration point. */
public sealed interface Value {

    /** Returns where the value stands. */
    Position position();

    /** A string, quoted once or three times. */
    record Text(String text, Position position) implements Value {}

    /**
     * A number as it was written, in lower case and without {@code _}.
     *
     * @param digits such as {@code 462}, {@code -5}, {@code 1.5} or {@code 0x40011000}
     */
    record Numeric(String digits, Position position) implements Value {

        /** Drops what carries no meaning from the digits. */
        public Numeric {
            digits = digits.replace("_", "").toLowerCase(Locale.ROOT);
        }

        /** Says whether the number has no fraction. */
        public boolean isInteger() {
            return digits.indexOf('.') < 0;
        }

        /**
         * Returns the number as 64 bits, so that {@code 0xffffffffffffffff} is -1.
         *
         * @throws PlatformException E06 if it has a fraction or does not fit
         */
        public long asLong() {
            if (!isInteger()) {
                throw PlatformError.TYPE_MISMATCH.across(position, "'" + digits + "' is not an integer.");
            }
            BigInteger value = asBigInteger();
            if (value.bitLength() > (value.signum() < 0 ? Long.SIZE - 1 : Long.SIZE)) {
                throw PlatformError.TYPE_MISMATCH.across(position, "'" + digits + "' does not fit into 64 bits.");
            }
            return value.longValue();
        }

        /** Returns the nearest floating-point number. */
        public double asDouble() {
            return isInteger() ? asBigInteger().doubleValue() : Double.parseDouble(digits);
        }

        private BigInteger asBigInteger() {
            boolean negative = digits.startsWith("-");
            String magnitude = negative ? digits.substring(1) : digits;
            BigInteger value =
                    magnitude.startsWith("0x") ? new BigInteger(magnitude.substring(2), 16) : new BigInteger(magnitude);
            return negative ? value.negate() : value;
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value, Position position) implements Value {}

    /**
     * A stretch of addresses.
     *
     * @param begin unsigned, the first address
     * @param end unsigned, the address <em>after</em> the last one; a description's {@code <a, b>} ends before b
     */
    record Range(long begin, long end, Position position) implements Value {

        /** Returns the number of addresses. */
        public long size() {
            return end - begin;
        }
    }

    /** The name of another component. */
    record Reference(String name, Position position) implements Value {}

    /**
     * A member of an enumeration.
     *
     * @param type the enumeration with or without its name space; absent in the short form {@code .Member}
     */
    record EnumMember(Optional<String> type, String member, Position position) implements Value {}

    /** An object made on the spot: {@code new Bus.BusPointRegistration { address: 0x1000 }}. */
    record NewObject(TypeName type, List<Attribute> attributes, Position position) implements Value {

        /** Copies the attributes. */
        public NewObject {
            attributes = List.copyOf(attributes);
        }

        /** Returns the value of an attribute of this name, if there is one. */
        public Optional<Value> attribute(String name) {
            return attributes.stream()
                    .filter(Attribute.Property.class::isInstance)
                    .map(Attribute.Property.class::cast)
                    .filter(property -> property.name().equals(name))
                    .map(Attribute.Property::value)
                    .findFirst();
        }
    }

    /** A list. */
    record Items(List<Value> items, Position position) implements Value {

        /** Copies the items. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A dictionary, in the order it was written. */
    record Dictionary(List<Pair> pairs, Position position) implements Value {

        /** Copies the pairs. */
        public Dictionary {
            pairs = List.copyOf(pairs);
        }
    }

    /** One key of a dictionary with its value. */
    record Pair(Value key, Value value) {}

    /** {@code empty}: the default value of the type, zero or nothing. */
    record Empty(Position position) implements Value {}

    /** {@code none}: as if the attribute had not been given. Found in entries only, never in a merged description. */
    record None(Position position) implements Value {}
}
