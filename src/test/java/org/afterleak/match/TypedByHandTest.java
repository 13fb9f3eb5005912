package org.afterleak.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.crypto.KeyRing;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A post as somebody might type it who does not want it to be found: ten people, each hidden in another way. */
class TypedByHandTest {
    private static final List<String> POST = List.of(
            "ok here we go again, they keep deleting this so read it slowly:",
            "Zo\u200bra\u200bida Qui\u200bspe A900\u200b000\u200b001", // zero-width spaces
            "T3sf4y3 G3br3m4r14m - A900 000 002", // leetspeak
            "М\u0430rlene Desrosiers / #900-000-003", // Cyrillic letters
            "S i t a r i o   U w i t o n z e - a nine zero zero zero zero zero zero zero four", // spaced out; digits as
            // words
            "Kh\u0101lid   Mansoor, number 9OO OOO OO5", // letters for digits
            "600000009A vokilaK rogI", // from back to front
            "Mansour Yousef (listed as Mansur Yusuf?) A900.000.007", // another spelling
            "Oyelar\u00adan, Babatunde id 900000008", // a soft hyphen
            "Ｖａｒｄａｎ　Ｐｅｔｒｏｓｙａｎ　Ａ９００００００１０", // full width
            "Lucía &amp;#70;&amp;#101;&amp;#114;&amp;#114;&amp;#101;&amp;#121;&amp;#114;&amp;#97; A-900-000-009"); // entities, twice

    @Test
    void aPostWithTenDisguises_isFound_everyLineOfIt(@TempDir Path folder) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Zoraida Quispe", "A900000001"));
        rows.add(List.of("Tesfaye Gebremariam", "A900000002"));
        rows.add(List.of("Marlene Desrosiers", "A900000003"));
        rows.add(List.of("Sitario Uwitonze", "A900000004"));
        rows.add(List.of("Khalid Mansoor", "A900000005"));
        rows.add(List.of("Igor Kalikov", "A900000006"));
        rows.add(List.of("Mansur Yusuf", "A900000007"));
        rows.add(List.of("Babatunde Oyelaran", "A900000008"));
        rows.add(List.of("Lucía Ferreyra", "A900000009"));
        rows.add(List.of("Vardan Petrosyan", "A900000010"));
        try (KeyRing keys = SealedFixture.keys();
                Watchlist watchlist =
                        SealedFixture.watchlist(folder, keys, List.of(Kind.NAME, Kind.ID_A_NUMBER), rows)) {
            Document.Builder post = Document.builder(1024).block("", "line", List.of());
            for (int i = 0; i < POST.size(); i++) {
                post.passage(PassageKind.LINE, i + 1, POST.get(i));
            }

            List<RecordMatch> found =
                    new Matcher(watchlist).match(post.build(), Tier.CONFIRMED).records();

            assertThat(found).hasSize(10);
            assertThat(found)
                    .flatExtracting(RecordMatch::where)
                    .extracting(Where::passage)
                    .contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }
}
