package dev.kenning.testbench.board;

import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.NearestWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Knows every board by its name and aliases. Immutable. */
public final class BoardCatalogue {

    private static final Set<String> KEYS = Set.of(
            "name",
            "display_name",
            "aliases",
            "core",
            "flash_size_kb",
            "ram_size_kb",
            "console",
            "kcomms",
            "protocol",
            "baudrate",
            "platform",
            "firmware",
            "welcome",
            "post_start_commands",
            "remark");

    private static final long PROTOCOL_OF_TODAY = 3;
    private static final Set<Long> PROTOCOLS = Set.of(1L, PROTOCOL_OF_TODAY);

    private final Map<String, Board> byName;

    private BoardCatalogue(Map<String, Board> byName) {
        this.byName = byName;
    }

    /** Returns the boards that come with the project. */
    public static BoardCatalogue builtIn() {
        return of(BuiltInFiles.locate());
    }

    /** Returns the boards of a folder that is laid out as the project is. */
    static BoardCatalogue of(BuiltInFiles files) {
        Map<String, Board> boards = new TreeMap<>();
        try (Stream<Path> entries = Files.list(files.boards())) {
            for (Path file : entries.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                Board board = read(file, files);
                boards.put(board.name(), board);
            }
        } catch (IOException e) {
            throw new BadInputException("cannot read the board catalogue in " + files.boards() + ": " + e, e);
        }
        return new BoardCatalogue(boards);
    }

    /** Returns every board, by name. */
    public List<Board> boards() {
        return List.copyOf(byName.values());
    }

    /**
     * Finds a board by name or alias.
     *
     * @throws BadInputException if there is none, naming the nearest
     */
    public Board board(String name) {
        return find(name)
                .orElseThrow(() -> new BadInputException("unknown board '" + name + "'."
                        + NearestWord.hint(name, names()) + " `testbench boards` lists them."));
    }

    /** Finds a board by name or alias, if there is one. */
    public Optional<Board> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> byName.values().stream()
                        .filter(board -> board.aliases().contains(name))
                        .findFirst());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Board board : byName.values()) {
            names.add(board.name());
            names.addAll(board.aliases());
        }
        return names;
    }

    private static Board read(Path file, BuiltInFiles files) {
        Document.Mapping entry = Document.read(file).asMapping("a board file");
        entry.allowOnly(KEYS, "a board file");
        String console = entry.requireText("console");
        Optional<String> kcomms = entry.text("kcomms");
        return new Board(
                entry.requireText("name"),
                entry.requireText("display_name"),
                entry.texts("aliases"),
                entry.requireText("core"),
                size(entry, "flash_size_kb"),
                size(entry, "ram_size_kb"),
                console,
                kcomms.orElse(console),
                kcomms.isPresent(),
                protocol(entry),
                Math.toIntExact(entry.integer("baudrate").orElse(115_200L)),
                files.renode().resolve(entry.requireText("platform")),
                entry.text("firmware").map(files.firmware()::resolve),
                entry.requireText("welcome"),
                entry.texts("post_start_commands"),
                entry.text("remark"));
    }

    private static int protocol(Document.Mapping entry) {
        long generation = entry.integer("protocol").orElse(PROTOCOL_OF_TODAY);
        if (!PROTOCOLS.contains(generation)) {
            throw new BadInputException(entry.positionOf("protocol")
                    + ": 'protocol' is the generation of the Kenning Protocol, 1 (bare-metal runtimes) or 3 (Kenning"
                    + " Zephyr Runtime), but is " + generation);
        }
        return (int) generation;
    }

    private static int size(Document.Mapping entry, String key) {
        return entry.integer(key)
                .map(Math::toIntExact)
                .orElseThrow(() -> new BadInputException(entry.position() + ": the key '" + key + "' is missing"));
    }
}
