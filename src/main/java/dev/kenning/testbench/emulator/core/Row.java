package dev.kenning.testbench.emulator.core;

/** A row of an instruction table. */
public interface Row {

    /** Returns the row's place in the table. */
    int index();

    /** Returns the bits that tell the row's encodings. */
    BitPattern pattern();

    /** Returns the mnemonic, such as {@code adds.w}. */
    String mnemonic();

    /** Returns how Renode's opcode counters call it; empty where they have none for it. */
    default String counterName() {
        return "";
    }

    /** Returns the semantic method, such as {@code DataProcessing.add}. */
    String semantics();

    /** Returns what is known of it before it executes. */
    Facts facts();

    /** Returns the rank among rows that match the same word; more fixed bits decide between equals. */
    default int precedence() {
        return 0;
    }
}
