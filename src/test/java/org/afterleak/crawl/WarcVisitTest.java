package org.afterleak.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WarcVisitTest extends CrawlFixture {
    private static byte[] warc(String... addresses) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String address : addresses) {
            String http = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\npage of " + address;
            String record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + address
                    + "\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
                    + "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                    + "Content-Type: application/http; msgtype=response\r\nContent-Length: " + http.length()
                    + "\r\n\r\n"
                    + http + "\r\n\r\n";
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(record.getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    @Test
    void captures_areVisitedAsTheirPages_onceForEachFile() throws Exception {
        Path crawl = Files.createDirectories(folder.resolve("crawl/deep"));
        Files.write(crawl.resolveSibling("a.warc.gz"), warc("https://one.example/", "https://two.example/x"));
        Files.write(crawl.resolve("b.warc.gz"), warc("https://three.example/"));
        Files.write(crawl.resolveSibling("other.txt"), warc("https://never.example/"));
        Path outside = Files.write(folder.resolve("outside.warc.gz"), warc("https://outside.example/"));
        Files.createSymbolicLink(crawl.resolveSibling("link.warc.gz"), outside);
        String flat = "{name: crawl, type: warc, path: 'crawl/*.warc.gz', every: 1s}";

        assertThat(once(flat).visitedCount()).isEqualTo(2);
        assertThat(visitor.visited).containsExactly("https://one.example/", "https://two.example/x");

        nextVisit();
        Files.write(crawl.resolveSibling("c.warc.gz"), warc("https://four.example/"));
        SourceResult second = once(flat).sources().get(0);
        assertThat(second.visitedCount()).isEqualTo(1);
        assertThat(second.unchangedCount()).isEqualTo(1);

        assertThat(once("{name: deep, type: warc, path: 'crawl/**.warc.gz'}").visitedCount())
                .isEqualTo(4);
        assertThat(visitor.visited).noneMatch(url -> url.contains("never") || url.contains("outside"));
        assertThat(once("{name: one, type: warc, path: outside.warc.gz}").visitedCount())
                .isEqualTo(1);
        assertThat(once("{name: nowhere, type: warc, path: 'no-such/*.warc'}").alarms())
                .extracting(SourceResult::name)
                .containsExactly("nowhere");
    }

    @Test
    void damagedFile_givesWhatIsWhole_andIsToldOnce() throws Exception {
        Path crawl = Files.createDirectories(folder.resolve("crawl"));
        byte[] whole = warc("https://one.example/", "https://two.example/");
        Files.write(crawl.resolve("cut.warc.gz"), Arrays.copyOf(whole, whole.length - 60));
        Files.writeString(crawl.resolve("no.warc.gz"), "not one");
        String source = "{name: crawl, type: warc, path: crawl, every: 1s}";

        SourceResult first = once(source).sources().get(0);
        assertThat(visitor.visited).contains("https://one.example/");
        assertThat(first.failures()).containsKey(FetchFailure.UNREADABLE);

        nextVisit();
        SourceResult second = once(source).sources().get(0);
        assertThat(second.unchangedCount()).isEqualTo(2);
        assertThat(second.failures()).isEmpty();
    }
}
