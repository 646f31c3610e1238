/**
 * What comes before a try: who it is for, whether it goes out now, and what it says. Nothing here settles anything; it answers what is to
 * be settled. The door is {@link dev.notify.internal.prepare.Preparation}.
 */
@NullMarked
package dev.notify.internal.prepare;

import org.jspecify.annotations.NullMarked;
