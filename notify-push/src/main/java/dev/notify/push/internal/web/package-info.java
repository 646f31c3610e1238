/**
 * What Web Push asks for beside HTTP: {@link dev.notify.push.internal.web.Sealing} encrypts (RFC 8291), {@link dev.notify.push.internal.web.VapidTokens} says who we are
 * (RFC 8292), over {@link dev.notify.push.internal.web.Curve}.
 */
@NullMarked
package dev.notify.push.internal.web;

import org.jspecify.annotations.NullMarked;
