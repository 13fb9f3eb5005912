package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
    @Test
    void keysOfAllLines_areTheHeadings_andLinesTheRowNumbers() throws Exception {
        Collected c = Collected.of(
                "{\"name\":\"Ada\",\"id\":123456789}\n\n{\"id\":\"2\",\"born\":\"1815-12-10\",\"x\":null}\r\n");
        assertThat(c.only())
                .containsEntry(0, List.of("name", "id", "born"))
                .containsEntry(1, List.of("Ada", "123456789"))
                .containsEntry(3, List.of("", "2", "1815-12-10"))
                .hasSize(3);
    }

    @Test
    void nestedValues_havePathsAsKeys() throws Exception {
        Collected c = Collected.of(
                "{\"p\":{\"name\":\"Ada\",\"mails\":[\"a@example.org\",\"b@example.org\"]},\"n\":1.50,\"ok\":true}\n");
        assertThat(c.only())
                .containsEntry(0, List.of("p.name", "p.mails.0", "p.mails.1", "n", "ok"))
                .containsEntry(1, List.of("Ada", "a@example.org", "b@example.org", "1.50", "true"));
    }

    @Test
    void badLine_isUnusable_withoutItsText_andTheNextIsRead() throws Exception {
        Collected c = Collected.of("{\"a\":\"1\"}\n{\"a\":Lovelace}\n[1,2]\n\"text\"\n{\"a\":\"2\"} {\"a\":\"3\"}\n"
                + "[".repeat(100) + "\n{\"a\":\"\uD800\"\n{\"a\":\"4\"}\n");
        assertThat(c.only())
                .containsEntry(1, List.of("1"))
                .containsEntry(8, List.of("4"))
                .containsKey(3)
                .hasSize(4);
        assertThat(c.unusable.keySet()).containsExactly(2, 4, 5, 6, 7);
        assertThat(c.unusable.values()).noneMatch(reason -> reason.contains("Lovelace"));
    }

    @Test
    void arraysAsLines_areRowsWithoutKeys() throws Exception {
        assertThat(Collected.of("[\"name\",\"id\"]\n[\"Ada\",1]\n").only())
                .containsEntry(1, List.of("name", "id"))
                .containsEntry(2, List.of("Ada", "1"));
    }

    @Test
    void documentsWithAnArrayOfObjects_areRead() throws Exception {
        for (String text : List.of(
                "[{\"a\":\"1\"},\n {\"b\":\"2\"}]",
                "{\"meta\":{\"n\":2},\n\"data\":[{\"a\":\"1\"},{\"b\":\"2\"}]}",
                "{\n\"a\":\"1\"\n}\n{\n\"b\":\"2\"\n}")) {
            assertThat(Collected.of(text).only())
                    .containsEntry(0, List.of("a", "b"))
                    .containsEntry(1, List.of("1"))
                    .containsEntry(2, List.of("", "2"));
        }
    }

    @Test
    void limits_makeALineUnusable_orEndTheReading() throws Exception {
        TableLimits limits = new TableLimits(1 << 20, 1, 200, 1, 1_000, 20, 100_000, 50, 500, Duration.ofMinutes(1));
        String text = "{\"a\":\"1\"}\n{\"a\":\"" + "x".repeat(51) + "\"}\n{\"a\":\"" + "x".repeat(501)
                + "\"}\n{\"a\":\"2\"}\n";
        Collected c = Collected.of(text.getBytes(UTF_8), limits);
        assertThat(c.unusable).containsOnlyKeys(2, 3);
        assertThat(c.only()).containsOnlyKeys(0, 1, 4);
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            keys.append("{\"k").append(i).append("\":1}\n");
        }
        assertThatThrownBy(() -> Collected.of(keys.toString().getBytes(UTF_8), limits))
                .hasMessage("more than 20 different JSON keys");
        String deepKey = "{\"" + "k".repeat(900) + "\":{\"" + "l".repeat(900) + "\":1}}\n{\"a\":1}\n";
        assertThat(Collected.of(deepKey).unusable).containsOnlyKeys(1);
    }

    @Test
    void brokenDocument_isSaid_withoutItsText() {
        assertThatThrownBy(() -> Collected.of("[{\"a\":\"1\"},\n{\"a\":Lovelace}]"))
                .isInstanceOf(TableException.class)
                .hasMessage("row 1: not JSON, or beyond a limit, after this row")
                .hasNoCause();
    }
}
