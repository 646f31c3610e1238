/**
 * Keys, and what is signed with them: links that a stranger may hold and nobody can forge.
 *
 * <p>A host gives {@link dev.notify.security.SignedLinks} to the builder, with its {@link dev.notify.security.KeyRing}. Messages then
 * carry a link, and {@link dev.notify.security.Links} does what a link says when the host's page is POSTed to.
 *
 * <p>{@link dev.notify.security.FieldSeal} is what every text about people passes on its way to a store.
 */
@NullMarked
package dev.notify.security;

import org.jspecify.annotations.NullMarked;
