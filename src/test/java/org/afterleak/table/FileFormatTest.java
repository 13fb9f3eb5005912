package org.afterleak.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%PDF-1.7|PDF",
                "<!DOCTYPE html><p>x|HTML",
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>|HTML",
                "<?xml version='1.0'?><feed/>|XML",
                "<p>Ada</p>|HTML",
                "<3 is a heart|TEXT",
                "{\"a\":1}|JSON",
                "[{\"a\":1}]|JSON",
                "[settings]|TEXT",
                "{\\rtf1 x}|RTF",
                "GIF89a..|GIF",
                "Name;ID|TEXT",
                "PK are initials|TEXT",
                "MZ is a symbol|TEXT",
                "BM is a museum|TEXT",
            })
    void format_isToldByContent(String content, FileFormat expected) throws IOException {
        assertThat(FileFormat.detect(TableSource.of(content.getBytes(ISO_8859_1))))
                .isEqualTo(expected);
    }

    @Test
    void emptyAndBinary_areTold() throws IOException {
        assertThat(FileFormat.detect(TableSource.of(new byte[0]))).isEqualTo(FileFormat.EMPTY);
        assertThat(FileFormat.detect(TableSource.of(new byte[1000]))).isEqualTo(FileFormat.BINARY);
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        assertThat(FileFormat.detect(TableSource.of(noise))).isEqualTo(FileFormat.BINARY);
        assertThat(FileFormat.detect(TableSource.of("PK\3\4 and no more".getBytes(ISO_8859_1))))
                .isEqualTo(FileFormat.DAMAGED_ZIP);
    }
}
