package dev.kenning.testbench.emulator.core.riscv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a core can do, as Renode's {@code cpuType} says it: {@code rv32imac_zicsr_zba}.
 *
 * @param name the text itself
 * @param extensions in the order of the text
 * @param idle the extensions that the text names and that are not simulated; their instructions are illegal
 * @param levels the modes that it has
 */
record CoreType(String name, Xlen xlen, Set<Extension> extensions, List<String> idle, PrivilegeLevels levels) {

    /** Letters that Renode takes and that need nothing beyond what every core here has. */
    private static final String MODES = "SU";

    /** Extensions with long names that need nothing beyond what every core here has. */
    private static final Set<String> COVERED = Set.of("ZICSR", "ZIFENCEI");

    /** Extensions that Renode 1.15.3 has and this engine has not. */
    private static final Set<String> KNOWN = Set.of("SMEPMP");

    /** What the letter B stands for on Renode. */
    private static final List<Extension> BIT_MANIPULATION =
            List.of(Extension.ZBA, Extension.ZBB, Extension.ZBC, Extension.ZBS);

    CoreType {
        extensions = Collections.unmodifiableSet(new LinkedHashSet<>(extensions));
        idle = List.copyOf(idle);
    }

    /**
     * Reads a {@code cpuType}.
     *
     * @throws IllegalArgumentException if there is no core of that type; the text says in Renode's words what is wrong
     */
    static CoreType of(String name, boolean wanted64) {
        String text = name.toUpperCase(Locale.ROOT);
        String prefix = wanted64 ? "RV64" : "RV32";
        if (!text.startsWith(prefix)) {
            throw refused(
                    text.matches("RV\\d\\d.*")
                            ? "Unexpected architecture width: " + text.substring(2, 4)
                            : !text.startsWith("RV")
                                    ? "Architecture string should start with rv, but is: " + name
                                    : "Architecture type should be in the form RV32 or RV64, not " + name);
        }
        String[] parts = text.substring(prefix.length()).split("_", -1);
        Set<Extension> extensions = new LinkedHashSet<>();
        List<String> idle = new ArrayList<>();
        for (char letter : parts[0].replace("G", "IMAFD").toCharArray()) {
            if (letter == 'B') {
                extensions.addAll(BIT_MANIPULATION);
            } else if (MODES.indexOf(letter) < 0) {
                extensions.add(extension(letter));
            }
        }
        for (int i = 1; i < parts.length; i++) {
            readAdditional(parts[i], extensions, idle);
        }
        if (!extensions.contains(Extension.I)) {
            throw refused("The base instruction set I is missing in " + name + ".");
        }
        if (extensions.contains(Extension.D) && !extensions.contains(Extension.F)) {
            throw refused("The instruction set D needs F, which is missing in " + name + ".");
        }
        if (extensions.contains(Extension.ZFH) && !extensions.contains(Extension.F)) {
            throw refused("The instruction set Zfh needs F, which is missing in " + name + ".");
        }
        return new CoreType(
                name, wanted64 ? Xlen.RV64 : Xlen.RV32, extensions, idle, PrivilegeLevels.MACHINE_SUPERVISOR_USER);
    }

    private static void readAdditional(String extension, Set<Extension> extensions, List<String> idle) {
        if (COVERED.contains(extension)) {
            return;
        }
        Optional<Extension> known = Extension.named(extension).filter(it -> it.bit() == 0);
        if (known.isPresent()) {
            extensions.add(known.get());
            return;
        }
        if (!KNOWN.contains(extension) && !extension.startsWith("X")) {
            if (extension.startsWith("Z")) {
                throw refused("Undefined instruction set standard extension: " + extension.substring(1) + ".");
            }
            throw refused(
                    extension.startsWith("S")
                            ? "Undefined supervisor instruction set extension: " + extension + "."
                            : "Undefined instruction set extension: " + extension + ".");
        }
        idle.add(extension.toLowerCase(Locale.ROOT));
    }

    private static Extension extension(char letter) {
        return Extension.named(String.valueOf(letter))
                .orElseThrow(() -> refused("Undefined instruction set: " + letter + "."));
    }

    private static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(reason);
    }

    /** Returns this type with other modes. */
    CoreType with(PrivilegeLevels modes) {
        return new CoreType(name, xlen, extensions, idle, modes);
    }

    boolean is64() {
        return xlen == Xlen.RV64;
    }

    boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    /** Returns whether a core of this type has the instruction of a row. */
    boolean has(Instruction row) {
        boolean fits = row.xlen().includes(xlen) && (row.isWide() || has(Extension.C));
        return has(row.extension()) && fits && (has(Extension.D) || !row.isHalfToDouble());
    }

    /** Returns {@code misa}: width, extensions, and modes. */
    long misa() {
        long result = (is64() ? 2L << 62 : 1L << 30) | levels.misa();
        for (Extension extension : extensions) {
            result |= extension.bit();
        }
        return result;
    }
}
