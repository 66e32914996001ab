package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.translate.Value.Constant;
import dev.kenning.testbench.emulator.core.translate.Value.Known;
import dev.kenning.testbench.emulator.core.translate.Value.Pending;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The arithmetic of the JVM, carried out at once where all operands are known. */
final class Arithmetic {

    private static final Set<Class<?>> FOLDED = Set.of(Integer.class, Long.class, Math.class);

    // Literals

    static boolean isLiteral(Operation it) {
        int opcode = it.opcode();
        return (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.SIPUSH)
                || (opcode == Opcodes.LDC && it.constant() instanceof Number);
    }

    /** Returns what an operation pushes that has no operands on the stack. */
    static Constant literal(Operation it) {
        int opcode = it.opcode();
        if (opcode <= Opcodes.ICONST_5) {
            return new Constant(opcode - Opcodes.ICONST_0);
        }
        return switch (opcode) {
            case Opcodes.LCONST_0, Opcodes.LCONST_1 -> new Constant((long) opcode - Opcodes.LCONST_0);
            case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2 ->
                new Constant((float) opcode - Opcodes.FCONST_0);
            case Opcodes.DCONST_0, Opcodes.DCONST_1 -> new Constant((double) opcode - Opcodes.DCONST_0);
            case Opcodes.BIPUSH, Opcodes.SIPUSH -> new Constant(it.number());
            default -> {
                if (!(it.constant() instanceof Number)) {
                    throw new Untranslatable("it uses a constant that is no number");
                }
                yield new Constant(it.constant());
            }
        };
    }

    /** Returns a number as a constant of a field's type. */
    static Constant constant(String descriptor, long value) {
        return descriptor.equals("J") ? new Constant(value) : new Constant((int) value);
    }

    /** Returns the content of a field as the JVM's stack would hold it. */
    static Object number(Object content) {
        if (content instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        boolean small = content instanceof Byte || content instanceof Short;
        return small ? (Object) ((Number) content).intValue() : content;
    }

    static char elementKind(int opcode) {
        return switch (opcode) {
            case Opcodes.LALOAD -> 'J';
            case Opcodes.AALOAD -> 'A';
            default -> 'I';
        };
    }

    // Operations

    /** Takes the operands of an operation from a stack, and returns its result. */
    Value apply(Operation it, List<Value> stack) {
        Value last = stack.remove(stack.size() - 1);
        if (isUnary(it.opcode())) {
            return unary(it, last);
        }
        return binary(it, stack.remove(stack.size() - 1), last);
    }

    Value binary(Operation it, Value a, Value b) {
        char kind = binaryKind(it.opcode());
        if (a instanceof Constant first && b instanceof Constant second) {
            Optional<Object> folded = fold(it.opcode(), first.number(), second.number());
            if (folded.isPresent()) {
                return new Constant(folded.get());
            }
        }
        return new Pending(it, List.of(a, b), kind);
    }

    private static Value unary(Operation it, Value a) {
        if (a instanceof Constant constant) {
            Optional<Object> folded = fold(it.opcode(), constant.number());
            if (folded.isPresent()) {
                return new Constant(folded.get());
            }
        }
        return new Pending(it, List.of(a), unaryKind(it.opcode()));
    }

    /** Returns whether an operation is arithmetic of integers that cannot fail, without memory or calls. */
    static boolean isPlain(int opcode) {
        boolean divides = opcode >= Opcodes.IDIV && opcode <= Opcodes.DREM;
        boolean binary = opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR && opcode != Opcodes.IINC;
        return isUnary(opcode) || (binary && !divides);
    }

    static int operands(int opcode) {
        return isUnary(opcode) ? 1 : 2;
    }

    private static boolean isUnary(int opcode) {
        return (opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) || (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S);
    }

    private static char unaryKind(int opcode) {
        return switch (opcode) {
            case Opcodes.LNEG, Opcodes.I2L, Opcodes.F2L, Opcodes.D2L -> 'J';
            case Opcodes.FNEG, Opcodes.I2F, Opcodes.L2F, Opcodes.D2F -> 'F';
            case Opcodes.DNEG, Opcodes.I2D, Opcodes.L2D, Opcodes.F2D -> 'D';
            default -> 'I';
        };
    }

    private static char binaryKind(int opcode) {
        if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG) {
            return 'I';
        }
        if (opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR) {
            return ((opcode - Opcodes.ISHL) & 1) == 0 ? 'I' : 'J';
        }
        if (opcode >= Opcodes.IADD && opcode <= Opcodes.DREM) {
            return "IJFD".charAt((opcode - Opcodes.IADD) & 3);
        }
        throw new Untranslatable("bytecode " + opcode);
    }

    private static Optional<Object> fold(int opcode, Object a) {
        if (a instanceof Integer value) {
            return switch (opcode) {
                case Opcodes.INEG -> Optional.of(-value);
                case Opcodes.I2L -> Optional.of((long) value);
                case Opcodes.I2B -> Optional.of((int) (byte) (int) value);
                case Opcodes.I2S -> Optional.of((int) (short) (int) value);
                case Opcodes.I2C -> Optional.of((int) (char) (int) value);
                default -> Optional.empty();
            };
        }
        if (a instanceof Long value) {
            return switch (opcode) {
                case Opcodes.LNEG -> Optional.of(-value);
                case Opcodes.L2I -> Optional.of((int) (long) value);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static Optional<Object> fold(int opcode, Object a, Object b) {
        if (a instanceof Integer first && b instanceof Integer second) {
            return foldIntegers(opcode, first, second);
        }
        if (a instanceof Long first && b instanceof Integer second) {
            return switch (opcode) {
                case Opcodes.LSHL -> Optional.of(first << second);
                case Opcodes.LSHR -> Optional.of(first >> second);
                case Opcodes.LUSHR -> Optional.of(first >>> second);
                default -> Optional.empty();
            };
        }
        return a instanceof Long first && b instanceof Long second
                ? foldLongs(opcode, first, second)
                : Optional.empty();
    }

    private static Optional<Object> foldIntegers(int opcode, int a, int b) {
        return switch (opcode) {
            case Opcodes.IADD -> Optional.of(a + b);
            case Opcodes.ISUB -> Optional.of(a - b);
            case Opcodes.IMUL -> Optional.of(a * b);
            case Opcodes.ISHL -> Optional.of(a << b);
            case Opcodes.ISHR -> Optional.of(a >> b);
            case Opcodes.IUSHR -> Optional.of(a >>> b);
            case Opcodes.IAND -> Optional.of(a & b);
            case Opcodes.IOR -> Optional.of(a | b);
            case Opcodes.IXOR -> Optional.of(a ^ b);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> foldLongs(int opcode, long a, long b) {
        return switch (opcode) {
            case Opcodes.LADD -> Optional.of(a + b);
            case Opcodes.LSUB -> Optional.of(a - b);
            case Opcodes.LMUL -> Optional.of(a * b);
            case Opcodes.LAND -> Optional.of(a & b);
            case Opcodes.LOR -> Optional.of(a | b);
            case Opcodes.LXOR -> Optional.of(a ^ b);
            case Opcodes.LCMP -> Optional.of(Long.compare(a, b));
            default -> Optional.empty();
        };
    }

    /** Calls a method of Java's numbers whose arguments are all known. */
    Optional<Value> fold(Operation it, List<Value> arguments) {
        Optional<Class<?>> owner = FOLDED.stream()
                .filter(type -> Type.getInternalName(type).equals(it.owner()))
                .findFirst();
        boolean known = arguments.stream().allMatch(Constant.class::isInstance);
        if (owner.isEmpty() || !known || it.opcode() != Opcodes.INVOKESTATIC) {
            return Optional.empty();
        }
        for (Method method : owner.get().getMethods()) {
            if (method.getName().equals(it.name())
                    && Type.getMethodDescriptor(method).equals(it.descriptor())) {
                return call(method, arguments);
            }
        }
        return Optional.empty();
    }

    private static Optional<Value> call(Method method, List<Value> arguments) {
        Object[] numbers =
                arguments.stream().map(value -> ((Constant) value).number()).toArray();
        boolean matching = Arrays.stream(method.getParameterTypes())
                .allMatch(
                        type -> type == int.class || type == long.class || type == float.class || type == double.class);
        try {
            return matching ? Optional.of(new Constant(number(method.invoke(null, numbers)))) : Optional.empty();
        } catch (ReflectiveOperationException failure) {
            return Optional.empty();
        }
    }

    // Conditions

    static boolean isConditional(int opcode) {
        return (opcode >= Opcodes.IFEQ && opcode <= Opcodes.IF_ACMPNE)
                || opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL;
    }

    static int conditionOperands(int opcode) {
        return opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE ? 2 : 1;
    }

    /** Returns whether a jump is taken, if that is known. */
    Optional<Boolean> holds(int opcode, List<Value> operands) {
        Value first = operands.get(0);
        if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
            return first instanceof Known ? Optional.of(opcode == Opcodes.IFNONNULL) : Optional.empty();
        }
        boolean integers = operands.stream()
                .allMatch(value -> value instanceof Constant constant && constant.number() instanceof Integer);
        if (!integers) {
            return Optional.empty();
        }
        int a = (Integer) ((Constant) first).number();
        int b = operands.size() == 2 ? (Integer) ((Constant) operands.get(1)).number() : 0;
        int comparison = Integer.compare(a, b);
        return switch (opcode) {
            case Opcodes.IFEQ, Opcodes.IF_ICMPEQ -> Optional.of(comparison == 0);
            case Opcodes.IFNE, Opcodes.IF_ICMPNE -> Optional.of(comparison != 0);
            case Opcodes.IFLT, Opcodes.IF_ICMPLT -> Optional.of(comparison < 0);
            case Opcodes.IFGE, Opcodes.IF_ICMPGE -> Optional.of(comparison >= 0);
            case Opcodes.IFGT, Opcodes.IF_ICMPGT -> Optional.of(comparison > 0);
            case Opcodes.IFLE, Opcodes.IF_ICMPLE -> Optional.of(comparison <= 0);
            default -> Optional.empty();
        };
    }
}
