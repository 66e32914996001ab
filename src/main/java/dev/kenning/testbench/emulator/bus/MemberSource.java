package dev.kenning.testbench.emulator.bus;

/** Has members that monitor commands and platform descriptions reach by Renode's names. */
public interface MemberSource {

    /** Adds the members that this object has. */
    void addMembers(Members members);
}
