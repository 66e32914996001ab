package dev.kenning.testbench.emulator.core.translate;

import java.lang.reflect.Field;
import java.util.Optional;

/** Reads what objects of the emulator hold. */
final class Reflection {

    private Reflection() {}

    /** Returns what a field holds, which its class file says is there. */
    static Object read(Object object, String declarer, String field) {
        return find(object, declarer, field)
                .orElseThrow(() -> new Untranslatable(declarer + "." + field + " is not there, or null"));
    }

    /** Returns what a field of a class holds in an object; empty if that is of another class, or holds null. */
    static Optional<Object> find(Object object, String declarer, String field) {
        try {
            Class<?> type = Class.forName(declarer.replace('/', '.'), false, Reflection.class.getClassLoader());
            if (!type.isInstance(object)) {
                return Optional.empty();
            }
            Field found = type.getDeclaredField(field);
            found.setAccessible(true);
            return Optional.ofNullable(found.get(object));
        } catch (ReflectiveOperationException failure) {
            throw new Untranslatable("field " + field + " cannot be read: " + failure);
        }
    }
}
