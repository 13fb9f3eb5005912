package org.afterleak.crawl;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.afterleak.capture.Capture;
import org.afterleak.crawl.FetchRequest.Robots;

/**
 * Fetches one URL with GET, as a good guest and in no trap: the outbound guard, robots.txt, the host's queue and the
 * address policy are asked at every hop, in this order; redirects ({@value #MAX_REDIRECTS} at most) are followed here
 * and not by the HTTP library. No cookies, no cache, no Referer, no proxy, HTTP/1.1.
 *
 * <p>Bounds, with their defaults: 32 MiB of body, as received and again as decoded; 10 s to connect, 10 s between two
 * reads, 30 s for the whole of one exchange; 256 KiB of headers. A body that meets one of them is kept as far as it came
 * and its capture says so ({@link Capture#truncation}). Thread-safe.
 */
public final class Fetcher implements AutoCloseable {
    /** Redirects that are followed. */
    public static final int MAX_REDIRECTS = 5;

    /** The longest crawl delay of a robots.txt that is honoured; a host that asks for more is not visited. */
    public static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(30);

    /** Longer URLs are not fetched. */
    static final int MAX_URL_CHARS = 4_096;

    /** RFC 9309, 2.2.1. */
    private static final Pattern PRODUCT_TOKEN = Pattern.compile("^[A-Za-z_-]+");

    private final Masking masking;
    private final HttpExchange http;
    private final RobotsCache robots;
    private final StopSignal stop;
    private final long maxBytes;

    private Fetcher(Builder builder) {
        this.masking = new Masking(builder.guard);
        this.stop = builder.stop;
        this.maxBytes = builder.maxBytes;
        this.http = new HttpExchange(builder, masking);
        this.robots = new RobotsCache(this::robotsTxt, productToken(builder.userAgent), builder.clock);
    }

    /**
     * Starts with the defaults.
     *
     * @param userAgent sent with every request; its product token (RFC 9309, 2.2.1) is what robots.txt is asked for
     * @param clock dates captures and ages robots.txt
     * @throws IllegalArgumentException when the user agent does not begin with a product token, or holds what no header
     *     may
     */
    public static Builder builder(String userAgent, Clock clock) {
        if (!isUserAgent(userAgent)) {
            throw new IllegalArgumentException("a user agent begins with a product token of letters, - or _");
        }
        return new Builder(userAgent, clock);
    }

    static boolean isUserAgent(String userAgent) {
        return userAgent.length() <= 256
                && userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && PRODUCT_TOKEN.matcher(userAgent).find();
    }

    static String productToken(String userAgent) {
        Matcher token = PRODUCT_TOKEN.matcher(userAgent);
        if (!token.find()) {
            throw new IllegalArgumentException("a user agent begins with a product token");
        }
        return token.group();
    }

    /**
     * Fetches one URL that a person named: everything holds but robots.txt, which is for robots (RFC 9309, 1).
     *
     * @return what answered, whatever its status
     */
    public Capture fetch(String url) throws FetchException {
        FetchRequest request = FetchRequest.of(url, Duration.ZERO).with(Robots.NOWHERE);
        try (Fetched fetched = open(request)) {
            return fetched.capture();
        }
    }

    /** Ends what is under way, within moments, with {@link FetchFailure#STOPPED}, and refuses what comes after. */
    @Override
    public void close() {
        stop.give();
        http.close();
    }

    /** Fetches; the caller closes the result to give its place in memory back. */
    Fetched open(FetchRequest request) throws FetchException {
        HttpUrl url = parse(request.url()).orElseThrow(() -> failed(FetchFailure.INVALID_URL, request.url()));
        HttpUrl first = url;
        List<String> redirectedFrom = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Validators validators = permitted(request.validators());
        while (true) {
            requirePermitted(url);
            if (!request.scope().test(url.toString())) {
                throw failed(FetchFailure.OUT_OF_SCOPE, first);
            }
            seen.add(url.toString());
            Duration delay = delayOf(url, first, request);
            Fetched fetched = http.get(url, delay, validators, maxBytes, redirectedFrom);
            Capture capture = fetched.capture();
            if (!isRedirect(capture.status())) {
                return fetched;
            }
            fetched.close();
            HttpUrl next = redirectTarget(url, capture).orElseThrow(() -> failed(FetchFailure.INVALID_REDIRECT, first));
            redirectedFrom.add(url.toString());
            if (seen.contains(next.toString())) {
                throw failed(FetchFailure.REDIRECT_LOOP, first);
            }
            if (redirectedFrom.size() > MAX_REDIRECTS) {
                throw failed(FetchFailure.TOO_MANY_REDIRECTS, first);
            }
            url = next;
            validators = Validators.NONE;
        }
    }

    /** What a server put into a validator goes out with the next request, as a query does: under the same guard. */
    private Validators permitted(Validators validators) {
        String etag = validators.etag();
        String lastModified = validators.lastModified();
        return new Validators(
                etag != null && masking.permits(etag) ? etag : null,
                lastModified != null && masking.permits(lastModified) ? lastModified : null);
    }

    Masking masking() {
        return masking;
    }

    /** Whether a Location header is to be followed (RFC 9110, 15.4). */
    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    static Optional<HttpUrl> redirectTarget(HttpUrl from, Capture capture) {
        return capture.header("Location")
                .filter(location -> location.length() <= MAX_URL_CHARS)
                .map(from::resolve)
                .map(Fetcher::withoutSecrets)
                .filter(target -> target.toString().length() <= MAX_URL_CHARS);
    }

    /** An http or https URL without user, password and fragment; empty where the text is none. */
    static Optional<HttpUrl> parse(String url) {
        if (url.length() > MAX_URL_CHARS) {
            return Optional.empty();
        }
        return Optional.ofNullable(HttpUrl.parse(url)).map(Fetcher::withoutSecrets);
    }

    private static HttpUrl withoutSecrets(HttpUrl url) {
        return url.newBuilder().username("").password("").fragment(null).build();
    }

    /** Asks robots.txt. */
    private Duration delayOf(HttpUrl url, HttpUrl first, FetchRequest request) throws FetchException {
        boolean asks = switch (request.robots()) {
            case EVERYWHERE -> true;
            case EXCEPT_FIRST_ORIGIN -> !sameOrigin(url, first);
            case NOWHERE -> false;
        };
        if (!asks) {
            return request.delay();
        }
        RobotRules rules = robots.rules(url, request.delay());
        FetchFailure unreadable = rules.failure();
        if (unreadable != null) {
            throw failed(unreadable, url);
        }
        if (rules.crawlDelay().compareTo(MAX_CRAWL_DELAY) > 0) {
            throw failed(FetchFailure.CRAWL_DELAY_TOO_LONG, url);
        }
        // robots.txt itself may always be fetched (RFC 9309, 2.2.2).
        if (!rules.allows(url.toString()) && !url.encodedPath().equals("/robots.txt")) {
            throw failed(FetchFailure.ROBOTS_DISALLOWED, url);
        }
        Duration asked = rules.crawlDelay();
        return asked.compareTo(request.delay()) > 0 ? asked : request.delay();
    }

    private Capture robotsTxt(HttpUrl url, Duration delay) throws FetchException {
        requirePermitted(url);
        try (Fetched fetched = http.get(url, delay, Validators.NONE, RobotsCache.MAX_BYTES, List.of())) {
            return fetched.capture();
        }
    }

    private void requirePermitted(HttpUrl url) throws FetchException {
        if (!masking.permits(url)) {
            throw failed(FetchFailure.GUARD_REFUSED, url);
        }
    }

    private FetchException failed(FetchFailure failure, HttpUrl url) {
        return new FetchException(failure, masking.mask(url));
    }

    private FetchException failed(FetchFailure failure, String url) {
        return new FetchException(failure, masking.mask(url));
    }

    private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        final String userAgent;
        OutboundGuard guard = outbound -> OutboundGuard.Verdict.PASS;
        AddressPolicy addresses = new AddressPolicy(List.of());
        final Clock clock;
        LongSupplier ticker = System::nanoTime;
        long maxBytes = 32L << 20;
        Duration connectTimeout = Duration.ofSeconds(10);
        Duration readTimeout = Duration.ofSeconds(10);
        Duration callTimeout = Duration.ofSeconds(30);
        int inMemory = 8;
        Dns dns = Dns.SYSTEM;
        StopSignal stop = new StopSignal();

        private Builder(String userAgent, Clock clock) {
            this.userAgent = userAgent;
            this.clock = clock;
        }

        /** What may leave. Default: everything. */
        public Builder guard(OutboundGuard guard) {
            this.guard = Objects.requireNonNull(guard);
            return this;
        }

        /** Where connections may go. Default: the public internet. */
        public Builder addresses(AddressPolicy policy) {
            this.addresses = Objects.requireNonNull(policy);
            return this;
        }

        /** Most bytes of a body, as received and as decoded. Default 32 MiB; at least 1, at most 1 GiB. */
        public Builder maxBytes(long bytes) {
            if (bytes < 1 || bytes > 1L << 30) {
                throw new IllegalArgumentException("maxBytes must be from 1 to 1 GiB, not " + bytes);
            }
            this.maxBytes = bytes;
            return this;
        }

        /** Longest wait for a connection. Default 10 s. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive(timeout);
            return this;
        }

        /** Longest silence of a server. Default 10 s. */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = positive(timeout);
            return this;
        }

        /** Longest time for one exchange, name resolution and body included. Default 30 s. */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = positive(timeout);
            return this;
        }

        Builder ticker(LongSupplier nanos) {
            this.ticker = nanos;
            return this;
        }

        Builder dns(Dns resolver) {
            this.dns = resolver;
            return this;
        }

        Builder stop(StopSignal signal) {
            this.stop = signal;
            return this;
        }

        Semaphore places() {
            return new Semaphore(inMemory, true);
        }

        public Fetcher build() {
            return new Fetcher(this);
        }

        private static Duration positive(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("a time-out must be positive, not " + timeout);
            }
            return timeout;
        }
    }
}
