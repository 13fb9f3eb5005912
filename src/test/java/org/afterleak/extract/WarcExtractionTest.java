package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarcExtractionTest {
    private static final byte[] RECORD =
            ("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://site.example/list\r\n"
                            + "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                            + "Content-Type: text/html\r\nContent-Length: 46\r\n\r\n"
                            + "<html><body><p>Zoraida Quispe</p></body></html>".substring(0, 46) + "\r\n\r\n")
                    .getBytes(UTF_8);

    @Test
    void warcFile_isReadRecordByRecord() throws Exception {
        assertThat(Extracted.shown(Extracted.file(RECORD)))
                .containsExactly("LINE https://site.example/list > paragraph 1: Zoraida Quispe");
    }

    @Test
    void warcWithinAnArchive_hasAllSteps() throws Exception {
        byte[] zip = ArchivesTest.zip("archive/data.warc.gz", ArchivesTest.compressed("gz", RECORD));

        assertThat(Extracted.shown(Extracted.file(zip)))
                .containsExactly(
                        "LINE archive/data.warc.gz > gzip > https://site.example/list > paragraph 1: Zoraida Quispe");
    }
}
