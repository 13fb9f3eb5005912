/**
 * The kinds of identifier and the one canonical form of each.
 *
 * <p>Both sides of a comparison go through this package: the import, which tags the leaked list, and the matcher, which
 * tags what it reads on a page. Two spellings match exactly when their canonical forms are the same bytes.
 *
 * <ul>
 *   <li>{@link org.afterleak.identifier.Kind} names the kinds.
 *   <li>{@link org.afterleak.identifier.Names} folds names into tokens: compatibility forms (UAX 15, NFKD), marks
 *       dropped, lower case, apostrophes closed up, everything else a boundary.
 *   <li>{@link org.afterleak.identifier.NameKeys} gives the keys by which spellings, romanisations, scripts and diminutives of
 *       a name token meet; {@link org.afterleak.identifier.NameParts} knows particles and titles, {@link
 *       org.afterleak.identifier.HanNames} where a surname ends that no space follows.
 *   <li>{@link org.afterleak.identifier.IdNumbers}, {@link org.afterleak.identifier.Emails}, {@link
 *       org.afterleak.identifier.Phones} and {@link org.afterleak.identifier.Dates} do the same for their kinds.
 * </ul>
 *
 * <p>Nothing here keeps, logs or prints what it is given.
 */
@NullMarked
package org.afterleak.identifier;

import org.jspecify.annotations.NullMarked;
