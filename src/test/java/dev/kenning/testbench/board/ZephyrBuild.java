package dev.kenning.testbench.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Makes the folder of a Zephyr build, as west leaves it, from files of this project. */
public final class ZephyrBuild {

    private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

    private final Path folder;

    private ZephyrBuild(Path folder) {
        this.folder = folder;
    }

    /** Makes a whole build of the app for stm32f746g_disco. */
    public static ZephyrBuild disco(Path folder) {
        return empty(folder)
                .file("zephyr/zephyr.elf", Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf"))
                .file("zephyr/zephyr.dts", Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts"))
                .text("zephyr/.config", """
                    # Automatically generated file; DO NOT EDIT.
                    CONFIG_BOARD="stm32f746g_disco"
                    # CONFIG_SMP is not set
                    CONFIG_CORTEX_M_SYSTICK=y
                    CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC=216000000
                    """)
                .text("CMakeCache.txt", """
                    # This is the CMakeCache file.
                    //Application Binary Directory
                    APPLICATION_BINARY_DIR:PATH=/home/developer/app/build
                    //Selected board
                    BOARD:STRING=stm32f746g_disco
                    CMAKE_PROJECT_NAME:STATIC=app
                    "a: quoted key":INTERNAL=x=y
                    """);
    }

    /** Writes a scenario that runs this build with the model of gestures, and returns its file. */
    public Path scenario(String board) {
        String text = """
            platform:
              type: ZephyrPlatform
              parameters:
                name: %s
                zephyr_build_path: %s
            dataset:
              type: SamplesDataset
              parameters:
                samples_path: %s
            optimizers:
            - type: TFLiteCompiler
              parameters:
                compiled_model_path: %s
            """.formatted(
                        board,
                        folder.toAbsolutePath(),
                        Path.of("models/gestures-samples.json").toAbsolutePath(),
                        Path.of("models/gestures.tflite").toAbsolutePath());
        text("scenario.yml", text);
        return folder.resolve("scenario.yml");
    }

    /** Makes an empty folder. */
    public static ZephyrBuild empty(Path folder) {
        return new ZephyrBuild(folder);
    }

    /** Returns another folder, relative to this one. */
    public ZephyrBuild inside(String name) {
        return new ZephyrBuild(folder.resolve(name).normalize());
    }

    public Path folder() {
        return folder;
    }

    public ZephyrBuild text(String name, String text) {
        return change(name, path -> Files.writeString(path, text));
    }

    public ZephyrBuild file(String name, Path original) {
        return change(name, path -> Files.write(path, Files.readAllBytes(original)));
    }

    /** Replaces a text in a file. */
    public ZephyrBuild edit(String name, String old, String replacement) {
        return change(name, path -> {
            String text = Files.readString(path);
            if (!text.contains(old)) {
                throw new IllegalArgumentException(name + " does not contain " + old);
            }
            Files.writeString(path, text.replace(old, replacement));
        });
    }

    public ZephyrBuild without(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the time of a file, in minutes after that of the others. */
    public ZephyrBuild aged(String name, int minutes) {
        try {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(BUILT.plusSeconds(60L * minutes)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ZephyrBuild change(String name, Change change) {
        try {
            Path path = folder.resolve(name);
            Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
            change.make(path);
            return aged(name, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make(Path path) throws IOException;
    }
}
