package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.FactTable;

/**
 * Tells the facts of each semantic method, and so of the rows that name it.
 *
 * <p>{@code Rd}, {@code Rn}, {@code Rm} and {@code Ra} are the core registers of the operand slots, {@code Sd} and so on
 * those of floating point, {@code Rlist} and {@code Slist} are several of them, {@code R15} is what reads as PC. Flags are
 * N, Z, C, V, Q and GE.
 */
final class SemanticFacts {

    static final FactTable TABLE = FactTable.parse("""
            DataProcessing
              > Rd: movImmediate mvnImmediate
              > Rd NZC: movImmediates mvnImmediates
              Rd > Rd: movTop bfc
              Rm > Rd: shiftLeft shiftRight shiftArithmeticRight mvn mov sxth sxtb uxth uxtb rev rev16
                  revsh rotateRight sxthRotated uxthRotated sxtbRotated uxtbRotated rbit clz
              Rn > Rd: addImmediate subImmediate rsbImmediate andImmediate bicImmediate orrImmediate
                  ornImmediate eorImmediate sbfx ubfx
              Rn > NZC: tstImmediate teqImmediate
              Rn > NZCV: cmpImmediate cmnImmediate
              Rm > Rd NZ: movs mvns
              Rm > Rd NZC: shiftRights shiftArithmeticRights rotateRights
              Rn > Rd NZC: andImmediates bicImmediates orrImmediates ornImmediates eorImmediates
              Rn > Rd NZCV: addImmediates subImmediates rsbImmediates
              Rm C > Rd: mvnShifted rotateRightExtended
              Rn C > Rd: adcImmediate sbcImmediate
              Rm C > Rd NZC: shiftLefts mvnShifteds rotateRightExtendeds
              Rn C > Rd NZCV: adcImmediates sbcImmediates
              Rd Rn > Rd: bfi
              Rn Rm > NZ: tst teq
              Rn Rm > Rd: add sub and eor shiftLeftByRegister shiftRightByRegister
                  shiftArithmeticRightByRegister rotateRightByRegister orr bic orn rsb
              Rn Rm > NZCV: cmp cmn
              Rn Rm > Rd NZ: ands eors orrs bics orns
              Rn Rm > Rd NZCV: adds subs rsbs
              Rn Rm C > Rd: adc sbc andShifted bicShifted orrShifted ornShifted eorShifted addShifted
                  adcShifted sbcShifted subShifted rsbShifted
              Rn Rm C > NZC: tstShifted teqShifted
              Rn Rm C > NZCV: cmnShifted cmpShifted
              Rn Rm C > Rd NZC: shiftLeftByRegisters shiftRightByRegisters
                  shiftArithmeticRightByRegisters rotateRightByRegisters andShifteds bicShifteds
                  orrShifteds ornShifteds eorShifteds
              Rn Rm C > Rd NZCV: adcs sbcs addShifteds adcShifteds sbcShifteds subShifteds rsbShifteds
            Multiplication
              Rn Rm > Rd: mul
              Rn Rm > Rd NZ: muls
              Rn Rm > Rd Ra: smull umull
              Rn Rm Ra > Rd: mla mls
              Rd Rn Rm Ra > Rd Ra: smlal umlal
              Rn Rm > Rd, faults: sdiv udiv
            Saturation
              Rn Q > Rd Q: ssat usat ssat16 usat16
              Rn Rm Q > Rd Q: qadd qdadd qsub qdsub
            Dsp
              Rm > Rd: sxtb16 uxtb16
              Rn Rm > Rd: pkhbt pkhtb sxtah uxtah sxtab16 uxtab16 sxtab uxtab
              Rn Rm GE > Rd: sel
            DspMultiplication
              Rn Rm > Rd: smulbb smulbt smultb smultt smulwb smmul smulwt smmulr usad8
              Rn Rm Q > Rd Q: smuad smusd smuadx smusdx
              Rn Rm Ra > Rd: smmla smmls smmlar smmlsr usada8
              Rn Rm Ra Q > Rd Q: smlabb smlabt smlatb smlatt smlad smlawb smlsd smladx smlawt smlsdx
              Rd Rn Rm Ra > Rd Ra: smlalbb smlalbt smlaltb smlaltt smlald smlsld smlaldx smlsldx umaal
            Parallel
              Rn Rm > Rd: qadd8 qadd16 qasx qsub8 qsub16 qsax shadd8 shadd16 shasx shsub8 shsub16 shsax
                  uqadd8 uqadd16 uqasx uqsub8 uqsub16 uqsax uhadd8 uhadd16 uhasx uhsub8 uhsub16 uhsax
              Rn Rm > Rd GE: sadd8 sadd16 sasx ssub8 ssub16 ssax uadd8 uadd16 uasx usub8 usub16 usax
            LoadStore
              > Rd, loads faults: loadLiteral loadByteLiteral loadHalfLiteral loadSignedByteLiteral
                  loadSignedHalfLiteral
              > Rd Ra, loads faults: loadDualLiteral
              > PC, loads faults ends: loadAndBranchLiteral
              Rn > Rd, loads faults: loadWord loadByte loadHalf loadExclusive loadExclusiveByte
                  loadExclusiveHalf loadAcquireHalf loadAcquire loadSignedByte loadSignedHalf
              Rn > Rd Ra, loads faults: loadDual
              Rn > Rd Rn, loads faults: loadBytePreIndexed loadBytePostIndexed loadHalfPreIndexed
                  loadHalfPostIndexed loadWordPreIndexed loadWordPostIndexed loadSignedBytePreIndexed
                  loadSignedBytePostIndexed loadSignedHalfPreIndexed loadSignedHalfPostIndexed
              Rn > Rlist, loads faults: loadMultiple loadMultipleBefore
              Rn > PC, loads faults ends: loadAndBranch
              Rn > Rd Rn Ra, loads faults: loadDualPreIndexed loadDualPostIndexed
              Rn > Rn Rlist, loads faults: loadMultiple16 loadMultipleUpdating
                  loadMultipleBeforeUpdating
              SP > Rlist SP, loads faults: pop
              Rn > PC Rn, loads faults ends: loadAndBranchPreIndexed loadAndBranchPostIndexed
              Rn > PC Rn Rlist, loads faults ends: loadMultipleAndBranch loadMultipleUpdatingAndBranch
                  loadMultipleBeforeAndBranch loadMultipleBeforeUpdatingAndBranch
              SP > PC Rlist SP, loads faults ends: popAndBranch
              Rd Rn, stores faults: storeWord storeByte storeHalf storeReleaseHalf storeRelease
              Rn Rm > Rd, loads faults: loadSignedByteIndexed loadWordIndexed loadHalfIndexed
                  loadByteIndexed loadSignedHalfIndexed loadByteIndexedShifted loadHalfIndexedShifted
                  loadWordIndexedShifted loadSignedByteIndexedShifted loadSignedHalfIndexedShifted
              Rd Rn > Rn, stores faults: storeBytePreIndexed storeBytePostIndexed storeHalfPreIndexed
                  storeHalfPostIndexed storeWordPreIndexed storeWordPostIndexed
              Rn Rm > PC, loads faults ends: loadAndBranchIndexed
              Rn Rm > Rd, stores varies faults: storeExclusive storeExclusiveByte storeExclusiveHalf
              Rd Rn Ra, stores faults: storeDual
              Rd Rn Rm, stores faults: storeWordIndexed storeHalfIndexed storeByteIndexed
                  storeByteIndexedShifted storeHalfIndexedShifted storeWordIndexedShifted
              Rn Rlist, stores faults: storeMultiple storeMultipleBefore
              Rd Rn Ra > Rn, stores faults: storeDualPreIndexed storeDualPostIndexed
              Rlist SP > SP, stores faults: push
              Rn Rlist > Rn, stores faults: storeMultipleUpdating storeMultipleBeforeUpdating
            Unprivileged
              Rn > Rd, loads faults: loadByte loadHalf loadWord loadSignedByte loadSignedHalf
              Rd Rn, stores faults: storeByte storeHalf storeWord
            Branches
              > PC, ends: always toItself
              C > PC, ends: hs lo
              N > PC, ends: mi pl
              V > PC, ends: vs vc
              Z > PC, ends: eq ne
              NV > PC, ends: ge lt
              Rm > PC, ends: moveToProgramCounter exchange
              Rn > PC, ends: ifZero ifNotZero
              ZC > PC, ends: hi ls
              PC > PC LR, ends: link
              NZV > PC, ends: gt le
              PC Rm > PC LR, ends: linkAndExchange
              R15 Rm > PC, ends: addToProgramCounter
              PC Rn Rm > PC, loads faults ends: tableOfBytes tableOfHalves
            SystemInstructions
              nothing: nop sendEvent clearExclusive
              > R15: setProgramCounter
              SP > SP: alignStackPointer
              NZCV: ifThenCounting ifThen
              SP GE NZCVQ > Rd: mrs
              nothing, ends: enableInterrupts disableInterrupts waitForEvent waitForInterrupt
                  supervisorCall fetchAnew
              nothing, faults ends: undefined unknown fetchFault noCoprocessor
              nothing, faults ends always: breakpoint
              Rn SP > SP GE NZCVQ, ends: msr
              Slist FPSCR > FPSCR, faults float: beginFloatingPoint
            StackLimit
              SP, faults: check
              Rm SP C, faults: checkByRegister
            TestTarget
              Rn > Rd: ofPresentPrivilege ofUnprivileged
            FloatTransfer
              > Sd, loads faults float: loadLiteral loadPairLiteral
              Rd > Sn, float: fromCore fromCoreHigh
              Sn > Rd, float: toCore toCoreHigh
              Sm > Rd Ra, float: pairToCore
              Rn > Sd, loads faults float: load loadPair loadMultiple
              Rn > Rn Sd, loads faults float: loadMultipleUpdating loadMultipleBefore
              Rn Sd, stores faults float: store storePair storeMultiple
              FPSCR > Rd, float: fromStatus
              Rd Ra > Sm, float: pairFromCore
              FPSCR > NZCV, float: statusToFlags
              Rn Sd > Rn, stores faults float: storeMultipleUpdating storeMultipleBefore
              Rd FPSCR > FPSCR, float: toStatus
            FloatArithmetic
              > Sd, float: vmovImmediate
              Sm > Sd, float: vmov vabs vneg
              Sd FPSCR > FPSCR, float: vcmpZero vcmpeZero
              Sm FPSCR > Sd FPSCR, float: vsqrt
              Sn Sm NZCV > Sd, float: vseleq vselvs vselge vselgt
              Sd Sm FPSCR > FPSCR, float: vcmp vcmpe
              Sn Sm FPSCR > Sd FPSCR, float: vmul vnmul vadd vsub vdiv vmaxnm vminnm
              Sd Sn Sm FPSCR > Sd FPSCR, float: vmla vmls vnmls vnmla vfnms vfnma vfma vfms
            FloatConversion
              Sd FPSCR > Sd FPSCR, float: fromFixedSigned16 fromFixedSigned32 fromFixedUnsigned16
                  fromFixedUnsigned32 toFixedSigned16 toFixedSigned32 toFixedUnsigned16
                  toFixedUnsigned32
              Sm FPSCR > Sd FPSCR, float: halfToSingleBottom halfToSingleTop fromUnsigned fromSigned
                  toUnsignedRounded toUnsigned toSignedRounded toSigned roundByMode roundToZero
                  roundExact vrinta vcvtaUnsigned vcvtaSigned vrintn vcvtnUnsigned vcvtnSigned vrintp
                  vcvtpUnsigned vcvtpSigned vrintm vcvtmUnsigned vcvtmSigned
              Sd Sm FPSCR > Sd FPSCR, float: singleToHalfBottom singleToHalfTop
            """);

    private SemanticFacts() {}
}
