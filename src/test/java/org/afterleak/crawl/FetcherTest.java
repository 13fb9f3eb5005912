package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Capture.Truncation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest extends FetcherFixture {
    @Test
    void plainPage_isCapturedAsItCame() throws Exception {
        site.on(
                "/a?b=1",
                (request, out, socket) ->
                        TestSite.write(out, 200, "text/plain", "hello", "Set-Cookie: session=secret", "X-Any: thing"));
        Capture capture = fetch(builder(), site.url("/a?b=1#part"));
        assertThat(capture.status()).isEqualTo(200);
        assertThat(capture.address()).isEqualTo(site.url("/a?b=1"));
        assertThat(capture.payload()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        assertThat(capture.truncation()).isEqualTo(Truncation.NONE);
        assertThat(capture.capturedAt()).isEqualTo(CLOCK.instant());
        assertThat(capture.header("x-any")).contains("thing");
        assertThat(capture.header("set-cookie")).contains("[removed]");
        assertThat(capture.remoteAddress()).contains("127.0.0.1");
        assertThat(capture.requestHeaders()).anyMatch(h -> h.name().equals("User-Agent"));
    }

    @Test
    void requests_carryNoRefererNoCookieAndOurName() throws Exception {
        site.on(
                "/a",
                (request, out, socket) ->
                        TestSite.write(out, 302, "text/plain", "", "Location: /b", "Set-Cookie: id=1; Path=/"));
        site.page("/b", "there");
        try (Fetcher fetcher = builder().build()) {
            for (int i = 0; i < 2; i++) {
                try (Fetched fetched = fetcher.open(FetchRequest.of(site.url("/a"), Duration.ZERO))) {
                    assertThat(fetched.capture().redirectedFrom()).containsExactly(site.url("/a"));
                    assertThat(fetched.capture().address()).isEqualTo(site.url("/b"));
                }
            }
        }
        assertThat(site.allTargets()).containsExactly("/robots.txt", "/a", "/b", "/a", "/b");
        assertThat(site.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers()).doesNotContainKeys("referer", "cookie", "authorization");
            assertThat(request.header("user-agent")).startsWith("ExampleWatch/1.0 ");
        });
    }

    @Test
    void userAndPasswordInAUrl_areNotSent() throws Exception {
        site.page("/a", "x");
        Capture capture = fetch(builder(), site.url("/a").replace("http://", "http://somebody:secret@"));
        assertThat(capture.address()).isEqualTo(site.url("/a"));
        assertThat(site.requests()).noneMatch(request -> request.headers().containsKey("authorization"));
    }

    @Test
    void redirectLoop_endsAtItsSecondRound() {
        site.redirect("/a", "/b").redirect("/b", "/a");
        assertThat(failure(builder(), site.url("/a")).failure()).isEqualTo(FetchFailure.REDIRECT_LOOP);
        assertThat(site.targets()).containsExactly("/a", "/b");
    }

    @Test
    void sixthRedirect_isNotFollowed() {
        for (int i = 0; i < 10; i++) {
            site.redirect("/" + i, "/" + (i + 1));
        }
        assertThat(failure(builder(), site.url("/0")).failure()).isEqualTo(FetchFailure.TOO_MANY_REDIRECTS);
        assertThat(site.targets()).containsExactly("/0", "/1", "/2", "/3", "/4", "/5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://[::::]/", ""})
    void redirectToWhatIsNoHttpUrl_isNotFollowed(String location) {
        site.redirect("/a", location);
        FetchFailure failure = failure(builder(), site.url("/a")).failure();
        // An empty reference is the URL itself (RFC 3986, 5.2.2).
        assertThat(failure).isEqualTo(location.isEmpty() ? FetchFailure.REDIRECT_LOOP : FetchFailure.INVALID_REDIRECT);
        assertThat(site.targets()).containsExactly("/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:10.0.0.1]/",
                "http://10.0.0.1/",
                "http://[::1]/",
                "http://0.0.0.0/",
                "http://[64:ff9b::a00:1]/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/"
            })
    void redirectToAPrivateAddress_isRefusedBeforeItIsConnectedTo(String location) {
        site.redirect("/a", location);
        FetchException refused = failure(builder().connectTimeout(Duration.ofSeconds(2)), site.url("/a"));
        // Some platforms do not take 0x and 0 for addresses at all.
        boolean odd = location.startsWith("http://0") && !location.equals("http://0.0.0.0/");
        assertThat(refused.failure())
                .isIn(FetchFailure.PRIVATE_ADDRESS, odd ? FetchFailure.UNKNOWN_HOST : FetchFailure.PRIVATE_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2130706433", "0x7f000001", "127.1", "127.0.1", "localhost"})
    void loopbackInAnySpelling_isRefusedUnlessNamed(String host) {
        site.page("/a", "x");
        AddressPolicy nothing = new AddressPolicy(List.of());
        FetchException refused = failure(builder().addresses(nothing), "http://" + host + ":" + site.port() + "/a");
        boolean odd = host.startsWith("0");
        assertThat(refused.failure())
                .isIn(FetchFailure.PRIVATE_ADDRESS, odd ? FetchFailure.UNKNOWN_HOST : FetchFailure.PRIVATE_ADDRESS);
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void nameThatResolvesToLoopbackTheSecondTime_isRefusedThen() throws Exception {
        // The first answer is another address of the allowed block and stands for a public one.
        try (TestSite first = new TestSite("127.0.0.2")) {
            first.robots("").page("/a", "public");
            AtomicInteger lookups = new AtomicInteger();
            Dns rebinding =
                    host -> List.of(InetAddress.getByName(lookups.getAndIncrement() < 2 ? "127.0.0.2" : "127.0.0.1"));
            AddressPolicy policy = new AddressPolicy(List.of(Cidr.of("127.0.0.2/32")));
            String url = "http://rebind.example:" + first.port() + "/a";
            try (Fetcher fetcher = builder().addresses(policy).dns(rebinding).build()) {
                try (Fetched fetched = fetcher.open(FetchRequest.of(url, Duration.ZERO))) {
                    assertThat(fetched.capture().status()).isEqualTo(200);
                }
                FetchException refused = catchThrowableOfType(
                        FetchException.class, () -> fetcher.open(FetchRequest.of(url, Duration.ZERO)));
                assertThat(refused.failure()).isEqualTo(FetchFailure.PRIVATE_ADDRESS);
            }
            assertThat(lookups.get()).isEqualTo(3);
        }
    }

    @Test
    void publicAnswerCheckedAndPrivateOneConnected_cannotHappen() {
        // Both in one answer: the private one is passed over, the other one is tried and fails by itself.
        Dns both = host -> List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("127.0.0.3"));
        FetchException failure = failure(builder().dns(both), "http://both.example:" + site.port() + "/a");
        assertThat(failure.failure()).isEqualTo(FetchFailure.CONNECT);
    }

    @Test
    void proxyFromTheEnvironment_isNotUsed() throws Exception {
        site.page("/a", "direct");
        System.setProperty("http.proxyHost", "127.0.0.9");
        System.setProperty("http.proxyPort", "9");
        System.setProperty("http.nonProxyHosts", "");
        System.setProperty("socksProxyHost", "127.0.0.9");
        try {
            assertThat(fetch(builder(), site.url("/a")).status()).isEqualTo(200);
        } finally {
            for (String name : List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts", "socksProxyHost")) {
                System.clearProperty(name);
            }
        }
    }

    @Test
    void guardThatRefusesTheUrl_letsNothingOutAndShowsNothing() {
        AtomicInteger lookups = new AtomicInteger();
        Dns counting = host -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        };
        OutboundGuard guard =
                text -> text.contains("Jane Roe") ? OutboundGuard.Verdict.REFUSE : OutboundGuard.Verdict.PASS;
        String url = "http://pages.example:" + site.port() + "/find?n=Jane%20Roe";
        FetchException refused = failure(builder().guard(guard).dns(counting), url);
        assertThat(refused.failure()).isEqualTo(FetchFailure.GUARD_REFUSED);
        assertThat(refused).hasMessageStartingWith("http://pages.example:" + site.port() + "/\u2026 ");
        assertThat(lookups.get()).isZero();
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void guardThatRefusesTheHost_letsNotEvenItsNameBeLookedUp() {
        AtomicInteger lookups = new AtomicInteger();
        Dns counting = host -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        };
        OutboundGuard guard = text -> text.contains("roe") ? OutboundGuard.Verdict.REFUSE : OutboundGuard.Verdict.PASS;
        FetchException refused = failure(builder().guard(guard).dns(counting), "http://jane-roe.example/");
        assertThat(refused.failure()).isEqualTo(FetchFailure.GUARD_REFUSED);
        assertThat(refused.getMessage()).startsWith("http://\u2026 ").doesNotContain("roe");
        assertThat(lookups.get()).isZero();
    }

    @Test
    void guardThatRefusesARedirect_endsTheFetchThere() {
        site.redirect("/a", "/find?n=Jane+Roe").page("/find?n=Jane+Roe", "x");
        OutboundGuard guard =
                text -> text.contains("Jane Roe") ? OutboundGuard.Verdict.REFUSE : OutboundGuard.Verdict.PASS;
        assertThat(failure(builder().guard(guard), site.url("/a")).failure()).isEqualTo(FetchFailure.GUARD_REFUSED);
        assertThat(site.targets()).containsExactly("/a");
    }

    @Test
    void serverThatNeverAnswers_isATimeout() {
        site.on("/a", (request, out, socket) -> socket.getInputStream().read());
        FetchException late = failure(builder().readTimeout(Duration.ofMillis(300)), site.url("/a"));
        assertThat(late.failure()).isEqualTo(FetchFailure.TIMEOUT);
    }

    @Test
    void resetBeforeAnAnswer_isAFailureAndOneRequest() {
        site.on("/a", (request, out, socket) -> socket.setSoLinger(true, 0));
        assertThat(failure(builder(), site.url("/a")).failure()).isEqualTo(FetchFailure.DISCONNECT);
        assertThat(site.targets()).containsExactly("/a");
    }

    @Test
    void answerThatIsNotHttp_isAFailure() {
        site.on(
                "/a",
                (request, out, socket) -> out.write("SSH-2.0-OpenSSH_9\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(failure(builder(), site.url("/a")).failure()).isEqualTo(FetchFailure.PROTOCOL);
    }

    @Test
    void keptConnectionThatDied_isReplacedInANewTurn() throws Exception {
        AtomicInteger served = new AtomicInteger();
        site.on("/a", (request, out, socket) -> {
            // Counted first: the client may be done before this thread goes on.
            served.incrementAndGet();
            // Keeps the connection in name, and closes it.
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
        });
        try (Fetcher fetcher = builder().build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(fetcher.fetch(site.url("/a")).payload()).hasSize(2);
            }
        }
        assertThat(served.get()).isEqualTo(3);
    }

    @Test
    void unknownHost_isSaidSo() {
        Dns none = host -> {
            throw new UnknownHostException(host);
        };
        FetchException failure = failure(builder().dns(none), "http://nowhere.example/secret-path");
        assertThat(failure.failure()).isEqualTo(FetchFailure.UNKNOWN_HOST);
        assertThat(failure.getMessage()).doesNotContain("secret-path");
    }

    @Test
    void retryAfter_keepsTheHostAloneUntilThen() {
        site.robots("").status("/a", 503, "Retry-After: 3600").page("/b", "x");
        try (Fetcher fetcher = builder().build()) {
            catchThrowableOfType(
                    FetchException.class, () -> fetcher.open(FetchRequest.of(site.url("/a"), Duration.ZERO)));
            FetchException second = catchThrowableOfType(
                    FetchException.class, () -> fetcher.open(FetchRequest.of(site.url("/b"), Duration.ZERO)));
            assertThat(second.failure()).isEqualTo(FetchFailure.BACKED_OFF);
        }
        assertThat(site.targets()).containsExactly("/a");
    }

    @Test
    void close_endsACallThatIsUnderWay() throws Exception {
        site.on("/a", (request, out, socket) -> socket.getInputStream().read());
        Fetcher fetcher = builder().build();
        CompletableFuture<FetchFailure> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            FetchException e = catchThrowableOfType(FetchException.class, () -> fetcher.fetch(site.url("/a")));
            ended.complete(e.failure());
        });
        while (site.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        fetcher.close();
        assertThat(ended.get(2, TimeUnit.SECONDS)).isEqualTo(FetchFailure.STOPPED);
        assertThat(catchThrowableOfType(FetchException.class, () -> fetcher.fetch(site.url("/a")))
                        .failure())
                .isEqualTo(FetchFailure.STOPPED);
    }

    @Test
    void validators_areSentAndNotModifiedComesBack() throws Exception {
        site.on("/a", (request, out, socket) -> {
            boolean same = request.header("if-none-match").equals("\"v1\"");
            TestSite.write(out, same ? 304 : 200, "text/plain", same ? "" : "body", "ETag: \"v1\"");
        });
        try (Fetcher fetcher = builder().build()) {
            Validators validators;
            try (Fetched first = fetcher.open(FetchRequest.of(site.url("/a"), Duration.ZERO))) {
                validators = Validators.of(first.capture());
            }
            try (Fetched second =
                    fetcher.open(FetchRequest.of(site.url("/a"), Duration.ZERO).with(validators))) {
                assertThat(second.capture().status()).isEqualTo(304);
            }
        }
    }
}
