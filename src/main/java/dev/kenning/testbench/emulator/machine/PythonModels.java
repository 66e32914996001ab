package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.peripheral.Nrf52Nvmc;
import dev.kenning.testbench.emulator.peripheral.PatternDevice;
import dev.kenning.testbench.emulator.peripheral.SpringbokControlBlock;
import dev.kenning.testbench.emulator.peripheral.Stm32Flash;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The devices that scripts describe ({@code Python.PythonPeripheral}). */
final class PythonModels {

    /** Makes the device that a Python file describes. */
    @FunctionalInterface
    private interface KnownFile {
        Peripheral in(PlatformBuilder builder, Component component);
    }

    private static final Path UPSTREAM_SCRIPTS = Path.of("scripts", "pydev");
    private static final Path FLASH_SCRIPTS = Path.of("flash");

    /** This project's own file, which needs what it stands for in Java. */
    private static final String CONTROL_BLOCK = "control_block.py";

    private static final long STM32_FLASH = 0x0800_0000;

    private static final Map<String, KnownFile> PYTHON_FILES = Map.of(
            "flipflop.py",
            (builder, component) -> PatternDevice.flipFlop(),
            "rolling-bit.py",
            (builder, component) -> PatternDevice.rollingBit(),
            "repeater.py",
            (builder, component) -> PatternDevice.repeater(),
            CONTROL_BLOCK,
            PythonModels::controlBlock,
            "stm32f7_flash.py",
            (builder, component) -> new Stm32Flash(
                    builder.surroundings(component),
                    Stm32Flash.Sectors.STM32F7,
                    builder.machine().bus(),
                    () -> STM32_FLASH),
            "nrf52_nvmc.py",
            (builder, component) -> new Nrf52Nvmc(
                    builder.surroundings(component), builder.machine().bus()));

    private static final Pattern CONSTANT_SCRIPT =
            Pattern.compile("\\n*request\\.value\\s*=\\s*(0x[0-9A-Fa-f]+|\\d+)\\s*");

    private PythonModels() {}

    /**
     * Makes the device that a script describes: in Java where the script is one of those that come with Renode or with this
     * project, else by calling the script.
     *
     * @throws dev.kenning.testbench.platform.PlatformException if it is no Python, or its file is not there
     */
    static Peripheral device(PlatformBuilder builder, Component component, Arguments arguments) {
        if (arguments.has("script") == arguments.has("filename")) {
            // Renode's reason ends in a line end of its own, and stands at the type.
            throw PlatformError.CONSTRUCTION.at(
                    component.typePosition(),
                    "Exception was thrown during construction of '" + component.name()
                            + "':\nParameters `script` and `filename` cannot be both set or both unset.\n");
        }
        String script = arguments.text("script").orElse("");
        Matcher constant = CONSTANT_SCRIPT.matcher(script);
        if (constant.matches()) {
            return PatternDevice.constant(Long.decode(constant.group(1)).intValue());
        }
        String file = arguments.text("filename").orElse("");
        String baseName = file.isEmpty() ? "" : String.valueOf(Path.of(file).getFileName());
        KnownFile known =
                PYTHON_FILES.get(file.isEmpty() ? OwnScripts.nameOf(script).orElse("") : baseName);
        if (known != null && (file.isEmpty() || !isOwn(component, file))) {
            return known.in(builder, component);
        }
        String parameter = file.isEmpty() ? "script" : "filename";
        try {
            return new PythonDevice(
                    builder.machine(),
                    component.name(),
                    file.isEmpty() ? script : Scripts.read(scriptFile(component, file)),
                    arguments.integer("size"),
                    arguments.flag("initable"));
        } catch (MachineException e) {
            throw PlatformError.CONSTRUCTION.across(
                    arguments.position(parameter),
                    "Exception was thrown during construction of '" + component.name() + "':\n" + e.getMessage());
        }
    }

    /** A user's file may have the name of one of Renode's or of this project's, and is another then. */
    private static boolean isOwn(Component component, String file) {
        Path path = scriptFile(component, file);
        Path absolute = path.toAbsolutePath();
        boolean known = Stream.of(UPSTREAM_SCRIPTS, FLASH_SCRIPTS)
                .anyMatch(folder -> absolute.endsWith(folder.resolve(path.getFileName())));
        return Files.exists(path) && !known && !path.endsWith(CONTROL_BLOCK);
    }

    /** A path is looked for from the working directory, then from the folder of the description. */
    private static Path scriptFile(Component component, String file) {
        Path direct = Path.of(file.replaceFirst("^@", ""));
        String description = component.position().source().name();
        Path beside = description.isEmpty() ? direct : Path.of(description).resolveSibling(direct);
        return Files.exists(direct) ? direct : beside;
    }

    private static Peripheral controlBlock(PlatformBuilder builder, Component component) {
        Machine machine = builder.machine();
        return machine.part(Springbok.CORE)
                .map(Part::object)
                .filter(Core.class::isInstance)
                .map(core -> new SpringbokControlBlock(builder.surroundings(component), (Core) core, machine.bus()))
                .orElseThrow(() -> PlatformError.CONSTRUCTION.across(
                        component.position(),
                        "'" + component.name() + "' controls a core named '" + Springbok.CORE
                                + "', which is not there yet."));
    }
}
