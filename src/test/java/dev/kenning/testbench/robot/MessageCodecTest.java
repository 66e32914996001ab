package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and writes XML-RPC messages as {@code xmlrpc.com/spec} and Renode's library write them. */
class MessageCodecTest {

    private static final int RANDOM_ROUNDS = 5_000;

    @Test
    void writesTheRequestThatRunsAKeyword() {
        byte[] request = MessageWriter.write(new MethodCall(
                "run_keyword",
                List.of(RpcValue.of("ExecuteCommand"), RpcValue.ofStrings(List.of("mach create \"m\"")))));

        assertThat(new String(request, StandardCharsets.UTF_8))
                .isEqualTo("<?xml version=\"1.0\"?><methodCall><methodName>run_keyword</methodName><params>"
                        + "<param><value><string>ExecuteCommand</string></value></param>"
                        + "<param><value><array><data><value><string>mach create \"m\"</string></value></data></array>"
                        + "</value></param></params></methodCall>");
    }

    @Test
    void readsTheAnswerThatRenodeWrites() throws Exception {
        RpcValue value = result("""
                <?xml version="1.0"?>
                <methodResponse>
                  <params>
                    <param>
                      <value>
                        <struct>
                          <member>
                            <name>return</name>
                            <value>
                              <string />
                            </value>
                          </member>
                          <member>
                            <name>status</name>
                            <value>PASS</value>
                          </member>
                        </struct>
                      </value>
                    </param>
                  </params>
                </methodResponse>
                """);

        assertThat(value)
                .isEqualTo(new RpcValue.Struct(Map.of("return", RpcValue.of(""), "status", RpcValue.of("PASS"))));
    }

    @Test
    void readsBackEveryKindOfValue() throws Exception {
        List<RpcValue> values = List.of(
                RpcValue.of(" text \r\n<&> "),
                RpcValue.of(Integer.MIN_VALUE),
                new RpcValue.Int64(Long.MAX_VALUE),
                RpcValue.of(-0.0),
                RpcValue.of(Double.MIN_VALUE),
                RpcValue.of(true),
                new RpcValue.DateTime(LocalDateTime.of(1998, 7, 17, 14, 8, 55)),
                new RpcValue.Bytes(new byte[] {0, -1, 127}),
                RpcValue.nil(),
                new RpcValue.Array(List.of()),
                new RpcValue.Struct(Map.of("", new RpcValue.Array(List.of(RpcValue.nil())))));

        MethodCall call = new MethodCall("run_keyword", values);

        assertThat(MessageReader.readCall(MessageWriter.write(call), MessageLimits.DEFAULT))
                .isEqualTo(call);
    }

    @Test
    void readsBackRandomValues() throws Exception {
        for (long seed = 0; seed < RANDOM_ROUNDS; seed++) {
            RpcValue value = new RandomValues(new Random(seed)).next();

            byte[] message = MessageWriter.write(new MethodResponse.Result(value));

            assertThat(MessageReader.readResponse(message, MessageLimits.DEFAULT))
                    .as("seed %d: %s", seed, new String(message, StandardCharsets.UTF_8))
                    .isEqualTo(new MethodResponse.Result(value));
        }
    }

    @Test
    void readsBackAFault() throws Exception {
        MethodResponse fault = new MethodResponse.Fault(1, "Keyword \"X\" not found");

        assertThat(MessageReader.readResponse(MessageWriter.write(fault), MessageLimits.DEFAULT))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <value>text</value>                                | Text[value=text]
            <value/>                                           | Text[value=]
            <value><string> a </string></value>                | Text[value= a ]
            <value><string>a<!-- b -->c</string></value>       | Text[value=ac]
            <value><string><![CDATA[<a>]]></string></value>    | Text[value=<a>]
            <value>&#65;&lt;</value>                           | Text[value=A<]
            <value> <int> -7 </int> </value>                   | Int[value=-7]
            <value><i4>+7</i4></value>                         | Int[value=7]
            <value><i8>9999999999</i8></value>                 | Int64[value=9999999999]
            <value><double>1E-3</double></value>               | Real[value=0.001]
            <value><double>.5</double></value>                 | Real[value=0.5]
            <value><boolean>1</boolean></value>                | Bool[value=true]
            <value><base64> AP 9/ </base64></value>            | Bytes[3]
            <value><nil/></value>                              | Nil[]
            """)
    void readsWhatOthersWrite(String xml, String expected) throws Exception {
        assertThat(result(answer(xml))).hasToString(expected);
    }

    @Test
    void readsAnAnswerWithoutParameterAsNothing() throws Exception {
        assertThat(result("<methodResponse><params/></methodResponse>")).isEqualTo(RpcValue.nil());
    }

    @Test
    void readsARequestWithoutParameters() throws Exception {
        byte[] request = bytes("<methodCall><methodName> get_keyword_names </methodName></methodCall>");

        assertThat(MessageReader.readCall(request, MessageLimits.DEFAULT))
                .isEqualTo(new MethodCall("get_keyword_names", List.of()));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] message = answer("<value>\u00E9</value>").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> MessageReader.readResponse(message, MessageLimits.DEFAULT))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("not UTF-8");
    }

    @Test
    void findsAMemberInAnyCase() {
        RpcValue.Struct struct = new RpcValue.Struct(Map.of("Line", RpcValue.of("a"), "line", RpcValue.of("b")));

        assertThat(struct.member("line")).contains(RpcValue.of("b"));
        assertThat(struct.member("LINE")).isPresent();
        assertThat(struct.member("lines")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <value><i4>1.5</i4></value>                           | '1.5' is no i4
            <value><i4>2147483648</i4></value>                    | '2147483648' is no i4
            <value><i4/></value>                                  | '' is no i4
            <value><double>NaN</double></value>                   | 'NaN' is no double
            <value><double>1e999</double></value>                 | '1e999' is no double
            <value><double>0x1p3</double></value>                 | '0x1p3' is no double
            <value><boolean>true</boolean></value>                | 'true' is no boolean
            <value><base64>a$b=</base64></value>                  | 'a$b=' is no base64
            <value><dateTime.iso8601>19980230T00:00:00</dateTime.iso8601></value> | is no dateTime.iso8601
            <value><nil>x</nil></value>                           | 'x' is no nil
            <value><decimal>1</decimal></value>                   | XML-RPC has no type 'decimal'
            <value>a<i4>1</i4></value>                            | text where none belongs: 'a'
            <value><i4>1</i4>a</value>                            | text where none belongs: 'a'
            <value><i4>1</i4><i4>1</i4></value>                   | an end tag expected, not <i4>
            <value><string><b/></string></value>                  | <string> holds text only, not <b>
            <value><array/></value>                               | <data> expected, not </array>
            <value><array><data><i4>1</i4></data></array></value> | <value> expected, not <i4>
            <value><struct><member><value/></member></struct></value> | <name> expected, not <value>
            <value><struct><member><name>a</name></member></struct></value> | <value> expected, not </member>
            <i4>1</i4>                                            | <value> expected, not <i4>
            """)
    void refusesWhatIsNoValue(String xml, String problem) {
        assertThatThrownBy(() -> result(answer(xml)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("line 1, column ");
    }

    @Test
    void refusesAStructWithTwoMembersOfOneName() {
        String member = "<member><name>a</name><value/></member>";

        assertThatThrownBy(() -> result(answer("<value><struct>" + member + member + "</struct></value>")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageEndingWith("a struct with two members 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "<methodResponse>",
                "<methodResponse/>",
                "<html><body>502 Bad Gateway</body></html>",
                "<methodResponse><params><param><value/></param><param><value/></param></params></methodResponse>",
                "<methodResponse><params/></methodResponse><more/>",
                "<methodResponse><params/><fault/></methodResponse>",
                "<methodResponse><fault><value>broken</value></fault></methodResponse>",
                "<methodCall><methodName>x</methodName></methodCall>",
                "<methodResponse><params><param><value>\u0001</value></param></params></methodResponse>"
            })
    void refusesWhatIsNoAnswer(String xml) {
        assertThatThrownBy(() -> result(xml)).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>",
                "<!DOCTYPE a SYSTEM 'file:///etc/hostname'>",
                "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'>]>"
            })
    void refusesDocumentTypesAndTheirEntities(String documentType) {
        assertThatThrownBy(() -> result(documentType + answer("<value>&b;</value>")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("a document type is not allowed");
    }

    @Test
    void refusesAMessageBeyondItsLimits() {
        String deep = "<value><array><data>".repeat(5) + "</data></array></value>".repeat(5);
        String wide = "<value><array><data>" + "<value/>".repeat(20) + "</data></array></value>";

        assertThatThrownBy(() -> read(answer(deep), new MessageLimits(10_000, 4, 1_000)))
                .hasMessageEndingWith("more than 4 values inside one another");
        assertThatThrownBy(() -> read(answer(wide), new MessageLimits(10_000, 4, 15)))
                .hasMessageEndingWith("more than 15 elements");
        assertThatThrownBy(() -> read(answer(wide), new MessageLimits(100, 4, 1_000)))
                .hasMessageEndingWith("more than the limit of 100");
    }

    @Test
    void refusesToWriteWhatXmlCannotCarry() {
        assertThatThrownBy(() -> write(RpcValue.of("a\u001Bb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("XML cannot carry the character U+001B at index 1 of a text of 3");
        assertThatThrownBy(() -> write(RpcValue.of("\uD800")))
                .hasMessage("XML cannot carry the character U+D800 at index 0 of a text of 1");
        assertThatThrownBy(() -> write(RpcValue.of(Double.NaN))).hasMessage("XML-RPC cannot carry the number NaN");
        assertThatThrownBy(() -> write(new RpcValue.DateTime(LocalDateTime.MAX)))
                .hasMessageStartingWith("XML-RPC cannot carry the date");
    }

    private static void write(RpcValue value) {
        MessageWriter.write(new MethodResponse.Result(value));
    }

    private static RpcValue result(String xml) throws MalformedMessageException {
        return read(xml, MessageLimits.DEFAULT);
    }

    private static RpcValue read(String xml, MessageLimits limits) throws MalformedMessageException {
        return ((MethodResponse.Result) MessageReader.readResponse(bytes(xml), limits)).value();
    }

    private static String answer(String value) {
        return "<methodResponse><params><param>" + value + "</param></params></methodResponse>";
    }

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
