package dev.kenning.testbench.profile;

/**
 * Is one operator of a network as it ran: a call directly below the function that runs the graph.
 *
 * @param graph the function that runs the graph
 * @param kernel the function that was called
 * @param instructions what the call cost, with all that it called
 */
public record LayerCall(String graph, String kernel, long instructions) {}
