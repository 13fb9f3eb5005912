package org.afterleak.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The people in tests are made up, and their addresses lead nowhere: e-mail domains are those of RFC 2606, RFC 6761 and
 * RFC 6762, telephone numbers of North America end in 555-0100 to 555-0199.
 */
class FixturesTest {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24})(?![A-Za-z0-9.-]*[({/:])");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w.-])(?:\\+?1[ .-]?)?\\(?([2-9]\\d\\d)\\)?[ .-]([2-9]\\d\\d)[ .-](\\d{4})(?![\\w-])");
    private static final Pattern RESERVED_DOMAIN =
            Pattern.compile("(?:.*\\.)?(?:example\\.(?:com|net|org)|example|test|invalid|localhost|local)");

    private static final Set<String> TEXT_ENDINGS = Set.of(
            ".java", ".csv", ".tsv", ".txt", ".html", ".htm", ".json", ".jsonl", ".yaml", ".yml", ".xml", ".md",
            ".sql");

    @Test
    void everyEmailAddress_isOfAReservedDomain() throws IOException {
        assertThat(violations(FixturesTest::realEmails)).isEmpty();
    }

    @Test
    void everyTelephoneNumber_isOfTheReservedRange() throws IOException {
        assertThat(violations(FixturesTest::realPhones)).isEmpty();
    }

    @Test
    void realLookingFixtures_areFound() {
        // Put together here, or this file would fail itself.
        assertThat(realEmails("write to jane@" + "gmail.com, jane@mail.example.org, bo@host.test"))
                .containsExactly("gmail.com");
        assertThat(realPhones("(202) 456-" + "1111 or +1 202-555-0123 or 202 555 " + "0200"))
                .hasSize(2);
        assertThat(realPhones("A 123-456-789, 2026-01-01, 123-45-6789, 1.2.3.4"))
                .isEmpty();
    }

    private static List<String> realEmails(String line) {
        return EMAIL.matcher(line)
                .results()
                .map(result -> result.group(1).toLowerCase(Locale.ROOT))
                .filter(domain -> !RESERVED_DOMAIN.matcher(domain).matches())
                .toList();
    }

    private static List<String> realPhones(String line) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PHONE.matcher(line);
        while (matcher.find()) {
            if (!matcher.group(2).equals("555") || !matcher.group(3).startsWith("01")) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    private interface Finder {
        List<String> in(String line);
    }

    private static List<String> violations(Finder finder) throws IOException {
        List<String> violations = new ArrayList<>();
        for (Path root : List.of(Path.of("src/main"), Path.of("src/test"), Path.of("src/site"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(FixturesTest::isText)
                        .toList()) {
                    violations.addAll(violationsIn(file, finder));
                }
            }
        }
        return violations;
    }

    private static List<String> violationsIn(Path file, Finder finder) {
        try {
            List<String> violations = new ArrayList<>();
            String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                for (String found : finder.in(lines[i])) {
                    violations.add(file + ":" + (i + 1) + ": " + found);
                }
            }
            return violations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && TEXT_ENDINGS.contains(name.substring(dot).toLowerCase(Locale.ROOT));
    }
}
