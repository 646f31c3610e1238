/** The push channels: web push, Android and Apple devices, each in a package of its own. */
@NullMarked
package dev.notify.push;

import org.jspecify.annotations.NullMarked;
