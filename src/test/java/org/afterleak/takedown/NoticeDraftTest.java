package org.afterleak.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeDraftTest {
    private static NoticeFacts.Builder facts() {
        return NoticeFacts.builder("f-1", "https://paste.example/raw/8f2k", false)
                .data(57, List.of("ID number", "date of birth", "name"))
                .where(List.of("table 1 > rows 2–58"), List.of("Name", "Number"))
                .seen(Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T12:00:00Z"))
                .payloadSha256("ab".repeat(32))
                .sender(new Sender("Robin Example", "Example Watch", "robin@example.org", "We act for the agency."))
                .date(LocalDate.of(2026, 3, 2));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void draft_saysWhatWhereWhenWhyAndWhoAsks(Rule rule) {
        NoticeDraft draft = NoticeDraft.of(facts().rule(rule).build());
        for (String form : List.of(oneLine(draft.text()), oneLine(draft.html()))) {
            assertThat(form)
                    .contains("at least 57 people", "ID number, date of birth and name")
                    .contains("https://paste.example/raw/8f2k")
                    .contains("rows 2–58", "Name / Number", "ab".repeat(32))
                    .contains("1 March 2026, 12:00 UTC", "2 March 2026, 12:00 UTC")
                    .contains("Robin Example", "Example Watch", "robin@example.org", "We act for the agency.")
                    .contains("in good faith", "accurate and complete", "copies", "logs", "Confirm the removal")
                    .doesNotContain("[your");
        }
        assertThat(draft.placeholders()).isEmpty();
    }

    @Test
    void draftUnderTheDigitalServicesAct_holdsItsFourElements() {
        NoticeDraft draft = NoticeDraft.of(facts().rule(Rule.EU).build());
        for (String form : List.of(oneLine(draft.text()), oneLine(draft.html()))) {
            assertThat(form)
                    .contains("Article 17(1)(d) GDPR", "Article 16", "(EU) 2022/2065")
                    .contains("Why it has to go (a)", "Where it is (b)", "Who asks (c)", "Statement (d)");
        }
    }

    @Test
    void senderThatIsNotKnown_leavesPlaceholdersAndSaysSoAtTheTop() {
        NoticeDraft draft = NoticeDraft.of(
                facts().sender(new Sender("Robin Example", " ", null, null)).build());
        assertThat(draft.placeholders()).hasSize(3).contains("[your organisation]", "[your e-mail address]");
        assertThat(draft.text()).startsWith("DRAFT. To be filled in before it is sent:\n  [your organisation]\n");
        assertThat(draft.html()).contains("<mark>[your e-mail address]</mark>");
        assertThat(NoticeDraft.of(facts().sender(Sender.UNKNOWN).build()).placeholders())
                .hasSize(4);
    }

    @Test
    void addressThatHoldsAnIdentifier_isOfferedInConfidence() {
        NoticeFacts facts = NoticeFacts.builder("f-1", "https://paste.example/██████", true)
                .data(1, List.of("name"))
                .seen(Instant.EPOCH, Instant.EPOCH)
                .date(LocalDate.EPOCH)
                .build();
        assertThat(oneLine(NoticeDraft.of(facts).text()))
                .contains("personal data of one person", "We will give you the exact address in confidence");
    }

    @Test
    void hostileValues_areEscapedInHtmlAndBreakNoLine() {
        NoticeFacts facts = NoticeFacts.builder("f-1", "https://h.example/<script>\r\nBcc: x@y.example\u202E", false)
                .data(2, List.of("name"))
                .where(List.of("table 1 > row 2"), List.of())
                .seen(Instant.EPOCH, Instant.EPOCH)
                .sender(new Sender("<b>\nx", "{{url}}", "a@b.example\r\nBcc: z@z.example", "y"))
                .date(LocalDate.EPOCH)
                .build();
        NoticeDraft draft = NoticeDraft.of(facts);
        assertThat(draft.html())
                .contains("&lt;script&gt;", "&lt;b&gt;", "{{url}}")
                .doesNotContain("<script", "<b>", "\u202E", "<a ");
        assertThat(draft.text().lines()).noneMatch(line -> line.strip().startsWith("Bcc:"));
    }

    @Test
    void textLines_stayUnder78ColumnsButForAddresses() {
        assertThat(NoticeDraft.of(facts().rule(Rule.EU).build()).text().lines()).allMatch(line -> line.length() <= 78);
        String url = "https://h.example/" + "x".repeat(300);
        NoticeFacts longUrl = NoticeFacts.builder("f-1", url, false)
                .data(1, List.of("name"))
                .seen(Instant.EPOCH, Instant.EPOCH)
                .date(LocalDate.EPOCH)
                .build();
        assertThat(NoticeDraft.of(longUrl).text()).contains("\n  " + url + "\n");
    }

    @Test
    void manyPlaces_areCutShort() {
        List<String> places = IntStream.range(0, 100).mapToObj(i -> "row " + i).toList();
        String text = NoticeDraft.of(facts().where(places, List.of()).build()).text();
        assertThat(text).contains("  row 11\n  and further places").doesNotContain("row 12");
    }

    @Test
    void factsWithoutPeopleOrKinds_areRefused() {
        assertThatThrownBy(() -> facts().data(0, List.of("name")).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> facts().data(1, List.of()).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rules_areFoundByName() {
        assertThat(Rule.of("eu")).isEqualTo(Rule.EU);
        assertThat(Rule.of(" UK ")).isEqualTo(Rule.UK);
        assertThatThrownBy(() -> Rule.of("mars")).hasMessage("a rule is one of eu, uk, policy");
    }
}
