package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "General|123456789|123456789",
                "General|1.0|1",
                "General|1.23456789E8|123456789",
                "General|1.2345678901234567E16|12345678901234600",
                "General|12345678901234567890|12345678901234567890",
                "General|1E999999999|1E999999999",
                "General|0.1|0.1",
                "General|-5|-5",
                "General|not a number|not a number",
                "0.00|7|7",
                "#,##0|1234567|1234567",
                "000000000|1234567|001234567",
                "000\\-00\\-0000|1234567|001-23-4567",
                "000-00-0000|12345678|012-34-5678",
                "\"A\"000000000|12345678|A012345678",
                "\"A# \"000-000-000|12345678|A# 012-345-678",
                "A000000000|12345678|12345678",
                "#|0042|0042",
                "yyyy-mm-dd|44893|2022-11-28",
                "[$-409]d-mmm-yy;@|44893|2022-11-28",
                "dd.mm.yyyy hh:mm|44893.5|2022-11-28T12:00",
                "dd.mm.yyyy hh:mm|44893|2022-11-28",
                "h:mm AM/PM|0.75|18:00",
                "yyyy-mm-dd|99999999|99999999",
                "\"day \"0|5|day 5",
                "0%|0.5|0.5",
                "[Red]0.0E+00|12|12",
            })
    void number_isShownAsTheSheetShowsIt(String code, String raw, String expected) throws Exception {
        String xml = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='" + code.replace("\"", "&quot;")
                + "'/></numFmts><cellXfs><xf numFmtId='170'/></cellXfs></styleSheet>";
        CellFormats formats = CellFormats.read(new ByteArrayInputStream(xml.getBytes(UTF_8)), false);
        assertThat(formats.show(raw, 0)).isEqualTo(expected);
    }
}
