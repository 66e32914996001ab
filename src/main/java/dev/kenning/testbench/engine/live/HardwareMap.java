package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.live.MappedBoard.HostScript;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The boards that are connected to a machine: Twister's {@code map.yml}, as it is. Immutable. */
public final class HardwareMap {

    private static final Set<String> KEYS = Set.of(
            "available",
            "baud",
            "connected",
            "fixtures",
            "flash_before",
            "flash_timeout",
            "flash_with_test",
            "hooks",
            "id",
            "notes",
            "platform",
            "post_flash_script",
            "post_script",
            "pre_script",
            "probe_id",
            "product",
            "runner",
            "runner_params",
            "script_param",
            "serial",
            "serial_baud",
            "serial_pty",
            "west_flash_cmd");

    private static final Set<String> HOOK_KEYS = Set.of("type", "script", "args", "timeout");

    private static final String KCOMMS = "kcomms:";
    private static final long SCRIPT_SECONDS = 60;

    private final Path file;
    private final List<MappedBoard> boards;

    private HardwareMap(Path file, List<MappedBoard> boards) {
        this.file = file;
        this.boards = boards;
    }

    /**
     * Reads a map.
     *
     * @throws BadInputException if it is malformed, naming file, line and key
     */
    public static HardwareMap read(Path file) {
        Document document = Document.read(file);
        if (!(document instanceof Document.Sequence entries)) {
            throw new BadInputException(
                    document.position() + ": a hardware map is a list of boards, this is " + document.kind());
        }
        return new HardwareMap(
                file,
                entries.items().stream()
                        .map(entry -> board(entry.asMapping("a board of a hardware map")))
                        .toList());
    }

    private static MappedBoard board(Document.Mapping entry) {
        entry.allowOnly(KEYS, "a board of a hardware map");
        boolean connected = entry.bool("connected")
                .orElseThrow(() -> new BadInputException(entry.position() + ": the key 'connected' is missing"));
        Optional<String> serial = entry.text("serial").filter(port -> connected);
        if (connected && serial.isEmpty() && entry.get("serial_pty").isPresent()) {
            throw new BadInputException(entry.positionOf("serial_pty")
                    + ": 'serial_pty' names a program that makes a terminal, which is not supported: start it, and name"
                    + " its terminal in 'serial'");
        }
        return new MappedBoard(
                entry.position(),
                entry.requireText("id"),
                platforms(entry),
                entry.text("product").orElse(""),
                entry.text("runner").orElse(""),
                entry.texts("runner_params"),
                entry.text("probe_id"),
                serial,
                baudRate(entry),
                entry.texts("fixtures").stream()
                        .filter(fixture -> fixture.startsWith(KCOMMS))
                        .map(fixture -> fixture.substring(KCOMMS.length()))
                        .findFirst(),
                scripts(entry, "pre", "pre_script", "pre_script_arg", "pre_script_timeout"),
                scripts(entry, "post_flash", "post_flash_script", "post_flash_script_arg", "post_flash_timeout"),
                scripts(entry, "post", "post_script", "post_script_arg", "post_script_timeout"));
    }

    /** One that can be several boards names them in a list, or with spaces between. */
    private static List<String> platforms(Document.Mapping entry) {
        return entry.get("platform").filter(Document.Sequence.class::isInstance).isPresent()
                ? entry.texts("platform")
                : Arrays.asList(entry.requireText("platform").strip().split("\\s+"));
    }

    private static OptionalInt baudRate(Document.Mapping entry) {
        for (String key : List.of("serial_baud", "baud")) {
            Optional<Long> rate = entry.integer(key);
            if (rate.isPresent()) {
                if (rate.get() <= 0 || rate.get() > Integer.MAX_VALUE) {
                    throw new BadInputException(
                            entry.positionOf(key) + ": '" + key + "' must be > 0, is " + rate.get());
                }
                return OptionalInt.of(rate.get().intValue());
            }
        }
        return OptionalInt.empty();
    }

    private static List<HostScript> scripts(
            Document.Mapping entry, String type, String script, String arguments, String timeout) {
        List<HostScript> scripts = new ArrayList<>();
        Optional<Document.Mapping> parameters = entry.mapping("script_param");
        entry.text(script)
                .map(path -> script(
                        path,
                        parameters.map(given -> given.texts(arguments)).orElse(List.of()),
                        parameters.flatMap(given -> given.integer(timeout))))
                .ifPresent(scripts::add);
        for (Document hook : entry.list("hooks")) {
            Document.Mapping given = hook.asMapping("a hook of a hardware map");
            given.allowOnly(HOOK_KEYS, "a hook of a hardware map");
            if (given.requireText("type").equals(type)) {
                scripts.add(script(given.requireText("script"), given.texts("args"), given.integer("timeout")));
            }
        }
        return List.copyOf(scripts);
    }

    private static HostScript script(String path, List<String> arguments, Optional<Long> seconds) {
        return new HostScript(
                Stream.concat(Stream.of(path), arguments.stream()).toList(),
                Math.toIntExact(seconds.orElse(SCRIPT_SECONDS)));
    }

    /** Returns the boards in the order of the file, also those that are not connected. */
    public List<MappedBoard> boards() {
        return boards;
    }

    /**
     * Returns the connected board that is meant.
     *
     * @param id its id, where there are several
     * @throws BadInputException if there is none, or several
     */
    MappedBoard require(Board board, Optional<String> id) {
        List<MappedBoard> fitting = boards.stream()
                .filter(MappedBoard::isConnected)
                .filter(each -> each.platforms().stream()
                        .anyMatch(name ->
                                name.equals(board.name()) || board.aliases().contains(name)))
                .filter(each -> id.isEmpty() || id.get().equals(each.id()))
                .toList();
        if (fitting.isEmpty()) {
            throw new BadInputException(file + " has no connected board " + board.name()
                    + id.map(number -> " with the id " + number).orElse("") + "; it has " + describe());
        }
        if (fitting.size() > 1) {
            throw new BadInputException(file + " has " + fitting.size() + " connected boards " + board.name() + ": "
                    + fitting.stream()
                            .map(each -> each.id() + " on " + each.serial().orElse(""))
                            .collect(Collectors.joining(", "))
                    + "; say which one by its id (--board-id, testbench.hardware.id)");
        }
        return fitting.get(0);
    }

    private String describe() {
        List<MappedBoard> connected =
                boards.stream().filter(MappedBoard::isConnected).toList();
        return connected.isEmpty()
                ? "none that is connected"
                : connected.stream().map(MappedBoard::toString).collect(Collectors.joining(", "));
    }
}
