/**
 * Answers questions: status, find, statistics. The door is {@link dev.notify.internal.view.View}.
 */
@NullMarked
package dev.notify.internal.view;

import org.jspecify.annotations.NullMarked;
