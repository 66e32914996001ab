package dev.kenning.testbench.emulator.bus;

import java.util.List;

/**
 * An enumeration of Renode's, as the monitor reads and prints it.
 *
 * @param name of the type
 * @param members by the numbers that they have
 * @param note what the monitor says after the members; may be empty
 */
public record Enumeration(String name, List<String> members, String note) {

    /** Copies the members. */
    public Enumeration {
        members = List.copyOf(members);
    }

    /** Makes an enumeration without a note. */
    public static Enumeration of(String name, String... members) {
        return new Enumeration(name, List.of(members), "");
    }

    /**
     * Returns the member of a name, or of its number.
     *
     * @throws IllegalArgumentException if there is none; the text lists those there are, as Renode's
     */
    public String member(Object nameOrNumber) {
        String given = nameOrNumber.toString();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).equals(given) || Integer.toString(i).equals(given)) {
                return members.get(i);
            }
        }
        throw new IllegalArgumentException("Enum value " + given + " is not defined for " + name
                + "!\n\nPossible values are:\n" + String.join("\n", members) + "\n\n" + note.replace("\t", ""));
    }

    /** Returns what the monitor prints of a property: its value, and those there are. */
    public String print(String member) {
        return member + "\n\n\n\nPossible values are:\n\t" + String.join("\n\t", members) + "\n\n" + note;
    }
}
