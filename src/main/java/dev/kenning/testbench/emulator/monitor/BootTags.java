package dev.kenning.testbench.emulator.monitor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The list of tags that a boot loader hands a Linux kernel on ARM (Booting ARM Linux, section 5). */
final class BootTags {

    private static final int CORE = 0x5441_0001;
    private static final int MEMORY = 0x5441_0002;
    private static final int COMMAND_LINE = 0x5441_0009;
    private static final int READ_ONLY_ROOT = 1;
    private static final int PAGE = 0x1000;
    private static final int WORDS_BESIDE_TEXT = 13;

    private BootTags() {}

    /** Returns the tags as Renode writes them: core, a memory at 0, the command line, none. */
    static byte[] of(String commandLine, int memorySize) {
        byte[] text = commandLine.getBytes(StandardCharsets.US_ASCII);
        int textWords = (text.length + 3) / 4;
        ByteBuffer tags =
                ByteBuffer.allocate((WORDS_BESIDE_TEXT + textWords) * 4).order(ByteOrder.LITTLE_ENDIAN);
        tags.putInt(5).putInt(CORE).putInt(READ_ONLY_ROOT).putInt(PAGE).putInt(0);
        tags.putInt(4).putInt(MEMORY).putInt(memorySize).putInt(0);
        // The size counts a word behind the text, where the kernel finds its end.
        tags.putInt(text.length / 4 + 3).putInt(COMMAND_LINE).put(text);
        return tags.array();
    }
}
