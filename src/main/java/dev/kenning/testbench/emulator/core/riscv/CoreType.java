package dev.kenning.testbench.emulator.core.riscv;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a core can do, as Renode's {@code cpuType} says it: {@code rv32imac_zicsr_zifencei}.
 *
 * @param name the text itself
 * @param extensions in the order of the text
 */
record CoreType(String name, Xlen xlen, Set<Extension> extensions) {

    /** Extensions with long names that need nothing beyond what every core here has. */
    private static final List<String> ADDITIONAL = List.of("zicsr", "zifencei");

    CoreType {
        extensions = Collections.unmodifiableSet(new LinkedHashSet<>(extensions));
    }

    /**
     * Reads a {@code cpuType}.
     *
     * @throws IllegalArgumentException if there is no core of that type; the text says what is wrong with it
     */
    static CoreType of(String name, boolean wanted64) {
        String text = name.toLowerCase(Locale.ROOT);
        String prefix = wanted64 ? "rv64" : "rv32";
        if (!text.startsWith(prefix)) {
            throw refused(name, "it must begin with \"" + prefix + "\"");
        }
        String[] parts = text.substring(prefix.length()).split("_", -1);
        String letters = parts[0].replace("g", "imafd");
        Set<Extension> extensions = new LinkedHashSet<>();
        letters.chars().forEach(letter -> extensions.add(extension(name, (char) letter)));
        if (!extensions.contains(Extension.I)) {
            throw refused(name, "the base \"i\" is missing");
        }
        if (extensions.contains(Extension.D) && !extensions.contains(Extension.F)) {
            throw refused(name, "\"d\" needs \"f\"");
        }
        for (int i = 1; i < parts.length; i++) {
            if (!ADDITIONAL.contains(parts[i])) {
                throw refused(
                        name,
                        "it knows no extension \"" + parts[i] + "\", of those with long names only "
                                + String.join(" and ", ADDITIONAL));
            }
        }
        return new CoreType(name, wanted64 ? Xlen.RV64 : Xlen.RV32, extensions);
    }

    private static Extension extension(String name, char letter) {
        for (Extension extension : Extension.values()) {
            if (Character.toLowerCase(extension.letter()) == letter) {
                return extension;
            }
        }
        throw refused(
                name,
                "it knows no extension \"" + letter + "\", only "
                        + EnumSet.allOf(Extension.class).stream()
                                .map(extension -> extension.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    private static IllegalArgumentException refused(String name, String reason) {
        return new IllegalArgumentException("the embedded engine has no RISC-V core of cpuType \"" + name + "\": "
                + reason + "; run this board on Renode if its core has more");
    }

    boolean is64() {
        return xlen == Xlen.RV64;
    }

    boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    /** Returns whether a core of this type has the instruction of a row. */
    boolean has(Instruction row) {
        return has(row.extension()) && row.xlen().includes(xlen) && (row.isWide() || has(Extension.C));
    }

    /** Returns {@code misa}: width, extensions, and user mode. */
    long misa() {
        long result = (is64() ? 2L << 62 : 1L << 30) | 1 << ('U' - 'A');
        for (Extension extension : extensions) {
            result |= extension.bit();
        }
        return result;
    }
}
