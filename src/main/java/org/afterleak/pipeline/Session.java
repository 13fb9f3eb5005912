package org.afterleak.pipeline;

import java.io.IOException;
import org.afterleak.crypto.KeyRing;
import org.afterleak.finding.FindingStore;
import org.afterleak.identifier.OwnForms;
import org.afterleak.match.Matcher;
import org.afterleak.match.TextGuard;
import org.afterleak.store.StoreException;
import org.afterleak.suppression.SuppressionStore;
import org.afterleak.watchlist.Watchlist;
import org.afterleak.watchlist.WatchlistException;

/** A workspace opened with its keys: the watchlist as it is now, and what asks it. Closing it wipes the keys. */
public final class Session implements AutoCloseable {
    private final Workspace workspace;
    private final KeyRing keys;
    private final Watchlist watchlist;
    private final Matcher matcher;
    private final Addresses addresses;

    private Session(Workspace workspace, KeyRing keys, Watchlist watchlist, OwnForms forms) {
        this.workspace = workspace;
        this.keys = keys;
        this.watchlist = watchlist;
        this.matcher = new Matcher(watchlist, forms);
        this.addresses = new Addresses(new TextGuard(matcher));
    }

    /** Opens keys and watchlist. */
    public static Session open(Workspace workspace, Secrets secrets)
            throws WorkspaceException, WatchlistException, IOException {
        KeyRing keys = workspace.unlock(secrets);
        try {
            OwnForms forms = workspace.ownForms();
            return new Session(workspace, keys, Watchlist.open(workspace.watchlistFolder(), keys), forms);
        } catch (WatchlistException | WorkspaceException | RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    public Workspace workspace() {
        return workspace;
    }

    public KeyRing keys() {
        return keys;
    }

    public Watchlist watchlist() {
        return watchlist;
    }

    public Matcher matcher() {
        return matcher;
    }

    /** What may be shown and sent of an address. */
    public Addresses addresses() {
        return addresses;
    }

    /** Opens the findings of this workspace; the caller closes them before this. */
    public FindingStore findings() throws StoreException {
        return FindingStore.open(workspace.indexFolder().resolve("findings.db"), keys);
    }

    /** Opens what is held back in this workspace; the caller closes it before this. */
    public SuppressionStore suppressions() throws StoreException {
        return SuppressionStore.open(workspace.suppressionFile(), keys);
    }

    @Override
    public void close() {
        watchlist.close();
        keys.close();
    }
}
