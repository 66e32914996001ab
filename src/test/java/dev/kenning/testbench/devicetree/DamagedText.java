package dev.kenning.testbench.devicetree;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Damages devicetree source, the same way for the same random numbers. */
public final class DamagedText {

    private static final Pattern VALUE = Pattern.compile("0x[0-9a-fA-F]+|\\b\\d+\\b|\"[^\"]*\"|&\\w+|\\w+(?=:)");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "0x20",
            "0x3ff",
            "0x400",
            "0xfff",
            "0x20000000",
            "0x7fffffff",
            "0x80000000",
            "0xffffffff");

    private static final String[] PIECES = {
        "{",
        "}",
        ";",
        ":",
        "=",
        ",",
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "&",
        "&{",
        "/",
        "//",
        "/*",
        "*/",
        "\"",
        "'",
        "\\",
        "\\x",
        "#",
        "\n# 5 \"f\"\n",
        "\n#line 999999999\n",
        "#include <a>",
        "/bits/ 8",
        "/delete-node/ ",
        "/delete-property/ ",
        "/omit-if-no-ref/ ",
        "/memreserve/ ",
        "/include/ ",
        "/incbin/",
        "/dts-v1/;",
        "/plugin/;",
        "phandle = <1>;",
        "&uart0",
        "phandle = <&uart0>;",
        "l: ",
        "uart0: ",
        "0x",
        "099",
        "99999999999999999999",
        "-1",
        "~",
        "!",
        "?",
        "<<",
        "/ 0",
        "\0",
        "\t",
        "\r",
        "é",
        "\ud800",
        "#address-cells = <0>;",
        "#size-cells = <2>;",
        "ranges;",
        "a{",
        "((((((((",
        "@",
        "status;"
    };

    private DamagedText() {}

    /** Cuts, repeats and replaces characters, and puts pieces of the language where they do not belong. */
    public static String of(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds && damaged.length() > 0; i++) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end).repeat(1 + random.nextInt(40)));
                case 2 -> damaged.setCharAt(at, (char) (32 + random.nextInt(96)));
                case 3 -> {
                    if (random.nextInt(8) == 0) {
                        damaged.setLength(at);
                    }
                }
                default -> damaged.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return damaged.toString();
    }

    /** Replaces numbers, strings, references and labels by others, so that the source mostly stays readable. */
    public static String withOtherValues(String text, Random random) {
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        List<Integer> wounds = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(wound -> random.nextInt(values.size()))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        StringBuilder damaged = new StringBuilder(text);
        for (int wound : wounds) {
            MatchResult value = values.get(wound);
            boolean number = Character.isDigit(value.group().charAt(0));
            String instead = number && random.nextBoolean()
                    ? NUMBERS.get(random.nextInt(NUMBERS.size()))
                    : values.get(random.nextInt(values.size())).group();
            damaged.replace(value.start(), value.end(), instead);
        }
        return damaged.toString();
    }
}
