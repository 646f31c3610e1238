/**
 * What lies on cards about people, as the objects it stands for: preferences, consent, their history, and whose waiting deliveries are
 * to be decided again. The door is {@link dev.notify.internal.cards.Cards}.
 */
@NullMarked
package dev.notify.internal.cards;

import org.jspecify.annotations.NullMarked;
