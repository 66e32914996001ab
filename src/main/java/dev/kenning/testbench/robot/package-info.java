/** Speaks the protocol of Renode's robot remote server, XML-RPC over HTTP: codec, client and server. */
@NullMarked
package dev.kenning.testbench.robot;

import org.jspecify.annotations.NullMarked;
