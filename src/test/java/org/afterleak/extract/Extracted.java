package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Header;

/** Captures for tests, and documents as lines of text: {@code ROW table 1 > row 2: a|b}. */
final class Extracted {
    static final ExtractLimits SMALL = new ExtractLimits(1 << 16, 1 << 16, 100, 50, 10, Duration.ofSeconds(20));

    private Extracted() {}

    static Document file(String text) throws ExtractException {
        return file(text.getBytes(UTF_8));
    }

    static Document file(byte[] bytes) throws ExtractException {
        return new Extractor().extract(Capture.ofFile("some/file", bytes, Instant.EPOCH));
    }

    static Document sent(String contentType, String text) throws ExtractException {
        return sent(contentType, text.getBytes(UTF_8));
    }

    static Document sent(String contentType, byte[] bytes) throws ExtractException {
        return sent(contentType, bytes, ExtractLimits.DEFAULT);
    }

    static Document sent(String contentType, byte[] bytes, ExtractLimits limits) throws ExtractException {
        return sent(contentType, bytes, new Extractor(limits));
    }

    static Document sent(String contentType, byte[] bytes, Extractor extractor) throws ExtractException {
        return extractor.extract(Capture.builder("https://site.example/folder/page")
                .capturedAt(Instant.EPOCH)
                .status(200)
                .responseHeaders(List.of(new Header("content-type", contentType)))
                .payload(bytes)
                .build());
    }

    static Document html(String body) throws ExtractException {
        return sent("text/html; charset=utf-8", "<!doctype html><html><body>" + body + "</body></html>");
    }

    /** Each passage on a line; tabs are shown as bars, line ends as slashes. */
    static List<String> shown(Document document) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < document.passageCount(); i++) {
            lines.add(document.kind(i) + " " + document.locator(i) + ": " + text(document, i));
        }
        return lines;
    }

    static List<String> texts(Document document) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < document.passageCount(); i++) {
            texts.add(text(document, i));
        }
        return texts;
    }

    private static String text(Document document, int passage) {
        return document.passageText(passage).replace('\t', '|').replace('\n', '/');
    }

    /** What holds of every document, whatever it was made of. */
    static void check(Document document) {
        int end = -1;
        int block = 0;
        for (int i = 0; i < document.passageCount(); i++) {
            require(document.start(i) == end + 1, "one separator between two passages");
            require(end < 0 || document.text()[end] == '\n', "a newline as separator");
            require(document.end(i) > document.start(i), "no empty passages");
            require(document.blockOf(i) == block || document.blockOf(i) == block + 1, "blocks without gaps");
            require(document.ordinal(i) > 0, "ordinals from 1");
            for (int k = document.start(i); k < document.end(i); k++) {
                byte b = document.text()[k];
                boolean control = b >= 0 && b < ' ' || b == 0x7F;
                boolean allowed = document.kind(i) == PassageKind.PARAGRAPH ? b == '\n' || b == '\t' : b == '\t';
                require(!control || allowed, "no control characters");
            }
            end = document.end(i);
            block = document.blockOf(i);
        }
        require(document.passageCount() == 0 || document.length() == end, "no text behind the last passage");
        require(document.blockCount() == (document.passageCount() == 0 ? 0 : block + 1), "no empty blocks");
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document.text(), 0, document.length()));
        } catch (CharacterCodingException e) {
            throw new AssertionError("valid UTF-8");
        }
    }

    private static void require(boolean held, String law) {
        if (!held) {
            throw new AssertionError("broken: " + law);
        }
    }
}
