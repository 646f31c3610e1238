/**
 * Tokens that links are made of: what they say, hidden and signed. The door is {@link dev.notify.internal.links.LinkMint}.
 */
@NullMarked
package dev.notify.internal.links;

import org.jspecify.annotations.NullMarked;
