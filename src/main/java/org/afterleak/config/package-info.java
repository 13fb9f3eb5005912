/**
 * What a person wrote down for the program, read strictly: {@code watchlist/settings.yaml}, {@code sources.yaml}.
 *
 * <p>{@link org.afterleak.config.StrictYaml} reads YAML 1.2.2 and gives typed values that know their line. Everything
 * that is not understood is an error, for a mistyped key that is quietly ignored is a source that is never watched:
 *
 * <pre>{@code
 * YamlMap root = StrictYaml.read(file);
 * String agent = root.string("user_agent");
 * for (YamlMap source : root.maps("sources")) {
 *     Duration every = source.duration("every", Duration.ofHours(1));
 *     ...
 * }
 * root.refuseOthers(); // sources.yaml line 7: unknown key "evry"; did you mean "every"?
 * }</pre>
 *
 * <p>An error is one line that names the file, the line and the key. It never quotes a value, for a value may be a
 * password or a search word that holds somebody's name.
 *
 * <p>What it does not do: anchors, aliases, tags, several documents in a file, variables, includes. They are refused, so
 * that a file says what it says and none can be made to grow in memory.
 */
@NullMarked
package org.afterleak.config;

import org.jspecify.annotations.NullMarked;
