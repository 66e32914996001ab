package dev.kenning.testbench.flash;

/** The checksum of {@code qCRC} (GDB manual, E.4): CRC-32 with polynomial 0x04C11DB7, most significant bit first, from all ones. */
final class Crc {

    private static final int POLYNOMIAL = 0x04C1_1DB7;

    private Crc() {}

    static int of(byte[] bytes) {
        int sum = -1;
        for (byte value : bytes) {
            sum ^= value << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum < 0 ? sum << 1 ^ POLYNOMIAL : sum << 1;
            }
        }
        return sum;
    }
}
