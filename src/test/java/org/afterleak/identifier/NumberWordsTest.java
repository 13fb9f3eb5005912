package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one two three four five|12345",
                "oh one two double three nine|012339",
                "cero uno dos tres cuatro cinco seis siete ocho nueve|0123456789",
                "zéro un deux trois quatre cinq six sept huit neuf|0123456789",
                "zero um dois três quatro cinco meia sete oito nove|0123456789",
                "null eins zwei drei vier fünf sechs sieben acht neun|0123456789",
                "ноль один два три четыре пять шесть семь восемь девять|0123456789",
                "sıfır bir iki üç dört beş altı yedi sekiz dokuz|0123456789",
                "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة|0123456789",
                "sifr wahid ithnan thalatha arbaa khamsa sitta sabaa thamaniya tisaa|0123456789",
                "seven 5 triple 0 two|750002"
            })
    void digitsInWords_areDigits(String words, String digits) {
        List<String> tokens = Names.tokens(words);
        NumberWords.Run run = NumberWords.read(tokens, 0).orElseThrow();
        assertThat(run.digits()).isEqualTo(digits);
        assertThat(run.tokens()).isEqualTo(tokens.size());
        assertThat(run.toString()).doesNotContain(digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one or two", "one", "double", "double double one", "five thousand", "1 2 3 4 5"})
    void prose_isNoNumber(String words) {
        assertThat(NumberWords.read(Names.tokens(words), 0)).isEmpty();
    }

    @Test
    void aRunEnds_whereTheWordsDo() {
        NumberWords.Run run = NumberWords.read(Names.tokens("id one two three four five double and"), 1)
                .orElseThrow();
        assertThat(run.tokens()).isEqualTo(5);
        assertThat(NumberWords.digit("eleven")).isEqualTo(-1);
    }

    @Test
    void aHugeRun_isCut() {
        NumberWords.Run run =
                NumberWords.read(Collections.nCopies(100_000, "nine"), 0).orElseThrow();
        assertThat(run.digits()).hasSize(IdNumbers.MAX_CHARS);
    }

    @Property
    void anyTokens_neverThrow(@ForAll List<String> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            NumberWords.read(tokens, i);
        }
    }
}
