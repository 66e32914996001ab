package dev.kenning.testbench.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Is a function on one path of calls, with what it cost there. Immutable once the profile is made. */
public final class CallNode {

    private final String name;
    private final CallCost own;
    private final long calls;
    private final long stackBytes;
    private final List<CallNode> callees = new ArrayList<>();

    CallNode(String name, CallCost own, long calls, long stackBytes) {
        this.name = name;
        this.own = own;
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
        return own.instructions();
    }

    /** Returns the instructions of the function and of all that it called. */
    public long inclusive() {
        return own.instructions()
                + callees.stream().mapToLong(CallNode::inclusive).sum();
    }

    /** Returns what the function itself cost. */
    public CallCost exclusiveCost() {
        return own;
    }

    /** Returns what the function cost, and all that it called. */
    public CallCost inclusiveCost() {
        return callees.stream().map(CallNode::inclusiveCost).reduce(own, CallCost::plus);
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
