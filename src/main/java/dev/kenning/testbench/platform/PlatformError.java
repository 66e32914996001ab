package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;

/**
 * Numbers the errors of platform descriptions as Renode does (the order of its {@code ParsingError}).
 *
 * <p>Errors that need to know the models (types, properties, overlapping registrations) are raised by whoever
 * instantiates a description, through the same two methods, so that all of them read alike.
 */
public enum PlatformError {
    SYNTAX(0),
    NEVER_DECLARED(1),
    ALREADY_DECLARED(2),
    EMPTY_ENTRY(3),
    TYPE_NOT_RESOLVED(4),
    NO_USABLE_REGISTER_INTERFACE(5),
    TYPE_MISMATCH(6),
    PROPERTY_NOT_WRITABLE(7),
    WRONG_IRQ_ARITY(8),
    ATTRIBUTE_REPEATED(9),
    PROPERTY_DOES_NOT_EXIST(10),
    IRQ_DESTINATION_MISSING(11),
    NOT_AN_IRQ_RECEIVER(12),
    IRQ_SOURCE_MISSING(13),
    NOT_A_NUMBERED_OUTPUT(14),
    AMBIGUOUS_DEFAULT_IRQ(15),
    IRQ_SOURCE_USED_TWICE(16),
    /** Releases up to 1.15.3 call this 17; later ones allow it, and call a file that is used twice so. */
    IRQ_DESTINATION_USED_TWICE(17),
    DUPLICATE_USING(17),
    NO_LOCAL_RECEIVER(18),
    MORE_THAN_ONE_INIT(19),
    MISSING_REFERENCE(20),
    NO_REGISTRATION_POINT(21),
    AMBIGUOUS_REGISTRATION_POINT(22),
    ENUM_MISMATCH(23),
    CREATION_CYCLE(24),
    NO_CONSTRUCTOR(25),
    AMBIGUOUS_CONSTRUCTOR(26),
    INTERNAL(27),
    AMBIGUOUS_REGISTRATION_POINT_TYPE(28),
    INIT_VALIDATION(29),
    RECURSIVE_USING(30),
    PRE_LEXER(31),
    WRONG_INDENT(32),
    ALIAS_WITHOUT_REGISTRATION(33),
    ALIAS_WITH_NONE_REGISTRATION(34),
    CONSTRUCTOR_ATTRIBUTE_ON_EXISTING(35),
    USING_NOT_FOUND(36),
    AMBIGUOUS_REGISTREE(37),
    CONSTRUCTION(38),
    REGISTRATION(39),
    PROPERTY_SETTING(40),
    NAME_SETTING(41),
    CAST(42),
    IRQ_PIN_MISSING(43),
    IRQ_NOT_INITIALISED(44),
    REGISTRATION_CYCLE(45),
    ARGUMENT_AND_ALIAS(46),
    MORE_THAN_ONE_RESET(47),
    RESET_REGISTRATION(48),
    ABSTRACT_TYPE(49),
    MORE_THAN_ONE_PREINIT(50),
    PREINIT_VALIDATION(51),
    UNSUPPORTED_PLATFORM(52);

    private final int number;

    PlatformError(int number) {
        this.number = number;
    }

    /** Returns the number that Renode prints after {@code E}. */
    public int number() {
        return number;
    }

    /** Makes the exception for this error, with one caret at the start of the position. */
    public PlatformException at(Position position, String reason) {
        return new PlatformException(this, reason, position, position.show());
    }

    /** Makes the exception for this error, with carets under the whole position. */
    public PlatformException across(Position position, String reason) {
        return new PlatformException(this, reason, position, position.showWhole());
    }
}
