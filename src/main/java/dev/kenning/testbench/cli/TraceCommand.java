package dev.kenning.testbench.cli;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.model.ModelFormatException;
import dev.kenning.testbench.model.TfliteFile;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.trace.Trace;
import dev.kenning.testbench.trace.TraceEventFormat;
import dev.kenning.testbench.trace.TraceFinding;
import dev.kenning.testbench.trace.TraceMetadata;
import dev.kenning.testbench.trace.TraceSpan;
import dev.kenning.testbench.trace.TsdlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes a capture of Zephelin's traces. */
@Command(
        name = "trace",
        description =
                "Decode a trace of Zephelin (CTF) into Trace Event Format, for Perfetto and the Zephelin Trace Viewer.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 done; 1 done, but the capture has faults, which are told; 2 bad input or usage."})
final class TraceCommand implements Callable<Integer> {

    private static final int FINDINGS_TOLD = 20;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Console console;

    @Parameters(paramLabel = "FILE.ctf", description = "Capture: of TRACE_DATA messages, a RAM buffer or a UART.")
    private Path capture = Path.of("");

    @Option(names = "--elf", paramLabel = "zephyr.elf", description = "Firmware, for the names of addresses.")
    private @Nullable Path elf;

    @Option(names = "--model", paramLabel = "M.tflite", description = "Model, for operators, shapes and MACs.")
    private @Nullable Path model;

    @Option(
            names = "--metadata",
            paramLabel = "TSDL",
            description =
                    "Metadata of the firmware (Zephyr's and Zephelin's); may be given several times. Without it the"
                            + " layout is recognised.")
    private List<Path> metadata = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: beside the capture, as .trace.json).")
    private @Nullable Path output;

    TraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Optional<TfliteFile> network = Optional.ofNullable(model).map(TraceCommand::network);
        SortedMap<Long, String> symbols = new TreeMap<>();
        if (elf != null) {
            symbols.putAll(symbols(elf));
        }
        List<Trace> traces = traces(readable(capture));
        int status = ExitStatus.DONE;
        for (int i = 0; i < traces.size(); i++) {
            Trace trace = traces.get(i);
            TraceEventFormat format = new TraceEventFormat(trace).with(symbols);
            network.ifPresent(format::with);
            Path target = numbered(target(), i);
            Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
            Files.writeString(target, format.toJson());
            describe(trace);
            console.err().println("wrote " + target);
            status = trace.findings().isEmpty() ? status : ExitStatus.EXPECTATIONS_MISSED;
        }
        return status;
    }

    private List<Trace> traces(Path file) throws IOException {
        if (metadata.isEmpty()) {
            return Trace.read(file);
        }
        try {
            metadata.forEach(TraceCommand::readable);
            return Trace.decode(Files.readAllBytes(file), TraceMetadata.read(metadata));
        } catch (TsdlException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadInputException(
                    "cannot read " + file + ": " + (Files.isDirectory(file) ? "it is a folder" : "no such file"));
        }
        return file;
    }

    private static TfliteFile network(Path file) {
        try {
            return TfliteFile.read(readable(file));
        } catch (ModelFormatException | IOException e) {
            throw new BadInputException("--model: " + e.getMessage(), e);
        }
    }

    private static SortedMap<Long, String> symbols(Path file) {
        ElfFile program = ElfFile.read(readable(file));
        SortedMap<Long, String> symbols = new TreeMap<>();
        for (String name : program.symbols().names()) {
            program.symbols().named(name).ifPresent(symbol -> symbols.putIfAbsent(symbol.address(), name));
        }
        return symbols;
    }

    private Path target() {
        if (output != null) {
            return output;
        }
        String name = String.valueOf(capture.getFileName()).replaceFirst("\\.ctf$", "");
        return capture.resolveSibling(name + ".trace.json");
    }

    /** The first trace has the name itself, the others a number, as Zephelin's converter has them. */
    private static Path numbered(Path file, int number) {
        if (number == 0) {
            return file;
        }
        String name = String.valueOf(file.getFileName());
        int end = name.endsWith(".trace.json") ? name.length() - ".trace.json".length() : name.length();
        return file.resolveSibling(name.substring(0, end) + "_" + (number - 1) + name.substring(end));
    }

    private void describe(Trace trace) {
        console.out()
                .println(trace.events().size() + " events in the layout " + trace.layout() + ", "
                        + trace.inferences().size() + " inferences");
        TextTable table = new TextTable(">#", "OPERATOR", ">TIME");
        List<TraceSpan> operators = trace.inferences().isEmpty()
                ? List.of()
                : trace.operatorsOf(trace.inferences().get(0));
        for (TraceSpan operator : operators) {
            table.add(
                    String.valueOf(operator.enter().number("op_idx").orElse(0)),
                    operator.enter().text("tag").orElse(""),
                    String.format(Locale.ROOT, "%.6f ms", operator.duration().toNanos() / NANOS_PER_MILLISECOND));
        }
        if (!operators.isEmpty()) {
            table.lines().forEach(console.out()::println);
        }
        List<TraceFinding> findings = trace.findings();
        findings.stream().limit(FINDINGS_TOLD).forEach(finding -> console.err().println("testbench: " + finding));
        if (findings.size() > FINDINGS_TOLD) {
            console.err().println("testbench: and " + (findings.size() - FINDINGS_TOLD) + " more findings");
        }
    }
}
