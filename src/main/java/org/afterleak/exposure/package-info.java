/**
 * Is this person in the leak, which of their data is, and where did it surface: with the workspace at hand, that is, for
 * whoever holds its key.
 *
 * <pre>{@code
 * ExposureCheck check = new ExposureCheck(watchlist, findings);
 * Exposure exposure = check.check(Person.of(idNumber, name));
 * ClientList.read(TableSource.of(csv), visitor);   // for many
 * }</pre>
 *
 * <p>ID number and name are both needed, and must belong to one record: whether a person is on the list is itself the
 * secret, so neither "is this name on the list?" nor "is this number?" has an answer. A number that is listed under another
 * name gives the same answer as one that is not listed.
 *
 * <p>"Not found" therefore means: there is no record with this number under this name. A record without a number, or
 * without a name, cannot be asked for. A name counts as the same when half of the parts of the shorter one agree, in
 * any order and whatever their accents; initials and other spellings do not count as agreeing.
 *
 * <p>What it does not do: serve others, who must not be known to us. That needs an oblivious protocol (RFC 9497).
 */
@NullMarked
package org.afterleak.exposure;

import org.jspecify.annotations.NullMarked;
