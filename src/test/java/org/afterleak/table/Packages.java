package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks made by hand, part by part, for what no writer writes. */
final class Packages {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Packages() {}

    /** A workbook of one sheet "People" whose sheetData is given. */
    static Packages workbook(String sheetData) {
        return new Packages()
                .part("[Content_Types].xml", "<Types/>")
                .part(
                        "_rels/.rels",
                        "<Relationships><Relationship Id='r1' Type='" + OFFICE
                                + "/officeDocument' Target='xl/workbook.xml'/></Relationships>")
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE
                                + "'><sheets><sheet name='People' sheetId='1' r:id='s1'/></sheets></workbook>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='s1' Type='" + OFFICE
                                + "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='s2' Type='" + OFFICE
                                + "/sharedStrings' Target='/xl/sharedStrings.xml'/><Relationship Id='s3' Type='"
                                + OFFICE + "/styles' Target='styles.xml'/></Relationships>")
                .sheet(sheetData);
    }

    Packages sheet(String sheetData) {
        return part(
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns='" + MAIN + "'><sheetData>" + sheetData + "</sheetData></worksheet>");
    }

    Packages part(String name, String content) {
        return part(name, content.getBytes(UTF_8));
    }

    Packages part(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
