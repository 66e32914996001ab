package dev.kenning.testbench.board.west;

/**
 * A file that a build leaves.
 *
 * @param source where in the build folder
 * @param target where in the output folder
 * @param required whether there is no build without it; a board may make no hexadecimal file
 */
record Artefact(String source, String target, boolean required) {

    /** Returns a file that has the same place in both folders. */
    static Artefact required(String file) {
        return new Artefact(file, file, true);
    }
}
