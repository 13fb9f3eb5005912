package org.afterleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyntheticWebTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static SyntheticPeople people;
    private static SyntheticWeb web;

    @BeforeAll
    static void start() throws IOException {
        people = SyntheticPeople.of(5, 500);
        web = SyntheticWeb.start(people, LeakedList.xlsx(people), 5);
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void web_hasThreeHundredInnocentPagesSixRepostsAndTheOriginal() {
        assertThat(web.innocent()).hasSize(300).doesNotHaveDuplicates();
        assertThat(web.wanted()).hasSize(7);
        assertThat(web.wanted().stream().filter(place -> web.isAtSource(place.url())))
                .hasSize(1);
    }

    @Test
    void innocentPages_neverHaveAWholeNameAndItsNumberTogether() throws Exception {
        for (SyntheticWeb.Place place : web.innocent()) {
            String text = new String(get(place.url()).body(), StandardCharsets.UTF_8);
            for (SyntheticPerson person : people.listed()) {
                assertThat(text.contains(person.aNumber().substring(1)) && text.contains(person.name()))
                        .as(place.what())
                        .isFalse();
            }
        }
        assertThat(web.unvisited()).isEmpty();
    }

    @Test
    void innocentPages_areHard() throws Exception {
        int namesakes = 0;
        int numbers = 0;
        Set<String> facilities = new HashSet<>(SyntheticPeople.facilities());
        int places = 0;
        for (SyntheticWeb.Place place : web.innocent()) {
            String text = new String(get(place.url()).body(), StandardCharsets.UTF_8);
            namesakes += people.listed().stream().anyMatch(p -> text.contains(p.name())) ? 1 : 0;
            numbers += text.matches("(?s).*\\b9[0-9]{8}\\b.*") ? 1 : 0;
            places += facilities.stream().anyMatch(text::contains) ? 1 : 0;
        }

        assertThat(namesakes).isGreaterThan(30);
        assertThat(numbers).isGreaterThan(80);
        assertThat(places).isGreaterThan(80);
    }

    @Test
    void searchPage_answersAsSearxngDoesAndPagesThroughAll() throws Exception {
        String search = web.sourcesYaml()
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith("/search"))
                .map(line -> line.substring("url: ".length()))
                .findFirst()
                .orElseThrow();
        Set<String> urls = new HashSet<>();
        for (int page = 1; page <= 5; page++) {
            JsonNode answer = new JsonMapper()
                    .readTree(get(search + "?q=names+xlsx&format=json&pageno=" + page)
                            .body());
            answer.get("results").forEach(result -> urls.add(result.get("url").stringValue()));
        }

        assertThat(urls).hasSize(103);
        assertThat(get(search + "?q=names").statusCode()).isEqualTo(403);
    }

    @Test
    void sites_refuseWhatIsNoReading() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create(web.innocent().get(0).url()))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(CLIENT.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    private static HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
