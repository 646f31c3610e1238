/**
 * Text messages, and calls that speak, through gateways that are reached over HTTP.
 *
 * <p>Start with {@link dev.notify.sms.SmsChannel}, made of one {@link dev.notify.sms.SmsGateway}, or {@link dev.notify.sms.VoiceChannel}, made of one {@link
 * dev.notify.sms.VoiceGateway}: {@link dev.notify.sms.TwilioGateway} and {@link dev.notify.sms.JsonGateway} are both, {@link dev.notify.sms.AfricasTalkingGateway} sends texts; or a
 * class of the host's own.
 */
@NullMarked
package dev.notify.sms;

import org.jspecify.annotations.NullMarked;
