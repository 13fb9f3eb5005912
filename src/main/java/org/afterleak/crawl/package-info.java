/**
 * Decides what to fetch next, politely, and fetches it.
 *
 * <pre>{@code
 * SourcesFile sources = SourcesFile.read(watchlist.resolve("sources.yaml"));
 * sources.warnings().forEach(console::warn);
 * try (Frontier frontier = SqliteFrontier.open(index.resolve("frontier.db"), keys, watchlistState)) {
 *     Crawler crawler = Crawler.of(sources, frontier, guard, clock);
 *     Runtime.getRuntime().addShutdownHook(new Thread(crawler::stop));
 *     CrawlResult result = crawler.run(visitor, Crawler.Mode.ONCE, Optional.empty());
 *     result.alarms().forEach(console::warn);
 * }
 * Capture page = sources.fetcher(clock).guard(guard).build().fetch("https://www.example.org/"); // one URL, no crawl
 * }</pre>
 *
 * <p>{@link org.afterleak.crawl.SourcesFile} says where to look. {@link org.afterleak.crawl.Crawler} visits each source
 * when it is due, by a class for its kind; {@link org.afterleak.crawl.Frontier} remembers what was found and what became
 * of it, sealed, and survives a killed process: a URL counts as fetched when the
 * {@link org.afterleak.crawl.CrawlVisitor} has returned, not before. {@link org.afterleak.crawl.Fetcher} makes one
 * capture of one URL.
 *
 * <p><b>Before anything leaves</b>, at every hop, robots.txt and redirects included, in this order:
 *
 * <ol>
 *   <li>the {@link org.afterleak.crawl.OutboundGuard} looks at the URL or the query, before a name is resolved;
 *   <li>robots.txt (RFC 9309, crawler-commons) is asked, for our product token; unreachable means no;
 *   <li>the host's queue is joined: one request at a time, a pause between two of them;
 *   <li>the {@link org.afterleak.crawl.AddressPolicy} looks at the address that the socket is about to connect to.
 * </ol>
 *
 * <p><b>Threads.</b> A virtual thread for each source, and one for each host while results of a search are fetched. The
 * visitor is called under one lock; {@link org.afterleak.crawl.HostQueues} has a lock of its own, under which nothing
 * else is called. A stop cancels the calls under way, wakes the waiting, and leaves what is unfinished in the frontier.
 *
 * <p><b>What it does not do.</b> It does not match, and reads documents for links of an archive page only. It runs no
 * scripts, fills no forms, keeps no session: no cookies, no Referer, no cache, no proxy. It does not read
 * {@code nofollow}. It never shows a URL beyond its host.
 *
 * <p>Words: frontier, scope, outlink (Heritrix); DISCOVERED, FETCHED, REDIRECTION, FETCH_ERROR, ERROR (StormCrawler);
 * product token, crawl delay (RFC 9309); capture (ISO 28500).
 */
@NullMarked
package org.afterleak.crawl;

import org.jspecify.annotations.NullMarked;
