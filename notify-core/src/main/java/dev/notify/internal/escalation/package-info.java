/**
 * What is kept of an escalation: its ladder, who was asked, who has it. The door is {@link dev.notify.internal.escalation.EscalationCard}.
 */
@NullMarked
package dev.notify.internal.escalation;

import org.jspecify.annotations.NullMarked;
