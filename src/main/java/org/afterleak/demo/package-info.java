/**
 * The main job on people who do not exist, end to end: {@link org.afterleak.demo.Demo} makes a workspace, a leaked workbook
 * and, on loopback, the web around it ({@link org.afterleak.demo.SyntheticWeb}: a paste site, a search page, a forum, a
 * blog, a file host, the agency's own site); it imports, watches, lists, packs and verifies with the classes that the
 * commands use, over real HTTP, and then judges itself: six reposts and the original must be found, and none of 300
 * innocent pages.
 *
 * <pre>{@code
 * DemoResult result = new Demo(Clock.systemUTC(), "afterleak", step -> print(step)).run(folder);
 * }</pre>
 *
 * <p>Everything follows from a seed, so two runs have the same people and the same pages; only ports, keys and times
 * differ. Nothing leaves the machine. It is no benchmark: {@code bench} measures how well names are told apart.
 */
@NullMarked
package org.afterleak.demo;

import org.jspecify.annotations.NullMarked;
