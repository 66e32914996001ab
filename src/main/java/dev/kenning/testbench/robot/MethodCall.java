package dev.kenning.testbench.robot;

import java.util.List;

/** A request: a method's name and its parameters. */
record MethodCall(String method, List<RpcValue> parameters) {

    MethodCall {
        parameters = List.copyOf(parameters);
    }
}
