package dev.kenning.testbench.board;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the files that come with the project: in its checkout when the {@code testbench} command runs, else in the jar.
 *
 * @param boards board descriptions
 * @param renode platform descriptions and scripts
 * @param firmware prebuilt firmware
 */
public record BuiltInFiles(Path boards, Path renode, Path firmware) {

    /** Returns where the files are. */
    public static BuiltInFiles locate() {
        String home = System.getProperty("testbench.home", "");
        if (!home.isEmpty()) {
            Path root = Path.of(home);
            return new BuiltInFiles(root.resolve("boards"), root.resolve("renode"), root.resolve("firmware/prebuilt"));
        }
        Path root = resources();
        return new BuiltInFiles(root.resolve("boards"), root.resolve("renode"), root.resolve("firmware/prebuilt"));
    }

    private static Path resources() {
        URL marker = BuiltInFiles.class.getClassLoader().getResource("testbench/boards");
        if (marker == null) {
            throw new IllegalStateException("the jar of Kenning Testbench lacks its folder testbench/boards");
        }
        try {
            URI uri = marker.toURI();
            if ("jar".equals(uri.getScheme())) {
                return fileSystem(uri).getPath("/testbench");
            }
            Path boards = Path.of(uri);
            return boards.resolveSibling("");
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot open " + marker, e);
        }
    }

    private static FileSystem fileSystem(URI jar) throws IOException {
        try {
            return FileSystems.newFileSystem(jar, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(jar);
        }
    }
}
