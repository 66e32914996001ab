package dev.kenning.testbench.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One parameter of a model's constructor, as its row in {@link RenodeModels} states it.
 *
 * @param alias another name that Renode takes for it
 * @param members what a member of an enumeration can be, in the order of their numbers
 * @param initial what it is where a description does not say, as the description would write it; absent for a required one and
 *     for one that is null then
 * @param releases the releases whose constructor has it
 */
public record Parameter(
        String name,
        Optional<String> alias,
        Kind kind,
        List<String> members,
        boolean isRequired,
        Optional<String> initial,
        Releases releases) {

    /** Copies the members. */
    public Parameter {
        members = List.copyOf(members);
    }

    /** Says which values a parameter takes. */
    public enum Kind {
        INT("an integer") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Numeric number && number.isInteger();
            }
        },
        BOOL("true or false") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Bool;
            }
        },
        TEXT("a string") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Text;
            }
        },
        PART("the name of a component") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Reference || value instanceof Value.Empty;
            }
        },
        /** A member of an enumeration, by its name or its number. */
        MEMBER("a member of an enumeration") {
            @Override
            boolean takes(Value value) {
                return INT.takes(value);
            }
        },
        /** Lists and objects. */
        ANY("a value") {
            @Override
            boolean takes(Value value) {
                return true;
            }
        };

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /** Tells whether a value is one of this kind; a member's name is not looked at here. */
        abstract boolean takes(Value value);

        /** Returns what such a value is called in a message. */
        String description() {
            return description;
        }

        private static Kind named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no parameter is of the kind " + word));
        }
    }

    private static final Pattern FORM =
            Pattern.compile("(\\w+)(?:/(\\w+))?:(\\w+)(?:\\(([\\w,]+)\\))?(!|=[^@]+)?(?:@(\\S+))?");
    private static final String REQUIRED = "!";

    /**
     * Reads {@code name:kind}, or with all there may be {@code name/alias:member(A,B)=value@releases}; {@code !} in place of the
     * value marks a required one.
     */
    static Parameter parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no parameter of a model");
        }
        Optional<String> more = Optional.ofNullable(form.group(5));
        return new Parameter(
                form.group(1),
                Optional.ofNullable(form.group(2)),
                Kind.named(form.group(3)),
                Optional.ofNullable(form.group(4))
                        .map(names -> List.of(names.split(",", -1)))
                        .orElse(List.of()),
                more.filter(REQUIRED::equals).isPresent(),
                more.filter(mark -> !mark.equals(REQUIRED)).map(mark -> mark.substring(1)),
                Optional.ofNullable(form.group(6)).map(Releases::parse).orElse(Releases.ALL));
    }

    /** Tells whether it takes a value. */
    public boolean takes(Value value) {
        if (value instanceof Value.EnumMember member) {
            return kind == Kind.ANY || members.contains(member.member());
        }
        return kind.takes(value);
    }

    /** Returns what a value must be. */
    public String description() {
        return members.isEmpty() ? kind.description() : "one of " + String.join(", ", members);
    }

    /** Tells whether a name means this parameter. */
    public boolean isCalled(String word) {
        return word.equals(name) || alias.filter(word::equals).isPresent();
    }
}
