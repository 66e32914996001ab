package dev.kenning.testbench.campaign;

/** What became of an inference that was disturbed. */
public enum Outcome {
    MASKED("masked", "the output is the same, byte for byte"),
    WRONG_OUTPUT("wrong output", "the output is another, but the same class wins; or the reply makes no sense"),
    WRONG_CLASS("wrong class", "another class wins, and nothing tells"),
    DETECTED("detected", "the firmware answers that it failed"),
    CRASH("crash", "the firmware faulted"),
    HANG("hang", "no answer in ten times the time of an undisturbed one");

    private final String text;
    private final String meaning;

    Outcome(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** Returns how it is written. */
    public String text() {
        return text;
    }

    /** Returns when it is this one. */
    public String meaning() {
        return meaning;
    }
}
