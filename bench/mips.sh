#!/usr/bin/env bash
# Prints how many million instructions a second our interpreter and QEMU execute on the same kernels.
#
#   bench/mips.sh [seconds per measurement] [kernel...]
#
# Needs what the build needs, and Debian's gcc-arm-none-eabi and qemu-system-arm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-3}
kernels=("${@:2}")
[ ${#kernels[@]} -gt 0 ] || kernels=(integer float_conv int8_conv copy_crc)

for tool in arm-none-eabi-gcc:gcc-arm-none-eabi qemu-system-arm:qemu-system-arm; do
    command -v "${tool%%:*}" > /dev/null || {
        echo "mips.sh: ${tool%%:*} is not installed (Debian package: ${tool##*:})" >&2
        exit 2
    }
done

out=target/bench
mkdir -p "$out"
for kernel in "${kernels[@]}"; do
    arm-none-eabi-gcc -std=gnu11 -Wall -Wextra -O2 -mcpu=cortex-m7 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard \
        -ffreestanding -nostartfiles -T bench/kernels/kernels.ld \
        bench/kernels/start.c "bench/kernels/$kernel.c" -o "$out/$kernel.elf"
    arm-none-eabi-objcopy -O binary "$out/$kernel.elf" "$out/$kernel.bin"
done

mvn -q -B test-compile -Djacoco.skip=true
exec java -XX:+UseSerialGC -cp target/classes:target/test-classes \
    dev.kenning.testbench.emulator.arm.MipsComparison "$seconds" "${kernels[@]/#/$out/}"
