package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;

/** Tells what is wrong with a devicetree, and where: {@code zephyr.dts:12:3: expected ';' after 'reg', found '}'}. */
public final class DevicetreeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place position;
    private final String reason;

    /** Creates the exception for a mistake at a place. */
    public DevicetreeException(Place position, String reason) {
        super(position + ": " + reason);
        this.position = position;
        this.reason = reason;
    }

    /** Returns where the mistake is. */
    public Place position() {
        return position;
    }

    /** Returns the message without its place. */
    public String reason() {
        return reason;
    }
}
