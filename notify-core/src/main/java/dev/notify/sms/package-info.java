/**
 * Text messages through gateways that are reached over HTTP.
 *
 * <p>Start with {@link dev.notify.sms.SmsChannel}, made of one {@link dev.notify.sms.SmsGateway}: {@link dev.notify.sms.TwilioGateway}, {@link
 * dev.notify.sms.AfricasTalkingGateway}, {@link dev.notify.sms.JsonGateway} for any other, or a class of the host's own.
 */
@NullMarked
package dev.notify.sms;

import org.jspecify.annotations.NullMarked;
