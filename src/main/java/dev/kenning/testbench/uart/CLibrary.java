package dev.kenning.testbench.uart;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Declares the calls of the C library that make a pseudo-terminal and carry its bytes. */
interface CLibrary extends Library {

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int descriptor) throws LastErrorException;

    int unlockpt(int descriptor) throws LastErrorException;

    int ptsname_r(int descriptor, byte[] name, NativeLong size) throws LastErrorException;

    int open(String path, int flags) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    NativeLong read(int descriptor, Pointer buffer, NativeLong count) throws LastErrorException;

    NativeLong write(int descriptor, Pointer buffer, NativeLong count) throws LastErrorException;

    int poll(Pointer descriptors, NativeLong count, int timeoutMillis) throws LastErrorException;

    int tcgetattr(int descriptor, Pointer termios) throws LastErrorException;

    int tcsetattr(int descriptor, int when, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);
}
