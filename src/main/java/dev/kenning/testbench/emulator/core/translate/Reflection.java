package dev.kenning.testbench.emulator.core.translate;

import java.lang.reflect.Field;

/** Reads what objects of the emulator hold. */
final class Reflection {

    private Reflection() {}

    /** Returns what a field holds, which its class file says is there. */
    static Object read(Object object, String declarer, String field) {
        try {
            Field found = Class.forName(declarer.replace('/', '.'), false, Reflection.class.getClassLoader())
                    .getDeclaredField(field);
            found.setAccessible(true);
            Object content = found.get(object);
            if (content == null) {
                throw new Untranslatable(field + " is null");
            }
            return content;
        } catch (ReflectiveOperationException failure) {
            throw new Untranslatable("field " + field + " cannot be read: " + failure);
        }
    }
}
