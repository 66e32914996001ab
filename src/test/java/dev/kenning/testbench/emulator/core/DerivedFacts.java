package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.core.Bytecode.Body;
import dev.kenning.testbench.emulator.core.Bytecode.Handler;
import dev.kenning.testbench.emulator.core.Bytecode.Operation;
import dev.kenning.testbench.emulator.core.Facts.Trait;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Derives {@link Facts} of instructions from the bytecode of their semantic methods, and of what those call.
 *
 * <p>It follows values through each method along all ways: the state of the core, its arrays of registers, the decoded
 * instruction, and numbers of registers that come out of that. What it cannot tell it takes for everything that it may be.
 */
public final class DerivedFacts {

    /**
     * What it must know of an instruction set.
     *
     * @param state the class of the state of the core
     * @param floats the class of the status of floating point
     * @param floatStatus how that is called among facts
     * @param programCounter how the program counter is called
     * @param coreRegisters the field with the registers that semantic methods get as an array
     * @param floatRegisters the field with the floating-point registers
     * @param arrays how the registers of an array are called, by its field and the operand slot
     * @param places the flags and registers that are fields of the state
     * @param slots the operand slots that methods return, by {@code Class.method}
     * @param calls what calls do that are not looked into, by {@code Class.method}; of the state, by {@code method}
     */
    public record Vocabulary(
            Class<?> state,
            Class<?> floats,
            String floatStatus,
            String programCounter,
            String coreRegisters,
            String floatRegisters,
            Map<String, Map<String, String>> arrays,
            Map<String, String> places,
            Map<String, String> slots,
            Map<String, Facts> calls) {}

    private enum Kind {
        /** Nothing that matters. */
        PLAIN,
        STATE,
        FLOATS,
        /** An array of registers. */
        ARRAY,
        /** The number of a register, from an operand slot. */
        SLOT,
        CONSTANT,
        /** A fault that is about to be thrown. */
        FAULT
    }

    /**
     * A value while a method executes.
     *
     * @param name of the array, the slot, or the constant
     * @param varies whether it may be another one when the same instruction executes again
     * @param wide whether it takes two places
     */
    private record Value(Kind kind, String name, boolean varies, boolean wide) {

        static Value plain(boolean varies, boolean wide) {
            return new Value(Kind.PLAIN, "", varies, wide);
        }

        static Value of(Kind kind, String name) {
            return new Value(kind, name, false, false);
        }

        /** Returns what may be either. */
        Value or(Value other, boolean chosen) {
            return equals(other) ? this : plain(chosen || varies || other.varies, wide || other.wide);
        }
    }

    private record Call(String method, List<Value> arguments) {}

    /**
     * What a method does.
     *
     * @param result what it returns, if it ever returns
     */
    private record Effect(Facts facts, Optional<Value> result) {}

    private final Vocabulary vocabulary;
    private final Bytecode bytecode = new Bytecode();
    private final Map<Call, Effect> known = new HashMap<>();
    private final Set<Call> begun = new HashSet<>();

    /** Creates what derives facts for an instruction set. */
    public DerivedFacts(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Returns what a method does that executes instructions: a semantic method, or what it leaves them to.
     *
     * @param method such as {@code Branches.link}, of the package of the state
     */
    public Facts of(String method, MethodType type) {
        int dot = method.indexOf('.');
        String folder = Type.getInternalName(vocabulary.state());
        String owner = folder.substring(0, folder.lastIndexOf('/') + 1) + method.substring(0, dot);
        String descriptor = type.toMethodDescriptorString();
        Body body = bytecode.method(owner, method.substring(dot + 1), descriptor)
                .orElseThrow(() -> new IllegalArgumentException("no semantic method " + method + descriptor));
        List<Value> arguments = new ArrayList<>();
        if (!body.isStatic()) {
            arguments.add(Value.plain(false, false));
        }
        type.parameterList().forEach(parameter -> arguments.add(argument(parameter)));
        Effect effect = effect(body, arguments);
        Facts facts = effect.facts();
        if (effect.result().isEmpty() || facts.writes(vocabulary.programCounter())) {
            facts = facts.and(does(Trait.ENDS));
        }
        return facts;
    }

    private static Facts does(Trait trait) {
        return new Facts(Set.of(), Set.of(), Set.of(trait));
    }

    private Value argument(Class<?> type) {
        if (type == vocabulary.state()) {
            return Value.of(Kind.STATE, "");
        }
        return type.isArray()
                ? Value.of(Kind.ARRAY, vocabulary.coreRegisters())
                : Value.plain(!type.isPrimitive(), type == long.class);
    }

    private Effect effect(Body body, List<Value> arguments) {
        Call call = new Call(body.owner() + "." + body.name() + body.descriptor(), List.copyOf(arguments));
        Effect effect = known.get(call);
        if (effect == null) {
            if (!begun.add(call)) {
                return new Effect(Facts.NONE, Optional.of(returned(body.descriptor())));
            }
            effect = new Walk(body, arguments, Set.of()).walk();
            begun.remove(call);
            known.put(call, effect);
        }
        return effect;
    }

    private static Value returned(String descriptor) {
        return Value.plain(true, Type.getReturnType(descriptor).getSize() == 2);
    }

    /** Follows the values through one method. */
    private final class Walk {

        private record Frame(List<Value> variables, List<Value> stack) {

            Frame or(Frame other, boolean chosen) {
                return new Frame(merged(variables, other.variables, chosen), merged(stack, other.stack, chosen));
            }

            private static List<Value> merged(List<Value> a, List<Value> b, boolean chosen) {
                List<Value> result = new ArrayList<>();
                for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                    result.add(a.get(i).or(b.get(i), chosen));
                }
                return result;
            }
        }

        private final Body body;
        private final List<Value> arguments;
        /** Where branches depend on more than the instruction, so that a value that differs behind them does. */
        private final boolean chooses;

        private final Map<Integer, Frame> frames = new HashMap<>();
        private final Deque<Integer> open = new ArrayDeque<>();
        private final Set<Integer> uncertain = new HashSet<>();
        private final Set<Integer> returning = new HashSet<>();
        private final Map<Integer, Set<Integer>> ways = new HashMap<>();
        private final Set<Integer> accesses = new HashSet<>();
        private Facts facts = Facts.NONE;
        private Optional<Value> result = Optional.empty();
        private List<Value> variables = List.of();
        private Deque<Value> stack = new ArrayDeque<>();
        private int at;

        Walk(Body body, List<Value> arguments, Set<Integer> choices) {
            this.body = body;
            this.arguments = arguments;
            chooses = !choices.isEmpty();
            List<Value> first = new ArrayList<>();
            for (Value argument : arguments) {
                first.add(argument);
                if (argument.wide()) {
                    first.add(Value.plain(false, false));
                }
            }
            while (first.size() < 64) {
                first.add(Value.plain(false, false));
            }
            frames.put(0, new Frame(first, List.of()));
            open.add(0);
        }

        Effect walk() {
            while (!open.isEmpty()) {
                at = open.remove();
                Frame frame = frames.get(at);
                variables = new ArrayList<>(frame.variables());
                stack = new ArrayDeque<>();
                frame.stack().forEach(stack::push);
                Operation operation = body.code().get(at);
                for (Handler handler : body.handlers()) {
                    if (handler.from() <= at && at < handler.to()) {
                        goOn(handler.at(), new Frame(variables, List.of(Value.plain(true, false))));
                    }
                }
                if (execute(operation)) {
                    goOn(at + 1, frame());
                }
                operation.targets().forEach(target -> goOn(target, frame()));
            }
            if (!chooses && !uncertain.isEmpty()) {
                return new Walk(body, arguments, uncertain).walk();
            }
            if (uncertain.stream().anyMatch(this::decidesAccesses)) {
                facts = facts.and(does(Trait.VARIES));
            }
            return new Effect(facts, result);
        }

        private Frame frame() {
            List<Value> values = new ArrayList<>(stack);
            Collections.reverse(values);
            return new Frame(new ArrayList<>(variables), values);
        }

        private void goOn(int place, Frame frame) {
            ways.computeIfAbsent(at, absent -> new TreeSet<>()).add(place);
            Frame before = frames.get(place);
            Frame after = before == null ? frame : before.or(frame, chooses);
            if (!after.equals(before)) {
                frames.put(place, after);
                open.add(place);
            }
        }

        /** Returns whether the ways from a branch that return differ in what they access. */
        private boolean decidesAccesses(int branch) {
            Set<Set<Integer>> distinct = new HashSet<>();
            for (int way : ways.getOrDefault(branch, Set.of())) {
                Set<Integer> reached = reached(way);
                if (!Collections.disjoint(reached, returning)) {
                    reached.retainAll(accesses);
                    distinct.add(reached);
                }
            }
            return distinct.size() > 1;
        }

        private Set<Integer> reached(int from) {
            Set<Integer> reached = new TreeSet<>();
            Deque<Integer> next = new ArrayDeque<>(List.of(from));
            while (!next.isEmpty()) {
                int place = next.remove();
                if (reached.add(place)) {
                    next.addAll(ways.getOrDefault(place, Set.of()));
                }
            }
            return reached;
        }

        private void push(Value value) {
            stack.push(value);
        }

        private Value pop() {
            return stack.pop();
        }

        private void reads(String place) {
            facts = facts.and(new Facts(Set.of(place), Set.of(), Set.of()));
        }

        private void writes(String place) {
            facts = facts.and(new Facts(Set.of(), Set.of(place), Set.of()));
        }

        private void usesFloatingPoint() {
            facts = facts.and(does(Trait.FLOAT));
        }

        /** Executes one bytecode; returns whether the next one may follow. */
        private boolean execute(Operation operation) {
            int opcode = operation.opcode();
            if (opcode <= Opcodes.LDC) {
                pushConstant(operation);
            } else if (opcode <= Opcodes.ALOAD) {
                push(variables.get((int) operation.operand()));
            } else if (opcode <= Opcodes.SALOAD) {
                loadElement(opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD);
            } else if (opcode <= Opcodes.ASTORE) {
                variables.set((int) operation.operand(), pop());
            } else if (opcode <= Opcodes.SASTORE) {
                storeElement();
            } else if (opcode <= Opcodes.SWAP) {
                shuffle(opcode);
            } else if (opcode <= Opcodes.LXOR) {
                compute(opcode);
            } else if (opcode == Opcodes.IINC) {
                int variable = (int) operation.operand();
                variables.set(variable, Value.plain(variables.get(variable).varies(), false));
            } else if (opcode <= Opcodes.I2S) {
                convert(opcode);
            } else if (opcode <= Opcodes.DCMPG) {
                Value b = pop();
                push(Value.plain(pop().varies() || b.varies(), false));
            } else {
                return leave(operation);
            }
            return true;
        }

        private void pushConstant(Operation operation) {
            int opcode = operation.opcode();
            if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
                push(Value.of(Kind.CONSTANT, Integer.toString(opcode - Opcodes.ICONST_0)));
            } else if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
                push(Value.of(Kind.CONSTANT, operation.operand().toString()));
            } else {
                boolean wide = opcode == Opcodes.LCONST_0
                        || opcode == Opcodes.LCONST_1
                        || opcode == Opcodes.DCONST_0
                        || opcode == Opcodes.DCONST_1
                        || operation.operand() instanceof Long
                        || operation.operand() instanceof Double;
                push(Value.plain(false, wide));
            }
        }

        private void loadElement(boolean wide) {
            Value index = pop();
            Value array = pop();
            if (array.kind() == Kind.ARRAY) {
                reads(register(array, index));
            }
            push(Value.plain(array.varies() || array.kind() == Kind.ARRAY || index.varies(), wide));
        }

        private void storeElement() {
            pop();
            Value index = pop();
            Value array = pop();
            if (array.kind() == Kind.ARRAY) {
                writes(register(array, index));
            }
        }

        private String register(Value array, Value index) {
            if (array.name().equals(vocabulary.floatRegisters())) {
                usesFloatingPoint();
            }
            Map<String, String> names = vocabulary.arrays().get(array.name());
            boolean isNamed = index.kind() == Kind.SLOT || index.kind() == Kind.CONSTANT;
            return names.getOrDefault(isNamed ? index.name() : "", names.get(""));
        }

        private void shuffle(int opcode) {
            switch (opcode) {
                case Opcodes.POP -> pop();
                case Opcodes.POP2 -> {
                    if (!pop().wide()) {
                        pop();
                    }
                }
                case Opcodes.DUP -> push(stack.getFirst());
                case Opcodes.DUP_X1 -> insert(1, 1);
                case Opcodes.DUP_X2 -> insert(1, 2);
                case Opcodes.DUP2 -> insert(2, 0);
                case Opcodes.DUP2_X1 -> insert(2, 1);
                case Opcodes.DUP2_X2 -> insert(2, 2);
                default -> {
                    Value b = pop();
                    Value a = pop();
                    push(b);
                    push(a);
                }
            }
        }

        /** Copies what takes so many places on top under what takes so many places below. */
        private void insert(int copied, int over) {
            List<Value> top = take(copied);
            List<Value> below = take(over);
            pushAll(top);
            pushAll(below);
            pushAll(top);
        }

        private List<Value> take(int places) {
            List<Value> taken = new ArrayList<>();
            int left = places;
            while (left > 0) {
                Value value = pop();
                taken.add(0, value);
                left -= value.wide() ? 2 : 1;
            }
            return taken;
        }

        private void pushAll(List<Value> values) {
            values.forEach(this::push);
        }

        /** What is computed from the number of a register is the number of another beside it. */
        private void compute(int opcode) {
            boolean one = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
            Value b = pop();
            Value a = one ? b : pop();
            if (a.kind() == Kind.SLOT || b.kind() == Kind.SLOT) {
                push(a.kind() == Kind.SLOT ? a : b);
                return;
            }
            boolean ofLongsOrDoubles = ((opcode - Opcodes.IADD) & 1) != 0;
            push(Value.plain(a.varies() || b.varies(), ofLongsOrDoubles));
        }

        private void convert(int opcode) {
            Value value = pop();
            boolean wide = switch (opcode) {
                case Opcodes.I2L, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L -> true;
                default -> false;
            };
            push(Value.plain(value.varies(), wide));
        }

        private boolean leave(Operation operation) {
            int opcode = operation.opcode();
            switch (opcode) {
                case Opcodes.GOTO -> {
                    return false;
                }
                case Opcodes.LOOKUPSWITCH -> {
                    branch(pop());
                    return false;
                }
                case Opcodes.RETURN -> {
                    returning.add(at);
                    returns(Value.plain(false, false));
                    return false;
                }
                case Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN -> {
                    returning.add(at);
                    returns(pop());
                    return false;
                }
                case Opcodes.ATHROW -> {
                    if (pop().kind() == Kind.FAULT) {
                        facts = facts.and(does(Trait.FAULTS));
                    }
                    return false;
                }
                case Opcodes.GETSTATIC -> push(Value.plain(false, isWide(operation)));
                case Opcodes.PUTSTATIC -> pop();
                case Opcodes.GETFIELD -> getField(operation);
                case Opcodes.PUTFIELD -> putField(operation);
                case Opcodes.INVOKEVIRTUAL,
                        Opcodes.INVOKESPECIAL,
                        Opcodes.INVOKESTATIC,
                        Opcodes.INVOKEINTERFACE,
                        Opcodes.INVOKEDYNAMIC -> {
                    return call(operation);
                }
                case Opcodes.NEW -> push(Value.plain(false, false));
                case Opcodes.MULTIANEWARRAY -> {
                    take((int) operation.operand());
                    push(Value.plain(false, false));
                }
                case Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.ARRAYLENGTH, Opcodes.INSTANCEOF ->
                    push(Value.plain(pop().varies(), false));
                case Opcodes.CHECKCAST -> {}
                case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> pop();
                default -> {
                    boolean two = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
                    branch(two ? pop().or(pop(), false) : pop());
                }
            }
            return true;
        }

        private void branch(Value condition) {
            if (condition.varies()) {
                uncertain.add(at);
            }
        }

        private void returns(Value value) {
            result = Optional.of(result.map(before -> before.or(value, chooses)).orElse(value));
        }

        private boolean isWide(Operation field) {
            return Type.getType(field.descriptor()).getSize() == 2;
        }

        private void getField(Operation operation) {
            Value object = pop();
            Value value = Value.plain(true, isWide(operation));
            if (object.kind() == Kind.FLOATS) {
                reads(vocabulary.floatStatus());
                usesFloatingPoint();
            } else if (operation.descriptor().equals(Type.getDescriptor(vocabulary.floats()))) {
                value = Value.of(Kind.FLOATS, "");
            } else if (object.kind() == Kind.STATE && vocabulary.arrays().containsKey(operation.name())) {
                value = Value.of(Kind.ARRAY, operation.name());
            } else if (object.kind() == Kind.STATE && vocabulary.places().containsKey(operation.name())) {
                reads(vocabulary.places().get(operation.name()));
            }
            push(value);
        }

        private void putField(Operation operation) {
            pop();
            Value object = pop();
            if (object.kind() == Kind.FLOATS) {
                writes(vocabulary.floatStatus());
                usesFloatingPoint();
            } else if (object.kind() == Kind.STATE && vocabulary.places().containsKey(operation.name())) {
                writes(vocabulary.places().get(operation.name()));
            }
        }

        private boolean call(Operation operation) {
            List<Value> arguments = new ArrayList<>();
            int count = Type.getArgumentTypes(operation.descriptor()).length;
            boolean onObject =
                    operation.opcode() != Opcodes.INVOKESTATIC && operation.opcode() != Opcodes.INVOKEDYNAMIC;
            for (int i = onObject ? -1 : 0; i < count; i++) {
                arguments.add(0, pop());
            }
            Effect effect = effect(operation, onObject, arguments);
            facts = facts.and(effect.facts());
            if (effect.facts().accessesMemory()) {
                accesses.add(at);
            }
            Type type = Type.getReturnType(operation.descriptor());
            if (type.getSort() != Type.VOID) {
                push(effect.result().orElseGet(() -> returned(operation.descriptor())));
            }
            return effect.result().isPresent();
        }

        private Effect effect(Operation operation, boolean onObject, List<Value> arguments) {
            String owner = operation.owner().substring(operation.owner().lastIndexOf('/') + 1);
            String name = owner + "." + operation.name();
            boolean ofState = onObject && arguments.get(0).kind() == Kind.STATE;
            Optional<Facts> told = Optional.ofNullable(vocabulary
                    .calls()
                    .getOrDefault(name, ofState ? vocabulary.calls().get(operation.name()) : null));
            Value plain = Value.plain(
                    arguments.stream().anyMatch(Value::varies) || (onObject && told.isEmpty()),
                    Type.getReturnType(operation.descriptor()).getSize() == 2);
            if (told.isPresent()) {
                return new Effect(told.get(), Optional.of(Value.plain(true, plain.wide())));
            }
            if (vocabulary.slots().containsKey(name)) {
                return new Effect(
                        Facts.NONE,
                        Optional.of(Value.of(Kind.SLOT, vocabulary.slots().get(name))));
            }
            boolean ofFloats = onObject && arguments.get(0).kind() == Kind.FLOATS;
            String type = ofFloats ? Type.getInternalName(vocabulary.floats()) : operation.owner();
            Effect effect = bytecode.method(type, operation.name(), operation.descriptor())
                    .map(target -> DerivedFacts.this.effect(target, arguments))
                    .orElse(new Effect(Facts.NONE, Optional.of(plain)));
            return givesFault(operation) ? new Effect(effect.facts(), Optional.of(Value.of(Kind.FAULT, ""))) : effect;
        }

        private boolean givesFault(Operation operation) {
            Type type = Type.getReturnType(operation.descriptor());
            return type.getSort() == Type.OBJECT
                    && bytecode.extendsClass(type.getInternalName(), Type.getInternalName(RuntimeException.class));
        }
    }
}
