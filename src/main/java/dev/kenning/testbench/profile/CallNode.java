package dev.kenning.testbench.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Is a function on one path of calls, with what it cost there. Immutable once the profile is made. */
public final class CallNode {

    private final String name;
    private final long exclusive;
    private final long calls;
    private final long stackBytes;
    private final List<CallNode> callees = new ArrayList<>();

    CallNode(String name, long exclusive, long calls, long stackBytes) {
        this.name = name;
        this.exclusive = exclusive;
        this.calls = calls;
        this.stackBytes = stackBytes;
    }

    void add(CallNode callee) {
        callees.add(callee);
    }

    /** Returns the function's name, or its address where the program has no symbol for it. */
    public String name() {
        return name;
    }

    /** Returns how often it was called on this path. */
    public long calls() {
        return calls;
    }

    /** Returns the instructions of the function itself. */
    public long exclusive() {
        return exclusive;
    }

    /** Returns the instructions of the function and of all that it called. */
    public long inclusive() {
        return exclusive + callees.stream().mapToLong(CallNode::inclusive).sum();
    }

    /** Returns how deep the stack was at most while it ran, in bytes below where the profile began on it. */
    public long stackBytes() {
        return Math.max(
                stackBytes,
                callees.stream().mapToLong(CallNode::stackBytes).max().orElse(0));
    }

    /** Returns what it called, in the order of the first calls. */
    public List<CallNode> callees() {
        return Collections.unmodifiableList(callees);
    }
}
