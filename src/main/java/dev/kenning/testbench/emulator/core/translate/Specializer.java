package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.softfloat.FloatEnvironment;
import dev.kenning.testbench.emulator.core.translate.Value.Choice;
import dev.kenning.testbench.emulator.core.translate.Value.Constant;
import dev.kenning.testbench.emulator.core.translate.Value.Known;
import dev.kenning.testbench.emulator.core.translate.Value.Pending;
import dev.kenning.testbench.emulator.core.translate.Value.Registers;
import dev.kenning.testbench.emulator.core.translate.Value.Root;
import dev.kenning.testbench.emulator.core.translate.Value.Snapshot;
import dev.kenning.testbench.emulator.core.translate.Value.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes what a semantic method does for one decoded instruction.
 *
 * <p>It follows the method's bytecode with what is known: operands are constants, registers and flags are variables of the
 * JVM, calls are inlined, and a branch whose condition is known is followed one way only. What is left is written. Changes of
 * registers wait until the end of the instruction: wherever it comes to something that is {@code @Interpreted}, nothing
 * has happened yet but stores that happen again in the same way, and the interpreter begins the instruction anew.
 */
final class Specializer {

    private static final int MOST_STEPS = 4000;
    private static final int MOST_PATHS = 40;
    /** Methods without the core's state that are this long are called, shorter ones are inlined. */
    private static final int SHORT = 30;
    /** Most bytecodes of a half of a choice that is computed without a path of its own. */
    private static final int LONGEST_ARM = 8;

    private static final String EXECUTION = "dev/kenning/testbench/emulator/core/Execution";
    private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

    private final ClassFiles classes;
    private final Machine machine;
    private final Visibility visibility;
    private final Variables variables;
    private final Set<Assumption> assumptions;
    private final Emitter out;
    private final Arithmetic arithmetic = new Arithmetic();
    private final Deque<Fork> forks = new ArrayDeque<>();
    private int steps;
    private int paths;

    /** Where execution of one entry ends, with what it leaves behind. */
    interface Ending {

        /** Writes what follows the entry; the value is what the method returns. */
        void reach(Path path, Optional<Value> result);
    }

    private record Fork(Label label, Path path) {}

    /**
     * Creates a writer of instructions.
     *
     * @param assumptions takes what the written code assumes of the objects around the state
     */
    Specializer(
            ClassFiles classes,
            Machine machine,
            Visibility visibility,
            Variables variables,
            Set<Assumption> assumptions,
            Emitter out) {
        this.classes = classes;
        this.machine = machine;
        this.visibility = visibility;
        this.variables = variables;
        this.assumptions = assumptions;
        this.out = out;
    }

    /**
     * Writes a method for constant arguments.
     *
     * @param block what {@link dev.kenning.testbench.emulator.core.Execution#block} is
     * @param leave where to hand over to the interpreter
     * @throws Untranslatable if it does what cannot be written; part of it has been written then
     */
    void write(MethodBody body, List<Value> arguments, Block block, Supplier<Label> leave, Ending ending) {
        steps = 0;
        paths = 0;
        forks.add(new Fork(new Label(), new Path(body, arguments)));
        while (!forks.isEmpty()) {
            Fork fork = forks.removeLast();
            if (++paths > MOST_PATHS) {
                forks.clear();
                throw new Untranslatable("too many paths");
            }
            out.label(fork.label());
            try {
                follow(fork.path(), block, leave, ending);
            } catch (Untranslatable reason) {
                forks.clear();
                throw reason;
            }
        }
    }

    private void follow(Path path, Block block, Supplier<Label> leave, Ending ending) {
        boolean more = true;
        while (more) {
            if (++steps > MOST_STEPS) {
                throw new Untranslatable("too long");
            }
            more = step(path, block, leave, ending);
        }
    }

    /** Follows one bytecode; returns whether the path goes on. */
    private boolean step(Path path, Block block, Supplier<Label> leave, Ending ending) {
        Frame frame = path.frame;
        Operation it = frame.body.code().get(frame.at++);
        int opcode = it.opcode();
        switch (opcode) {
            case Opcodes.NOP -> {}
            case Opcodes.ICONST_M1,
                    Opcodes.ICONST_0,
                    Opcodes.ICONST_1,
                    Opcodes.ICONST_2,
                    Opcodes.ICONST_3,
                    Opcodes.ICONST_4,
                    Opcodes.ICONST_5,
                    Opcodes.LCONST_0,
                    Opcodes.LCONST_1,
                    Opcodes.FCONST_0,
                    Opcodes.FCONST_1,
                    Opcodes.FCONST_2,
                    Opcodes.DCONST_0,
                    Opcodes.DCONST_1,
                    Opcodes.BIPUSH,
                    Opcodes.SIPUSH,
                    Opcodes.LDC -> frame.push(Arithmetic.literal(it));
            case Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD ->
                frame.push(frame.locals[it.number()]);
            case Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.ASTORE ->
                frame.locals[it.number()] = settled(path, frame.pop());
            case Opcodes.IINC ->
                frame.locals[it.number() & 0xFFFF] = settled(
                        path,
                        arithmetic.binary(
                                Operation.plain(Opcodes.IADD, 0),
                                frame.locals[it.number() & 0xFFFF],
                                new Constant(it.number() >> 16)));
            case Opcodes.POP, Opcodes.POP2 -> frame.pop();
            case Opcodes.DUP -> duplicate(path, 1, 0);
            case Opcodes.DUP_X1 -> duplicate(path, 1, 1);
            case Opcodes.DUP_X2 -> duplicate(path, 1, Values.isWide(frame.peek(1)) ? 1 : 2);
            case Opcodes.DUP2 -> duplicate(path, Values.isWide(frame.peek(0)) ? 1 : 2, 0);
            case Opcodes.DUP2_X1 -> duplicate(path, Values.isWide(frame.peek(0)) ? 1 : 2, 1);
            case Opcodes.DUP2_X2 -> {
                int count = Values.isWide(frame.peek(0)) ? 1 : 2;
                duplicate(path, count, Values.isWide(frame.peek(count)) ? 1 : 2);
            }
            case Opcodes.SWAP -> Collections.swap(frame.stack, frame.stack.size() - 1, frame.stack.size() - 2);
            case Opcodes.IALOAD, Opcodes.LALOAD, Opcodes.BALOAD, Opcodes.SALOAD, Opcodes.CALOAD, Opcodes.AALOAD ->
                loadElement(path, it);
            case Opcodes.IASTORE, Opcodes.LASTORE, Opcodes.BASTORE, Opcodes.SASTORE, Opcodes.CASTORE ->
                storeElement(path, it);
            case Opcodes.GETSTATIC -> frame.push(new Pending(it, List.of(), Values.kind(it.descriptor())));
            case Opcodes.GETFIELD -> getField(path, it, block);
            case Opcodes.PUTFIELD -> {
                return putField(path, it, leave);
            }
            case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKEINTERFACE -> {
                return call(path, it, leave);
            }
            case Opcodes.ACONST_NULL -> throw new Untranslatable("it uses null");
            case Opcodes.GOTO -> frame.at = it.targets().get(0);
            case Opcodes.LOOKUPSWITCH -> chooseWay(path, it);
            case Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN -> {
                Value result = frame.pop();
                return leaveMethod(path, Optional.of(result), ending);
            }
            case Opcodes.RETURN -> {
                return leaveMethod(path, Optional.empty(), ending);
            }
            case Opcodes.ATHROW -> {
                return leave(path, leave);
            }
            case Opcodes.CHECKCAST -> frame.push(new Pending(it, List.of(frame.pop()), 'A'));
            default -> {
                if (Arithmetic.isConditional(opcode)) {
                    branch(path, it);
                } else {
                    frame.push(arithmetic.apply(it, frame.stack));
                }
            }
        }
        return true;
    }

    private boolean leaveMethod(Path path, Optional<Value> result, Ending ending) {
        Frame caller = path.frame.caller;
        if (caller == null) {
            ending.reach(path, result);
            return false;
        }
        path.frame = caller;
        result.ifPresent(caller::push);
        return true;
    }

    /** Hands over to the interpreter, if what has been done so far may happen again. */
    private boolean leave(Path path, Supplier<Label> leave) {
        if (path.hasEffects) {
            throw new Untranslatable("it does something before it is handed over");
        }
        out.jump(Opcodes.GOTO, leave.get());
        return false;
    }

    private void duplicate(Path path, int count, int below) {
        List<Value> stack = path.frame.stack;
        int top = stack.size();
        for (int i = top - count - below; i < top; i++) {
            stack.set(i, settled(path, stack.get(i)));
        }
        stack.addAll(top - count - below, List.copyOf(stack.subList(top - count, top)));
    }

    // Values

    /** Returns a value that may be used more than once. */
    private Value settled(Path path, Value value) {
        return value instanceof Pending || value instanceof Choice ? computed(path, value) : value;
    }

    private Value computed(Path path, Value value) {
        push(value);
        return stored(path, Values.kind(value));
    }

    /** Stores what is on the stack of the JVM into a variable. */
    private Value stored(Path path, char kind) {
        int slot = variables.firstTemporary() + path.temporaries;
        path.temporaries += kind == 'J' || kind == 'D' ? 2 : 1;
        out.store(slot, kind);
        return new Variable(slot, kind);
    }

    /** Writes what computes a value. */
    void push(Value value) {
        if (value instanceof Constant constant) {
            out.constant(constant.number());
        } else if (value instanceof Variable variable) {
            out.load(variable.slot(), variable.kind());
        } else if (value instanceof Root) {
            out.load(Variables.STATE, 'A');
        } else if (value instanceof Known known) {
            push(known.holder());
            out.operation(known.access());
        } else if (value instanceof Pending pending) {
            pending.operands().forEach(this::push);
            out.operation(pending.operation());
        } else if (value instanceof Choice choice) {
            Label second = new Label();
            Label end = new Label();
            choice.operands().forEach(this::push);
            out.jump(choice.jump(), second);
            push(choice.first());
            out.jump(Opcodes.GOTO, end);
            out.label(second);
            push(choice.second());
            out.label(end);
        } else {
            throw new Untranslatable("a value is used as a whole");
        }
    }

    // Arrays and fields

    private void loadElement(Path path, Operation it) {
        Value index = path.frame.pop();
        Value array = path.frame.pop();
        if (array instanceof Registers registers) {
            path.frame.push(register(path, registers, index));
        } else if (array instanceof Snapshot snapshot && index instanceof Constant at) {
            path.frame.push(new Constant(((int[]) snapshot.object())[(Integer) at.number()]));
        } else {
            push(array);
            push(index);
            out.plain(it.opcode());
            path.frame.push(stored(path, Arithmetic.elementKind(it.opcode())));
        }
    }

    private Value register(Path path, Registers registers, Value index) {
        if (!(index instanceof Constant at)) {
            throw new Untranslatable("which register it is depends on data");
        }
        int number = (Integer) at.number();
        if (number == 0 && registers.field().equals(machine.constantZero())) {
            return new Constant(0L);
        }
        return read(path, variables.register(registers.field(), number));
    }

    private Value read(Path path, Variables.Place place) {
        Value waiting = path.changes.get(place);
        if (waiting == null) {
            return new Variable(place.slot(), place.kind());
        }
        Value value = settled(path, waiting);
        path.changes.put(place, value);
        return value;
    }

    private void storeElement(Path path, Operation it) {
        Value value = path.frame.pop();
        Value index = path.frame.pop();
        Value array = path.frame.pop();
        if (array instanceof Registers registers) {
            if (!(index instanceof Constant at)) {
                throw new Untranslatable("which register it is depends on data");
            }
            path.changes.put(variables.changed(registers.field(), (Integer) at.number()), value);
        } else {
            push(array);
            push(index);
            push(value);
            out.plain(it.opcode());
        }
    }

    private void getField(Path path, Operation it, Block block) {
        Value object = path.frame.pop();
        path.frame.push(field(path, it, object, block));
    }

    private Value field(Path path, Operation it, Value object, Block block) {
        if (object instanceof Snapshot snapshot) {
            return snapshotField(it, snapshot);
        }
        String declarer = declarer(it);
        if (object instanceof Root) {
            if (machine.registers().contains(it.name())) {
                return new Registers(it.name());
            }
            if (it.name().equals("block") && declarer.equals(EXECUTION)) {
                return new Snapshot(block);
            }
            if (it.name().equals(machine.programCounter())) {
                Value waiting = path.changes.get(Variables.PROGRAM_COUNTER);
                long behind = Integer.toUnsignedLong(block.end);
                return waiting != null ? waiting : Arithmetic.constant(it.descriptor(), behind);
            }
            if (machine.variables().contains(it.name())) {
                return read(path, variables.field(it.name(), Values.kind(it.descriptor())));
            }
            if (machine.stable().contains(it.name())) {
                Variables.Place place = variables.stable(it.name(), it.descriptor());
                return new Variable(place.slot(), place.kind());
            }
        }
        visibility.require(declarer, classes.access(declarer, it.name()));
        Optional<Value> known = known(it, object, declarer);
        if (known.isPresent()) {
            return known.get();
        }
        push(object);
        out.operation(it);
        return stored(path, Values.kind(it.descriptor()));
    }

    /** Returns the value of a field that never changes, of an object that never changes its place. */
    private Optional<Value> known(Operation it, Value holder, String declarer) {
        boolean isFinal = (classes.access(declarer, it.name()) & Opcodes.ACC_FINAL) != 0;
        if (!isFinal || !(holder instanceof Root || holder instanceof Known)) {
            return Optional.empty();
        }
        Object object = holder instanceof Known known ? known.object() : machine.state();
        Object content = Reflection.read(object, declarer, it.name());
        List<Assumption.Step> path = pathTo(holder);
        path.add(new Assumption.Step(declarer, it.name()));
        if (content instanceof Number || content instanceof Boolean) {
            Object number = Arithmetic.number(content);
            assumptions.add(new Assumption(path, number));
            return Optional.of(new Constant(number));
        }
        assumptions.add(new Assumption(path, Assumption.kind(content, machine.state())));
        return Optional.of(content == machine.state() ? new Root() : new Known(content, holder, it));
    }

    private List<Assumption.Step> pathTo(Value object) {
        if (!(object instanceof Known known)) {
            return new ArrayList<>();
        }
        List<Assumption.Step> path = pathTo(known.holder());
        path.add(new Assumption.Step(declarer(known.access()), known.access().name()));
        return path;
    }

    private Value snapshotField(Operation it, Snapshot snapshot) {
        String declarer = declarer(it);
        if ((classes.access(declarer, it.name()) & Opcodes.ACC_FINAL) == 0) {
            throw new Untranslatable("it reads what may change: " + it.name());
        }
        Object content = Reflection.read(snapshot.object(), declarer, it.name());
        return content instanceof Number ? new Constant(Arithmetic.number(content)) : new Snapshot(content);
    }

    private String declarer(Operation it) {
        return classes.declarer(it.owner(), it.name())
                .orElseThrow(() -> new Untranslatable("a field of " + it.owner() + " is used"));
    }

    private boolean putField(Path path, Operation it, Supplier<Label> leave) {
        Value value = path.frame.pop();
        Value object = path.frame.pop();
        String declarer = declarer(it);
        if (object instanceof Root) {
            if (declarer.equals(EXECUTION)) {
                return leave(path, leave);
            }
            if (it.name().equals(machine.programCounter())) {
                path.changes.put(Variables.PROGRAM_COUNTER, settled(path, value));
                return true;
            }
            if (machine.variables().contains(it.name())) {
                path.changes.put(variables.changed(it.name(), Values.kind(it.descriptor())), value);
                return true;
            }
        }
        visibility.require(declarer, classes.access(declarer, it.name()));
        push(object);
        push(value);
        out.operation(it);
        path.hasEffects = true;
        return true;
    }

    // Branches

    private void branch(Path path, Operation it) {
        Frame frame = path.frame;
        int operands = Arithmetic.conditionOperands(it.opcode());
        List<Value> values = frame.popAll(operands);
        Optional<Boolean> known = arithmetic.holds(it.opcode(), values);
        if (known.isPresent()) {
            if (known.get()) {
                frame.at = it.targets().get(0);
            }
            return;
        }
        Optional<Choice> choice = choiceAt(frame, it, values);
        if (choice.isPresent()) {
            frame.push(choice.get());
            return;
        }
        Path other = path.fork(this::settledForFork);
        values.forEach(this::push);
        Label label = new Label();
        out.jump(it.opcode(), label);
        other.frame.at = it.targets().get(0);
        forks.add(new Fork(label, other));
    }

    /** What both ways use must have been computed before they part. */
    private Value settledForFork(Path path, Value value) {
        return settled(path, value);
    }

    /** Recognizes {@code condition ? value : value} where both values are mere arithmetic, and goes behind it. */
    private Optional<Choice> choiceAt(Frame frame, Operation it, List<Value> operands) {
        Optional<Arm> first = arm(frame, frame.at);
        Optional<Arm> second = first.flatMap(known -> arm(frame, it.targets().get(0)));
        boolean meet = first.isPresent()
                && second.isPresent()
                && first.get().jumps()
                && first.get().end() == second.get().end()
                && Values.kind(first.get().value()) == Values.kind(second.get().value());
        if (!meet) {
            return Optional.empty();
        }
        frame.at = first.get().end();
        return Optional.of(new Choice(
                it.opcode(), operands, first.get().value(), second.get().value()));
    }

    /** Half of a choice: its value, where it goes on, and whether it jumps there. */
    private record Arm(Value value, int end, boolean jumps) {}

    /** Follows arithmetic until there is one value and a jump, or one value where a jump of the other half may lead. */
    private Optional<Arm> arm(Frame frame, int start) {
        List<Operation> code = frame.body.code();
        List<Value> stack = new ArrayList<>();
        int at = start;
        while (at < code.size() && at < start + LONGEST_ARM) {
            Operation it = code.get(at);
            boolean single = stack.size() == 1;
            if (single && it.opcode() == Opcodes.GOTO) {
                return Optional.of(new Arm(stack.get(0), it.targets().get(0), true));
            }
            if (single && isJoin(code, at)) {
                return Optional.of(new Arm(stack.get(0), at, false));
            }
            if (Arithmetic.isLiteral(it)) {
                stack.add(Arithmetic.literal(it));
            } else if (it.opcode() == Opcodes.ILOAD || it.opcode() == Opcodes.LLOAD) {
                Value local = frame.locals[it.number()];
                if (!(local instanceof Constant || local instanceof Variable)) {
                    return Optional.empty();
                }
                stack.add(local);
            } else if (Arithmetic.isPlain(it.opcode()) && stack.size() >= Arithmetic.operands(it.opcode())) {
                Value result = arithmetic.apply(it, stack);
                stack.add(result);
            } else {
                return Optional.empty();
            }
            at++;
        }
        return Optional.empty();
    }

    /** Returns whether an unconditional jump that ends a half of a choice leads to a bytecode. */
    private static boolean isJoin(List<Operation> code, int at) {
        return code.stream()
                .anyMatch(it -> it.opcode() == Opcodes.GOTO && it.targets().get(0) == at);
    }

    private void chooseWay(Path path, Operation it) {
        Value key = path.frame.pop();
        List<Integer> targets = it.targets();
        if (!(key instanceof Constant constant)) {
            throw new Untranslatable("a switch depends on data");
        }
        int way = targets.get(targets.size() - 1);
        for (int i = 0; i < it.keys().size(); i++) {
            if (it.keys().get(i).equals(constant.number())) {
                way = targets.get(i);
            }
        }
        path.frame.at = way;
    }

    // Calls

    private boolean call(Path path, Operation it, Supplier<Label> leave) {
        Frame frame = path.frame;
        boolean onObject = it.opcode() != Opcodes.INVOKESTATIC;
        Type[] types = Type.getArgumentTypes(it.descriptor());
        List<Value> arguments = frame.popAll(types.length + (onObject ? 1 : 0));
        if (it.owner().equals(VAR_HANDLE)) {
            accessMemory(path, it, arguments);
            return true;
        }
        Optional<Value> folded = arithmetic.fold(it, arguments);
        if (folded.isPresent()) {
            frame.push(folded.get());
            return true;
        }
        boolean withState = arguments.stream().anyMatch(value -> value instanceof Root || value instanceof Registers);
        Optional<MethodBody> body = classes.method(receiverClass(it, arguments), it.name(), it.descriptor());
        if (body.isPresent() && body.get().interpreted()) {
            return leave(path, leave);
        }
        boolean inline = body.isPresent() && body.get().plain() && isWorthInlining(body.get(), withState, arguments);
        if (inline) {
            path.frame = new Frame(body.get(), slots(path, types, onObject, arguments), frame);
            return true;
        }
        if (withState) {
            return leave(path, leave);
        }
        callAsItIs(path, it, arguments);
        return true;
    }

    private boolean isWorthInlining(MethodBody body, boolean withState, List<Value> arguments) {
        boolean hasSnapshot = arguments.stream().anyMatch(Snapshot.class::isInstance);
        if (withState || hasSnapshot) {
            return true;
        }
        boolean reachable = visibility.isVisible(body.owner(), body.access());
        return !visibility.usesHidden(body) && (body.code().size() <= SHORT || !reachable);
    }

    private String receiverClass(Operation it, List<Value> arguments) {
        if (it.opcode() == Opcodes.INVOKEVIRTUAL || it.opcode() == Opcodes.INVOKEINTERFACE) {
            Value receiver = arguments.get(0);
            if (receiver instanceof Root) {
                return machine.stateClass();
            }
            if (receiver instanceof Known known) {
                return known.object().getClass().getName().replace('.', '/');
            }
        }
        return it.owner();
    }

    private Value[] slots(Path path, Type[] types, boolean onObject, List<Value> arguments) {
        List<Value> slots = new ArrayList<>();
        int index = 0;
        if (onObject) {
            slots.add(settled(path, arguments.get(index++)));
        }
        for (Type type : types) {
            Value value = settled(path, arguments.get(index++));
            slots.add(value);
            if (type.getSize() == 2) {
                slots.add(value);
            }
        }
        return slots.toArray(new Value[0]);
    }

    /** Calls a method that does not know the core: a pure one waits until its result is needed. */
    private void callAsItIs(Path path, Operation it, List<Value> arguments) {
        Optional<MethodBody> body = classes.method(it.owner(), it.name(), it.descriptor());
        body.ifPresent(method -> visibility.require(method.owner(), method.access()));
        boolean pure = body.isPresent() && body.get().onlyReads();
        boolean foreign = body.isEmpty() && !it.owner().startsWith("java/lang/");
        boolean mayReachState = arguments.stream()
                .anyMatch(value -> value instanceof Known known && !(known.object() instanceof FloatEnvironment));
        if (mayReachState) {
            throw new Untranslatable("it calls " + it.owner() + "." + it.name() + ", which may know the core");
        }
        if (foreign || it.opcode() == Opcodes.INVOKEINTERFACE) {
            throw new Untranslatable("it calls " + it.owner() + "." + it.name());
        }
        Type result = Type.getReturnType(it.descriptor());
        if (it.opcode() == Opcodes.INVOKESTATIC && Values.arePrimitive(Type.getArgumentTypes(it.descriptor()))) {
            path.frame.push(new Pending(it, arguments, Values.kind(result.getDescriptor())));
            return;
        }
        arguments.forEach(this::push);
        out.operation(it);
        path.hasEffects |= !pure;
        if (result.getSort() != Type.VOID) {
            path.frame.push(stored(path, Values.kind(result.getDescriptor())));
        }
    }

    private void accessMemory(Path path, Operation it, List<Value> arguments) {
        arguments.forEach(this::push);
        out.operation(it);
        Type result = Type.getReturnType(it.descriptor());
        if (result.getSort() != Type.VOID) {
            path.frame.push(stored(path, Values.kind(result.getDescriptor())));
        }
    }

    /** Writes the changes that waited, all at once. */
    void commit(Path path) {
        List<Variables.Place> places = new ArrayList<>();
        for (Map.Entry<Variables.Place, Value> change : path.changes.entrySet()) {
            boolean stays = change.getValue() instanceof Variable variable
                    && variable.slot() == change.getKey().slot();
            if (!change.getKey().equals(Variables.PROGRAM_COUNTER) && !stays) {
                push(change.getValue());
                places.add(change.getKey());
            }
        }
        for (int i = places.size() - 1; i >= 0; i--) {
            out.store(places.get(i).slot(), places.get(i).kind());
        }
    }
}
