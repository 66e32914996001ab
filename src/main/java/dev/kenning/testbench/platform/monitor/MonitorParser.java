package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Parses scripts; a method per kind of token. */
final class MonitorParser {

    private static final String BLOCK_QUOTE = "\"\"\"";

    /** Keeps a hostile text from exhausting the stack. */
    private static final int DEEPEST_NESTING = 64;

    private final MonitorScanner scanner;
    private final int depth;

    MonitorParser(Source source) {
        this(source, 0, source.text().length(), 0);
    }

    private MonitorParser(Source source, int from, int to, int depth) {
        this.scanner = new MonitorScanner(source, from, to);
        this.depth = depth;
    }

    /** Parses what a client sends as one command: line ends outside texts do not end a statement. */
    List<MonitorStatement> command() {
        scanner.takeLineEndsForBlanks();
        return statements();
    }

    List<MonitorStatement> statements() {
        List<MonitorStatement> statements = new ArrayList<>();
        boolean lineStart = true;
        while (true) {
            scanner.skipBlanks();
            if (scanner.atEnd()) {
                return statements;
            }
            if (scanner.accept("\n")) {
                lineStart = true;
            } else if (scanner.peek() == '#' || (lineStart && scanner.peek() == ':')) {
                scanner.skipLine();
            } else if (scanner.accept(";")) {
                lineStart = false;
            } else {
                statements.add(statement());
                lineStart = false;
            }
        }
    }

    private MonitorStatement statement() {
        int start = scanner.offset();
        if (scanner.peek() == '$') {
            return variableStatement(start);
        }
        if (!isWordStart(scanner.peek())) {
            throw scanner.notAToken(start);
        }
        Argument.Word head = word(start, 0);
        if (head.text().equals("macro")) {
            return macro(start);
        }
        if (head.text().equals("runMacro")) {
            return runMacro(start);
        }
        List<Argument> arguments = new ArrayList<>();
        while (!atEndOfStatement() || blockFollows()) {
            arguments.add(argument(0));
        }
        Position position = scanner.from(start);
        String text = scanner.slice(start, scanner.offset()).stripTrailing();
        return new MonitorStatement.Call(head, arguments, text, position);
    }

    private MonitorStatement variableStatement(int start) {
        Argument.Variable variable = variable(start);
        if (variable.rest().isEmpty()) {
            scanner.skipBlanks();
            boolean onlyIfUnset = scanner.accept("?=");
            if (onlyIfUnset || scanner.accept("=")) {
                scanner.skipBlanks();
                Argument value = argument(0);
                requireEndOfStatement();
                return new MonitorStatement.Assignment(variable.name(), onlyIfUnset, value, scanner.from(start));
            }
        }
        requireEndOfStatement();
        return new MonitorStatement.Show(variable, scanner.from(start));
    }

    private MonitorStatement macro(int start) {
        scanner.skipBlanks();
        if (!isWordStart(scanner.peek())) {
            throw scanner.notAToken(scanner.offset());
        }
        String name = word(scanner.offset(), 0).text();
        while (!scanner.atEnd() && Character.isWhitespace(scanner.peek())) {
            scanner.moveTo(scanner.offset() + 1);
        }
        int blockStart = scanner.offset();
        String quote = scanner.at(BLOCK_QUOTE) ? BLOCK_QUOTE : "\"";
        if (!scanner.accept(quote)) {
            throw scanner.notAToken(blockStart);
        }
        int end = endOfBlock(blockStart, quote);
        List<MonitorStatement> body = nested(blockStart + quote.length(), end);
        scanner.moveTo(end + quote.length());
        requireEndOfStatement();
        return new MonitorStatement.Macro(name, body, scanner.from(start));
    }

    private MonitorStatement runMacro(int start) {
        scanner.skipBlanks();
        scanner.accept("$");
        int nameStart = scanner.offset();
        if (!isWordStart(scanner.peek())) {
            throw scanner.notAToken(nameStart);
        }
        String name = word(nameStart, 0).text();
        requireEndOfStatement();
        return new MonitorStatement.RunMacro(name, scanner.from(start));
    }

    private List<MonitorStatement> nested(int from, int to) {
        if (depth >= DEEPEST_NESTING) {
            throw scanner.notAToken(from);
        }
        return new MonitorParser(scanner.source(), from, to, depth + 1).statements();
    }

    private int endOfBlock(int blockStart, String quote) {
        int end = scanner.find(quote, blockStart + quote.length());
        if (end < 0) {
            throw scanner.notAToken(blockStart);
        }
        return end;
    }

    private boolean atEndOfStatement() {
        scanner.skipBlanks();
        return scanner.atEnd() || scanner.peek() == '\n' || scanner.peek() == ';' || scanner.peek() == '#';
    }

    /** Moves to a text in triple quotes that begins the next line, if there is one: it belongs to this statement. */
    private boolean blockFollows() {
        if (scanner.peek() != '\n') {
            return false;
        }
        int lineEnd = scanner.offset();
        scanner.accept("\n");
        scanner.skipBlanks();
        if (scanner.at(BLOCK_QUOTE)) {
            return true;
        }
        scanner.moveTo(lineEnd);
        return false;
    }

    private void requireEndOfStatement() {
        if (!atEndOfStatement()) {
            throw scanner.notAToken(scanner.offset());
        }
    }

    private Argument argument(int nesting) {
        int start = scanner.offset();
        if (nesting > DEEPEST_NESTING) {
            throw scanner.notAToken(start);
        }
        char c = scanner.peek();
        if (scanner.accept(BLOCK_QUOTE)) {
            int end = endOfBlock(start, BLOCK_QUOTE);
            scanner.moveTo(end + BLOCK_QUOTE.length());
            return new Argument.Text(scanner.slice(start + BLOCK_QUOTE.length(), end), scanner.from(start));
        }
        return switch (c) {
            case '"', '\'' -> quoted(start, c);
            case '@' -> path(start);
            case '$' -> variable(start);
            case '<' -> range(start);
            case '[' -> items(start, nesting);
            case '`' -> substitution(start);
            default -> {
                if (isWordStart(c)) {
                    yield wordOrNamed(start, nesting);
                }
                yield number(start);
            }
        };
    }

    private Argument.Text quoted(int start, char quote) {
        StringBuilder content = new StringBuilder();
        int at = 1;
        while (scanner.peek(at) != quote) {
            if (scanner.peek(at) == '\\' && scanner.peek(at + 1) == quote) {
                at++;
            }
            if (scanner.peek(at) == '\0') {
                throw scanner.notAToken(start);
            }
            content.append(scanner.peek(at++));
        }
        scanner.moveTo(start + at + 1);
        requireSeparation();
        return new Argument.Text(content.toString(), scanner.from(start));
    }

    private Argument path(int start) {
        if (scanner.peek(1) == '$') {
            scanner.moveTo(start + 1);
            return variable(start);
        }
        scanner.moveTo(start + 1);
        String path = pathCharacters();
        if (path.isEmpty()) {
            throw scanner.notAToken(start);
        }
        return new Argument.FilePath(path, scanner.from(start));
    }

    /** Reads up to the next blank, semicolon or backtick that no backslash precedes. */
    private String pathCharacters() {
        StringBuilder path = new StringBuilder();
        while (!scanner.atEnd() && !Character.isWhitespace(scanner.peek()) && ";`".indexOf(scanner.peek()) < 0) {
            if (scanner.peek() == '\\' && (scanner.peek(1) == ' ' || scanner.peek(1) == ';')) {
                scanner.moveTo(scanner.offset() + 1);
            }
            path.append(scanner.peek());
            scanner.moveTo(scanner.offset() + 1);
        }
        return path.toString();
    }

    private Argument.Variable variable(int start) {
        int at = 1;
        while (isVariablePart(scanner.peek(at)) || (scanner.peek(at) == '.' && isVariablePart(scanner.peek(at + 1)))) {
            at++;
        }
        int nameStart = scanner.offset() + 1;
        if (at == 1) {
            throw scanner.notAToken(start);
        }
        String name = scanner.slice(nameStart, scanner.offset() + at);
        scanner.moveTo(scanner.offset() + at);
        String rest = scanner.peek() == '/' ? pathCharacters() : "";
        return new Argument.Variable(name, rest, scanner.from(start));
    }

    private Argument.AddressRange range(int start) {
        scanner.accept("<");
        scanner.skipBlanks();
        BigInteger first = unsigned();
        scanner.skipBlanks();
        boolean inclusiveEnd = scanner.accept(",");
        scanner.skipBlanks();
        int secondStart = scanner.offset();
        BigInteger second = unsigned();
        scanner.skipBlanks();
        if (!scanner.accept(">")) {
            throw scanner.notAToken(scanner.offset());
        }
        BigInteger size = inclusiveEnd ? second.subtract(first).add(BigInteger.ONE) : second;
        if (size.signum() <= 0 || first.add(size).bitLength() > Long.SIZE + 1) {
            throw scanner.notAToken(secondStart);
        }
        requireSeparation();
        return new Argument.AddressRange(first.longValue(), size.longValue(), scanner.from(start));
    }

    private BigInteger unsigned() {
        int start = scanner.offset();
        if (number(start) instanceof Argument.Whole whole && !whole.digits().startsWith("-")) {
            return new BigInteger(Long.toUnsignedString(whole.value()));
        }
        throw scanner.notAToken(start);
    }

    private Argument.Items items(int start, int nesting) {
        scanner.accept("[");
        List<Argument> items = new ArrayList<>();
        scanner.skipBlanks();
        while (!scanner.accept("]")) {
            items.add(argument(nesting + 1));
            scanner.skipBlanks();
            if (!scanner.accept(",") && scanner.peek() != ']') {
                throw scanner.notAToken(scanner.offset());
            }
            scanner.skipBlanks();
        }
        return new Argument.Items(items, scanner.from(start));
    }

    private Argument.Substitution substitution(int start) {
        int end = scanner.find("`", start + 1);
        if (end < 0) {
            throw scanner.notAToken(start);
        }
        List<MonitorStatement> statements = nested(start + 1, end);
        scanner.moveTo(end + 1);
        return new Argument.Substitution(statements, scanner.from(start));
    }

    private Argument wordOrNamed(int start, int nesting) {
        Argument.Word word = word(start, nesting);
        if (word.indices().isEmpty() && scanner.peek() == '=') {
            scanner.accept("=");
            Argument value = argument(nesting + 1);
            return new Argument.Named(word.text(), value, scanner.from(start));
        }
        return switch (word.text()) {
            case "true", "True" -> new Argument.Truth(true, word.position());
            case "false", "False" -> new Argument.Truth(false, word.position());
            case "null" -> new Argument.Nothing(word.position());
            default -> word;
        };
    }

    private Argument.Word word(int start, int nesting) {
        int at = 0;
        while (isWordPart(scanner.peek(at))) {
            at++;
        }
        String text = scanner.slice(start, start + at);
        scanner.moveTo(start + at);
        List<Argument> indices =
                scanner.peek() == '[' ? items(scanner.offset(), nesting).items() : List.of();
        return new Argument.Word(text, indices, scanner.from(start));
    }

    private Argument number(int start) {
        int at = scanner.peek() == '-' ? 1 : 0;
        boolean hex = scanner.peek(at) == '0' && scanner.peek(at + 1) == 'x';
        int digits = hex ? at + 2 : at;
        at = digits;
        while (isDigit(scanner.peek(at), hex)) {
            at++;
        }
        if (at == digits) {
            throw scanner.notAToken(start);
        }
        boolean fraction = !hex && scanner.peek(at) == '.' && isDigit(scanner.peek(at + 1), false);
        if (fraction) {
            at++;
            while (isDigit(scanner.peek(at), false)) {
                at++;
            }
        }
        String written = scanner.slice(start, start + at);
        scanner.moveTo(start + at);
        requireSeparation();
        Position position = scanner.from(start);
        return fraction
                ? new Argument.Fraction(Double.parseDouble(written), written, position)
                : new Argument.Whole(whole(written, start), written, position);
    }

    private long whole(String written, int start) {
        boolean negative = written.startsWith("-");
        String magnitude = negative ? written.substring(1) : written;
        BigInteger value =
                magnitude.startsWith("0x") ? new BigInteger(magnitude.substring(2), 16) : new BigInteger(magnitude);
        if (value.bitLength() > (negative ? Long.SIZE - 1 : Long.SIZE)) {
            throw scanner.notAToken(start);
        }
        return negative ? -value.longValue() : value.longValue();
    }

    /** Refuses two tokens that nothing separates, such as {@code 10ms}. */
    private void requireSeparation() {
        char next = scanner.peek();
        if (isWordPart(next) || next == '"' || next == '\'') {
            throw scanner.notAToken(scanner.offset());
        }
    }

    private static boolean isDigit(char c, boolean hex) {
        return (c >= '0' && c <= '9') || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '?';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '?';
    }

    private static boolean isVariablePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
