package dev.kenning.testbench.robot;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML-RPC messages with the JDK's StAX parser: no document types, no entities but XML's own, and never more than
 * the {@link MessageLimits}.
 */
final class MessageReader {

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,4})?");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_QUOTE = 60;

    /** Element name to what reads its text; a parser of it throws where the text is not of its kind. */
    private static final Map<String, Function<String, RpcValue>> SCALARS = Map.of(
            "string", RpcValue.Text::new,
            "i4", MessageReader::int32,
            "int", MessageReader::int32,
            "i8", text -> new RpcValue.Int64(Long.parseLong(text.strip())),
            "double", MessageReader::real,
            "boolean", MessageReader::bool,
            "dateTime.iso8601", MessageReader::dateTime,
            "base64", text -> new RpcValue.Bytes(Base64.getDecoder().decode(withoutSpace(text))),
            "nil", MessageReader::nil);

    private final XMLStreamReader xml;
    private final MessageLimits limits;

    /** Character data between the tag before the current one and the current one. */
    private final StringBuilder text = new StringBuilder();

    private int tag;
    private int elements;

    private MessageReader(byte[] message, MessageLimits limits) throws MalformedMessageException {
        if (message.length > limits.bytes()) {
            throw new MalformedMessageException(
                    "the message has " + message.length + " bytes, more than the limit of " + limits.bytes());
        }
        this.limits = limits;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            this.xml = factory.createXMLStreamReader(new StringReader(withoutDocumentType(decoded(message))));
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("not UTF-8: " + e.getMessage(), e);
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
        advance();
    }

    static MethodCall readCall(byte[] message, MessageLimits limits) throws MalformedMessageException {
        MessageReader reader = new MessageReader(message, limits);
        reader.start("methodCall");
        String method = reader.textOf("methodName").strip();
        List<RpcValue> parameters = reader.atStart() ? reader.parameters() : List.of();
        reader.end();
        reader.endOfDocument();
        return new MethodCall(method, parameters);
    }

    static MethodResponse readResponse(byte[] message, MessageLimits limits) throws MalformedMessageException {
        MessageReader reader = new MessageReader(message, limits);
        reader.start("methodResponse");
        MethodResponse response =
                reader.atStart() && reader.xml.getLocalName().equals("fault") ? reader.fault() : reader.result();
        reader.end();
        reader.endOfDocument();
        return response;
    }

    private MethodResponse result() throws MalformedMessageException {
        List<RpcValue> parameters = parameters();
        if (parameters.size() > 1) {
            throw malformed("an answer has one parameter, not " + parameters.size());
        }
        return new MethodResponse.Result(parameters.isEmpty() ? RpcValue.nil() : parameters.get(0));
    }

    private MethodResponse fault() throws MalformedMessageException {
        start("fault");
        RpcValue value = value(0);
        end();
        if (value instanceof RpcValue.Struct struct
                && struct.member("faultCode").orElse(RpcValue.nil()) instanceof RpcValue.Int code
                && struct.member("faultString").orElse(RpcValue.nil()) instanceof RpcValue.Text problem) {
            return new MethodResponse.Fault(code.value(), problem.value());
        }
        throw malformed("a fault holds an integer faultCode and a string faultString");
    }

    private List<RpcValue> parameters() throws MalformedMessageException {
        List<RpcValue> parameters = new ArrayList<>();
        start("params");
        while (atStart()) {
            start("param");
            parameters.add(value(0));
            end();
        }
        end();
        return parameters;
    }

    private RpcValue value(int depth) throws MalformedMessageException {
        if (depth >= limits.depth()) {
            throw malformed("more than " + limits.depth() + " values inside one another");
        }
        start("value");
        if (!atStart()) {
            return untyped();
        }
        noText();
        RpcValue value = typed(depth);
        end();
        return value;
    }

    /** A value without a type is a string. */
    private RpcValue untyped() throws MalformedMessageException {
        String content = text.toString();
        advance();
        return new RpcValue.Text(content);
    }

    private RpcValue typed(int depth) throws MalformedMessageException {
        String type = xml.getLocalName();
        return switch (type) {
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            default -> scalar(type);
        };
    }

    private RpcValue array(int depth) throws MalformedMessageException {
        List<RpcValue> values = new ArrayList<>();
        start("array");
        start("data");
        while (atStart()) {
            values.add(value(depth + 1));
        }
        end();
        end();
        return new RpcValue.Array(values);
    }

    private RpcValue struct(int depth) throws MalformedMessageException {
        Map<String, RpcValue> members = new LinkedHashMap<>();
        start("struct");
        while (atStart()) {
            start("member");
            String name = textOf("name");
            if (members.putIfAbsent(name, value(depth + 1)) != null) {
                throw malformed("a struct with two members " + quoted(name));
            }
            end();
        }
        end();
        return new RpcValue.Struct(members);
    }

    private RpcValue scalar(String type) throws MalformedMessageException {
        Function<String, RpcValue> parser = SCALARS.get(type);
        if (parser == null) {
            throw malformed("XML-RPC has no type " + quoted(type));
        }
        String content = textOf(type);
        try {
            return parser.apply(content);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(quoted(content) + " is no " + type);
        }
    }

    private static RpcValue int32(String text) {
        return new RpcValue.Int(Integer.parseInt(text.strip()));
    }

    private static RpcValue real(String text) {
        String number = text.strip();
        double value = DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(number);
        }
        return new RpcValue.Real(value);
    }

    private static RpcValue bool(String text) {
        return switch (text.strip()) {
            case "0" -> new RpcValue.Bool(false);
            case "1" -> new RpcValue.Bool(true);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static RpcValue dateTime(String text) {
        return new RpcValue.DateTime(LocalDateTime.parse(text.strip(), MessageWriter.DATE_TIME));
    }

    private static RpcValue nil(String text) {
        if (!text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return new RpcValue.Nil();
    }

    private static String withoutSpace(String text) {
        StringBuilder dense = new StringBuilder(text.length());
        text.chars().filter(c -> c > ' ').forEach(c -> dense.append((char) c));
        return dense.toString();
    }

    /** Decodes here because the JDK's parser prints to standard error what is not UTF-8. */
    private static String decoded(byte[] message) throws CharacterCodingException {
        String decoded = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(message))
                .toString();
        return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
    }

    /** Refuses a document type before the parser meets it: the JDK's runs astray in damaged ones. */
    private static String withoutDocumentType(String document) throws MalformedMessageException {
        if (document.contains("<!DOCTYPE")) {
            throw new MalformedMessageException("a document type is not allowed");
        }
        return document;
    }

    private boolean atStart() {
        return tag == XMLStreamConstants.START_ELEMENT;
    }

    private boolean isBlank() {
        return text.chars().allMatch(c -> c <= ' ');
    }

    /** Passes the start tag of an element. */
    private void start(String name) throws MalformedMessageException {
        noText();
        if (!atStart() || !xml.getLocalName().equals(name)) {
            throw malformed("<" + name + "> expected, not " + here());
        }
        advance();
    }

    /** Passes the end tag of the open element. */
    private void end() throws MalformedMessageException {
        noText();
        if (tag != XMLStreamConstants.END_ELEMENT) {
            throw malformed("an end tag expected, not " + here());
        }
        advance();
    }

    /** Passes an element that holds only text, and returns that. */
    private String textOf(String name) throws MalformedMessageException {
        start(name);
        if (atStart()) {
            throw malformed("<" + name + "> holds text only, not " + here());
        }
        String content = text.toString();
        advance();
        return content;
    }

    private void endOfDocument() throws MalformedMessageException {
        if (tag != XMLStreamConstants.END_DOCUMENT) {
            throw malformed("the end of the message expected, not " + here());
        }
    }

    private void noText() throws MalformedMessageException {
        if (!isBlank()) {
            throw malformed("text where none belongs: " + quoted(text.toString().strip()));
        }
    }

    private String here() {
        return switch (tag) {
            case XMLStreamConstants.START_ELEMENT -> "<" + xml.getLocalName() + ">";
            case XMLStreamConstants.END_ELEMENT -> "</" + xml.getLocalName() + ">";
            default -> "the end of the message";
        };
    }

    /** Goes on to the next tag and keeps the text before it. */
    private void advance() throws MalformedMessageException {
        text.setLength(0);
        try {
            while (true) {
                int event = xml.next();
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++elements > limits.elements()) {
                            throw malformed("more than " + limits.elements() + " elements");
                        }
                        tag = event;
                        return;
                    }
                    case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                        tag = event;
                        return;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw malformed("the entity " + quoted(xml.getLocalName()) + " is not allowed");
                    default -> {
                        // Comments and processing instructions say nothing.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    private MalformedMessageException malformed(String problem) {
        Location place = xml.getLocation();
        return new MalformedMessageException(
                "line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": " + problem);
    }

    private static MalformedMessageException notXml(XMLStreamException cause) {
        return new MalformedMessageException("not XML: " + cause.getMessage(), cause);
    }

    private static String quoted(String text) {
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
    }
}
