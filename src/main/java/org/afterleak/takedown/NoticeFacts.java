package org.afterleak.takedown;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a takedown request is about. No value of any leaked record is in it: data is named by its kind, its place and
 * its amount. Immutable.
 */
public final class NoticeFacts {
    private final String finding;
    private final String url;
    private final boolean urlMasked;
    private final int people;
    private final List<String> kinds;
    private final List<String> locations;
    private final List<String> columns;
    private final Instant firstSeen;
    private final Instant lastSeen;
    private final String payloadSha256;
    private final Rule rule;
    private final Sender sender;
    private final LocalDate date;

    private NoticeFacts(Builder b) {
        this.finding = b.finding;
        this.url = b.url;
        this.urlMasked = b.urlMasked;
        this.people = b.people;
        this.kinds = List.copyOf(b.kinds);
        this.locations = List.copyOf(b.locations);
        this.columns = List.copyOf(b.columns);
        this.firstSeen = Objects.requireNonNull(b.firstSeen, "firstSeen");
        this.lastSeen = Objects.requireNonNull(b.lastSeen, "lastSeen");
        this.payloadSha256 = b.payloadSha256;
        this.rule = b.rule;
        this.sender = b.sender;
        this.date = Objects.requireNonNull(b.date, "date");
        if (people < 1 || kinds.isEmpty()) {
            throw new IllegalArgumentException("a takedown request needs at least one person and one kind of data");
        }
    }

    /**
     * Starts with what every request needs.
     *
     * @param finding the finding's name, which becomes the request's reference
     * @param url the address as it may be shown
     * @param urlMasked whether that is only a part of it, because the address itself holds personal data
     */
    public static Builder builder(String finding, String url, boolean urlMasked) {
        return new Builder(finding, url, urlMasked);
    }

    String finding() {
        return finding;
    }

    String url() {
        return url;
    }

    boolean isUrlMasked() {
        return urlMasked;
    }

    int people() {
        return people;
    }

    List<String> kinds() {
        return kinds;
    }

    List<String> locations() {
        return locations;
    }

    List<String> columns() {
        return columns;
    }

    Instant firstSeen() {
        return firstSeen;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    String payloadSha256() {
        return payloadSha256;
    }

    Rule rule() {
        return rule;
    }

    Sender sender() {
        return sender;
    }

    LocalDate date() {
        return date;
    }

    @Override
    public String toString() {
        return "NoticeFacts[" + finding + "]";
    }

    /** Collects the facts; people, kinds, both times and the date are required. */
    public static final class Builder {
        private final String finding;
        private final String url;
        private final boolean urlMasked;
        private int people;
        private List<String> kinds = List.of();
        private List<String> locations = List.of();
        private List<String> columns = List.of();
        private @Nullable Instant firstSeen;
        private @Nullable Instant lastSeen;
        private String payloadSha256 = "";
        private Rule rule = Rule.POLICY;
        private Sender sender = Sender.UNKNOWN;
        private @Nullable LocalDate date;

        private Builder(String finding, String url, boolean urlMasked) {
            this.finding = finding;
            this.url = url;
            this.urlMasked = urlMasked;
        }

        /** How many people's data of which kinds, in words: "name", "ID number". */
        public Builder data(int people, List<String> kinds) {
            this.people = people;
            this.kinds = kinds;
            return this;
        }

        /** Where on the page, as ranges of rows or lines, and the column headings there as they may be shown. */
        public Builder where(List<String> locations, List<String> columns) {
            this.locations = locations;
            this.columns = columns;
            return this;
        }

        public Builder seen(Instant first, Instant last) {
            this.firstSeen = first;
            this.lastSeen = last;
            return this;
        }

        /** SHA-256 of the page's bytes as received, lower-case hex. */
        public Builder payloadSha256(String hex) {
            this.payloadSha256 = hex;
            return this;
        }

        /** Default: {@link Rule#POLICY}. */
        public Builder rule(Rule value) {
            this.rule = value;
            return this;
        }

        /** Default: {@link Sender#UNKNOWN}, all placeholders. */
        public Builder sender(Sender value) {
            this.sender = value;
            return this;
        }

        /** The letter's date. */
        public Builder date(LocalDate value) {
            this.date = value;
            return this;
        }

        public NoticeFacts build() {
            return new NoticeFacts(this);
        }
    }
}
