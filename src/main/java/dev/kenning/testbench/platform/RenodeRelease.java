package dev.kenning.testbench.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The releases of Renode whose models, parameters and commands this project knows, the older first. */
public enum RenodeRelease {
    /** The one whose language the embedded engine speaks. */
    V1_15("1.15"),
    V1_16("1.16");

    private final String number;

    RenodeRelease(String number) {
        this.number = number;
    }

    /** Returns the release of a version number such as {@code 1.15}, if it is one of these. */
    public static Optional<RenodeRelease> of(String number) {
        return Arrays.stream(values())
                .filter(release -> release.number.equals(number))
                .findFirst();
    }

    /** Returns the numbers of all of them. */
    public static List<String> numbers() {
        return Arrays.stream(values()).map(RenodeRelease::toString).toList();
    }

    /** Returns major and minor number, such as {@code 1.15}. */
    @Override
    public String toString() {
        return number;
    }
}
