package org.afterleak.suppression;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.afterleak.crypto.PaddedSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of rules: sealed when written, opened when read. Thread-safe. */
final class RuleRows {
    private static final int MIN_JUDGEMENTS_BYTES = 2048;

    /** So that all counts have one size. */
    private static final int HELD_BYTES = 256;

    private static final int IDS_PER_QUERY = 1000;

    private static final RowMapper<Row> ROW =
            (rs, context) -> new Row(rs.getString("id"), rs.getBytes("judgements"), rs.getBytes("held"));

    private final PaddedSealer sealed;

    RuleRows(PaddedSealer sealed) {
        this.sealed = sealed;
    }

    /** Rules, and the names of those that cannot be opened. */
    record Found(List<Rule> rules, List<String> unreadable) {}

    /** A rule as it lies in its table, still sealed. */
    private static final class Row {
        final String id;
        final byte[] judgements;
        final byte[] held;

        Row(String id, byte[] judgements, byte[] held) {
            this.id = id;
            this.judgements = judgements;
            this.held = held;
        }
    }

    Found all(Handle handle) {
        return open(handle.createQuery("SELECT id, judgements, held FROM rule ORDER BY id")
                .map(ROW)
                .list());
    }

    Found of(Handle handle, Collection<String> ids) {
        List<String> wanted = List.copyOf(ids);
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += IDS_PER_QUERY) {
            rows.addAll(handle.createQuery("SELECT id, judgements, held FROM rule WHERE id IN (<ids>)")
                    .bindList("ids", wanted.subList(from, Math.min(wanted.size(), from + IDS_PER_QUERY)))
                    .map(ROW)
                    .list());
        }
        return open(rows);
    }

    boolean exists(Handle handle, String id) {
        return handle.createQuery("SELECT COUNT(*) FROM rule WHERE id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    boolean isEmpty(Handle handle) {
        return handle.createQuery("SELECT id FROM rule LIMIT 1")
                .mapTo(String.class)
                .findOne()
                .isEmpty();
    }

    void put(Handle handle, Rule rule) {
        handle.createUpdate("INSERT INTO rule (id, judgements, held) VALUES (:id, :judgements, :held)"
                        + " ON CONFLICT (id) DO UPDATE SET judgements = excluded.judgements, held = excluded.held")
                .bind("id", rule.id())
                .bind(
                        "judgements",
                        sealed.seal(
                                "judgements",
                                0,
                                rule.id(),
                                MIN_JUDGEMENTS_BYTES,
                                out -> Codec.writeRule(
                                        out, new Codec.RuleBody(rule.scope(), rule.shown(), rule.judgements()))))
                .bind("held", sealHeld(rule.id(), rule.held()))
                .execute();
    }

    void putHeld(Handle handle, String id, Rule.Held held) {
        handle.createUpdate("UPDATE rule SET held = :held WHERE id = :id")
                .bind("held", sealHeld(id, held))
                .bind("id", id)
                .execute();
    }

    boolean remove(Handle handle, String id) {
        return handle.createUpdate("DELETE FROM rule WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private byte[] sealHeld(String id, Rule.Held held) {
        return sealed.seal("held", 0, id, HELD_BYTES, out -> Codec.writeHeld(out, held));
    }

    private Found open(List<Row> rows) {
        List<Rule> rules = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Row row : rows) {
            open(row).ifPresentOrElse(rules::add, () -> unreadable.add(row.id));
        }
        return new Found(rules, unreadable);
    }

    private Optional<Rule> open(Row row) {
        try (InputStream judgements = sealed.open("judgements", 0, row.id, row.judgements);
                InputStream held = sealed.open("held", 0, row.id, row.held)) {
            Codec.RuleBody body = Codec.readRule(judgements);
            return Optional.of(new Rule(row.id, body.scope(), body.shown(), body.judgements(), Codec.readHeld(held)));
        } catch (GeneralSecurityException | Codec.MalformedException | IOException e) {
            // A judgement that nobody can read holds nothing back; who asks is told its name.
            return Optional.empty();
        }
    }
}
