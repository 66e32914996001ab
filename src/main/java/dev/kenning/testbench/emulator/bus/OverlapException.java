package dev.kenning.testbench.emulator.bus;

import java.util.Locale;

/** Tells that something cannot be registered where something else is. */
public final class OverlapException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient AddressRange added;
    private final transient AddressRange other;
    private final String otherName;

    OverlapException(AddressRange added, String name, AddressRange other, String otherName) {
        super(String.format(
                Locale.ROOT, "cannot register '%s' at %s: it overlaps '%s' at %s", name, added, otherName, other));
        this.added = added;
        this.other = other;
        this.otherName = otherName;
    }

    /** Returns the range that was asked for. */
    public AddressRange added() {
        return added;
    }

    /** Returns the range that is taken. */
    public AddressRange other() {
        return other;
    }

    /** Returns the name of what is there. */
    public String otherName() {
        return otherName;
    }
}
