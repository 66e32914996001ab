package dev.kenning.testbench.board;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with a bare-metal program and what simulates its board, or the checkout of Kenning's bare-metal runtime in
 * which both are built.
 *
 * @param folder as it was named, for messages
 * @param files every file that may belong to it
 */
record BareMetalFolder(Path folder, List<Path> files) {

    private static final String PROGRAM = "iree_runtime";
    private static final String BUILT = "build/build-riscv/iree-runtime";
    private static final String SIMULATION = "sim/config";

    /** The classes that Renode compiles are in the checkout of the core's own project. */
    private static final List<String> BELOW_SIMULATION = List.of("", "platforms", "infrastructure");

    private static final int HEADER = 18;
    private static final int MAGIC = 0x7F454C46;
    private static final int TYPE = 16;
    private static final short EXECUTABLE = 2;

    /** Finds what is in a folder, or in the checkout that it is part of; nothing if there is no such file. */
    static Optional<BareMetalFolder> find(Path named) {
        Path folder = named.normalize();
        BareMetalFolder plain = new BareMetalFolder(folder, list(folder));
        if (!plain.scripts().isEmpty() || !plain.platforms().isEmpty()) {
            return Optional.of(plain);
        }
        return Stream.iterate(folder.toAbsolutePath(), above -> above != null, Path::getParent)
                .limit(Path.of(BUILT).getNameCount() + 1L)
                .filter(root -> Files.isDirectory(root.resolve(SIMULATION)))
                .findFirst()
                .map(root -> ofCheckout(folder, root))
                .or(() -> Optional.of(plain).filter(found -> !found.programs().isEmpty()));
    }

    private static BareMetalFolder ofCheckout(Path named, Path root) {
        Stream<Path> checkouts = Stream.concat(
                Stream.of(root), folders(root).flatMap(below -> Stream.concat(Stream.of(below), folders(below))));
        Stream<Path> places = checkouts.flatMap(checkout -> BELOW_SIMULATION.stream()
                .map(name -> checkout.resolve(SIMULATION).resolve(name)));
        return new BareMetalFolder(
                named,
                Stream.concat(Stream.of(root.resolve(BUILT)), places)
                        .flatMap(place -> list(place).stream())
                        .toList());
    }

    /** Returns the programs; that of the runtime alone if it is one of several. */
    List<Path> programs() {
        List<Path> programs = files.stream().filter(BareMetalFolder::isProgram).toList();
        List<Path> runtime = programs.stream()
                .filter(file -> file.getFileName().toString().equals(PROGRAM))
                .toList();
        return runtime.size() == 1 ? runtime : programs;
    }

    List<Path> scripts() {
        return ending(".resc");
    }

    List<Path> platforms() {
        return ending(".repl");
    }

    private List<Path> ending(String ending) {
        return files.stream()
                .filter(file -> file.getFileName().toString().endsWith(ending))
                .toList();
    }

    private static boolean isProgram(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(HEADER));
            return header.remaining() == HEADER
                    && header.getInt(0) == MAGIC
                    && header.order(ByteOrder.LITTLE_ENDIAN).getShort(TYPE) == EXECUTABLE;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> list(Path folder) {
        return entries(folder).filter(Files::isRegularFile).toList();
    }

    private static Stream<Path> folders(Path folder) {
        return entries(folder).filter(Files::isDirectory);
    }

    private static Stream<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList().stream();
        } catch (IOException e) {
            throw new BadInputException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
