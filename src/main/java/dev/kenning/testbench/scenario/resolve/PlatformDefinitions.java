package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.scenario.file.ClassTable;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioClass;
import dev.kenning.testbench.scenario.file.ScenarioClass.Parameter;
import dev.kenning.testbench.scenario.file.ScenarioClass.Use;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.scenario.file.ValueType;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.uart.AmbiguousPortException;
import dev.kenning.testbench.uart.SerialDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what Kenning's {@code platforms.yml} files say of one platform; of several files the later ones count more.
 *
 * <p>They fill only what the scenario leaves open. Files that a scenario names count more than the catalogue of boards; Kenning's
 * own, which is there by chance if it is in a cache, counts less, and names no files.
 *
 * @param entries what is said, by key
 * @param chosen whether the scenario names the files
 */
record PlatformDefinitions(Map<String, Document> entries, boolean chosen) {

    private static final String OWN = "kenning:///platforms/platforms.yml";
    private static final String KEY = "platforms_definitions";

    private static final String LOG_PORT = "uart_log_port_wildcard";

    /** What is called otherwise than the parameter that it fills. */
    private static final Map<String, String> WILDCARDS =
            Map.of("uart_port_wildcard", "uart_port", LOG_PORT, "uart_log_port");

    /** Reads the files that a platform asks for. */
    static PlatformDefinitions of(Block platform, FileFinder files, List<Finding> findings) {
        boolean chosen = !platform.parameters().list(KEY).isEmpty();
        List<Path> definitions = new ArrayList<>();
        if (chosen) {
            definitions.addAll(files.listed(platform.parameters(), KEY, "the definitions of platforms"));
        } else {
            files.located(OWN).ifPresent(definitions::add);
        }
        Map<String, Document> entries = new LinkedHashMap<>();
        Optional<String> name = platform.parameters().text("name");
        for (Path file : definitions) {
            try {
                Document.Mapping all = Document.read(file).asMapping("a file of platform definitions");
                name.flatMap(all::mapping).ifPresent(entry -> entries.putAll(entry.entries()));
            } catch (BadInputException e) {
                findings.add(Finding.error(String.valueOf(e.getMessage())));
            }
        }
        return new PlatformDefinitions(entries, chosen);
    }

    /** Returns a platform with what it leaves open and a definition says. */
    Block fill(Block platform, FileFinder files, List<Finding> findings) {
        Map<String, Parameter> parameters = ClassTable.find("platform", platform.type())
                .map(ScenarioClass::parameters)
                .orElse(Map.of());
        Block filled = platform;
        for (Map.Entry<String, Document> entry : entries.entrySet()) {
            Parameter written = parameters.get(WILDCARDS.getOrDefault(entry.getKey(), entry.getKey()));
            if (written == null || entry.getValue() instanceof Document.Null) {
                continue;
            }
            Parameter parameter = written.use() instanceof Use.Renamed today
                    ? parameters.getOrDefault(today.name(), written)
                    : written;
            if (platform.parameters().keys().containsKey(parameter.name()) || !platform.lacks(parameter.name())) {
                continue;
            }
            Optional<Document> value = value(entry.getKey(), entry.getValue(), parameter, files, findings);
            if (value.isPresent()) {
                filled = filled.with(parameter.name(), value.get());
            }
        }
        return filled;
    }

    private Optional<Document> value(
            String key, Document given, Parameter parameter, FileFinder files, List<Finding> findings) {
        Optional<Document> value = parameter.type().read(given);
        if (value.isEmpty()) {
            findings.add(Finding.error(given.position() + ": '" + key + "' must be "
                    + parameter.type().description() + ", is " + given.kind()));
            return Optional.empty();
        }
        if (WILDCARDS.containsKey(key)) {
            return value.filter(pattern -> !key.equals(LOG_PORT) || isConnected(pattern));
        }
        return namesFiles(parameter) ? value.filter(named -> chosen && allThere(key, named, files, findings)) : value;
    }

    /** A console that is not connected is done without; what is said of the other port is said when it is opened. */
    private static boolean isConnected(Document pattern) {
        try {
            return !SerialDevices.ofMachine()
                    .find(((Document.Scalar) pattern).text())
                    .isEmpty();
        } catch (AmbiguousPortException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean namesFiles(Parameter parameter) {
        return parameter.type().description().contains("a path");
    }

    /** What is not on this machine is left to the catalogue of boards. */
    private static boolean allThere(String key, Document named, FileFinder files, List<Finding> findings) {
        List<Document> items = named instanceof Document.Sequence sequence ? sequence.items() : List.of(named);
        for (Document item : items) {
            try {
                files.locate(((Document.Scalar) item).text());
            } catch (BadInputException e) {
                findings.add(Finding.note(
                        item.position() + ": " + key + ": not used here, because " + e.getMessage() + "."));
                return false;
            }
        }
        return true;
    }

    /** Returns a board with the memory that a definition says it has. */
    Board fill(Board board, List<Finding> findings) {
        return board.withMemory(
                kilobytes("flash_size_kb", board.flashKilobytes(), findings),
                kilobytes("ram_size_kb", board.ramKilobytes(), findings));
    }

    private int kilobytes(String key, int known, List<Finding> findings) {
        Document given = entries.get(key);
        if (given == null || given instanceof Document.Null || (known > 0 && !chosen)) {
            return known;
        }
        ValueType size = ValueType.parse("integer >=0 <=2097151");
        Optional<Document> value = size.read(given);
        if (value.isEmpty()) {
            findings.add(Finding.error(
                    given.position() + ": '" + key + "' must be " + size.description() + ", is " + given.kind()));
        }
        return value.map(number -> Integer.parseInt(((Document.Scalar) number).text()))
                .orElse(known);
    }
}
