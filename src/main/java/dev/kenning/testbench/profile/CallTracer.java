package dev.kenning.testbench.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the calls of a core, by link register, stack pointer and symbols alone.
 *
 * <p>A block that leaves its own end in the link register, and is followed by something else, has called. A function has returned
 * when execution goes on where it was called from, with the stack pointer of the call. A stack pointer above that of a call says
 * that the call was left some other way, as {@code longjmp} does. A jump to another function is a tail call: the one takes the
 * place of the other. Each exception has a stack of its own, and each thread. Not thread-safe.
 */
public final class CallTracer implements FlowListener {

    /** Bits of an interrupted program that has no number for its exceptions. */
    private static final int TRAP = -1;

    /**
     * Where a function is.
     *
     * @param name its name
     * @param start its first address
     * @param end the address behind it; its start if nobody knows
     */
    public record Function(String name, int start, int end) {

        private boolean holds(int address) {
            return Integer.compareUnsigned(address, start) >= 0 && Integer.compareUnsigned(address, end) < 0;
        }

        private boolean isSized() {
            return start != end;
        }
    }

    private static final class Node {
        private final Function function;
        private final boolean isOperator;
        private final Map<Integer, Node> callees = new LinkedHashMap<>();
        private int lastTarget;
        private @Nullable Node lastCallee;
        private long exclusive;
        private long waited;
        private long loads;
        private long stores;
        private long reads;
        private long writes;
        private long calls;
        private long stackBytes;

        Node(Function function, boolean isOperator) {
            this.function = function;
            this.isOperator = isOperator;
        }

        private CallCost own() {
            return new CallCost(
                    exclusive, exclusive + waited, new Accesses(loads, stores), new Accesses(reads, writes));
        }
    }

    private static final class Frame {
        private Node node;
        private final int stackPointer;
        private final int returnAddress;
        private long layerStart = -1;
        private String layerGraph = "";
        private String layerKernel = "";

        Frame(Node node, int stackPointer, int returnAddress) {
            this.node = node;
            this.stackPointer = stackPointer;
            this.returnAddress = returnAddress;
        }
    }

    /** The calls of one thread, or of one exception. */
    private static final class Stack {
        private final List<Frame> frames = new ArrayList<>();
        private int base;

        Frame top() {
            return frames.get(frames.size() - 1);
        }
    }

    private record Interrupted(Stack stack, int resume, int context) {}

    private final IntFunction<Function> functions;
    private final IntFunction<String> contextNames;
    private final GraphFunctions graphs;
    private final IntSupplier thread;
    private final Map<Integer, Function> known = new HashMap<>();
    private final Map<String, Node> roots = new LinkedHashMap<>();
    private final Map<Integer, Stack> threads = new HashMap<>();
    private final Deque<Interrupted> interrupted = new ArrayDeque<>();
    private final List<LayerCall> layers = new ArrayList<>();
    private Stack stack = new Stack();
    private int context;
    private int expected;
    private boolean started;
    private long executed;
    private boolean accessed;
    private long loads;
    private long stores;
    private long reads;
    private long writes;

    /**
     * Creates a tracer.
     *
     * @param functions finds the function around an address
     * @param contextNames names an exception
     * @param graphs knows which functions run the graph of a network, so that calls below them are operators
     * @param thread tells which thread runs; always 0 if there are none
     */
    public CallTracer(
            IntFunction<Function> functions,
            IntFunction<String> contextNames,
            GraphFunctions graphs,
            IntSupplier thread) {
        this.functions = functions;
        this.contextNames = contextNames;
        this.graphs = graphs;
        this.thread = thread;
    }

    @Override
    public void ran(int from, int end, long instructions, int next, int link, int stackPointer, int where) {
        if (!started || where != context || from != expected) {
            arrive(from, stackPointer, where);
        }
        executed += instructions;
        Frame top = stack.top();
        top.node.exclusive += instructions;
        int depth = stack.base - stackPointer;
        if (depth > top.node.stackBytes) {
            top.node.stackBytes = depth;
        }
        if (accessed) {
            bookAccesses(top.node);
        }
        expected = next;
        if (where == 0 && resumes(next)) {
            // A trap has been handled: the next block is of what it interrupted.
            expected = ~next;
            return;
        }
        while (stack.frames.size() > 1 && Integer.compareUnsigned(stackPointer, stack.top().stackPointer) > 0) {
            pop();
        }
        top = stack.top();
        if (link == end && next != end) {
            push(next, stackPointer, end);
        } else if (stack.frames.size() == 1) {
            // The caller of where the profile began; its own caller is not known either.
            push(next, stackPointer, 0);
        } else if (next == top.returnAddress && stackPointer == top.stackPointer) {
            pop();
        } else if (top.node.function.isSized() && !top.node.function.holds(next)) {
            jump(next);
        }
    }

    @Override
    public void accessed(long loadsOfBlock, long storesOfBlock, long readsOfBlock, long writesOfBlock) {
        accessed = true;
        loads = loadsOfBlock;
        stores = storesOfBlock;
        reads = readsOfBlock;
        writes = writesOfBlock;
    }

    private void bookAccesses(Node node) {
        node.loads += loads;
        node.stores += stores;
        node.reads += reads;
        node.writes += writes;
        accessed = false;
    }

    /** Who slept is who ran last. */
    @Override
    public void waited(long cycles) {
        if (started) {
            stack.top().node.waited += cycles;
        }
    }

    private boolean resumes(int next) {
        if (interrupted.isEmpty()) {
            return false;
        }
        for (Interrupted one : interrupted) {
            if (one.resume() == next) {
                return true;
            }
        }
        return false;
    }

    /** Something else than the next instruction is executed: the beginning, an exception, or what an exception came back to. */
    private void arrive(int from, int stackPointer, int where) {
        if (!started) {
            started = true;
            context = where;
            begin(from, stackPointer, where == 0 ? "" : contextNames.apply(where));
            return;
        }
        boolean back = where != context ? returns(where) : returnsTo(from);
        if (!back) {
            interrupted.push(new Interrupted(stack, expected, context));
            stack = new Stack();
            begin(from, stackPointer, contextNames.apply(where != context ? where : TRAP));
        }
        context = where;
        if (where == 0 && back) {
            switchThread(from, stackPointer);
        }
    }

    /** On a core that numbers its exceptions; tail-chained ones follow each other without coming back in between. */
    private boolean returns(int where) {
        if (interrupted.stream().noneMatch(one -> one.context() == where)) {
            return false;
        }
        Interrupted back = interrupted.pop();
        while (back.context() != where) {
            back = interrupted.pop();
        }
        stack = back.stack();
        return true;
    }

    private boolean returnsTo(int from) {
        if (!resumes(from)) {
            return false;
        }
        Interrupted back = interrupted.pop();
        while (back.resume() != from) {
            back = interrupted.pop();
        }
        stack = back.stack();
        return true;
    }

    private void switchThread(int from, int stackPointer) {
        int now = thread.getAsInt();
        if (now == 0) {
            return;
        }
        Stack own = threads.get(now);
        if (own == null) {
            boolean first = threads.isEmpty() && stack.top().node.function.holds(from);
            if (!first) {
                stack = new Stack();
                begin(from, stackPointer, "");
            }
            threads.put(now, stack);
        } else {
            stack = own;
        }
    }

    private void begin(int from, int stackPointer, String name) {
        Node node = roots.computeIfAbsent(
                name.isEmpty() ? Profile.PROGRAM : name, root -> new Node(new Function(root, 0, 0), false));
        node.calls++;
        stack.base = stackPointer;
        stack.frames.add(new Frame(node, -1, 0));
        push(from, stackPointer, 0);
    }

    private void push(int target, int stackPointer, int returnAddress) {
        Node parent = stack.top().node;
        Node node = child(parent, target);
        node.calls++;
        Frame frame = new Frame(node, stackPointer, returnAddress);
        if (node.isOperator) {
            frame.layerStart = executed;
            frame.layerGraph = parent.function.name();
            frame.layerKernel = node.function.name();
        }
        stack.frames.add(frame);
    }

    private Node child(Node parent, int target) {
        Node last = parent.lastCallee;
        if (last != null && parent.lastTarget == target) {
            return last;
        }
        Function function = function(target);
        Node node = parent.callees.computeIfAbsent(
                function.start(),
                start -> new Node(function, graphs.isOperator(parent.function.name(), function.name())));
        parent.lastTarget = target;
        parent.lastCallee = node;
        return node;
    }

    private void pop() {
        Frame left = stack.frames.remove(stack.frames.size() - 1);
        if (left.layerStart >= 0) {
            layers.add(new LayerCall(left.layerGraph, left.layerKernel, executed - left.layerStart));
        }
    }

    /**
     * The one function takes the place of the other; but who arrives in the middle of a function that is being executed has come
     * back to it.
     */
    private void jump(int target) {
        Function function = function(target);
        for (int i = stack.frames.size() - 1; i > 0 && function.start() != target; i--) {
            if (stack.frames.get(i).node.function.start() == function.start()) {
                while (stack.frames.size() > i + 1) {
                    pop();
                }
                return;
            }
        }
        Frame top = stack.top();
        Node parent = stack.frames.get(stack.frames.size() - 2).node;
        top.node = child(parent, target);
        top.node.calls++;
    }

    private Function function(int address) {
        Function found = known.get(address);
        if (found == null) {
            found = functions.apply(address);
            known.put(address, found);
        }
        return found;
    }

    /** Returns what was executed so far. */
    public Profile profile() {
        return new Profile(roots.values().stream().map(CallTracer::made).toList(), layers, true);
    }

    private static CallNode made(Node node) {
        CallNode made = new CallNode(node.function.name(), node.own(), node.calls, node.stackBytes);
        node.callees.values().stream()
                .map(CallTracer::made)
                .filter(callee -> callee.inclusive() > 0)
                .forEach(made::add);
        return made;
    }
}
