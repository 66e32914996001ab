package dev.kenning.testbench.report;

import java.io.IOException;
import java.nio.file.Path;

/** Takes the picture of the README of a report; {@code bench/readme-picture.sh} makes the report first. */
final class ReadmePicture {

    private ReadmePicture() {}

    /** Shows the report that the first argument names, and writes the picture that the second one does. */
    public static void main(String[] arguments) throws IOException {
        try (Browser browser = Browser.start()) {
            browser.open(Path.of(arguments[0]), "light", 1180);
            byte[] picture = browser.window(Path.of(arguments[1]));
            System.out.println(arguments[1] + ": " + picture.length + " bytes");
        }
    }
}
