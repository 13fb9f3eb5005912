package org.afterleak.pipeline;

import java.time.Clock;
import org.afterleak.config.ConfigException;
import org.afterleak.config.Settings;
import org.afterleak.crawl.Fetcher;
import org.afterleak.crawl.SourcesFile;

/** The fetcher of a scan: one page that a person named, under the rules of the workspace's sources where there are any. */
public final class Scans {
    private Scans() {}

    /**
     * A fetcher under the outbound guard; the caller closes it. It follows {@code watchlist/sources.yaml} (who we are,
     * which private addresses are allowed) where that file is there.
     *
     * @param by the product and version to be named where there is no such file
     */
    public static Fetcher fetcher(Session session, Settings settings, Clock clock, String by) throws ConfigException {
        java.nio.file.Path file = session.workspace().sourcesFile();
        Fetcher.Builder builder = java.nio.file.Files.exists(file)
                ? SourcesFile.read(file).fetcher(clock)
                : Fetcher.builder(by.replace("afterleak ", "Afterleak/"), clock)
                        .maxBytes(settings.limits().fetchBytes())
                        .callTimeout(settings.limits().fetchTime());
        return builder.guard(session.addresses()).build();
    }
}
