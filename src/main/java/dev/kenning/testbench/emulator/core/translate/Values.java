package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.translate.Value.Choice;
import dev.kenning.testbench.emulator.core.translate.Value.Constant;
import dev.kenning.testbench.emulator.core.translate.Value.Pending;
import dev.kenning.testbench.emulator.core.translate.Value.Variable;
import java.util.Arrays;
import org.objectweb.asm.Type;

/** What kind of variable of the JVM a value takes: I, J, F, D, or A for a reference. */
final class Values {

    private Values() {}

    static char kind(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z', 'B', 'C', 'S', 'I' -> 'I';
            case 'J', 'F', 'D' -> descriptor.charAt(0);
            default -> 'A';
        };
    }

    static char kind(Value value) {
        if (value instanceof Variable variable) {
            return variable.kind();
        }
        if (value instanceof Pending pending) {
            return pending.kind();
        }
        if (value instanceof Choice choice) {
            return kind(choice.first());
        }
        return value instanceof Constant constant ? kindOf(constant.number()) : 'A';
    }

    private static char kindOf(Object number) {
        if (number instanceof Long) {
            return 'J';
        }
        if (number instanceof Float) {
            return 'F';
        }
        return number instanceof Double ? 'D' : 'I';
    }

    static boolean isWide(Value value) {
        return kind(value) == 'J' || kind(value) == 'D';
    }

    static boolean arePrimitive(Type[] types) {
        return Arrays.stream(types).allMatch(type -> type.getSort() < Type.ARRAY);
    }
}
