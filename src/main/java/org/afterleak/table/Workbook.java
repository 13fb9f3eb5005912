package org.afterleak.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sheets of an xlsx workbook (ECMA-376 part 1, 18.2), in the order of their tabs, hidden ones too. */
final class Workbook {
    /** The widest row that the format knows: column XFD. */
    static final int MAX_COLUMNS = 16_384;

    /** The longest sheet that the format knows. */
    static final int MAX_ROWS = 1_048_576;

    private static final int MAX_SHEETS = 4_096;
    private static final int MAX_NAME = 64;
    private static final String PACKAGE_RELATIONS = "_rels/.rels";

    private final ZipParts parts;
    private final String part;

    private record Sheet(String name, String part) {}

    private record Relation(String type, String target) {}

    private Workbook(ZipParts parts, String part) {
        this.parts = parts;
        this.part = part;
    }

    /** The part that is the workbook, null if the package is none. */
    static @Nullable String part(ZipParts parts) {
        return parts.has("xl/workbook.xml")
                ? "xl/workbook.xml"
                : parts.has("xl/workbook2.xml") ? "xl/workbook2.xml" : null;
    }

    static <X extends Exception> void read(TableSource source, Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        try (ZipParts parts = ZipParts.open(source, budget.limits())) {
            String main = part(parts);
            for (Relation relation : relations(parts, PACKAGE_RELATIONS, "").values()) {
                if (relation.type().endsWith("/officeDocument") && parts.has(relation.target())) {
                    main = relation.target();
                }
            }
            if (main == null) {
                throw new TableException("not a workbook: it has no workbook part");
            }
            new Workbook(parts, main).readSheets(budget, handler);
        }
    }

    private <X extends Exception> void readSheets(Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        String folder = part.substring(0, part.lastIndexOf('/') + 1);
        Map<String, Relation> relations =
                relations(parts, folder + "_rels/" + part.substring(folder.length()) + ".rels", folder);
        List<Sheet> sheets = new ArrayList<>();
        boolean from1904 = listSheets(relations, sheets);
        String styles = null;
        String strings = null;
        for (Relation relation : relations.values()) {
            if (relation.type().endsWith("/styles")) {
                styles = relation.target();
            } else if (relation.type().endsWith("/sharedStrings")) {
                strings = relation.target();
            }
        }
        CellFormats formats = CellFormats.read(styles == null ? null : parts.open(styles), from1904);
        SharedStrings shared = null;
        long total = parts.inflatedBytes() + (strings == null ? 0 : parts.declaredBytes(strings));
        for (Sheet sheet : sheets) {
            total += parts.declaredBytes(sheet.part());
        }
        for (Sheet sheet : sheets) {
            if (!handler.sheet(sheet.name())) {
                total -= parts.declaredBytes(sheet.part());
                continue;
            }
            InputStream in = parts.open(sheet.part());
            if (in == null) {
                throw new TableException("workbook is damaged: a sheet has no part", sheet.name(), 0);
            }
            if (shared == null) {
                shared = SharedStrings.read(strings == null ? null : parts.open(strings), budget);
            }
            budget.sheet();
            SheetRows rows = new SheetRows(budget, shared, formats, parts, total);
            try (Xml xml = Xml.open(in)) {
                rows.read(xml, handler);
            } catch (TableException e) {
                throw e.at(sheet.name(), rows.row());
            }
        }
    }

    /** Lists the worksheets; returns whether dates count from 1904. */
    private boolean listSheets(Map<String, Relation> relations, List<Sheet> sheets) throws IOException, TableException {
        boolean from1904 = false;
        InputStream in = parts.open(part);
        if (in == null) {
            throw new TableException("not a workbook: it has no workbook part");
        }
        try (Xml xml = Xml.open(in)) {
            for (String name = xml.nextElement(); name != null; name = xml.nextElement()) {
                if (name.equals("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    from1904 = "1".equals(flag) || "true".equals(flag);
                } else if (name.equals("sheet") && xml.depth() == 3) {
                    String id = xml.relationship("id");
                    Relation relation = id == null ? null : relations.get(id);
                    if (relation != null && relation.type().endsWith("/worksheet")) {
                        sheets.add(new Sheet(cleanName(xml.attribute("name")), relation.target()));
                    }
                    if (sheets.size() > MAX_SHEETS) {
                        throw new TableException("more than " + MAX_SHEETS + " sheets");
                    }
                }
            }
        }
        if (sheets.isEmpty()) {
            throw new TableException("workbook has no sheets");
        }
        return from1904;
    }

    private static Map<String, Relation> relations(ZipParts parts, String name, String folder)
            throws IOException, TableException {
        Map<String, Relation> relations = new HashMap<>();
        InputStream in = parts.open(name);
        if (in == null) {
            return relations;
        }
        try (Xml xml = Xml.open(in)) {
            for (String element = xml.nextElement(); element != null; element = xml.nextElement()) {
                String id = xml.attribute("Id");
                String type = xml.attribute("Type");
                String target = xml.attribute("Target");
                if (element.equals("Relationship") && id != null && type != null && target != null) {
                    relations.put(id, new Relation(type, resolve(folder, target)));
                }
                if (relations.size() > ZipParts.MAX_PARTS) {
                    throw new TableException("workbook has more than " + ZipParts.MAX_PARTS + " relations");
                }
            }
        }
        return relations;
    }

    /** A target within the package; never a file or URL outside of it, for it is only looked up among the parts. */
    private static String resolve(String folder, String target) {
        if (target.startsWith("/")) {
            return target.substring(1);
        }
        String base = folder;
        String rest = target.startsWith("./") ? target.substring(2) : target;
        while (rest.startsWith("../")) {
            rest = rest.substring(3);
            int cut = base.lastIndexOf('/', base.length() - 2);
            base = cut < 0 ? "" : base.substring(0, cut + 1);
        }
        return base + rest;
    }

    /** A name fit for a message: Excel allows 31 characters and no controls, a hostile file anything. */
    private static String cleanName(@Nullable String name) {
        String clean = name == null ? "" : name.replaceAll("[\\p{Cc}\\p{Cf}\"]", " ");
        return clean.length() <= MAX_NAME ? clean : clean.substring(0, clean.offsetByCodePoints(0, 32));
    }
}
