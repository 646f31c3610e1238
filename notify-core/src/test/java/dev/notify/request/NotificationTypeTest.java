package dev.notify.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RateLimit;
import dev.notify.policy.RetryPolicy;
import dev.notify.template.TemplateException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NotificationTypeTest {

    private static final NotificationType T = NotificationType.named("lab-result-ready");

    private static void refused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void has_defaults_for_all_but_what_must_be_said() {
        assertThat(T.category()).isEqualTo("general");
        assertThat(T.priority()).isEqualTo(Priority.NORMAL);
        assertThat(T.timeOfDay()).isEmpty();
        assertThat(T.channels()).isEmpty();
        assertThat(T.required()).isEmpty();
        assertThat(T.text()).isEmpty();
        assertThat(T.discreet()).isEmpty();
        assertThat(T.retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(T.whenMaybeSent()).isEqualTo(MaybeSentRule.PREFER_DUPLICATE);
        assertThat(T.acceptAtMost()).isEmpty();
        assertThat(T.ifFailed()).isEmpty();
    }

    @Test
    void no_call_changes_the_one_it_is_called_on() {
        NotificationType all = T.category("results")
                .priority(Priority.HIGH)
                .daytime()
                .sendBy(ChannelName.EMAIL, ChannelName.SMS)
                .showDetailsOn(ChannelName.EMAIL)
                .requires("link")
                .text("t", "b")
                .discreet("dt", "db")
                .retry(RetryPolicy.never())
                .whenMaybeSent(MaybeSentRule.PREFER_MISS)
                .acceptAtMost(RateLimit.perSecond(1))
                .ifFailed("ring");
        has_defaults_for_all_but_what_must_be_said();
        assertThat(all.name()).isEqualTo("lab-result-ready");
        assertThat(all.category()).isEqualTo("results");
        assertThat(all.timeOfDay()).contains(TimeOfDay.DAYTIME);
        assertThat(all.anyTime().timeOfDay()).contains(TimeOfDay.ANY_TIME);
        assertThat(all.channels()).containsExactly(ChannelName.EMAIL, ChannelName.SMS);
        assertThat(all.required()).containsExactly("link");
        assertThat(all.text().orElseThrow().title()).isEqualTo("t");
        assertThat(all.discreet().orElseThrow().body()).isEqualTo("db");
        assertThat(all.whenMaybeSent()).isEqualTo(MaybeSentRule.PREFER_MISS);
        assertThat(all.ifFailed()).contains("ring");
    }

    @Test
    void shows_details_in_the_inbox_and_where_it_says_so() {
        NotificationType type = T.showDetailsOn(ChannelName.EMAIL);
        assertThat(type.showsDetailsOn(ChannelName.EMAIL)).isTrue();
        assertThat(type.showsDetailsOn(ChannelName.IN_APP)).isTrue();
        assertThat(type.showsDetailsOn(ChannelName.SMS)).isFalse();
        assertThat(T.showsDetailsOn(ChannelName.EMAIL)).isFalse();
        assertThat(NotificationType.AD_HOC.showsDetailsOn(ChannelName.SMS)).isTrue();
    }

    @Test
    void a_channel_named_twice_counts_once() {
        assertThat(T.sendBy(ChannelName.SMS, ChannelName.EMAIL, ChannelName.SMS).channels())
                .containsExactly(ChannelName.SMS, ChannelName.EMAIL);
    }

    @Test
    void what_is_wrong_names_its_field() {
        refused("type", () -> NotificationType.named("a b"));
        refused("type", () -> NotificationType.named("x".repeat(81)));
        refused("category", () -> T.category(""));
        refused("sendBy", () -> T.sendBy());
        refused("showDetailsOn", () -> T.showDetailsOn());
        refused("requires", () -> T.requires("a", " "));
        refused("ifFailed", () -> T.ifFailed("a b"));
        assertThatThrownBy(() -> T.text("{{", "b")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> T.discreet("t", "{{#a}}")).isInstanceOf(TemplateException.class);
    }

    @Test
    void lists_cannot_be_changed_from_outside() {
        NotificationType type = T.sendBy(ChannelName.SMS).requires("a");
        assertThatThrownBy(() -> type.channels().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> type.required().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
