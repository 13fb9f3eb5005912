package org.afterleak.suppression;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterleak.crypto.PaddedSealer;
import org.jdbi.v3.core.Handle;

/** The table of features that stood alone: sealed when written, opened when read. Thread-safe. */
final class FeatureRows {
    private static final int MIN_BYTES = 2048;

    private final PaddedSealer sealed;

    FeatureRows(PaddedSealer sealed) {
        this.sealed = sealed;
    }

    /** Features by the names of their rows, and the names of those that cannot be opened. */
    record Found(List<Map.Entry<String, Codec.FeatureBody>> features, List<String> unreadable) {}

    Found all(Handle handle) {
        List<Map.Entry<String, Codec.FeatureBody>> features = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String id : handle.createQuery("SELECT id FROM feature ORDER BY id")
                .mapTo(String.class)
                .list()) {
            find(handle, id).ifPresentOrElse(f -> features.add(Map.entry(id, f)), () -> unreadable.add(id));
        }
        return new Found(features, unreadable);
    }

    /** The feature of that name; empty as well where it cannot be opened: then its count begins anew. */
    Optional<Codec.FeatureBody> find(Handle handle, String id) {
        Optional<byte[]> bytes = handle.createQuery("SELECT hits FROM feature WHERE id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = sealed.open("hits", 0, id, bytes.get())) {
            return Optional.of(Codec.readFeature(in));
        } catch (GeneralSecurityException | Codec.MalformedException | IOException e) {
            return Optional.empty();
        }
    }

    void put(Handle handle, String id, Codec.FeatureBody feature) {
        handle.createUpdate("INSERT INTO feature (id, hits) VALUES (:id, :hits)"
                        + " ON CONFLICT (id) DO UPDATE SET hits = excluded.hits")
                .bind("id", id)
                .bind("hits", sealed.seal("hits", 0, id, MIN_BYTES, out -> Codec.writeFeature(out, feature)))
                .execute();
    }

    boolean remove(Handle handle, String id) {
        return handle.createUpdate("DELETE FROM feature WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }
}
