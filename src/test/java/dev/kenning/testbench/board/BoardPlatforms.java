package dev.kenning.testbench.board;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Overlay;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Makes the platforms in {@code renode/} that are what the generator makes of a board's devicetree and overlay.
 *
 * <p>Its arguments are the boards, with {@code /} as {@code _}.
 */
final class BoardPlatforms {

    private static final String MADE = ": made by BoardPlatforms (CONTRIBUTING.md tells how) from\n// ";

    private BoardPlatforms() {}

    public static void main(String[] boards) throws IOException {
        for (String board : boards) {
            Files.writeString(file(board), platform(board));
        }
    }

    static Path file(String board) {
        return Path.of("renode", board + ".repl");
    }

    static boolean isMade(Path platform) throws IOException {
        return Files.readString(platform).contains(MADE);
    }

    /** Returns the board as a program sees it that was built with the runtime's overlay, if there is one. */
    static Devicetree devicetree(String board) {
        Devicetree tree = Devicetree.read(devicetreeFile(board));
        return Files.isRegularFile(overlayFile(board)) ? tree.with(Overlay.read(overlayFile(board))) : tree;
    }

    static Path devicetreeFile(String board) {
        return Path.of("src/test/resources/devicetrees", board + ".dts");
    }

    static Path overlayFile(String board) {
        return Path.of("overlays", board + ".overlay");
    }

    static String platform(String board) {
        String repl = PlatformGenerator.generate(devicetree(board), OptionalLong.empty())
                .repl();
        String title = repl.substring("// ".length(), repl.indexOf(", made from"));
        String sources =
                devicetreeFile(board) + (Files.isRegularFile(overlayFile(board)) ? " and " + overlayFile(board) : "");
        return "// " + title + MADE + sources + ".\n// Devices without a model are tags, whose reads give 0.\n"
                + repl.substring(repl.indexOf("\n\n") + 1);
    }
}
