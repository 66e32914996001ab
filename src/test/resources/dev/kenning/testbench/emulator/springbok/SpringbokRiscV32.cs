// Stands for the C# file that Renode compiles: the embedded engine looks at the names of its classes only.
namespace Antmicro.Renode.Peripherals.CPU
{
    public class SpringbokRiscV32 : RiscV32
    {
    }

    public class SpringbokRiscV32_ControlBlock : IDoubleWordPeripheral
    {
    }
}
