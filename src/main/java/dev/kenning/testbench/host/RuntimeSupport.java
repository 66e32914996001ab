package dev.kenning.testbench.host;

/** Says where the runtime of a firmware comes from, which runs its models (Kenning Protocol 13). */
public enum RuntimeSupport {
    /** Nobody has looked. */
    UNKNOWN,
    /** It is part of the firmware, which would take another one for nothing or crash. */
    BUILT_IN,
    /** It comes in a RUNTIME request, before which the device can take no IO specification (LLEXT). */
    LOADABLE
}
