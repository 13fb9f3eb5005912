package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.afterleak.identifier.Emails;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.Names;
import org.afterleak.identifier.Phones;

/**
 * One person's row of a leaked list in canonical form, in the clear: it lives between the reader and the sealing, and
 * nowhere else. {@link #toString} shows nothing of it.
 */
final class LeakedRecord {
    /** Tags that all attributes of one record may take; a date with two readings takes two. */
    static final int MAX_ATTRIBUTES = 24;

    private final AttributeReadings readings;
    private final List<String> nameTokens = new ArrayList<>(4);
    private final Set<String> exact = new TreeSet<>();
    private final List<Feature> features = new ArrayList<>(2);
    private final List<Attribute> attributes = new ArrayList<>(4);
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    /** One canonical value that is only ever verified. */
    static final class Attribute {
        final Kind kind;
        final String canonical;

        Attribute(Kind kind, String canonical) {
            this.kind = kind;
            this.canonical = canonical;
        }

        @Override
        public String toString() {
            return "Attribute[" + kind + "]";
        }
    }

    LeakedRecord() {
        this(new AttributeReadings(Facilities.plain()));
    }

    /** A record whose cells are read with what is remembered of others. */
    LeakedRecord(AttributeReadings readings) {
        this.readings = readings;
    }

    /** Adds one cell. A value without a canonical form of its kind is passed over. */
    void add(Kind kind, String value) {
        if (value.isBlank()) {
            return;
        }
        switch (kind) {
            case NAME, GIVEN_NAME, FAMILY_NAME -> {
                List<String> tokens = Names.nameTokens(NameRepair.repaired(value));
                nameTokens.addAll(tokens);
                if (!tokens.isEmpty()) {
                    kinds.add(Kind.NAME);
                }
            }
            case ID, ID_A_NUMBER -> IdNumbers.canonical(value).ifPresent(v -> addExact(Feature.Type.ID, Kind.ID, v));
            case EMAIL -> Emails.canonical(value).ifPresent(v -> addExact(Feature.Type.EMAIL, Kind.EMAIL, v));
            case PHONE -> Phones.forms(value).forEach(v -> addExact(Feature.Type.PHONE, Kind.PHONE, v));
            case DATE_OF_BIRTH, NATIONALITY, FACILITY, ATTRIBUTE ->
                readings.of(kind, value).forEach(this::addAttribute);
            case IGNORE -> {}
        }
    }

    private void addExact(Feature.Type type, Kind kind, String canonical) {
        if (exact.add(type.domain() + canonical)) {
            features.add(Feature.of(type, canonical));
            kinds.add(kind);
        }
    }

    private void addAttribute(Attribute attribute) {
        if (attributes.size() < MAX_ATTRIBUTES) {
            attributes.add(attribute);
            kinds.add(attribute.kind);
        }
    }

    /** Whether anything in it can point at one person: an ID, an address, a telephone number, two name tokens. */
    boolean identifies() {
        return !features.isEmpty() || distinctTokens().size() >= 2;
    }

    /** The name's tokens, each once, in their order, at most {@link RecordEntry#MAX_TOKENS}. */
    List<String> distinctTokens() {
        List<String> distinct = distinct(nameTokens);
        return distinct.size() > RecordEntry.MAX_TOKENS ? distinct.subList(0, RecordEntry.MAX_TOKENS) : distinct;
    }

    /** Each once, in their order; names have few tokens. */
    private static List<String> distinct(List<String> tokens) {
        List<String> distinct = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            if (!distinct.contains(token)) {
                distinct.add(token);
            }
        }
        return distinct;
    }

    /** ID numbers, addresses, telephone numbers. */
    List<Feature> exactFeatures() {
        return Collections.unmodifiableList(features);
    }

    List<Attribute> attributes() {
        return Collections.unmodifiableList(attributes);
    }

    Set<Kind> kinds() {
        return kinds;
    }

    /**
     * What tells this record from every other: its exact features and name; all attributes too where it has no exact
     * feature, for two people may share a name.
     */
    Feature identity() {
        StringBuilder text = new StringBuilder();
        exact.forEach(v -> text.append(v).append('\u001e'));
        List<String> tokens = distinct(nameTokens);
        tokens.sort(null);
        tokens.forEach(t -> text.append(t).append('\u001f'));
        if (exact.isEmpty()) {
            attributes.stream()
                    .map(a -> a.kind.code() + ":" + a.canonical)
                    .sorted()
                    .forEach(a -> text.append(a).append('\u001d'));
        }
        return Feature.of(Feature.Type.IDENTITY, text.toString());
    }

    @Override
    public String toString() {
        return "LeakedRecord" + kinds;
    }
}
