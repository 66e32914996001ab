package dev.kenning.testbench.robot;

/** An answer: a value or a fault. */
sealed interface MethodResponse {

    /** The method's result; {@link RpcValue.Nil} if the answer has no parameter. */
    record Result(RpcValue value) implements MethodResponse {}

    /** The method was not run. */
    record Fault(int code, String text) implements MethodResponse {}
}
