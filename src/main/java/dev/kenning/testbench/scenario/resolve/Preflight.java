package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.ProgramFit;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.RuntimeSupport;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.TensorSpec;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for whatever would stop or falsify a run on a simulated board, without starting anything.
 *
 * <p>Every check runs, so that one report has all findings.
 */
public final class Preflight {

    private static final int KILOBYTE = 1024;
    private static final int VECTORS = 8;

    private final Resolution resolution;
    private final boolean simulates;
    private final List<Finding> findings;

    private Preflight(Resolution resolution, boolean simulates) {
        this.resolution = resolution;
        this.simulates = simulates;
        findings = new ArrayList<>(resolution.findings());
    }

    /** Returns what was found for a run as the scenario asks for it: of itself first, then in the order of the checks. */
    public static List<Finding> of(Resolution resolution) {
        return of(resolution, resolution.simulated());
    }

    /** Returns what was found for a run on an engine that simulates the board, or on a board that runs already. */
    public static List<Finding> of(Resolution resolution, boolean simulates) {
        Preflight preflight = new Preflight(resolution, simulates);
        preflight.check();
        return List.copyOf(preflight.findings);
    }

    /** Checks every part that is there, whatever else is absent. */
    private void check() {
        resolution.board().ifPresent(board -> {
            Optional<ElfFile> program = simulates ? checkSimulation(board) : Optional.empty();
            resolution.model().ifPresent(model -> checkModel(model, board, program));
        });
        Optional<ElfFile> loader = simulates ? resolution.firmware().flatMap(Preflight::readable) : Optional.empty();
        resolution.runtime().ifPresent(runtime -> checkExtension(runtime, loader));
        checkSamples();
    }

    /** Returns the program that the board runs, if it can be read. */
    private Optional<ElfFile> checkSimulation(Board board) {
        Optional<PlatformFacts> platform = platform(board.platform());
        Optional<ElfFile> program = resolution.firmware().flatMap(this::program);
        platform.ifPresent(facts -> {
            checkUarts(board, facts);
            resolution
                    .model()
                    .ifPresent(model ->
                            findings.addAll(new ModelFit(facts, model, resolution.lastOptimizer()).findings()));
        });
        program.ifPresent(elf -> {
            platform.ifPresent(facts -> {
                if (fitsArchitecture(elf, facts)) {
                    checkMemory(elf, facts);
                }
            });
            checkProtocol(elf, resolution.opening(board));
            checkRuntime(elf);
        });
        return program;
    }

    private Optional<PlatformFacts> platform(Path file) {
        try {
            return PlatformFacts.read(file, resolution.dependencies());
        } catch (PlatformException e) {
            String message = "the platform " + file + " cannot be used: " + e.getMessage();
            findings.add(
                    e.error() == PlatformError.USING_NOT_FOUND
                            ? Finding.warning(message + "\nRenode may have this file; it cannot be checked here.")
                            : Finding.error(message));
        } catch (MonitorException e) {
            findings.add(Finding.error("the script " + file + " cannot be used: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            findings.add(Finding.error("the platform " + file + " cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private Optional<ElfFile> program(Path file) {
        try {
            return Optional.of(ElfFile.read(file));
        } catch (ElfException e) {
            findings.add(Finding.error(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Optional<ElfFile> readable(Path file) {
        try {
            return Optional.of(ElfFile.read(file));
        } catch (ElfException e) {
            return Optional.empty();
        }
    }

    private void checkUarts(Board board, PlatformFacts platform) {
        checkUart(board, platform, "the protocol", board.kcomms());
        if (!board.sharesConsole() && !board.printsIntoLog()) {
            checkUart(board, platform, "the console", board.console());
        }
    }

    private void checkUart(Board board, PlatformFacts platform, String what, String name) {
        if (!platform.has(name)) {
            findings.add(Finding.error(what + " is on '" + name + "', which the platform "
                    + board.platform() + " does not have." + NearestWord.hint(name, platform.uarts())
                    + " Its UARTs: " + String.join(", ", platform.uarts())));
        }
    }

    private boolean fitsArchitecture(ElfFile program, PlatformFacts platform) {
        List<String> problems = new ArrayList<>();
        for (Component core : platform.cores()) {
            String name = core.name()
                    + PlatformFacts.cpuType(core).map(type -> " (" + type + ")").orElse("");
            platform.architecture(core).ifPresent(architecture -> {
                try {
                    program.requireMachine(architecture.machine(), architecture.wide(), name);
                } catch (ElfException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            });
        }
        boolean fits = problems.isEmpty() || problems.size() < platform.cores().size();
        if (!fits) {
            findings.add(Finding.error(problems.get(0)));
        }
        return fits;
    }

    private void checkMemory(ElfFile program, PlatformFacts platform) {
        List<SystemBus.Mapping> memories = platform.memories();
        ProgramFit.problems(program, memories).forEach(problem -> findings.add(Finding.error(problem)));
        if (platform.hasCortexM() && program.machine() == ElfFile.ARM) {
            checkVectors(program, memories);
        } else if (segment(program, program.entry()).isEmpty()) {
            findings.add(Finding.error(String.format(
                    Locale.ROOT,
                    "Firmware %s starts at 0x%X, where it has no code.",
                    program.name(),
                    program.entry())));
        }
    }

    /** A Cortex-M core takes its stack pointer and its first instruction from the first two words of the program. */
    private void checkVectors(ElfFile program, List<SystemBus.Mapping> memories) {
        long table = program.lowestSectionAddress();
        Optional<ByteBuffer> vectors = segment(program, table)
                .map(segment -> ByteBuffer.wrap(segment.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position((int) (table - segment.physicalAddress())))
                .filter(bytes -> bytes.remaining() >= VECTORS);
        if (vectors.isEmpty()) {
            findings.add(Finding.error(
                    String.format(Locale.ROOT, "Firmware %s has no vector table at 0x%08X.", program.name(), table)));
            return;
        }
        long stack = Integer.toUnsignedLong(vectors.get().getInt());
        long reset = Integer.toUnsignedLong(vectors.get().getInt());
        if (stack % Integer.BYTES != 0 || !ProgramFit.isMemory(memories, stack - Integer.BYTES, Integer.BYTES)) {
            findings.add(Finding.error(String.format(
                    Locale.ROOT,
                    "The vector table of firmware %s at 0x%08X starts with the stack pointer 0x%08X, below which there"
                            + " is no memory.",
                    program.name(),
                    table,
                    stack)));
        }
        if ((reset & 1) == 0 || segment(program, reset - 1).isEmpty()) {
            findings.add(Finding.error(String.format(
                    Locale.ROOT,
                    "The vector table of firmware %s at 0x%08X names the reset handler 0x%08X, where it has no Thumb"
                            + " code.",
                    program.name(),
                    table,
                    reset)));
        }
    }

    private static Optional<ElfFile.Segment> segment(ElfFile program, long address) {
        return program.segments().stream()
                .filter(segment -> covers(segment.physicalAddress(), segment, address)
                        || covers(segment.virtualAddress(), segment, address))
                .findFirst();
    }

    private static boolean covers(long start, ElfFile.Segment segment, long address) {
        return address >= start && address - start < segment.bytes().length;
    }

    private void checkProtocol(ElfFile program, SessionOpening opening) {
        if (opening.generation() == Generation.ONE && FirmwareSymbols.isZephyr(program)) {
            findings.add(
                    Finding.error("Firmware " + program.name() + " is a Zephyr program, which speaks generation 2 or 3"
                            + " of the Kenning Protocol, but the scenario asks for"
                            + " generation 1, that of bare-metal runtimes: use"
                            + " ZephyrPlatform."));
        }
        opening.welcome()
                .filter(welcome -> !contains(program, welcome))
                .ifPresent(welcome -> findings.add(Finding.warning("Firmware " + program.name()
                        + " does not contain the text \"" + welcome
                        + "\", which the run waits for on the console; set runtime_init_log_msg.")));
    }

    /** Firmware that has a runtime takes another for nothing or crashes; firmware that has none crashes on a model. */
    private void checkRuntime(ElfFile program) {
        Optional<Path> runtime = resolution.runtime();
        RuntimeSupport support = FirmwareSymbols.runtime(program);
        if (runtime.isPresent() && support == RuntimeSupport.BUILT_IN) {
            findings.add(Finding.error("Firmware " + program.name() + " cannot load the runtime " + runtime.get()
                    + ": it has its own built in. Build it with llext.conf, or leave llext_binary_path out."));
        }
        if (runtime.isEmpty() && support == RuntimeSupport.LOADABLE) {
            findings.add(Finding.error("Firmware " + program.name() + " has no runtime of its own, so it cannot take a"
                    + " model before it has loaded one: name it in llext_binary_path."));
        }
    }

    private void checkExtension(Path runtime, Optional<ElfFile> program) {
        try {
            Optional<EmbeddedElf> machine = EmbeddedElf.of(Files.readAllBytes(runtime));
            Optional<EmbeddedElf> wanted = program.map(elf -> new EmbeddedElf(elf.machine(), elf.is64()));
            if (machine.isEmpty()) {
                findings.add(Finding.error("The runtime " + runtime + " is no ELF file, as a loadable extension is."));
            } else if (wanted.isPresent() && !wanted.equals(machine)) {
                findings.add(Finding.error("The runtime " + runtime + " is for " + machine.get()
                        + ", but the firmware that is to load it is for " + wanted.get() + "."));
            }
        } catch (IOException e) {
            String reason = Files.isDirectory(runtime) ? "it is a folder" : String.valueOf(e.getMessage());
            findings.add(Finding.error("The runtime " + runtime + " cannot be read: " + reason + "."));
        }
    }

    private static boolean contains(ElfFile program, String text) {
        return program.segments().stream()
                .anyMatch(segment -> new String(segment.bytes(), StandardCharsets.ISO_8859_1).contains(text));
    }

    private void checkModel(CompiledModel compiled, Board board, Optional<ElfFile> program) {
        try {
            Model model = compiled.read();
            long ram = (long) board.ramKilobytes() * KILOBYTE;
            if (ram > 0 && model.size() > ram) {
                findings.add(Finding.error("The model " + compiled + " has " + model.size() + " bytes, but "
                        + board.name() + " has " + ram + " bytes of RAM."));
            }
            long tensors = model.ioSpec().inputBytes() + model.ioSpec().outputBytes();
            if (ram > 0 && tensors > ram) {
                findings.add(Finding.error("Inputs and outputs of the model " + compiled + " have " + tensors
                        + " bytes, but " + board.name() + " has " + ram + " bytes of RAM."));
            }
            checkTypes(model, compiled);
            checkIoSpec(model, compiled, resolution.opening(board).generation());
            // What is larger than the board's memory has been told as that.
            program.filter(elf -> compiled.sent() && (ram == 0 || model.size() <= ram))
                    .ifPresent(elf -> checkInterpreter(model, compiled, elf));
        } catch (BadInputException | IllegalArgumentException e) {
            findings.add(Finding.error(String.valueOf(e.getMessage())));
        }
    }

    private void checkInterpreter(Model model, CompiledModel compiled, ElfFile program) {
        ReferenceRuntime.in(program)
                .map(runtime -> runtime.problems(model.bytes()))
                .orElse(List.of())
                .forEach(problem -> findings.add(Finding.error(
                        "Firmware " + program.name() + " does not take the model " + compiled + ": " + problem + ".")));
    }

    /** TFLite models have the types that their compiler was told. */
    private void checkTypes(Model model, CompiledModel compiled) {
        Document.Mapping optimizer = resolution
                .lastOptimizer()
                .map(ScenarioFile.Block::parameters)
                .orElseGet(() -> new Document.Mapping(new Place("", 1, 1), Map.of(), Map.of()));
        checkType(
                optimizer,
                "inference_input_type",
                "the input of " + compiled,
                model.ioSpec().inputs());
        checkType(
                optimizer,
                "inference_output_type",
                "the output of " + compiled,
                model.ioSpec().outputs());
    }

    private void checkType(Document.Mapping optimizer, String key, String what, List<TensorSpec> tensors) {
        optimizer
                .text(key)
                .ifPresent(type -> tensors.stream()
                        .filter(tensor -> !tensor.type().toString().equals(type))
                        .findFirst()
                        .ifPresent(tensor ->
                                findings.add(Finding.warning(optimizer.positionOf(key) + ": " + key + " is " + type
                                        + ", but " + what + " is " + tensor.type() + " by its IO specification."))));
    }

    private void checkIoSpec(Model model, CompiledModel compiled, Generation generation) {
        if (generation == Generation.ONE) {
            model.ioSpec().toBareMetalStruct();
        } else {
            model.ioSpec()
                    .toStruct()
                    .problems()
                    .forEach(problem ->
                            findings.add(Finding.error("The IO specification of " + compiled + ": " + problem)));
        }
    }

    private void checkSamples() {
        try {
            resolution.scenario().ifPresent(Workload::of);
        } catch (BadInputException e) {
            if (findings.stream().noneMatch(finding -> finding.message().equals(e.getMessage()))) {
                findings.add(Finding.error(String.valueOf(e.getMessage())));
            }
        }
    }
}
