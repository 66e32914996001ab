# Monitor commands by which a machine runs in lock step with a program outside: it stands until it is told to run, and
# stops behind the byte that the program waits for. Every release of Renode from 1.15 on loads this with "include".
#
#   lockstepWatch "sysbus.usart6"            keeps what the UART sends from now on
#   lockstepWrite "sysbus.usart6" "0a1b"     gives bytes to the UART, at one virtual time
#   lockstepRun 1000000 "sysbus.usart6=12"   runs so many nanoseconds, or until so many bytes, or a "line", have come
#
# lockstepRun prints the time in nanoseconds, then a line for each UART that sent something: its path, and its bytes in
# hexadecimal, cut behind every line feed, each piece with the time of its end.

import System
from Antmicro.Renode.Core import EmulationManager
from Antmicro.Renode.Time import TimeInterval

LINE_FEED = 10


class LockStepStop(Exception):
    """Leaves the run once every core has stopped."""


class LockStepUart(object):

    def __init__(self, lockstep, path):
        self.lockstep = lockstep
        self.machine = monitor.Machine
        self.device = self.machine[path]
        self.pieces = []
        self.piece = []
        self.count = 0
        self.wanted = 0
        self.wants_line = False
        self.device.CharReceived += self.sent

    def sent(self, value):
        value = int(value)
        self.piece.append("%02x" % value)
        self.count += 1
        is_line = value == LINE_FEED
        if is_line:
            self.cut(self.now())
        if (self.wanted and self.count >= self.wanted) or (self.wants_line and is_line):
            self.lockstep.stop(self.machine)

    def now(self):
        known, core = self.machine.SystemBus.TryGetCurrentCPU()
        if known:
            core.SyncTime()
        return self.machine.LocalTimeSource.ElapsedVirtualTime

    def cut(self, time):
        self.pieces.append("%s@%d" % ("".join(self.piece), time.Ticks // TimeInterval.TicksPerNanosecond))
        self.piece = []

    def want(self, rule):
        self.wants_line = rule == "line"
        self.wanted = int(rule) if rule.isdigit() else 0

    def is_satisfied(self):
        return self.wanted > 0 and self.count >= self.wanted

    def take(self, time):
        if self.piece:
            self.cut(time)
        pieces = self.pieces
        self.pieces = []
        self.count = 0
        return pieces


class LockStep(object):

    def __init__(self):
        self.uarts = {}
        self.emulation = None
        self.stopping = False

    def watch(self, path):
        emulation = EmulationManager.Instance.CurrentEmulation
        if emulation is not self.emulation:
            self.emulation = emulation
            self.uarts = {}
            emulation.MasterTimeSource.SinksReportedHook += self.reported
        if path not in self.uarts:
            self.uarts[path] = LockStepUart(self, path)
        return self.uarts[path]

    def stop(self, machine):
        self.stopping = True
        machine.Pause()

    def reported(self):
        if self.stopping:
            raise LockStepStop()

    def write(self, path, text):
        device = self.watch(path).device
        for i in range(0, len(text), 2):
            device.WriteChar(System.Byte(int(text[i:i + 2], 16)))

    def run(self, nanos, rules):
        for uart in self.uarts.values():
            uart.want("")
        for rule in rules.split():
            path, wanted = rule.split("=")
            self.watch(path).want(wanted)
        self.stopping = False
        if nanos > 0 and not any(uart.is_satisfied() for uart in self.uarts.values()):
            try:
                self.emulation.RunFor(TimeInterval.FromNanoseconds(System.UInt64(nanos)))
            except LockStepStop:
                self.emulation.PauseAll()
        self.stopping = False
        for uart in self.uarts.values():
            uart.want("")
        return self.report()

    def report(self):
        time = self.emulation.MasterTimeSource.ElapsedVirtualTime
        lines = ["%d" % (time.Ticks // TimeInterval.TicksPerNanosecond)]
        for path in sorted(self.uarts):
            pieces = self.uarts[path].take(time)
            if pieces:
                lines.append(path + " " + " ".join(pieces))
        return "\n".join(lines)


lockstep = LockStep()


def mc_lockstepWatch(path):
    lockstep.watch(path)


def mc_lockstepWrite(path, text):
    lockstep.write(path, text)


def mc_lockstepRun(nanos, rules):
    print(lockstep.run(nanos, rules))
