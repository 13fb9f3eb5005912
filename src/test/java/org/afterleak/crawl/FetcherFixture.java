package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.afterleak.capture.Capture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A site and fetchers that may reach it. */
@Timeout(60)
abstract class FetcherFixture {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    static final AddressPolicy LOOPBACK = new AddressPolicy(List.of(Cidr.of("127.0.0.0/8")));

    TestSite site;

    @BeforeEach
    void start() throws Exception {
        site = new TestSite();
    }

    @AfterEach
    void end() {
        site.close();
    }

    static Fetcher.Builder builder() {
        return Fetcher.builder("ExampleWatch/1.0 (+https://example.org/contact)", CLOCK)
                .addresses(LOOPBACK);
    }

    static Capture fetch(Fetcher.Builder builder, String url) throws FetchException {
        try (Fetcher fetcher = builder.build();
                Fetched fetched = fetcher.open(FetchRequest.of(url, Duration.ZERO))) {
            return fetched.capture();
        }
    }

    static FetchException failure(Fetcher.Builder builder, String url) {
        return catchThrowableOfType(FetchException.class, () -> fetch(builder, url));
    }
}
