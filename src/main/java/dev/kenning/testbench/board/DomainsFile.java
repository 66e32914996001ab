package dev.kenning.testbench.board;

import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code domains.yaml}, in which Zephyr's sysbuild lists the images of a build.
 *
 * <p>Source: Zephyr's {@code scripts/west_commands/domains.py}.
 */
final class DomainsFile {

    static final String NAME = "domains.yaml";

    private DomainsFile() {}

    /**
     * Returns the folder of the default image, or the folder itself if it has one image only.
     *
     * @throws BadInputException if the file is malformed or its default image is not there
     */
    static Path defaultImage(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return folder;
        }
        Document.Mapping root = Document.read(file).asMapping(NAME);
        String image = root.requireText("default");
        List<Document.Mapping> images = root.list("domains").stream()
                .map(domain -> domain.asMapping("a domain"))
                .toList();
        Document.Mapping chosen = images.stream()
                .filter(domain -> domain.requireText("name").equals(image))
                .findFirst()
                .orElseThrow(() -> new BadInputException(root.positionOf("default") + ": the default image '" + image
                        + "' is none of the domains; name the folder of the image to run"));
        // A build that was moved or copied still lists where it was made.
        Path inside = folder.resolve(image);
        return Files.isDirectory(inside) ? inside : Path.of(chosen.requireText("build_dir"));
    }
}
