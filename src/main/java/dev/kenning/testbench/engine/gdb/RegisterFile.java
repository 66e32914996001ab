package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.Core;
import dev.kenning.testbench.emulator.arm.CortexM;
import dev.kenning.testbench.emulator.riscv.RiscV;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registers of a core, numbered as they stand in its description. */
final class RegisterFile {

    private final String architecture;
    private final List<Feature> features;
    private final List<Register> registers;

    RegisterFile(String architecture, List<Feature> features) {
        this.architecture = architecture;
        this.features = features;
        registers = features.stream()
                .flatMap(feature -> feature.registers().stream())
                .toList();
    }

    static RegisterFile of(Core core) {
        if (core instanceof CortexM arm) {
            return ArmRegisters.of(arm);
        }
        if (core instanceof RiscV riscV) {
            return RiscVRegisters.of(riscV);
        }
        throw new IllegalArgumentException("GDB knows no registers of a " + core.cpuType());
    }

    String architecture() {
        return architecture;
    }

    int count() {
        return registers.size();
    }

    /** Returns these registers in the places that they have in another file, where some may be absent. */
    RegisterFile arrangedAs(RegisterFile layout) {
        Map<String, Register> own = registers.stream().collect(Collectors.toMap(Register::name, Function.identity()));
        List<Feature> arranged = layout.features.stream()
                .map(feature -> feature.with(feature.registers().stream()
                        .map(place -> own.getOrDefault(place.name(), place.absent()))
                        .toList()))
                .toList();
        return new RegisterFile(architecture, arranged);
    }

    /** Returns those that are read and written together. */
    List<Register> general() {
        return features.stream()
                .filter(Feature::general)
                .flatMap(feature -> feature.registers().stream())
                .toList();
    }

    Register get(int number) {
        if (number >= registers.size()) {
            throw BadRequest.malformed();
        }
        return registers.get(number);
    }

    /** Returns the description that GDB reads as {@code target.xml}. */
    String description() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n")
                .append("<target version=\"1.0\">\n<architecture>")
                .append(architecture)
                .append("</architecture>\n");
        int number = 0;
        for (Feature feature : features) {
            xml.append("<feature name=\"")
                    .append(feature.name())
                    .append("\">\n")
                    .append(feature.types());
            for (Register register : feature.registers()) {
                xml.append(String.format(
                        Locale.ROOT,
                        "<reg name=\"%s\" bitsize=\"%d\" type=\"%s\" regnum=\"%d\"%s/>%n",
                        register.name(),
                        register.bits(),
                        register.type(),
                        number++,
                        feature.general() ? "" : " save-restore=\"no\""));
            }
            xml.append("</feature>\n");
        }
        return xml.append("</target>\n").toString();
    }
}
