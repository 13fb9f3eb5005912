package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.ORG:80/a/../b, http://example.org/b",
        "http://example.org, http://example.org/",
        "http://example.org/%7Euser, http://example.org/~user",
        "http://example.org/?b=2&a=1#part, http://example.org/?a=1&b=2",
        "/data/pastes/a.txt, /data/pastes/a.txt"
    })
    void normalForm_isTheSameForOneAddress(String url, String normal) {
        assertThat(Urls.normal(url)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "mailto:a@example.org",
                "ftp://example.org/",
                "/relative",
                "",
                "http://example.org/a/b/a/c/a/d",
                "http://example.org/x/x/x"
            })
    void linkThatIsNoPageOrATrap_isNotFollowed(String link) {
        assertThat(Urls.followable(link)).isEmpty();
    }

    @Test
    void longUrl_isNotFollowed() {
        assertThat(Urls.followable("http://example.org/" + "a".repeat(1_980))).isPresent();
        assertThat(Urls.followable("http://example.org/" + "a".repeat(1_990))).isEmpty();
        assertThat(Urls.followable("http://example.org/" + "a/b/".repeat(400))).isEmpty();
    }

    @Test
    void fragment_isDropped() {
        assertThat(Urls.followable("http://example.org/2026/01/01/a#b")).contains("http://example.org/2026/01/01/a");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/, http://example.org/x, true",
        "http://example.org/, https://www.example.org/x, true",
        "https://www.example.org/, http://example.org/x, true",
        "http://example.org/, http://other.example.org/x, false",
        "http://example.org/, http://example.org.evil.example/x, false",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/x, true",
        "http://127.0.0.1:8080/, http://127.0.0.1:8081/x, false",
        "http://example.org/, http://example.org:8080/x, false"
    })
    void scopeOfASite_isItsHostAndPort(String home, String url, boolean inScope) {
        assertThat(Urls.sameSite(home).test(url)).isEqualTo(inScope);
    }
}
