package dev.kenning.testbench.emulator.core.translate;

import java.util.IdentityHashMap;
import org.objectweb.asm.Opcodes;

/** What translated code may use: it stands in the package of the core's state, as a nestmate of its class. */
final class Visibility {

    private static final String EXECUTION = "dev/kenning/testbench/emulator/core/Execution";

    private final ClassFiles classes;
    private final Machine machine;
    private final IdentityHashMap<MethodBody, Boolean> usingHidden = new IdentityHashMap<>();

    Visibility(ClassFiles classes, Machine machine) {
        this.classes = classes;
        this.machine = machine;
    }

    /** Returns whether a member of a class may be used. */
    boolean isVisible(String owner, int access) {
        if ((access & Opcodes.ACC_PRIVATE) != 0) {
            return owner.equals(machine.stateClass());
        }
        boolean samePackage = owner.startsWith(machine.folder())
                && owner.indexOf('/', machine.folder().length()) < 0;
        boolean inherited = owner.equals(EXECUTION) && (access & Opcodes.ACC_PROTECTED) != 0;
        return samePackage
                || inherited
                || ((access & Opcodes.ACC_PUBLIC) != 0
                        && classes.find(owner).map(ClassFile::isPublic).orElse(true));
    }

    /** Throws {@link Untranslatable} unless a member of a class may be used. */
    void require(String owner, int access) {
        if (!isVisible(owner, access)) {
            throw new Untranslatable("a member of " + owner + " is private");
        }
    }

    /** Returns whether a method uses a field that translated code may not use, and therefore cannot be inlined. */
    boolean usesHidden(MethodBody body) {
        return usingHidden.computeIfAbsent(
                body, method -> method.code().stream().anyMatch(this::isHiddenField));
    }

    private boolean isHiddenField(Operation it) {
        boolean isField =
                it.opcode() == Opcodes.GETFIELD || it.opcode() == Opcodes.PUTFIELD || it.opcode() == Opcodes.GETSTATIC;
        return isField
                && !classes.declarer(it.owner(), it.name())
                        .filter(declarer -> isVisible(declarer, classes.access(declarer, it.name())))
                        .isPresent();
    }
}
