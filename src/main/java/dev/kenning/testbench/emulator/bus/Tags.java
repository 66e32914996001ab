package dev.kenning.testbench.emulator.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that somebody gave to ranges of a bus, with what an access there does. */
final class Tags {

    /**
     * A named range.
     *
     * @param override whether it answers in place of what is registered there
     */
    record Tag(AddressRange range, String name, int value, boolean pausing, boolean silent, boolean override) {}

    private final List<Tag> tags = new ArrayList<>();
    private boolean overriding;

    /** Adds a tag; one inside another is named {@code outer->inner}, as in Renode. */
    void add(Tag tag) {
        String fullName = tag.name();
        for (Tag other : tags) {
            if (!other.range().overlaps(tag.range())) {
                continue;
            }
            if (!other.range().contains(tag.range())) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "tag '%s' %s overlaps tag '%s' %s; define the larger range first",
                        tag.name(),
                        tag.range(),
                        other.name(),
                        other.range()));
            }
            fullName = other.name() + "->" + tag.name();
        }
        tags.add(new Tag(tag.range(), fullName, tag.value(), tag.pausing(), tag.silent(), tag.override()));
        overriding |= tag.override();
    }

    /** Takes back every tag that covers an address. */
    void removeAt(long address) {
        tags.removeIf(tag -> tag.range().contains(address));
        overriding = tags.stream().anyMatch(Tag::override);
    }

    /** Lets accesses to a range stay out of the log. */
    void silence(AddressRange range) {
        tags.add(new Tag(range, "silence", 0, false, true, false));
    }

    List<AddressRange> ranges() {
        return tags.stream().map(Tag::range).toList();
    }

    /** Returns the latest tag that covers an address. */
    @Nullable
    Tag at(long address) {
        for (int i = tags.size() - 1; i >= 0; i--) {
            if (tags.get(i).range().contains(address)) {
                return tags.get(i);
            }
        }
        return null;
    }

    /** Returns the tag that answers at an address in place of what is there. */
    @Nullable
    Tag overrideAt(long address) {
        Tag tag = overriding ? at(address) : null;
        return tag != null && tag.override() ? tag : null;
    }

    /** Returns whether a tag answers somewhere in a range in place of what is there. */
    boolean overrideIn(AddressRange range) {
        return overriding
                && tags.stream().anyMatch(tag -> tag.override() && tag.range().overlaps(range));
    }
}
