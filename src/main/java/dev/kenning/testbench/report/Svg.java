package dev.kenning.testbench.report;

import java.util.Locale;

/**
 * Draws an image as SVG: shapes whose looks come from a style sheet, texts in whatever font the reader has.
 *
 * <p>It needs no display and no fonts here. Not thread-safe.
 */
final class Svg {

    /** About how wide a character of the axis' text is; texts are placed so that a wider font does no harm. */
    static final double CHARACTER = 6.6;

    private final int width;
    private final int height;
    private final StringBuilder body = new StringBuilder();

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Svg rectangle(double x, double y, double width, double height, String style) {
        return rectangle(x, y, width, height, style, "");
    }

    /** Draws a rectangle that tells a text to whoever points at it. */
    Svg rectangle(double x, double y, double width, double height, String style, String told) {
        body.append("<rect class=\"").append(style).append('"');
        attribute("x", x);
        attribute("y", y);
        attribute("width", Math.max(0, width));
        attribute("height", Math.max(0, height));
        return closed("rect", told);
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        body.append("<line class=\"").append(style).append('"');
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        return closed("line", "");
    }

    Svg circle(double x, double y, double radius, String style, String told) {
        body.append("<circle class=\"").append(style).append('"');
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        return closed("circle", told);
    }

    /** Draws a path; its commands are made of numbers by {@link #number}. */
    Svg path(String commands, String style) {
        body.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(commands)
                .append("\"/>");
        return this;
    }

    /** Writes a text that begins, ends or is centred at a place: {@code start}, {@code end}, {@code middle}. */
    Svg text(double x, double y, String anchor, String style, String text) {
        body.append("<text class=\"")
                .append(style)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append('"');
        attribute("x", x);
        attribute("y", y);
        body.append('>').append(Text.escaped(text)).append("</text>");
        return this;
    }

    /** Writes a text upwards. */
    Svg textUpwards(double x, double y, String style, String text) {
        body.append("<text class=\"")
                .append(style)
                .append("\" text-anchor=\"middle\" transform=\"translate(")
                .append(number(x))
                .append(',')
                .append(number(y))
                .append(") rotate(-90)\">")
                .append(Text.escaped(text))
                .append("</text>");
        return this;
    }

    /** Opens a group with attributes, which must be escaped. */
    Svg open(String attributes) {
        body.append("<g ").append(attributes).append('>');
        return this;
    }

    Svg close() {
        body.append("</g>");
        return this;
    }

    private void attribute(String name, double value) {
        body.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private Svg closed(String element, String told) {
        if (told.isEmpty()) {
            body.append("/>");
        } else {
            body.append("><title>")
                    .append(Text.escaped(told))
                    .append("</title></")
                    .append(element)
                    .append('>');
        }
        return this;
    }

    static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded)
                ? String.valueOf((long) rounded)
                : String.format(Locale.ROOT, "%.2f", rounded).replaceFirst("0+$", "");
    }

    /** Returns the image for a page that has the style sheet. */
    String inline(String title, String description) {
        return "<svg class=\"chart\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\"" + width + "\" height=\""
                + height + "\" role=\"img\" aria-label=\"" + Text.escaped(title + ". " + description) + "\">" + body
                + "</svg>";
    }

    /** Returns the image as a file of its own. */
    String standalone(String title, String description) {
        String css = Resource.text("chart.css");
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 " + width + ' ' + height
                + "\" width=\"" + width + "\" height=\"" + height + "\" role=\"img\"><title>" + Text.escaped(title)
                + "</title><desc>" + Text.escaped(description) + "</desc><style>" + Palette.day(css)
                + "@media(prefers-color-scheme:dark){" + Palette.night(css) + "}</style><rect class=\"paper\" width=\""
                + width + "\" height=\"" + height + "\"/>" + body + "</svg>\n";
    }
}
