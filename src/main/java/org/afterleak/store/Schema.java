package org.afterleak.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The SQL files that make a database's schema, step by step, named one by one: a class path is then never searched, which
 * costs time and does not work everywhere. A file that was released is never changed; a change is a further file.
 */
public final class Schema {
    private static final Pattern NAME = Pattern.compile("V([0-9]{1,6})__[a-z0-9_]+\\.sql");

    private final String folder;
    private final List<String> files;
    private final int version;

    private Schema(String folder, List<String> files) {
        this.folder = folder;
        this.files = files;
        this.version = versionOf(files.get(files.size() - 1));
    }

    /**
     * Names the files.
     *
     * @param folder their folder on the class path, e.g. {@code org/afterleak/finding/schema}
     * @param files in rising order, {@code V1__what_it_does.sql}, {@code V2__...}; UTF-8
     */
    public static Schema of(String folder, String... files) {
        int last = 0;
        for (String file : files) {
            int version = versionOf(file);
            if (version <= last) {
                throw new IllegalArgumentException("schema files are not in rising order: " + file);
            }
            last = version;
        }
        if (last == 0) {
            throw new IllegalArgumentException("a schema needs a file");
        }
        return new Schema(folder, List.copyOf(Arrays.asList(files)));
    }

    /** Version of the last file. */
    int version() {
        return version;
    }

    ResourceProvider resources() {
        List<LoadableResource> resources =
                files.stream().<LoadableResource>map(SqlFile::new).toList();
        return new ResourceProvider() {
            @Override
            public @Nullable LoadableResource getResource(String name) {
                return resources.stream()
                        .filter(r -> r.getFilename().equals(name))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
                return resources.stream()
                        .filter(r -> r.getFilename().startsWith(prefix)
                                && Arrays.stream(suffixes).anyMatch(r.getFilename()::endsWith))
                        .toList();
            }
        };
    }

    private static int versionOf(String file) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException("a schema file is called V1__what_it_does.sql, not " + file);
        }
        return Integer.parseInt(name.group(1));
    }

    private final class SqlFile extends LoadableResource {
        private final String name;

        SqlFile(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            String path = getAbsolutePath();
            try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException("schema file is not on the class path: " + path);
                }
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("schema file cannot be read: " + path, e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return folder + "/" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
