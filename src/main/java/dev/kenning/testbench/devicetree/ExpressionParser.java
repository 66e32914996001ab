package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.regex.Pattern;

/** Reads numbers and the expressions of C in parentheses, which devicetrees compute in unsigned 64 bits. */
final class ExpressionParser {

    private static final Pattern WORD = Pattern.compile("([A-Za-z0-9_]+)");
    private static final Pattern LITERAL = Pattern.compile("(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:U|L|UL|LL|ULL)?");
    private static final Pattern SUFFIX = Pattern.compile("[UL]+$");
    private static final Pattern SIGN = Pattern.compile("([-~!])");
    private static final int DEEPEST = 100;

    /** The binary operators, a longer symbol before its beginning; precedence as in C. */
    private static final List<Operator> OPERATORS = List.of(
            new Operator("||", 1, (a, b) -> a != 0 || b != 0 ? 1 : 0),
            new Operator("&&", 2, (a, b) -> a != 0 && b != 0 ? 1 : 0),
            new Operator("==", 6, (a, b) -> a == b ? 1 : 0),
            new Operator("!=", 6, (a, b) -> a != b ? 1 : 0),
            new Operator("<<", 8, (a, b) -> Long.compareUnsigned(b, Long.SIZE) < 0 ? a << b : 0),
            new Operator(">>", 8, (a, b) -> Long.compareUnsigned(b, Long.SIZE) < 0 ? a >>> b : 0),
            new Operator("<=", 7, (a, b) -> Long.compareUnsigned(a, b) <= 0 ? 1 : 0),
            new Operator(">=", 7, (a, b) -> Long.compareUnsigned(a, b) >= 0 ? 1 : 0),
            new Operator("<", 7, (a, b) -> Long.compareUnsigned(a, b) < 0 ? 1 : 0),
            new Operator(">", 7, (a, b) -> Long.compareUnsigned(a, b) > 0 ? 1 : 0),
            new Operator("|", 3, (a, b) -> a | b),
            new Operator("^", 4, (a, b) -> a ^ b),
            new Operator("&", 5, (a, b) -> a & b),
            new Operator("+", 9, (a, b) -> a + b),
            new Operator("-", 9, (a, b) -> a - b),
            new Operator("*", 10, (a, b) -> a * b),
            new Operator("/", 10, Long::divideUnsigned),
            new Operator("%", 10, Long::remainderUnsigned));

    private final Scanner scanner;
    private int depth;

    private record Operator(String symbol, int precedence, LongBinaryOperator meaning) {

        boolean divides() {
            return symbol.equals("/") || symbol.equals("%");
        }
    }

    ExpressionParser(Scanner scanner) {
        this.scanner = scanner;
    }

    /** Takes a literal or an expression in parentheses. */
    long primary() {
        if (scanner.accept("(")) {
            long value = ternary();
            scanner.expect(")", "after the expression");
            return value;
        }
        if (scanner.at("'")) {
            return character();
        }
        if (scanner.at("-") || scanner.at("~") || scanner.at("!")) {
            throw scanner.expected("a number (an expression needs parentheses, as in (-1))");
        }
        return literal();
    }

    private long ternary() {
        if (++depth > DEEPEST) {
            throw new DevicetreeException(
                    scanner.position(), "this expression is nested deeper than " + DEEPEST + " levels");
        }
        long value = binary(1);
        if (scanner.accept("?")) {
            long ifTrue = ternary();
            scanner.expect(":", "between the branches of '?'");
            long ifFalse = ternary();
            value = value != 0 ? ifTrue : ifFalse;
        }
        depth--;
        return value;
    }

    private long binary(int lowest) {
        long left = unary();
        Optional<Operator> next = operator(lowest);
        while (next.isPresent()) {
            Operator operator = next.get();
            Place position = scanner.position();
            scanner.accept(operator.symbol());
            long right = binary(operator.precedence() + 1);
            if (operator.divides() && right == 0) {
                throw new DevicetreeException(position, "division by zero");
            }
            left = operator.meaning().applyAsLong(left, right);
            next = operator(lowest);
        }
        return left;
    }

    private Optional<Operator> operator(int lowest) {
        return OPERATORS.stream()
                .filter(operator -> scanner.at(operator.symbol()))
                .findFirst()
                .filter(operator -> operator.precedence() >= lowest);
    }

    private long unary() {
        StringBuilder signs = new StringBuilder();
        for (Optional<String> sign = scanner.accept(SIGN); sign.isPresent(); sign = scanner.accept(SIGN)) {
            signs.append(sign.get());
        }
        long value = primary();
        for (int i = signs.length() - 1; i >= 0; i--) {
            value = switch (signs.charAt(i)) {
                case '-' -> -value;
                case '~' -> ~value;
                default -> value == 0 ? 1 : 0;
            };
        }
        return value;
    }

    private long character() {
        Place position = scanner.position();
        Bytes content = scanner.quoted('\'', "character");
        if (content.size() != 1) {
            throw new DevicetreeException(
                    position, "expected one character between the quotes, found " + content.size() + " bytes");
        }
        return content.unsigned(0, 1);
    }

    private long literal() {
        Place position = scanner.position();
        String word = scanner.accept(WORD).orElseThrow(() -> scanner.expected("a number"));
        if (!LITERAL.matcher(word).matches()) {
            throw new DevicetreeException(position, "expected a number, found '" + word + "'");
        }
        String digits = SUFFIX.matcher(word).replaceFirst("");
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
            return Long.parseUnsignedLong(digits, digits.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException e) {
            throw new DevicetreeException(
                    position, "'" + word + "' is not a number of 64 bits (a leading 0 means octal)");
        }
    }
}
