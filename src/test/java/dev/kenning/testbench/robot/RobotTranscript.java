package dev.kenning.testbench.robot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code renode-golden/robot.txt}, which a Python program recorded: its literals are Python's. */
record RobotTranscript(List<String> keywords, List<Exchange> exchanges) {

    /** One request and the struct that came back. */
    record Exchange(String keyword, List<RpcValue> arguments, RpcValue.Struct answer) {

        String text(String member) {
            return ((RpcValue.Text) answer.member(member).orElseThrow()).value();
        }
    }

    static RobotTranscript read() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/renode-golden/robot.txt"));
        String first = lines.get(0);
        List<String> keywords = new Literal(first.substring(first.indexOf('[')))
                .values().stream().map(value -> ((RpcValue.Text) value).value()).toList();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 1; i + 1 < lines.size(); i += 2) {
            String request = lines.get(i).substring("> ".length());
            int space = request.indexOf(' ');
            exchanges.add(new Exchange(
                    request.substring(0, space), new Literal(request.substring(space + 1)).values(), (RpcValue.Struct)
                            new Literal(lines.get(i + 1).strip()).value()));
        }
        return new RobotTranscript(keywords, exchanges);
    }

    /** A cursor on a Python literal: strings, numbers, tuples, lists, dictionaries. */
    private static final class Literal {

        private final String text;
        private int at;

        Literal(String text) {
            this.text = text;
        }

        RpcValue value() {
            char first = peek();
            return switch (first) {
                case '\'', '"' -> new RpcValue.Text(string());
                case '[' -> new RpcValue.Array(values());
                case '{' -> struct();
                default -> number();
            };
        }

        /** The elements of a list or a tuple. */
        List<RpcValue> values() {
            char close = next() == '[' ? ']' : ')';
            List<RpcValue> values = new ArrayList<>();
            while (peek() != close) {
                values.add(value());
                skip(',');
            }
            at++;
            return values;
        }

        private RpcValue struct() {
            Map<String, RpcValue> members = new LinkedHashMap<>();
            next();
            while (peek() != '}') {
                String name = string();
                skip(':');
                members.put(name, value());
                skip(',');
            }
            at++;
            return new RpcValue.Struct(members);
        }

        private String string() {
            char quote = next();
            StringBuilder string = new StringBuilder();
            for (char c = text.charAt(at++); c != quote; c = text.charAt(at++)) {
                if (c == '\\') {
                    char escaped = text.charAt(at++);
                    c = escaped == 'n' ? '\n' : escaped;
                }
                string.append(c);
            }
            return string.toString();
        }

        private RpcValue number() {
            int start = at;
            while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String number = text.substring(start, at);
            return number.contains(".")
                    ? new RpcValue.Real(Double.parseDouble(number))
                    : new RpcValue.Int(Integer.parseInt(number));
        }

        private char peek() {
            while (text.charAt(at) == ' ') {
                at++;
            }
            return text.charAt(at);
        }

        private char next() {
            char c = peek();
            at++;
            return c;
        }

        private void skip(char separator) {
            if (peek() == separator) {
                at++;
            }
        }
    }
}
