package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.FactTable;

/**
 * Tells the facts of each semantic method, and so of the rows that name it; those of vector instructions that go through
 * elements follow from their operands ({@link ElementOperation}).
 *
 * <p>{@code rd}, {@code rs1}, {@code rs2} and {@code rs3} are the integer registers of the operand slots, {@code fd} and so
 * on those of floating point. What writes {@code csr} may write any control and status register; registers of vectors are
 * not told.
 */
final class SemanticFacts {

    static final FactTable TABLE = FactTable.parse("""
            Arithmetic
              nothing: nop
              > rd: loadImmediate addToProgramCounter
              rs1 > rd: lessImmediate lessUnsignedImmediate xorImmediate orImmediate andImmediate
                  addImmediateWord shiftLeftImmediateWord shiftRightImmediateWord
                  shiftArithmeticRightImmediateWord addImmediate shiftLeftImmediate shiftRightImmediate
                  shiftArithmeticRightImmediate
              rs2 > rd: move
              rs1 rs2 > rd: less lessUnsigned xor or and addWord subWord shiftLeftWord shiftRightWord
                  shiftArithmeticRightWord add sub shiftLeft shiftRight shiftArithmeticRight
            Multiplication
              rs1 rs2 > rd: multiplyWord multiplyHighWord multiplyHighSignedUnsignedWord
                  multiplyHighUnsignedWord divideWord divideUnsignedWord remainderWord
                  remainderUnsignedWord multiply multiplyHigh multiplyHighSignedUnsigned
                  multiplyHighUnsigned divide divideUnsigned remainder remainderUnsigned
            BitManipulation
              rs1 > rd: shiftLeftUnsignedWord extendByte extendHalf zeroExtendHalf countLeadingZerosWord
                  countTrailingZerosWord countOnesWord combineBytesWord reverseBytesWord
                  rotateRightImmediateWord countLeadingZeros countTrailingZeros countOnes combineBytes
                  reverseBytes rotateRightImmediate clearBitImmediateWord extractBitImmediateWord
                  invertBitImmediateWord setBitImmediateWord clearBitImmediate extractBitImmediate
                  invertBitImmediate setBitImmediate
              rs1 rs2 > rd: shift1AddWord shift2AddWord shift3AddWord shift1Add shift2Add shift3Add
                  addUnsignedWord shift1AddUnsignedWord shift2AddUnsignedWord shift3AddUnsignedWord
                  andNot orNot xorNot maximum maximumUnsigned minimum minimumUnsigned rotateLeftWord
                  rotateRightWord rotateLeft rotateRight multiplyCarrylessWord multiplyCarrylessHighWord
                  multiplyCarrylessReversedWord multiplyCarryless multiplyCarrylessHigh
                  multiplyCarrylessReversed clearBitWord extractBitWord invertBitWord setBitWord
                  clearBit extractBit invertBit setBit
            LoadStore
              rs1 > rd, loads faults: loadByte loadHalf loadWord loadUnsignedByte loadUnsignedHalf
                  loadDouble loadUnsignedWord
              rs1 rs2, stores faults: storeByte storeHalf storeWord storeDouble
            Atomics
              rs1 > rd, loads faults: loadReservedWord loadReservedDouble
              rs1 rs2 > rd, loads stores faults: swapWord addWord xorWord andWord orWord minimumWord
                  maximumWord minimumUnsignedWord maximumUnsignedWord swapDouble addDouble xorDouble
                  andDouble orDouble minimumDouble maximumDouble minimumUnsignedDouble
                  maximumUnsignedDouble
              rs1 rs2 > rd, loads stores varies faults: storeConditionalWord storeConditionalDouble
            Branches
              > pc, faults ends: jump
              > pc rd, faults ends: jumpAndLink
              rs1 > pc, faults ends: jumpRegister
              rs1 > pc rd, faults ends: jumpRegisterAndLink
              rs1 rs2 > pc, faults ends: equal notEqual less greaterOrEqual lessUnsigned
                  greaterOrEqualUnsigned
            CsrInstructions
              csr > rd csr, faults: readWriteImmediate readSetImmediate readClearImmediate
              rs1 csr > rd csr, faults: readWrite readSet readClear
            SystemInstructions
              nothing, ends: fetchAnew
              nothing, faults: beginFloatingPoint
              nothing, faults ends: illegal fetchFault environmentCall breakpoint waitForInterrupt
                  fenceTranslation
              > pc, faults ends: machineReturn supervisorReturn
            FloatTransfer
              fs1 > rd, float: toInteger doubleToInteger halfToInteger
              rs1 > fd, float: fromInteger integerToDouble integerToHalf
              rs1 > fd, loads faults float: load loadDouble loadHalf
              rs1 fs2, stores faults float: store storeDouble storeHalf
            FloatArithmetic DoubleArithmetic HalfArithmetic
              fs1 > rd, float: classify
              fs1 fs2 > fd, float: injectSign injectNegatedSign injectXorOfSigns
              fs1 fcsr > fd fcsr, faults float: squareRoot
              fs1 fs2 fcsr > fd fcsr, float: minimum maximum
              fs1 fs2 fcsr > rd fcsr, float: equal less lessOrEqual
              fs1 fs2 fcsr > fd fcsr, faults float: add subtract multiply divide
              fs1 fs2 fs3 fcsr > fd fcsr, faults float: multiplyAdd multiplySubtract
                  negatedMultiplySubtract negatedMultiplyAdd
            FloatConversion
              fs1 fcsr > rd fcsr, faults float: toWord toUnsignedWord toDoubleword toUnsignedDoubleword
              rs1 fcsr > fd fcsr, faults float: fromWord fromUnsignedWord fromDoubleword
                  fromUnsignedDoubleword
            DoubleConversion
              fs1 fcsr > fd fcsr, faults float: toSingle fromSingle
              fs1 fcsr > rd fcsr, faults float: toWord toUnsignedWord toDoubleword toUnsignedDoubleword
              rs1 fcsr > fd fcsr, faults float: fromWord fromUnsignedWord fromDoubleword
                  fromUnsignedDoubleword
            HalfConversion
              fs1 fcsr > fd fcsr, faults float: toSingle fromSingle toDouble fromDouble
              fs1 fcsr > rd fcsr, faults float: toWord toUnsignedWord toDoubleword toUnsignedDoubleword
              rs1 fcsr > fd fcsr, faults float: fromWord fromUnsignedWord fromDoubleword
                  fromUnsignedDoubleword
            VectorConfiguration
              > rd, faults: setByImmediates
              rs1 > rd, faults: setByImmediateType
              rs1 rs2 > rd, faults: setByRegisterType
            VectorMemory
              rs1, loads varies faults: loadUnitStride loadFaultOnlyFirst loadIndexed loadMask loadWhole
              rs1, stores varies faults: storeUnitStride storeIndexed storeMask storeWhole
              rs1 rs2, loads varies faults: loadStrided
              rs1 rs2, stores varies faults: storeStrided
            VectorMasks
              nothing, faults: and andNot index iota nand nor or orNot setBeforeFirst setIncludingFirst
                  setOnlyFirst xnor xor
              > rd, faults: first population
            VectorPermutation
              nothing, faults: compress gather gather16 gatherByImmediate moveWhole slideDownByImmediate
                  slideUpByImmediate
              > rd, faults: moveToInteger
              rs1, faults: gatherByRegister moveFromInteger slide1Down slide1Up slideDownByRegister
                  slideUpByRegister
              fcsr > fd fcsr, faults float: moveToFloat
              fs1 fcsr > fcsr, faults float: floatSlide1Down floatSlide1Up moveFromFloat
            CustomInstructions
              nothing, loads stores varies faults ends: execute
            """);

    private SemanticFacts() {}
}
