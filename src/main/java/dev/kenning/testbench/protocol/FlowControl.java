package dev.kenning.testbench.protocol;

/** Says what a message asks of its receiver: two bits beside the type (Kenning Protocol 4.4). */
public enum FlowControl {
    /** Do something and answer with a {@link #TRANSMISSION} of the same type. */
    REQUEST(0),
    /** Defined, sent by nobody, understood by nobody. */
    REQUEST_RETRANSMIT(1),
    /** Together with {@link Flags#FAIL} denies a pending request; otherwise without meaning. */
    ACKNOWLEDGE(2),
    /** A reply, or data nobody asked for. */
    TRANSMISSION(3);

    private static final FlowControl[] BY_CODE = values();

    private final int code;

    FlowControl(int code) {
        this.code = code;
    }

    /** Returns the two bits of the header. */
    public int code() {
        return code;
    }

    /** Returns the flow control with these two bits; higher bits are ignored. */
    public static FlowControl of(int code) {
        return BY_CODE[code & 3];
    }
}
