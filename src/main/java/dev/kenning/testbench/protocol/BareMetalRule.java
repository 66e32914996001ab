package dev.kenning.testbench.protocol;

import java.util.Optional;

/** Decides which headers of generation 1 a {@link MessageDecoder} takes for real. */
public enum BareMetalRule implements Framing<BareMetalMessage> {

    /** Takes every size that counts the type and is no larger than a device takes. */
    ANYTHING(0xFFFF),

    /** Takes what a device sends: OK and ERROR. Text never passes, because its size would be gigabytes. */
    FROM_DEVICE(BareMetalMessage.ERROR);

    private final int highestType;

    BareMetalRule(int highestType) {
        this.highestType = highestType;
    }

    @Override
    public int headerBytes() {
        return BareMetalMessage.HEADER_BYTES;
    }

    @Override
    public Optional<String> problemOf(byte[] header) {
        long size = BareMetalMessage.sizeIn(header);
        if (size < BareMetalMessage.TYPE_BYTES || size > BareMetalMessage.SIZE_LIMIT) {
            return Optional.of(
                    "size " + size + " outside " + BareMetalMessage.TYPE_BYTES + ".." + BareMetalMessage.SIZE_LIMIT);
        }
        return typeIn(header) > highestType ? Optional.of("message type " + typeIn(header)) : Optional.empty();
    }

    @Override
    public long typeIn(byte[] header) {
        return BareMetalMessage.typeIn(header);
    }

    @Override
    public long bodyBytes(byte[] header) {
        return BareMetalMessage.sizeIn(header) - BareMetalMessage.TYPE_BYTES;
    }

    @Override
    public BareMetalMessage message(byte[] header, byte[] body) {
        return BareMetalMessage.of(BareMetalMessage.typeIn(header), body);
    }
}
