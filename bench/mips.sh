#!/usr/bin/env bash
# Prints how many million instructions a second our interpreter, our translator and QEMU execute on the same kernels.
#
#   bench/mips.sh [arm|riscv|all] [seconds per measurement] [kernel...]
#
# Needs what the build needs, and Debian's gcc-arm-none-eabi and qemu-system-arm, gcc-riscv64-unknown-elf,
# picolibc-riscv64-unknown-elf and qemu-system-misc.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

set=all
case ${1:-} in arm | riscv | all) set=$1; shift ;; esac
seconds=${1:-3}
kernels=("${@:2}")
[ ${#kernels[@]} -gt 0 ] || kernels=(integer float_conv int8_conv copy_crc)

out=target/bench
mkdir -p "$out"

# require TOOL PACKAGE...: pairs
require() {
    while [ $# -gt 0 ]; do
        command -v "$1" > /dev/null || {
            echo "mips.sh: $1 is not installed (Debian package: $2)" >&2
            exit 2
        }
        shift 2
    done
}

# build NAME PREFIX START SCRIPT OPTION...: makes $out/NAME/<kernel>.bin
build() {
    local name=$1 prefix=$2 start=$3 script=$4
    shift 4
    mkdir -p "$out/$name"
    for kernel in "${kernels[@]}"; do
        "$prefix-gcc" -std=gnu11 -Wall -Wextra -O2 "$@" -ffreestanding -nostartfiles -T "bench/kernels/$script" \
            "bench/kernels/$start" "bench/kernels/$kernel.c" -o "$out/$name/$kernel.elf"
        "$prefix-objcopy" -O binary "$out/$name/$kernel.elf" "$out/$name/$kernel.bin"
    done
}

# compare NAME CLASS
compare() {
    echo "$1"
    java -XX:+UseSerialGC -cp target/classes:target/test-classes "dev.kenning.testbench.emulator.core.$2" \
        "$seconds" "${kernels[@]/#/$out/$1/}"
}

if [ "$set" != riscv ]; then
    require arm-none-eabi-gcc gcc-arm-none-eabi qemu-system-arm qemu-system-arm
    build arm arm-none-eabi start.c kernels.ld -mcpu=cortex-m7 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard
fi
if [ "$set" != arm ]; then
    require riscv64-unknown-elf-gcc gcc-riscv64-unknown-elf qemu-system-riscv32 qemu-system-misc
    build riscv riscv64-unknown-elf start_riscv.c kernels_riscv.ld -march=rv32imafc -mabi=ilp32f \
        --specs=picolibc.specs -Wl,--no-warn-rwx-segments
fi

mvn -q -B test-compile -Djacoco.skip=true
[ "$set" = riscv ] || compare arm arm.ArmMips
[ "$set" = arm ] || compare riscv riscv.RiscVMips
