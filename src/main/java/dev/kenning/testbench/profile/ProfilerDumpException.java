package dev.kenning.testbench.profile;

/** Reports bytes that are no profiler dump; the message says at which offset of which file. */
public final class ProfilerDumpException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProfilerDumpException(String source, long offset, String problem) {
        super(source + ": " + problem + " at offset " + offset);
    }
}
