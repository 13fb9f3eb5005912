/** Holds the packages of Afterleak to the tables of {@code src/site/markdown/architecture.md}. */
package org.afterleak.architecture;
