package org.afterleak.crawl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One source of {@code sources.yaml}. Immutable. A source prints its name and type only: its URL and queries are a
 * person's own words and may hold anything.
 */
public sealed interface Source {
    /** Unique in the file; letters, digits, dot, dash, underscore. Shown in findings. */
    String name();

    SourceType type();

    /** From the start of a visit to the start of the next. */
    Duration every();

    /** Pause between two requests to one host; zero for one's own test site. */
    Duration delay();

    /** What makes it this source and no other: state that was kept for another URL does not belong to it. */
    String identity();

    /**
     * A page that lists links to items.
     *
     * @param url the page
     * @param item CSS selector of the links
     * @param raw URL with {@code {id}} in place of the last path segment of a link; fetched in place of the link
     * @param refetch an item that is still listed is fetched again after that long
     */
    record Listing(
            String name,
            Duration every,
            Duration delay,
            String url,
            String item,
            Optional<String> raw,
            Duration refetch)
            implements Source {
        @Override
        public SourceType type() {
            return SourceType.LISTING;
        }

        @Override
        public String identity() {
            return identityOf(this, url);
        }

        @Override
        public String toString() {
            return show(this);
        }
    }

    /**
     * A web site.
     *
     * @param url where it starts
     * @param depth links followed from there; 0 is that page alone
     * @param maxPages most URLs of one visit
     */
    record Site(String name, Duration every, Duration delay, String url, int depth, int maxPages) implements Source {
        @Override
        public SourceType type() {
            return SourceType.SITE;
        }

        @Override
        public String identity() {
            return identityOf(this, url);
        }

        @Override
        public String toString() {
            return show(this);
        }
    }

    /**
     * A search engine that speaks SearXNG's JSON.
     *
     * @param url its search endpoint
     * @param queries what is asked
     * @param pages result pages per query
     * @param refetch a page that is still a result is fetched again after that long
     */
    record Search(
            String name, Duration every, Duration delay, String url, List<String> queries, int pages, Duration refetch)
            implements Source {
        public Search {
            queries = List.copyOf(queries);
        }

        @Override
        public SourceType type() {
            return SourceType.SEARCH;
        }

        @Override
        public String identity() {
            return identityOf(this, url);
        }

        @Override
        public String toString() {
            return show(this);
        }
    }

    /**
     * A folder on this machine, or one file.
     *
     * @param path its absolute path
     */
    record Folder(String name, Duration every, Path path) implements Source {
        @Override
        public SourceType type() {
            return SourceType.FILES;
        }

        /** Nothing is requested of anybody. */
        @Override
        public Duration delay() {
            return Duration.ZERO;
        }

        @Override
        public String identity() {
            return identityOf(this, path.toString());
        }

        @Override
        public String toString() {
            return show(this);
        }
    }

    /**
     * Files of captures on this machine.
     *
     * @param pattern absolute path of a file, of a folder with such files in it, or a glob as {@link
     *     java.nio.file.FileSystem#getPathMatcher} has it
     */
    record Warc(String name, Duration every, String pattern) implements Source {
        @Override
        public SourceType type() {
            return SourceType.WARC;
        }

        /** Nothing is requested of anybody. */
        @Override
        public Duration delay() {
            return Duration.ZERO;
        }

        @Override
        public String identity() {
            return identityOf(this, pattern);
        }

        @Override
        public String toString() {
            return show(this);
        }
    }

    private static String identityOf(Source source, String place) {
        return source.type().word() + ' ' + source.name() + ' ' + place;
    }

    private static String show(Source source) {
        return source.type().word() + ' ' + source.name();
    }
}
