package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final NestingLimits NESTING =
            new NestingLimits(3, 20, 1 << 20, 200, 1 << 18, Duration.ofSeconds(20));

    private static Passages passages(NestingLimits nesting) {
        return new Passages(
                new ExtractLimits(1 << 16, 1 << 20, 1_000, 50, 10, Duration.ofSeconds(20), nesting),
                new FormatReader(),
                64);
    }

    @FunctionalInterface
    private interface Container {
        void read(Passages out) throws IOException;
    }

    /** A document with that in it. */
    private static Document read(NestingLimits nesting, Container container) throws IOException {
        Passages out = passages(nesting);
        container.read(out);
        Document document = out.build();
        Extracted.check(document);
        return document;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void part_isReadByItsContent_withItsStepInTheLocator() throws Exception {
        Document document = read(NESTING, out -> {
            out.parts().read("lists/june.csv", bytes("Name,Id,Country\nZoraida Quispe,A205123456,Bolivia\n"), "");
            out.parts().read("page.html", bytes("<html><body><p>Hello</body></html>"), "");
        });

        assertThat(Extracted.shown(document))
                .containsExactly(
                        "ROW lists/june.csv > row 1: Name|Id|Country",
                        "ROW lists/june.csv > row 2: Zoraida Quispe|A205123456|Bolivia",
                        "LINE page.html > paragraph 1: Hello");
        assertThat(document.formats()).extracting(FormatUse::format).containsExactly("html", "text");
        assertThat(document.formats()).extracting(FormatUse::documents).containsExactly(1, 1);
    }

    @Test
    void partWithinAPart_hasBothSteps() throws Exception {
        Document document = read(NESTING, out -> {
            Passages.Outer outer = out.enter("outer.zip", "part 1");
            out.parts().read("inner.txt", bytes("Hello\n"), "text/plain");
            out.leave(outer);
            out.block("", "line");
            out.add(PassageKind.LINE, 7, "behind");
        });

        assertThat(Extracted.shown(document))
                .containsExactly("LINE outer.zip > inner.txt > line 1: Hello", "LINE line 7: behind");
    }

    @Test
    void stepsAreFitForALocator() throws Exception {
        Document document = read(NESTING, out -> {
            out.parts().read("../../etc/\u202E\u0000\"x\"\n.txt", bytes("a b\n"), "");
            out.parts().read("", bytes("c d\n"), "");
            out.parts().read("x".repeat(10_000) + ".txt", bytes("e f\n"), "");
        });

        assertThat(document.block(0).locator()).isEqualTo("../../etc/   x  .txt");
        assertThat(document.block(1).locator()).isEqualTo("unnamed");
        assertThat(document.block(2).locator())
                .startsWith("...xx")
                .endsWith("x.txt")
                .hasSize(163);
    }

    @Test
    void faultOfAPart_isTold_andTheNextOneIsRead() throws Exception {
        Document document = read(NESTING, out -> {
            out.parts().read("a.bin", new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, "");
            out.parts().passOver("is encrypted");
            out.parts().read("b.txt", bytes("Hello\n"), "");
        });

        assertThat(Extracted.texts(document)).containsExactly("Hello");
        assertThat(document.problems())
                .containsExactly(
                        "is encrypted (1 part): left out", "unknown binary format is not supported (1 part): left out");
    }

    @Test
    void moreParts_moreBytes_deeper_areLeftOutAndTold() throws Exception {
        Document many = read(NESTING, out -> {
            for (int i = 0; i < 100; i++) {
                out.parts().read("n" + i, bytes("text " + i), "");
            }
        });
        assertThat(many.passageCount()).isEqualTo(20);
        assertThat(many.problems()).containsExactly("more than 20 parts: the rest was left out");

        Document large = read(NESTING, out -> {
            for (int i = 0; i < 18; i++) {
                out.parts().read("n" + i, bytes("x ".repeat(30_000)), "");
            }
        });
        assertThat(large.passageCount()).isEqualTo(17);
        assertThat(large.problems()).containsExactly("parts are more than 1 MiB together: the rest was left out");
    }

    @Test
    void stream_isReadUpToTheLimitOfOneDocument() throws Exception {
        byte[] line = bytes("0123456789 abcdefghij\n".repeat(100));
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(line), new InputStream() {
            @Override
            public int read() {
                return '.';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) '.');
                return length;
            }
        });

        Document document = read(NESTING, out -> out.parts().read("endless", endless, ""));

        assertThat(document.length()).isBetween(60_000, 1 << 16);
        assertThat(document.problems()).containsExactly("part 1: more than 64 KiB: the rest was left out");
    }

    @Test
    void brokenStream_givesWhatWasRead() {
        Passages out = passages(NESTING);
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(bytes("Zoraida Quispe\n".repeat(1_000))), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("checksum");
                    }
                });

        assertThatThrownBy(() -> out.parts().read("member", broken, "")).isInstanceOf(IOException.class);
        assertThat(Extracted.texts(out.build())).contains("Zoraida Quispe");
    }

    @Test
    void timeOfAllParts_isOne() throws Exception {
        Document document = read(new NestingLimits(3, 20, 1 << 20, 200, 1 << 18, Duration.ofNanos(1)), out -> {
            out.parts().read("a.txt", bytes("Hello\n"), "");
            out.parts().read("b.txt", bytes("Hello\n"), "");
        });

        assertThat(document.passageCount()).isZero();
        assertThat(document.problems()).containsExactly("reading took longer than 0 seconds: the rest was left out");
    }
}
