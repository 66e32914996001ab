package dev.kenning.testbench.emulator.core.riscv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * Copies a loop class around one element operation.
 *
 * <p>One class with a loop and a call would serve every instruction, but HotSpot would compile it once, with an indirect
 * call for each element. A copy, loaded as a hidden class, has its operation and widths as constants and a profile of its
 * own, so that it compiles to what a loop written by hand would.
 */
final class LoopCopy {

    private LoopCopy() {}

    /** Returns an instance of a new copy of a class, whose {@link #constants} are those given. */
    static VectorOperation of(Class<? extends VectorOperation> loop, Object constants) {
        try (InputStream in = loop.getResourceAsStream(resource(loop))) {
            byte[] bytes = Objects.requireNonNull(in, loop.getName()).readAllBytes();
            return MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, constants, true)
                    .lookupClass()
                    .asSubclass(VectorOperation.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot copy " + loop, e);
        }
    }

    private static String resource(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1) + ".class";
    }

    /** Returns what a copy was made with; called by the class initializer of the copy. */
    static <T> T constants(MethodHandles.Lookup copy, Class<T> type) {
        try {
            T constants = MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, type);
            return Objects.requireNonNull(constants, "this class is used through copies");
        } catch (IllegalAccessException e) {
            throw new LinkageError("no constants for " + copy, e);
        }
    }

    /** Returns the static method with a name such as {@code VectorArithmetic.add} and a type. */
    static MethodHandle method(String name, MethodType type) {
        try {
            int dot = name.indexOf('.');
            Class<?> owner = Class.forName(LoopCopy.class.getPackageName() + "." + name.substring(0, dot));
            return MethodHandles.lookup().findStatic(owner, name.substring(dot + 1), type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no semantic method " + name + type, e);
        }
    }
}
