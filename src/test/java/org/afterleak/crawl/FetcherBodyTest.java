package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Capture.Truncation;
import org.junit.jupiter.api.Test;

/** What a hostile or broken server can do with the body of an answer. */
class FetcherBodyTest extends FetcherFixture {
    @Test
    void bodyWithoutEnd_isCutAtTheBound() throws Exception {
        site.on("/a", (request, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[1 << 16];
            while (true) {
                out.write(chunk);
            }
        });
        Capture capture = fetch(builder().maxBytes(1 << 20), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.LENGTH);
        assertThat(capture.payload()).hasSize(1 << 20);
    }

    @Test
    void bodyAsLongAsTheBound_isWhole() throws Exception {
        site.on("/a", (request, out, socket) -> TestSite.write(out, 200, "text/plain", new byte[4_096]));
        assertThat(fetch(builder().maxBytes(4_096), site.url("/a")).truncation())
                .isEqualTo(Truncation.NONE);
        assertThat(fetch(builder().maxBytes(4_095), site.url("/a")).truncation())
                .isEqualTo(Truncation.LENGTH);
    }

    @Test
    void slowDrip_isCutByTheTimeForTheWholeAndKeptSoFar() throws Exception {
        site.on("/a", (request, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 50, TimeUnit.MILLISECONDS)
                        .join();
            }
        });
        long start = System.nanoTime();
        Capture capture = fetch(builder().callTimeout(Duration.ofMillis(700)), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.TIME);
        assertThat(capture.payload()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void lengthThatPromisesMore_isADisconnectWithWhatCame() throws Exception {
        site.on(
                "/a",
                (request, out, socket) -> out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort".getBytes(StandardCharsets.US_ASCII)));
        Capture capture = fetch(builder(), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.DISCONNECT);
        assertThat(capture.payload()).asString(StandardCharsets.UTF_8).isEqualTo("short");
    }

    @Test
    void lengthThatPromisesLess_endsTheBodyThere() throws Exception {
        site.on(
                "/a",
                (request, out, socket) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"
                        .getBytes(StandardCharsets.US_ASCII)));
        site.page("/b", "next");
        try (Fetcher fetcher = builder().build()) {
            assertThat(fetcher.fetch(site.url("/a")).payload()).hasSize(5);
            assertThat(fetcher.fetch(site.url("/b")).payload())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("next");
        }
    }

    @Test
    void resetInTheMiddle_isADisconnectWithWhatCame() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        site.on("/a", (request, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[100]);
            out.flush();
            seen.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).join();
            socket.setSoLinger(true, 0);
        });
        Capture capture = fetch(builder(), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.DISCONNECT);
        assertThat(capture.payload()).hasSize(100);
    }

    @Test
    void headersWithoutEnd_areCutOff() {
        site.on("/a", (request, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] header = ("X-Filler: " + "y".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(header);
            }
        });
        assertThat(failure(builder(), site.url("/a"))).isNotNull();
    }

    @Test
    void gzip_isUndoneAndItsHeaderKept() throws Exception {
        byte[] gzip = gzip("one ".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8));
        site.on("/a", (request, out, socket) -> TestSite.write(out, 200, "text/plain", gzip, "Content-Encoding: gzip"));
        Capture capture = fetch(builder(), site.url("/a"));
        assertThat(capture.payload()).asString(StandardCharsets.UTF_8).isEqualTo("one two");
        assertThat(capture.header("Content-Encoding")).contains("gzip");
    }

    @Test
    void gzipBomb_isCutAtTheBoundOfWhatItUnpacksTo() throws Exception {
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(100_000);
        site.on("/a", (request, out, socket) -> TestSite.write(out, 200, "text/plain", bomb, "Content-Encoding: gzip"));
        Capture capture = fetch(builder().maxBytes(1 << 20), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.LENGTH);
        assertThat(capture.payload()).hasSize(1 << 20);
    }

    @Test
    void gzipThatBreaksOff_isKeptUpToThere() throws Exception {
        byte[] text = "row;of;a;list\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] gzip = gzip(text);
        byte[] half = Arrays.copyOf(gzip, gzip.length / 2);
        site.on("/a", (request, out, socket) -> TestSite.write(out, 200, "text/plain", half, "Content-Encoding: gzip"));
        Capture capture = fetch(builder(), site.url("/a"));
        assertThat(capture.truncation()).isEqualTo(Truncation.DISCONNECT);
        assertThat(capture.payload()).isNotEmpty().hasSizeLessThan(text.length);
    }

    @Test
    void plainTextLabelledGzip_staysAsItIs() throws Exception {
        site.on(
                "/a",
                (request, out, socket) -> TestSite.write(out, 200, "text/plain", "plain", "Content-Encoding: gzip"));
        assertThat(fetch(builder(), site.url("/a")).payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("plain");
    }

    @Test
    void codingThatWasNotAskedFor_isAFailure() {
        site.on("/a", (request, out, socket) -> TestSite.write(out, 200, "text/plain", "?", "Content-Encoding: br"));
        assertThat(failure(builder(), site.url("/a")).failure()).isEqualTo(FetchFailure.CONTENT_CODING);
    }

    static byte[] gzip(byte[]... members) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member);
            }
        }
        return bytes.toByteArray();
    }
}
