package dev.kenning.testbench.emulator.bus;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the log's lines about accesses that nothing on a bus serves. */
final class UnhandledAccesses {

    /** Renode's property that says which of them are told. */
    static final Enumeration BEHAVIOUR =
            Enumeration.of("UnhandledAccessBehaviour", "Report", "ReportIfTagged", "ReportIfNotTagged", "DoNotReport");

    private static final String SOURCE = "sysbus";

    private final AccessLog log;
    private String behaviour = BEHAVIOUR.members().get(0);

    UnhandledAccesses(AccessLog log) {
        this.log = log;
    }

    String behaviour() {
        return behaviour;
    }

    void setBehaviour(Object nameOrNumber) {
        behaviour = BEHAVIOUR.member(nameOrNumber);
    }

    /** Tells of a load; a tag's value is told with all the digits that it has. */
    void read(String who, Tags.@Nullable Tag tag, long at, int width, long value) {
        if (tells(tag)) {
            String answer = tag == null ? "" : String.format(Locale.ROOT, ", returning 0x%0" + 2 * width + "X", value);
            log.warn(
                    SOURCE,
                    String.format(
                            Locale.ROOT,
                            "%s%sRead%s from non existing peripheral at 0x%X%s.",
                            who,
                            named(tag),
                            widthName(width),
                            at,
                            answer));
        }
    }

    void write(String who, Tags.@Nullable Tag tag, long at, int width, long value) {
        if (tells(tag)) {
            log.warn(
                    SOURCE,
                    String.format(
                            Locale.ROOT,
                            "%s%sWrite%s to non existing peripheral at 0x%X, value 0x%X.",
                            who,
                            named(tag),
                            widthName(width),
                            at,
                            value));
        }
    }

    private boolean tells(Tags.@Nullable Tag tag) {
        boolean silent = tag != null && tag.silent();
        boolean wanted = switch (behaviour) {
            case "DoNotReport" -> false;
            case "ReportIfTagged" -> tag != null;
            case "ReportIfNotTagged" -> tag == null;
            default -> true;
        };
        return wanted && !silent && log.hearsWarnings(SOURCE);
    }

    private static String named(Tags.@Nullable Tag tag) {
        return tag == null ? "" : "(tag: '" + tag.name() + "') ";
    }

    private static String widthName(int width) {
        for (Members.Hex.Style style : Members.Hex.Style.values()) {
            if (style.bytes() == width) {
                return style.access();
            }
        }
        throw new IllegalArgumentException("an access has 1, 2, 4 or 8 bytes, not " + width);
    }
}
