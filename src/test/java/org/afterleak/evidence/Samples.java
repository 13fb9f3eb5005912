package org.afterleak.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Header;
import org.afterleak.crypto.CmsSigner;
import org.afterleak.crypto.SigningIdentity;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.takedown.NoticeDraft;
import org.afterleak.takedown.NoticeFacts;
import org.afterleak.takedown.Rule;
import org.afterleak.takedown.Sender;

/** A page of synthetic people, what matched in it, and packets of it. */
final class Samples {
    static final Instant CAPTURED = Instant.parse("2026-03-01T12:00:01Z");
    static final Instant PACKED = Instant.parse("2026-03-02T09:30:00Z");
    static final Clock CLOCK = Clock.fixed(PACKED, ZoneOffset.UTC);
    static final String BY = "afterleak 0.1.0";
    static final String FINDING = "f-7k2mq4";
    static final IdentifierGuard GUARD = text -> {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ");
        return lower.contains("quartermain") || lower.contains("900000001");
    };
    static final PacketLint LINT = (file, bytes) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return GUARD.holdsIdentifier(text);
    };

    /** Every word of the page that is somebody's. */
    static final List<String> PERSONAL = List.of(
            "Quartermain",
            "Zenobia",
            "Fernsby",
            "Barnaby",
            "Villanueva-Ocampo",
            "Xiomara",
            "Wetherell",
            "Ottoline",
            "900000001",
            "900000002",
            "900000003",
            "900000004",
            "Freedonia",
            "Sylvania",
            "zenobia@example.org");

    private static final String[][] ROWS = {
        {"QUARTERMAIN, Zenobia", "A900000001", "Freedonia", "Otay Mesa", "zenobia@example.org"},
        {"FERNSBY, Barnaby", "A 900-000-002", "Sylvania", "Otay Mesa", ""},
        {"WETHERELL, Ottoline", "A900000004", "Freedonia", "Winnfield", "note: see file"},
        {"VILLANUEVA-OCAMPO, Xiomara", "A900000003", "Sylvania", "Winnfield", ""},
    };

    private Samples() {}

    static Document document() {
        Document.Builder b = Document.builder(1000);
        b.block("", "line", List.of());
        b.passage(PassageKind.PARAGRAPH, 1, "This is the leaked list of all people, posted by Ottoline Wetherell.");
        b.block("table 1", "row", List.of("Name", "A-Number", "Nationality", "Detention facility", "E-mail"));
        for (int i = 0; i < ROWS.length; i++) {
            b.passage(PassageKind.ROW, i + 2, String.join("\t", ROWS[i]));
        }
        for (int i = 0; i < 20; i++) {
            b.passage(PassageKind.ROW, i + 6, "Somebody" + i + "\tA91" + i + "\tRuritania\tElsewhere\t");
        }
        b.block("table 2", "row", List.of());
        b.passage(PassageKind.ROW, 1, "Name\tDate of birth");
        b.passage(PassageKind.ROW, 2, "Barnaby Fernsby\t1980-01-02");
        return b.build();
    }

    static DocumentMatch match() {
        return new DocumentMatch(
                List.of(
                        record(
                                "r-aaaaaaaaaaaa",
                                Tier.CONFIRMED,
                                41.26,
                                List.of("id", "name"),
                                where(1, 0, 20),
                                where(1, 21, 31)),
                        record(
                                "r-bbbbbbbbbbbb",
                                Tier.CONFIRMED,
                                38.01,
                                List.of("id", "name"),
                                where(2, 0, 16),
                                where(2, 17, 30)),
                        record("r-cccccccccccc", Tier.PROBABLE, 14.5, List.of("name"), where(26, 0, 15))),
                List.of());
    }

    private static RecordMatch record(String handle, Tier tier, double bits, List<String> fields, Where... where) {
        return new RecordMatch(
                handle,
                "example-2026",
                tier,
                bits,
                fields,
                List.of("ID number and name stand in the same row: +24.0", "a rare name: +11.2"),
                List.of(where));
    }

    private static Where where(int passage, int start, int end) {
        return new Where(passage, document().locator(passage), start, end);
    }

    static Capture capture() {
        return capture("https://paste.example/raw/8f2k?lang=en");
    }

    static Capture capture(String url) {
        Document document = document();
        return Capture.builder(url)
                .capturedAt(CAPTURED)
                .status(200)
                .payload(java.util.Arrays.copyOf(document.text(), document.length()))
                .remoteAddress("192.0.2.7")
                .redirectedFrom(List.of("http://paste.example/8f2k"))
                .requestHeaders(List.of(
                        new Header("User-Agent", "ExampleWatch (+https://example.org/contact)"),
                        new Header("Accept", "text/html, */*;q=0.5")))
                .responseHeaders(List.of(
                        new Header("Date", "Sun, 01 Mar 2026 12:00:01 GMT"),
                        new Header("Server", "nginx/1.25.3 (Ubuntu)"),
                        new Header("Content-Type", "text/html; charset=utf-8"),
                        new Header("Content-Length", "2133"),
                        new Header("ETag", "\"65e1c2-855\""),
                        new Header("Set-Cookie", "session=Zenobia"),
                        new Header("X-Posted-By", "Zenobia Quartermain"),
                        new Header("Link", "<https://paste.example/u/Quartermain>; rel=author")))
                .build();
    }

    static EvidenceRecord evidence() {
        return new Redactor(Clock.fixed(CAPTURED.plusMillis(250), ZoneOffset.UTC), BY)
                .redact(document(), match(), capture(), "pastes", GUARD);
    }

    static CmsSigner signer() throws GeneralSecurityException {
        return new CmsSigner(SigningIdentity.create("Example Watch packets", CAPTURED), CLOCK);
    }

    static NoticeFacts.Builder notice(EvidenceRecord e) {
        return NoticeFacts.builder(FINDING, e.address().shown(), e.address().holdsIdentifier())
                .data(e.totals().records(), e.totals().kindsInWords())
                .where(e.locations(), e.totals().columns())
                .seen(e.capturedAt(), PACKED)
                .payloadSha256(e.payloadSha256())
                .rule(Rule.EU)
                .sender(new Sender(
                        "Robin Example",
                        "Example Watch",
                        "robin@example.org",
                        "We act for the agency from which the list was leaked."))
                .date(LocalDate.of(2026, 3, 2));
    }

    static PacketRequest request(EvidenceRecord e, CmsSigner signer) {
        NoticeDraft draft = NoticeDraft.of(notice(e).build());
        return PacketRequest.builder(FINDING, e, signer)
                .seen(CAPTURED, PACKED)
                .notice(draft.text(), draft.html())
                .organisation("Example Watch")
                .build();
    }

    static PacketWriter writer() {
        return new PacketWriter(CLOCK, BY, LINT);
    }

    static Path packet(Path folder) throws Exception {
        return writer().write(request(evidence(), signer()), folder);
    }

    static List<String> failures(List<Check> checks) {
        List<String> out = new ArrayList<>();
        for (Check check : checks) {
            if (!check.ok()) {
                out.add(check.name() + ": " + check.detail());
            }
        }
        return out;
    }
}
