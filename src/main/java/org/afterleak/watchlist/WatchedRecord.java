package org.afterleak.watchlist;

import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Kind;

/**
 * One record of the watchlist, opened: it answers whether a value is its own, and cannot tell which values it has. Its
 * name consists of <em>tokens</em>; a <em>form</em> is a token, or neighbouring tokens written as one word. Not
 * thread-safe.
 */
public final class WatchedRecord {
    private final Handle handle;
    private final String campaign;
    private final RecordKeys keys;
    private final RecordEntry entry;
    private final double nameScale;

    WatchedRecord(Handle handle, String campaign, RecordKeys keys, RecordEntry entry, double nameScale) {
        this.handle = handle;
        this.campaign = campaign;
        this.keys = keys;
        this.entry = entry;
        this.nameScale = nameScale;
    }

    public Handle handle() {
        return handle;
    }

    /** Name of the campaign that it was imported for. */
    public String campaign() {
        return campaign;
    }

    /** The kinds of value that the record has. */
    public Set<Kind> kinds() {
        return entry.kinds();
    }

    /** How many tokens its name has. */
    public int tokenCount() {
        return entry.tokenCount();
    }

    /** The form that is that folded token; -1 where there is none. A wrong form has a chance of 2^-28. */
    public int formOf(String foldedToken) {
        List<RecordEntry.Form> forms = entry.forms();
        if (forms.isEmpty()) {
            return -1;
        }
        int tag = keys.tokenTag(foldedToken);
        for (int i = 0; i < forms.size(); i++) {
            if (forms.get(i).tag28() == tag) {
                return i;
            }
        }
        return -1;
    }

    /** Bit set of the forms with that name key; a wrong one has a chance of 2^-20 each. */
    public int formsWithKey(String key) {
        List<RecordEntry.Form> forms = entry.forms();
        int tag = forms.isEmpty() ? 0 : keys.nameKeyTag(key);
        int found = 0;
        for (int i = 0; i < forms.size(); i++) {
            found |= forms.get(i).keyTag20() == tag ? 1 << i : 0;
        }
        return found;
    }

    /** Bit set of the single tokens that begin with that letter; a wrong one has a chance of 2^-8 each. */
    public int formsWithInitial(String letter) {
        List<RecordEntry.Form> forms = entry.forms();
        int tag = forms.isEmpty() ? 0 : keys.initialTag(letter);
        int found = 0;
        for (int i = 0; i < forms.size() && i < entry.tokenCount(); i++) {
            found |= forms.get(i).initialTag8() == tag ? 1 << i : 0;
        }
        return found;
    }

    /** Whether a form begins like a token with that key: letter and sound; a wrong yes has a chance of one in some dozens. */
    public boolean beginsLike(int form, String token, String key) {
        RecordEntry.Form own = entry.forms().get(form);
        String initial = NameFeatures.initial(token);
        return initial != null
                && own.initialTag8() == keys.initialTag(initial)
                && own.onsetTag5() == keys.onsetTag(key);
    }

    /** Rarity of a form as it is written, in bits, 0 to 15; scaled so that those of a name's tokens may be added. */
    public double rarity(int form) {
        return entry.forms().get(form).rarity() * nameScale;
    }

    /** Rarity of a form's key, that of all spellings that share it, in the same measure. */
    public double keyRarity(int form) {
        return entry.forms().get(form).keyRarity() * nameScale;
    }

    /** Bit set of the tokens (0 for the first) that a form stands for. */
    public int cover(int form) {
        return entry.forms().get(form).cover();
    }

    /** Whether a form is a particle, a title or an initial, whose absence says nothing. */
    public boolean isOptional(int form) {
        return entry.forms().get(form).optional();
    }

    /** Whether any form is a particle, a title or an initial. */
    public boolean hasOptional() {
        return entry.hasOptional();
    }

    /** How rare that canonical value is in bits, where the record has it as an attribute of that kind; -1 where not. */
    public int attribute(Kind kind, String canonical) {
        return entry.attributeRarity(kind, keys.attributeTag(kind, canonical));
    }

    /** Whether it has any attribute of that kind. */
    public boolean hasAttributeOf(Kind kind) {
        return entry.hasAttributeOf(kind);
    }

    @Override
    public String toString() {
        return handle.toString();
    }
}
