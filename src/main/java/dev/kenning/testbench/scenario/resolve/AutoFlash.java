package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.flash.CommandFlasher;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds how Kenning's {@code auto_flash} flashes a board that is not simulated: by {@code openocd_path}, with the
 * {@code openocd_flash_cmd} that {@code platforms.yml} has for it.
 */
final class AutoFlash {

    private static final String KEY = "auto_flash";
    private static final String COMMANDS = "openocd_flash_cmd";

    private AutoFlash() {}

    static boolean isAskedFor(Document.Mapping platform) {
        return platform.bool(KEY).orElse(false);
    }

    static Optional<Flasher> of(ResolvedPlatform platform, List<Finding> findings) {
        Document.Mapping parameters = platform.block().parameters();
        if (!isAskedFor(parameters)) {
            return Optional.empty();
        }
        if (PlatformParameters.isSimulated(platform.block())) {
            findings.add(Finding.note(
                    parameters.positionOf(KEY) + ": auto_flash: not used here, because the board is simulated."));
            return Optional.empty();
        }
        Document given = platform.definitions().entries().get(COMMANDS);
        List<String> commands = given == null ? List.of() : texts(given, findings);
        if (commands.isEmpty()) {
            String message = parameters.positionOf(KEY) + ": auto_flash: no " + COMMANDS + " is defined for "
                    + parameters.text("name").orElse("the board")
                    + ": give platforms_definitions a file that has it, or flash otherwise (run --flash)";
            findings.add(Finding.warning(message + "."));
            return Optional.of(new Undefined(message));
        }
        return Optional.of(
                CommandFlasher.openOcd(parameters.text("openocd_path").orElse("openocd"), commands));
    }

    private static List<String> texts(Document given, List<Finding> findings) {
        List<Document> items = given instanceof Document.Sequence sequence ? sequence.items() : List.of(given);
        for (Document item : items) {
            if (!(item instanceof Document.Scalar)) {
                findings.add(Finding.error(item.position() + ": '" + COMMANDS
                        + "' must be a command of OpenOCD or a list of them, is " + given.kind()));
                return List.of();
            }
        }
        return items.stream().map(item -> ((Document.Scalar) item).text()).toList();
    }

    /** Fails when it comes to flashing, unless somebody has said another way by then. */
    private record Undefined(String message) implements Flasher {

        @Override
        public Outcome flash(Path image, Consumer<String> progress) {
            throw new BadInputException(message);
        }

        @Override
        public String toString() {
            return "OpenOCD";
        }
    }
}
