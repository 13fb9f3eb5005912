package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {
    @ParameterizedTest
    @CsvSource({
        "JANE.DOE+list@EXAMPLE.ORG,jane.doe+list@example.org",
        "jane＠example.org,jane@example.org",
        "jane@bücher.example,jane@xn--bcher-kva.example",
        "jane@BÜCHER.example,jane@xn--bcher-kva.example",
        "jane@xn--bcher-kva.example,jane@xn--bcher-kva.example",
        "ｊａｎｅ@example.org,jane@example.org",
        "josé@example.org,josé@example.org"
    })
    void spellings_haveOneForm(String raw, String canonical) {
        assertThat(Emails.canonical(raw)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write to jane.doe@example.org today", "jane.doe[at]example.org", "jane.doe [at] example [dot] org",
                "jane.doe(at)example(dot)org", "jane.doe { at } example { dot } org", "JANE.DOE AT EXAMPLE DOT ORG",
                "jane dot doe at example dot org", "jane.doe @ example . org", "<jane.doe@example.org>",
                "jane.doe[@]example[.]org", "jane.doe (arroba) example punto org", "mailto:jane.doe@example.org",
                "jane.doe＠example.org", "see jane.doe@example.org. Then", "jane.doe AT example.org"
            })
    void hiddenAddresses_areFound(String text) {
        List<Emails.Found> found = Emails.find(text);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).canonical()).endsWith("jane.doe@example.org");
        assertThat(text.substring(found.get(0).start(), found.get(0).end()).toLowerCase(java.util.Locale.ROOT))
                .startsWith("jane")
                .endsWith("org");
        assertThat(found.get(0).toString()).doesNotContain("jane");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meet me at home",
                "arrived at example.org yesterday",
                "@",
                "@@@@",
                "a@",
                "@b.example",
                "at at at",
                "look @ this",
                "jane@example",
                "at 10.30 dot"
            })
    void prose_holdsNone(String text) {
        assertThat(Emails.find(text)).isEmpty();
    }

    @Test
    void severalAddresses_areFoundInOrder() {
        assertThat(Emails.find("a@example.org; b (at) example.net,c@example.com"))
                .extracting(Emails.Found::canonical)
                .containsExactly("a@example.org", "b@example.net", "c@example.com");
    }

    @Test
    void hostileTexts_takeLinearTime() {
        for (String piece : List.of("@", "a@", " at ", "a.", "(at) dot ", "a dot ", "[", "a@a.", "-", " ")) {
            String text = piece.repeat(200_000 / piece.length());
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> Emails.find(text));
            assertThat(Emails.canonical(text)).isEmpty();
        }
    }

    @Property
    void canonical_isIdempotent_andFoundInText(@ForAll String text) {
        Emails.canonical(text + "@example.org")
                .ifPresent(once -> assertThat(Emails.canonical(once)).contains(once));
        for (Emails.Found found : Emails.find(text + "@example.org " + text)) {
            assertThat(Emails.canonical(found.canonical())).contains(found.canonical());
        }
    }
}
