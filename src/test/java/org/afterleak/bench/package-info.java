@NullMarked
package org.afterleak.bench;

import org.jspecify.annotations.NullMarked;
