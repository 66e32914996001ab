package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.MonitorNumber;
import dev.kenning.testbench.robot.KeywordFailedException;
import java.util.Locale;
import java.util.OptionalLong;

/** Looks at the memory, the cores and the symbols of a machine that stands, through the monitor. */
final class Probe {

    private final Conversation conversation;

    Probe(Conversation conversation) {
        this.conversation = conversation;
    }

    OptionalLong word(long address) {
        return MonitorNumber.in(tried("sysbus ReadDoubleWord 0x" + Long.toHexString(address)));
    }

    OptionalLong register(String core, String name) {
        return MonitorNumber.in(tried("sysbus." + core + " " + name));
    }

    /** Returns an address with the function that it lies in. */
    String place(long address) {
        String symbol = symbol(address);
        return String.format(Locale.ROOT, "0x%08X", address) + (symbol.isEmpty() ? "" : " in " + symbol);
    }

    /** Returns the name of the function that an address lies in, or the address. */
    String name(long address) {
        String symbol = symbol(address & ~1L);
        return symbol.isEmpty() ? String.format(Locale.ROOT, "0x%08X", address) : symbol;
    }

    /** Returns the name of the function that an address lies in, empty if it lies in none. */
    String symbol(long address) {
        String said = tried("sysbus FindSymbolAt 0x" + Long.toHexString(address));
        int offset = said.indexOf('+');
        // What lies in no function gets the name of the one before it, as a guess.
        String symbol = said.contains("(guessed)") ? "" : (offset < 0 ? said : said.substring(0, offset)).strip();
        return symbol.matches("[\\w.$]+") ? symbol : "";
    }

    /** Returns the two half words at an address, the first one low. */
    OptionalLong halfWords(long address) {
        OptionalLong word = word(address & ~3L);
        OptionalLong next = word((address & ~3L) + 4);
        return word.isEmpty() || next.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(((next.getAsLong() << 32) | word.getAsLong()) >>> ((address & 2) * 8) & 0xFFFF_FFFFL);
    }

    /** What a release does not know is left out of the story. */
    private String tried(String command) {
        try {
            return conversation.execute(command);
        } catch (EngineException e) {
            if (e.getCause() instanceof KeywordFailedException) {
                return "";
            }
            throw e;
        }
    }
}
