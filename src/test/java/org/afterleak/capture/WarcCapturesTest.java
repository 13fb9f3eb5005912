package org.afterleak.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarcCapturesTest {
    private static final String HTTP =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Zoraida Quispe</p>";

    static byte[] record(String type, String target, String contentType, byte[] block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + target
                        + "\r\nWARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                        + "Content-Type: " + contentType + "\r\nContent-Length: " + block.length + "\r\n\r\n")
                .getBytes(UTF_8));
        out.write(block);
        out.write("\r\n\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    private static byte[] response(String target, String http) throws IOException {
        return record("response", target, "application/http; msgtype=response", http.getBytes(UTF_8));
    }

    /** All there are: a request, pages, a resource, a conversion. */
    static byte[] warc() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(record("warcinfo", "", "application/warc-fields", "software: test\r\n".getBytes(UTF_8)));
        out.write(record(
                "request",
                "https://site.example/a",
                "application/http; msgtype=request",
                "GET /a HTTP/1.1\r\n\r\n".getBytes(UTF_8)));
        out.write(response("https://site.example/a", HTTP));
        out.write(
                response(
                        "https://site.example/b",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n6\r\nHello \r\n5\r\nthere\r\n0\r\n\r\n"));
        out.write(record("resource", "file://list.txt", "text/plain", "A resource".getBytes(UTF_8)));
        out.write(record("conversion", "https://site.example/a", "text/plain", "A conversion".getBytes(UTF_8)));
        out.write(record("metadata", "https://site.example/a", "application/warc-fields", "x: y\r\n".getBytes(UTF_8)));
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static List<Capture> all(WarcCaptures captures) throws WarcException {
        List<Capture> all = new ArrayList<>();
        for (Optional<Capture> next = captures.next(); next.isPresent(); next = captures.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static List<Capture> read(byte[] warc) throws Exception {
        try (WarcCaptures captures = WarcCaptures.open(new ByteArrayInputStream(warc), 1 << 20)) {
            return all(captures);
        }
    }

    private static List<String> texts(List<Capture> captures) {
        return captures.stream().map(c -> new String(c.payload(), UTF_8)).toList();
    }

    @Test
    void responses_resourcesAndConversions_areCaptures() throws Exception {
        List<Capture> captures = read(warc());

        assertThat(texts(captures))
                .containsExactly("<p>Zoraida Quispe</p>", "Hello there", "A resource", "A conversion");
        assertThat(captures.get(0).address()).isEqualTo("https://site.example/a");
        assertThat(captures.get(0).status()).isEqualTo(200);
        assertThat(captures.get(0).capturedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(captures.get(0).contentType()).contains("text/html; charset=utf-8");
        assertThat(captures.get(3).contentType()).contains("text/plain");
    }

    @Test
    void gzippedRecordByRecord_isReadToItsEnd() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            out.write(gzip(response("https://site.example/" + i, HTTP)));
        }

        assertThat(read(out.toByteArray())).hasSize(50);
    }

    @Test
    void longPayload_isCutAndSaidSo() throws Exception {
        byte[] warc = record(
                "resource", "file://long", "text/plain", "x".repeat(5_000).getBytes(UTF_8));
        try (WarcCaptures captures = WarcCaptures.open(new ByteArrayInputStream(warc), 1_000)) {
            Capture capture = captures.next().orElseThrow();

            assertThat(capture.payload()).hasSize(1_000);
            assertThat(capture.truncation()).isEqualTo(Capture.Truncation.LENGTH);
            assertThat(captures.next()).isEmpty();
        }
    }

    @Test
    void damagedFile_givesWhatIsBeforeTheDamage() throws Exception {
        byte[] whole = warc();
        for (int i = 1; i < 20; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, whole.length * i / 20);
            try {
                read(cut);
            } catch (WarcException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("Quispe", "site.example");
            }
        }
        byte[] flipped = whole.clone();
        flipped[whole.length - 200] ^= 0x55;
        try (WarcCaptures captures = WarcCaptures.open(new ByteArrayInputStream(flipped), 1 << 20)) {
            assertThat(captures.next()).isPresent();
        }
    }

    @Test
    void headerWithoutAnEnd_isBounded() {
        byte[] endless = new byte[8 << 20];
        java.util.Arrays.fill(endless, (byte) 'x');
        byte[] start = "WARC/1.0\r\nWARC-Type: resource\r\nX: ".getBytes(UTF_8);
        System.arraycopy(start, 0, endless, 0, start.length);

        assertThatThrownBy(() -> read(endless)).isInstanceOf(WarcException.class);
    }

    @Test
    void noWarc_isSaidSo() {
        assertThatThrownBy(() -> read("Hello".getBytes(UTF_8))).isInstanceOf(WarcException.class);
    }

    @Test
    void waczPackage_givesItsWarcFiles(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.wacz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("datapackage.json"));
            zip.write("{}".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("archive/data.warc.gz"));
            zip.write(gzip(warc()));
        }
        try (Wacz wacz = Wacz.open(file)) {
            assertThat(wacz.size()).isEqualTo(1);
            try (WarcCaptures captures = wacz.warc(0, 1 << 20)) {
                assertThat(all(captures)).hasSize(4);
            }
        }
    }
}
