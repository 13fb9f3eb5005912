/**
 * The one place where stages meet: a workspace opened with its keys, and the jobs that run in it.
 *
 * <ul>
 *   <li>{@link org.afterleak.pipeline.Workspace}: the folders, the key envelope, the settings.
 *   <li>{@link org.afterleak.pipeline.Examiner}: capture, extract, match; and, for what matched, redact and keep.
 *   <li>{@link org.afterleak.pipeline.Scan} and {@link org.afterleak.pipeline.Watch}: where captures come from.
 *   <li>{@link org.afterleak.pipeline.HoldBack}: what of a hit is not told, and {@link
 *       org.afterleak.pipeline.Dismissals}: how a person says so.
 *   <li>{@link org.afterleak.pipeline.Packets}: a finding made fit for a third party.
 * </ul>
 *
 * <p>Nothing here prints: what a person is to see goes to a listener.
 */
@NullMarked
package org.afterleak.pipeline;

import org.jspecify.annotations.NullMarked;
