package org.afterleak.crawl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Header;
import org.afterleak.crawl.HostQueues.BackedOffException;
import org.afterleak.crawl.HostQueues.StoppedException;
import org.afterleak.crawl.HostQueues.Turn;

/**
 * One GET to one URL, in the host's turn: the only class that makes requests. Redirects come back as they are. Messages
 * of the HTTP library quote addresses, so none of them goes on: its exceptions become a {@link FetchFailure}.
 */
final class HttpExchange implements AutoCloseable {
    /** A server's Retry-After is believed up to here. */
    private static final Duration MAX_PAUSE = Duration.ofDays(1);

    private final OkHttpClient client;
    private final String userAgent;
    private final long maxBytes;
    private final Masking masking;
    private final Clock clock;
    private final HostQueues queues;
    private final StopSignal stop;
    private final Semaphore places;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    HttpExchange(Fetcher.Builder builder, Masking masking) {
        this.userAgent = builder.userAgent;
        this.maxBytes = builder.maxBytes;
        this.masking = masking;
        this.clock = builder.clock;
        this.stop = builder.stop;
        this.queues = new HostQueues(builder.ticker, stop);
        this.places = builder.places();
        this.client = new OkHttpClient.Builder()
                // HTTP/1.1 only: its headers are bounded by the library, and a connection serves the host it was made
                // for.
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .dns(builder.dns)
                .socketFactory(new GuardedSocketFactory(builder.addresses))
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .followRedirects(false)
                .followSslRedirects(false)
                // A second request that nobody asked for would break the host's delay.
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(16, 30, TimeUnit.SECONDS))
                .connectTimeout(builder.connectTimeout)
                .readTimeout(builder.readTimeout)
                .writeTimeout(builder.readTimeout)
                .callTimeout(builder.callTimeout)
                .eventListenerFactory(call -> trace(call))
                .build();
        stop.onStop(() -> underWay.forEach(Call::cancel));
    }

    /** Waits for the host's turn and for a place in memory, then asks. */
    Fetched get(HttpUrl url, Duration delay, Validators validators, long limit, List<String> redirectedFrom)
            throws FetchException {
        Request request = request(url, validators);
        while (true) {
            Trace trace = new Trace();
            try {
                Turn turn = queues.await(politenessKey(url), delay);
                try {
                    return exchangeInPlace(request, trace, Math.min(limit, maxBytes), redirectedFrom);
                } finally {
                    turn.close();
                }
            } catch (BackedOffException e) {
                throw new FetchException(FetchFailure.BACKED_OFF, masking.mask(url));
            } catch (StoppedException e) {
                throw new FetchException(FetchFailure.STOPPED, masking.mask(url));
            } catch (IOException | IllegalArgumentException e) {
                if (e instanceof FetchException known) {
                    throw known;
                }
                if (!trace.isStaleConnection() || stop.isGiven()) {
                    throw new FetchException(failure(e, trace), masking.mask(url));
                }
                // The server had closed the kept connection meanwhile: once more, in a new turn. Each try uses up one
                // kept connection, so this ends.
            }
        }
    }

    @Override
    public void close() {
        underWay.forEach(Call::cancel);
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    private static Trace trace(Call call) {
        Trace trace = call.request().tag(Trace.class);
        return trace == null ? new Trace() : trace;
    }

    private Request request(HttpUrl url, Validators validators) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("User-Agent", userAgent)
                .header("Accept", "*/*")
                // Asked for here, so that the library leaves the coding to us and its bound holds.
                .header("Accept-Encoding", "gzip");
        if (validators.etag() != null) {
            request.header("If-None-Match", validators.etag());
        }
        if (validators.lastModified() != null) {
            request.header("If-Modified-Since", validators.lastModified());
        }
        return request.get().build();
    }

    /** A capture keeps its place until it is closed; a failure gives it back at once. */
    private Fetched exchangeInPlace(Request request, Trace trace, long limit, List<String> redirectedFrom)
            throws IOException, StoppedException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
        boolean kept = false;
        try {
            Capture capture = exchange(request, trace, limit, redirectedFrom);
            kept = true;
            return new Fetched(capture, places::release);
        } finally {
            if (!kept) {
                places.release();
            }
        }
    }

    private Capture exchange(Request request, Trace trace, long limit, List<String> redirectedFrom)
            throws IOException, StoppedException {
        Call call = client.newCall(request.newBuilder().tag(Trace.class, trace).build());
        underWay.add(call);
        try {
            if (stop.isGiven()) {
                throw new StoppedException();
            }
            Instant at = clock.instant();
            try (Response response = call.execute()) {
                backOff(request.url(), response);
                Capture capture = capture(response, trace, limit, at, redirectedFrom);
                if (stop.isGiven()) {
                    // What the stop cut off is not what the server had.
                    throw new StoppedException();
                }
                return capture;
            }
        } finally {
            underWay.remove(call);
        }
    }

    private Capture capture(Response response, Trace trace, long limit, Instant at, List<String> redirectedFrom)
            throws IOException {
        HttpUrl url = response.request().url();
        Capture.Builder capture = Capture.builder(url.toString())
                .capturedAt(at)
                .status(response.code())
                .requestHeaders(headers(sent(response).headers()))
                .responseHeaders(headers(response.headers()))
                .redirectedFrom(redirectedFrom);
        InetAddress remote = trace.remote();
        capture.remoteAddress(remote == null ? null : remote.getHostAddress());
        if (Fetcher.isRedirect(response.code())) {
            return capture.build();
        }
        String coding = String.join(",", response.headers("Content-Encoding"));
        if (!Payload.canDecode(coding)) {
            throw new FetchException(FetchFailure.CONTENT_CODING, masking.mask(url));
        }
        Payload payload = Payload.read(response.body().byteStream(), limit).decoded(coding, limit);
        return capture.payload(payload.bytes()).truncation(payload.truncation()).build();
    }

    private static Request sent(Response response) {
        Response network = response.networkResponse();
        return network == null ? response.request() : network.request();
    }

    private static List<Header> headers(Headers headers) {
        List<Header> list = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            // A cookie would be a session of ours: of no use as evidence, and not for other eyes.
            boolean cookie = name.toLowerCase(Locale.ROOT).startsWith("set-cookie");
            list.add(new Header(name, cookie ? "[removed]" : headers.value(i)));
        }
        return list;
    }

    /** Retry-After (RFC 9110, 10.2.3) of a server that is asked too much, or is down. */
    private void backOff(HttpUrl url, Response response) {
        String value = response.header("Retry-After");
        if (value == null || response.code() != 429 && response.code() != 503) {
            return;
        }
        Duration pause;
        try {
            pause = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
        } catch (DateTimeException | ArithmeticException e) {
            return;
        }
        if (!pause.isNegative()) {
            queues.defer(politenessKey(url), pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause);
        }
    }

    private FetchFailure failure(Exception e, Trace trace) {
        if (stop.isGiven()) {
            return FetchFailure.STOPPED;
        }
        if (trace.isPrivateAddress()) {
            return FetchFailure.PRIVATE_ADDRESS;
        }
        // With several addresses the library throws the first failure, which may be that of a refused one.
        IOException connecting = trace.connectFailure();
        return switch (connecting == null ? e : connecting) {
            case UnknownHostException unknown -> FetchFailure.UNKNOWN_HOST;
            case SSLException tls -> FetchFailure.TLS;
            case ConnectException refused -> FetchFailure.CONNECT;
            case NoRouteToHostException unreachable -> FetchFailure.CONNECT;
            case InterruptedIOException late -> FetchFailure.TIMEOUT;
            case ProtocolException garbage -> FetchFailure.PROTOCOL;
            case IllegalArgumentException garbage -> FetchFailure.PROTOCOL;
            default -> FetchFailure.DISCONNECT;
        };
    }

    /** The host's name as DNS has it: a trailing dot is another spelling of it. */
    private static String politenessKey(HttpUrl url) {
        String host = url.host();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
