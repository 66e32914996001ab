package dev.kenning.testbench.engine.serve;

import java.util.List;

/** A group of keywords with the state they share. Used under the lock of the {@link RunLoop}. */
interface KeywordGroup {

    /** Returns the keywords. */
    List<Keyword> keywords();

    /** Forgets everything, as {@code ResetEmulation} does. */
    default void clear() {}
}
