package dev.notify.internal.collapse;

import java.util.UUID;

/**
 * What a card says.
 *
 * @param delivery the one that spoke last
 * @param at when it began to
 * @param until from when another may
 * @param version the card's
 * @param card the card's id
 */
record Lead(UUID delivery, long at, long until, long version, UUID card) {}
