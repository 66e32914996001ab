package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.DebugFeature;
import dev.kenning.testbench.emulator.core.DebugRegister;
import dev.kenning.testbench.emulator.core.DebugRegisters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registers of a core, numbered as they stand in its description. */
final class RegisterFile {

    private final String architecture;
    private final List<DebugFeature> features;
    private final List<DebugRegister> registers;

    RegisterFile(String architecture, List<DebugFeature> features) {
        this.architecture = architecture;
        this.features = features;
        registers = features.stream()
                .flatMap(feature -> feature.registers().stream())
                .toList();
    }

    static RegisterFile of(Core core) {
        DebugRegisters registers = core.debugRegisters();
        return new RegisterFile(registers.architecture(), registers.features());
    }

    String architecture() {
        return architecture;
    }

    int count() {
        return registers.size();
    }

    /** Returns these registers in the places that they have in another file, where some may be absent. */
    RegisterFile arrangedAs(RegisterFile layout) {
        Map<String, DebugRegister> own =
                registers.stream().collect(Collectors.toMap(DebugRegister::name, Function.identity()));
        List<DebugFeature> arranged = layout.features.stream()
                .map(feature -> feature.with(feature.registers().stream()
                        .map(place -> own.getOrDefault(place.name(), place.absent()))
                        .toList()))
                .toList();
        return new RegisterFile(architecture, arranged);
    }

    /** Returns those that are read and written together. */
    List<DebugRegister> general() {
        return features.stream()
                .filter(DebugFeature::general)
                .flatMap(feature -> feature.registers().stream())
                .toList();
    }

    DebugRegister get(int number) {
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
        for (DebugFeature feature : features) {
            xml.append("<feature name=\"")
                    .append(feature.name())
                    .append("\">\n")
                    .append(feature.types());
            for (DebugRegister register : feature.registers()) {
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
