package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.SourceResolver;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs monitor statements: keeps variables, macros and aliases, runs scripts, and hands everything else to its target.
 *
 * <p>Variables and macros belong to the selected machine, or to nobody when none is; a name is looked for in the machine
 * first. Not thread-safe.
 */
public final class MonitorInterpreter {

    private static final int DEEPEST_CALL = 64;
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,16}|-?[0-9]{1,18}");
    private static final String LINE_END = "\n\n";
    private static final String ORIGIN = "ORIGIN";

    /** Commands that print nothing but what others print. */
    private static final Set<String> RUNNING = Set.of("include", "i", "execute");

    /** Commands that look at variables themselves. */
    private static final Set<String> UNRESOLVED = Set.of("require");

    /** What {@code include} does not read as a script. */
    private static final List<String> OTHER_FILES = List.of(".repl", ".py", ".cs");

    private static final String CWD = "CWD";

    /** Does what one of the interpreter's own commands does. */
    @FunctionalInterface
    private interface Command {
        String run(MonitorCall call);
    }

    private final CommandTarget target;
    private final SourceResolver scripts;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, Argument> variables = new HashMap<>();
    private final Map<String, List<MonitorStatement>> macros = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> prefixes = new LinkedHashSet<>();
    private String origin;
    private final String workingDirectory;
    private final StringBuilder answer = new StringBuilder();
    private boolean verbose;
    private int depth;

    /**
     * Makes an interpreter.
     *
     * @param target gets every command and device that is not part of the language
     * @param scripts finds what {@code include} names
     * @param workingDirectory the value of {@code $CWD}, and of {@code $ORIGIN} outside scripts
     */
    public MonitorInterpreter(CommandTarget target, SourceResolver scripts, String workingDirectory) {
        this.target = target;
        this.scripts = scripts;
        this.workingDirectory = workingDirectory;
        this.origin = workingDirectory;
        prefixes.add("sysbus.");
        commands.put("set", this::set);
        commands.put("alias", this::alias);
        commands.put("execute", this::execute);
        commands.put("include", this::include);
        commands.put("i", this::include);
        commands.put("using", this::using);
        commands.put("verboseMode", this::setVerbose);
        commands.put("echo", MonitorInterpreter::echo);
        commands.put("string", call -> "\"" + joined(call.arguments()) + "\"");
        commands.put("str", call -> "\"" + joined(call.arguments()) + "\"");
    }

    /**
     * Runs a line of one or more statements.
     *
     * @return what the monitor prints, without the last line end
     * @throws MonitorException at the first statement that fails; what came before it has been done
     */
    public String execute(String line) {
        return run(MonitorStatement.parse(Source.ofText(line)));
    }

    /**
     * Runs a script; {@code $ORIGIN} is its directory meanwhile.
     *
     * @return what the monitor prints, without the last line end
     * @throws MonitorException at the first statement that fails, with its place
     */
    public String execute(Source script) {
        String outer = origin;
        int slash = script.name().lastIndexOf('/');
        origin = slash < 0 ? workingDirectory : script.name().substring(0, slash);
        try {
            return run(MonitorStatement.parse(script));
        } finally {
            origin = outer;
        }
    }

    /**
     * Runs a command, in which line feeds are blanks, and answers as Renode's robot server does: each line that is printed
     * ends in two line feeds, one inside a text that is printed at once.
     *
     * @throws MonitorException at the first statement that fails; what came before it has been done
     */
    public String answer(String line) {
        answer.setLength(0);
        run(MonitorStatement.parseCommand(Source.ofText(line)));
        return answer.toString();
    }

    /** Returns the names of the commands that belong to the language. */
    public Set<String> commandNames() {
        return commands.keySet();
    }

    /** Runs a macro if the selected machine, or everybody, has one of this name; {@code reset} runs on a machine's reset. */
    public Optional<String> runMacroIfDefined(String name) {
        return find(macros, name).map(this::run);
    }

    /** Defines a macro for the selected machine, as a description's {@code reset} section does under {@code <name>.reset}. */
    public void defineMacro(String name, Source body) {
        macros.put(scoped(name), MonitorStatement.parse(body));
    }

    /** Gives a variable a value for the selected machine, or for all while none is selected. */
    public void setVariable(String name, Argument value) {
        variables.put(scoped(name), value);
    }

    /** Returns a variable's value. */
    public Optional<Argument> variable(String name) {
        if (name.equals(ORIGIN)) {
            return Optional.of(new Argument.FilePath(origin, nowhere()));
        }
        if (name.equals(CWD)) {
            return Optional.of(new Argument.FilePath(workingDirectory, nowhere()));
        }
        return find(variables, name);
    }

    /** Forgets variables, macros and aliases, as clearing the emulation does. */
    public void clear() {
        variables.clear();
        macros.clear();
        aliases.clear();
    }

    private String run(List<MonitorStatement> statements) {
        if (depth == DEEPEST_CALL) {
            throw new MonitorException("Scripts, macros and aliases call each other more than " + DEEPEST_CALL
                    + " deep; does one of them call itself?");
        }
        depth++;
        try {
            List<String> output = new ArrayList<>();
            for (MonitorStatement statement : statements) {
                if (verbose && statement instanceof MonitorStatement.Call call) {
                    output.add(printed("Executing: " + call.text(), answer.length(), false));
                }
                String printed = run(statement);
                if (!printed.isEmpty()) {
                    output.add(printed);
                }
            }
            return String.join("\n", output);
        } finally {
            depth--;
        }
    }

    private String run(MonitorStatement statement) {
        try {
            if (statement instanceof MonitorStatement.Call call) {
                return run(call);
            }
            if (statement instanceof MonitorStatement.Assignment assignment) {
                assign(assignment);
                return "";
            }
            if (statement instanceof MonitorStatement.Macro macro) {
                macros.put(scoped(macro.name()), macro.body());
                return "";
            }
            if (statement instanceof MonitorStatement.Show show) {
                return show(show.variable());
            }
            if (statement instanceof MonitorStatement.RunMacro macro) {
                return runMacro(macro.name());
            }
            throw new IllegalStateException("unknown statement " + statement);
        } catch (MonitorException e) {
            throw e.at(statement.position());
        }
    }

    private String runMacro(String name) {
        Optional<String> output = runMacroIfDefined(name);
        return output.isPresent()
                ? output.get()
                : runText(variable(name)
                        .orElseThrow(() -> new MonitorException("No such variable: $" + name).in("runMacro $" + name)));
    }

    private void assign(MonitorStatement.Assignment assignment) {
        if (!assignment.onlyIfUnset() || variable(assignment.variable()).isEmpty()) {
            setVariable(assignment.variable(), resolve(assignment.value()));
        }
    }

    private String show(Argument.Variable variable) {
        try {
            return printed(resolve(variable).text(), answer.length(), false);
        } catch (MonitorException e) {
            throw MonitorException.unknown(variable.text(), "");
        }
    }

    /**
     * Notes that a text is printed, in place of all that was since the answer had this length; a carriage return before a
     * line feed ends a line even in a text that is printed at once.
     */
    private String printed(String text, int length, boolean atOnce) {
        if (!text.isEmpty()) {
            answer.setLength(length);
            String lines = text.replace("\r\n", atOnce ? LINE_END : "\n");
            answer.append(atOnce ? lines : lines.replace("\n", LINE_END)).append(LINE_END);
        }
        return text.replace("\r\n", "\n");
    }

    private String run(MonitorStatement.Call statement) {
        try {
            return run(resolved(statement));
        } catch (MonitorException e) {
            throw e.in(statement.text());
        }
    }

    private MonitorCall resolved(MonitorStatement.Call statement) {
        return new MonitorCall(
                statement.head().text(),
                resolve(statement.head().indices()),
                UNRESOLVED.contains(statement.head().text()) ? statement.arguments() : resolve(statement.arguments()),
                statement.text(),
                statement.position());
    }

    private String run(MonitorCall call) {
        String name = call.name();
        Command command = commands.get(name);
        if (command != null) {
            try {
                int length = answer.length();
                String text = command.run(call);
                return RUNNING.contains(name) ? text : printed(text, length, false);
            } catch (MonitorException e) {
                throw e.in(call.shown());
            }
        }
        String alias = aliases.get(name);
        if (alias != null) {
            String rest = call.text().substring(name.length());
            return run(MonitorStatement.parse(Source.ofText(alias + rest)));
        }
        return delegate(call);
    }

    private String delegate(MonitorCall call) {
        String name = fullName(call.name())
                .orElseThrow(() -> MonitorException.unknown(
                        call.name(),
                        NearestWord.of(call.name(), suggestions())
                                .map(near -> "\nDid you mean '" + near + "'?")
                                .orElse("")));
        MonitorCall full = new MonitorCall(name, call.indices(), call.arguments(), call.text(), call.position());
        int length = answer.length();
        try {
            return printed(target.execute(full), length, target.printsAtOnce(full));
        } catch (MonitorException e) {
            throw e.in(call.shown());
        } catch (PlatformException e) {
            throw MonitorException.during(call, e.getMessage());
        }
    }

    private Optional<String> fullName(String name) {
        if (target.knows(name)) {
            return Optional.of(name);
        }
        return prefixes.stream()
                .map(prefix -> prefix + name)
                .filter(target::knows)
                .findFirst();
    }

    private Set<String> suggestions() {
        Set<String> names = new LinkedHashSet<>(commands.keySet());
        names.addAll(aliases.keySet());
        names.addAll(target.names());
        return names;
    }

    private List<Argument> resolve(List<Argument> arguments) {
        return arguments.stream().map(this::resolve).toList();
    }

    private Argument resolve(Argument argument) {
        if (argument instanceof Argument.Variable variable) {
            return resolve(variable);
        }
        if (argument instanceof Argument.Substitution substitution) {
            return resolve(substitution);
        }
        if (argument instanceof Argument.Named named) {
            return new Argument.Named(named.name(), resolve(named.value()), named.position());
        }
        if (argument instanceof Argument.Items list) {
            return new Argument.Items(resolve(list.items()), list.position());
        }
        if (argument instanceof Argument.Word word) {
            return new Argument.Word(word.text(), resolve(word.indices()), word.position());
        }
        return argument;
    }

    private Argument resolve(Argument.Variable variable) {
        Argument value = variable(variable.name())
                .orElseThrow(() -> new MonitorException("No such variable: $" + variable.name()));
        return variable.rest().isEmpty()
                ? value
                : new Argument.FilePath(value.text() + variable.rest(), variable.position());
    }

    /** Takes a command's output as a number if it is one, else as text. */
    private Argument resolve(Argument.Substitution substitution) {
        int length = answer.length();
        String output = run(substitution.statements()).strip();
        answer.setLength(length);
        return NUMBER.matcher(output).matches()
                ? new Argument.Whole(parseNumber(output), output, substitution.position())
                : new Argument.Text(output, substitution.position());
    }

    private static long parseNumber(String digits) {
        return digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
    }

    private String set(MonitorCall call) {
        if (call.size() != 2) {
            throw badParameters(call, "set variable value");
        }
        setVariable(call.text(0), call.argument(1));
        return "";
    }

    private String alias(MonitorCall call) {
        if (call.size() != 2) {
            throw badParameters(call, "alias name \"command\"");
        }
        aliases.put(call.text(0), call.text(1));
        return "";
    }

    private String execute(MonitorCall call) {
        if (call.size() != 1) {
            throw badParameters(call, "execute $variable");
        }
        return runText(call.argument(0));
    }

    private String runText(Argument statements) {
        return run(MonitorStatement.parse(Source.ofText(statements.text())));
    }

    private String include(MonitorCall call) {
        if (call.size() != 1) {
            throw badParameters(call, "include @path");
        }
        String path = call.text(0);
        if (OTHER_FILES.stream().anyMatch(path::endsWith)) {
            return target.execute(
                    new MonitorCall("include", List.of(), call.arguments(), call.text(), call.position()));
        }
        Source script = scripts.resolve(path, call.position().source())
                .orElseThrow(() -> new MonitorException("File does not exist: " + path));
        return execute(script);
    }

    private String setVerbose(MonitorCall call) {
        if (call.size() != 1 || !(call.argument(0) instanceof Argument.Truth truth)) {
            throw badParameters(call, "verboseMode true|false");
        }
        verbose = truth.value();
        return "";
    }

    private String using(MonitorCall call) {
        if (call.size() != 1) {
            throw badParameters(call, "using prefix");
        }
        prefixes.add(call.text(0) + ".");
        return "";
    }

    private static MonitorException badParameters(MonitorCall call, String usage) {
        return MonitorException.badParameters(call, usage);
    }

    /** A number is echoed in decimal. */
    private static String echo(MonitorCall call) {
        return call.size() == 1 && call.argument(0) instanceof Argument.Whole number
                ? Long.toString(number.value())
                : joined(call.arguments());
    }

    private static String joined(List<Argument> arguments) {
        return String.join(" ", arguments.stream().map(Argument::text).toList());
    }

    /** Looks for a name as it is, in the selected machine, among the global ones. */
    private <T> Optional<T> find(Map<String, T> scopes, String name) {
        return Optional.ofNullable(scopes.get(name))
                .or(() -> Optional.ofNullable(scopes.get(scoped(name))))
                .or(() -> Optional.ofNullable(scopes.get("global." + name)));
    }

    private String scoped(String name) {
        return target.currentMachine().orElse("global") + "." + name;
    }

    private static Position nowhere() {
        return new Position(Source.ofText(""), 1, 1, 1);
    }
}
