package dev.kenning.testbench.robot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers the three methods of a robot remote server in Renode's forms ({@code renode-integration.md}, section 1.6, and
 * {@code renode-golden/robot.txt}).
 */
final class RobotMethods {

    /**
     * What goes back.
     *
     * @param last whether the server ends now
     */
    record Answer(MethodResponse response, boolean last) {}

    private static final String STOP = "StopRemoteServer";

    /** XML-RPC.NET's code for every fault that is not the server's own. */
    private static final int OTHER_FAULT = 0;

    private static final int NOT_FOUND = 1;
    private static final int ARGUMENTS_DO_NOT_FIT = 2;
    private static final int FRAMES = 32;

    /** Control sequences of a terminal (ECMA-48), such as the colours of the monitor's texts. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001B\\[[0-?]*+[ -/]*+[@-~]");

    private static final Pattern LINE_END = Pattern.compile("\r\n?");
    private static final Pattern NOT_SAFE = Pattern.compile("[^\n -~]");

    private final KeywordLibrary library;
    private final Map<String, Function<List<RpcValue>, MethodResponse>> methods = Map.of(
            "get_keyword_names", parameters -> result(keywordNames()),
            "run_keyword", this::runKeyword,
            "stop_remote_server", parameters -> result(RpcValue.of("")));

    RobotMethods(KeywordLibrary library) {
        this.library = library;
    }

    /** Answers a request, whatever it is. */
    Answer answer(byte[] request, MessageLimits limits) {
        MethodCall call;
        try {
            call = MessageReader.readCall(request, limits);
        } catch (MalformedMessageException e) {
            return new Answer(fault(XmlText.carried("malformed request: " + e.getMessage())), false);
        }
        Function<List<RpcValue>, MethodResponse> method = methods.get(call.method());
        MethodResponse response =
                method == null ? fault("unsupported method called: " + call.method()) : method.apply(call.parameters());
        boolean last = library.isOver() || (response instanceof MethodResponse.Result && stops(call));
        return new Answer(response, last);
    }

    private static boolean stops(MethodCall call) {
        return call.method().equals("stop_remote_server")
                || (call.method().equals("run_keyword")
                        && call.parameters().get(0).equals(RpcValue.of(STOP)));
    }

    /** Writes an answer; one that XML-RPC cannot carry becomes a fault. */
    static byte[] written(MethodResponse response) {
        try {
            return MessageWriter.write(response);
        } catch (IllegalArgumentException e) {
            return MessageWriter.write(fault("unfit for XML-RPC: " + e.getMessage()));
        }
    }

    private RpcValue keywordNames() {
        TreeSet<String> names = new TreeSet<>(library.names());
        names.add(STOP);
        return RpcValue.ofStrings(List.copyOf(names));
    }

    private MethodResponse runKeyword(List<RpcValue> parameters) {
        if (parameters.size() != 2
                || !(parameters.get(0) instanceof RpcValue.Text name)
                || !(parameters.get(1) instanceof RpcValue.Array arguments)) {
            return fault("run_keyword takes a name and an array of arguments");
        }
        return runKeyword(name.value(), arguments.values());
    }

    private MethodResponse runKeyword(String name, List<RpcValue> arguments) {
        if (!name.equals(STOP) && !library.names().contains(name)) {
            return new MethodResponse.Fault(NOT_FOUND, "Keyword \"" + name + "\" not found");
        }
        try {
            if (name.equals(STOP)) {
                return stop(arguments);
            }
            return result(passed(library.run(name, arguments)));
        } catch (UnfitArgumentsException e) {
            return new MethodResponse.Fault(
                    ARGUMENTS_DO_NOT_FIT,
                    "Arguments types do not match any available keyword \"" + name + "\" : ["
                            + arguments.stream().map(RobotMethods::shown).collect(Collectors.joining(", ")) + "]");
        } catch (RuntimeException | StackOverflowError e) {
            return result(failed(e));
        }
    }

    private static MethodResponse stop(List<RpcValue> arguments) throws UnfitArgumentsException {
        if (!arguments.isEmpty()) {
            throw new UnfitArgumentsException(STOP + " takes no arguments");
        }
        return result(passed(RpcValue.nil()));
    }

    private static RpcValue passed(RpcValue value) {
        Map<String, RpcValue> members = new LinkedHashMap<>();
        if (!(value instanceof RpcValue.Nil)) {
            members.put("return", printable(value));
        }
        members.put("status", RpcValue.of("PASS"));
        return new RpcValue.Struct(members);
    }

    private static RpcValue failed(Throwable failure) {
        Map<String, RpcValue> members = new LinkedHashMap<>();
        members.put("status", RpcValue.of("FAIL"));
        members.put("error", RpcValue.of(safe(chain(failure, RobotMethods::message))));
        members.put("traceback", RpcValue.of(safe(chain(failure, RobotMethods::stackTrace))));
        return new RpcValue.Struct(members);
    }

    /** One entry per exception, outermost first, each closed by a line feed. */
    private static String chain(Throwable failure, Function<Throwable, String> text) {
        StringBuilder chain = new StringBuilder();
        for (Optional<Throwable> link = Optional.of(failure); link.isPresent(); link = link.map(Throwable::getCause)) {
            chain.append(type(link.get()))
                    .append(": ")
                    .append(text.apply(link.get()))
                    .append('\n');
        }
        return chain.toString();
    }

    private static String type(Throwable failure) {
        return failure instanceof KeywordException keyword
                ? keyword.type()
                : failure.getClass().getSimpleName();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String stackTrace(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "  at " + frame + " ")
                .collect(Collectors.joining("\n"));
    }

    /** Keeps what Renode keeps of error texts: printable ASCII and line feeds. */
    private static String safe(String text) {
        return NOT_SAFE.matcher(LINE_END.matcher(text).replaceAll("\n")).replaceAll("");
    }

    /** Takes out of a string result what Renode takes out, or what XML would change or cannot carry. */
    private static RpcValue printable(RpcValue value) {
        if (value instanceof RpcValue.Text text) {
            String plain = CONTROL_SEQUENCE.matcher(text.value()).replaceAll("");
            return RpcValue.of(XmlText.carried(LINE_END.matcher(plain).replaceAll("\n")));
        }
        if (value instanceof RpcValue.Array array) {
            return new RpcValue.Array(
                    array.values().stream().map(RobotMethods::printable).toList());
        }
        if (value instanceof RpcValue.Struct struct) {
            Map<String, RpcValue> members = new LinkedHashMap<>();
            struct.members().forEach((name, member) -> members.put(name, printable(member)));
            return new RpcValue.Struct(members);
        }
        return value;
    }

    private static String shown(RpcValue value) {
        return value instanceof RpcValue.Text text ? text.value() : value.toString();
    }

    private static MethodResponse result(RpcValue value) {
        return new MethodResponse.Result(value);
    }

    private static MethodResponse fault(String problem) {
        return new MethodResponse.Fault(OTHER_FAULT, problem);
    }
}
