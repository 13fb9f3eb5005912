package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePartsTest {
    @ParameterizedTest
    @CsvSource({
        "Juan de la Cruz,delacruz",
        "Abd al-Rahman,abdalrahman",
        "Abdul Rahman,abdulrahman",
        "Mac Donald,macdonald",
        "Min-jun Kim,minjun",
        "Xiao Ming Wang,xiaoming",
        "al-Hassan,alhassan",
        "Ludwig van der Berg,vanderberg"
    })
    void neighboursThatAreWrittenAsOne_join(String name, String joined) {
        assertThat(NameParts.joins(Names.nameTokens(name)))
                .extracting(NameParts.Joined::token)
                .contains(joined);
    }

    @Test
    void ordinaryNames_doNotJoin() {
        assertThat(NameParts.joins(Names.nameTokens("Roberto Carlos Alvarez"))).isEmpty();
    }

    @Test
    void joins_areBounded_andShowNothing() {
        List<NameParts.Joined> joins = NameParts.joins(Collections.nCopies(10_000, "ming"));
        assertThat(joins).hasSize(NameParts.MAX_JOINS);
        assertThat(joins.toString()).doesNotContain("ming");
    }

    @ParameterizedTest
    @CsvSource({"de,true", "bin,true", "sheikh,true", "شيخ,true", "jr,true", "x,true", "garcia,false", "王,false"})
    void weakTokens_areKnown(String token, boolean weak) {
        assertThat(NameParts.isWeak(token)).isEqualTo(weak);
    }

    @ParameterizedTest
    @CsvSource({"王小明,王 小明", "欧阳修,欧阳 修", "김민준,김 민준", "남궁민수,남궁 민수", "佐藤太郎,佐藤 太郎", "山,山", "中华人民共和国,中华人民共和国"})
    void namesWithoutSpaces_comeApart(String name, String tokens) {
        assertThat(String.join(" ", Names.nameTokens(name))).isEqualTo(tokens);
    }

    @Test
    void aRunOfText_givesEachPlaceWhereANameMayStand() {
        String run = "记者王小明报道";
        assertThat(HanNames.split(run).stream()
                        .map(s -> run.substring(s.start(), s.middle()) + " " + run.substring(s.middle(), s.end())))
                .contains("王 小明")
                .doesNotContain("王 小");
        assertThat(HanNames.split("（王明）")).containsExactly(new HanNames.Span(1, 2, 3));
        assertThat(HanNames.split("王".repeat(100_000))).hasSizeLessThanOrEqualTo(HanNames.MAX_CANDIDATES);
    }

    @Property
    void nothingThrows(@ForAll String text) {
        HanNames.split(text);
        for (String token : Names.tokens(text)) {
            HanNames.tokens(token);
            HanNames.split(token);
            NameParts.isWeak(token);
        }
        NameParts.joins(Names.nameTokens(text));
    }
}
