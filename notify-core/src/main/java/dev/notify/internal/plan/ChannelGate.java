package dev.notify.internal.plan;

import dev.notify.internal.setup.Setup;

/** Whether there is a channel of that name at all. */
final class ChannelGate implements Gate {

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (setup.lines().knowsChannels() && !setup.lines().has(q.channel())) {
            return Answer.closeChannel("no channel " + q.channel() + " is configured: add it with channel(..)");
        }
        return Answer.ALLOW;
    }
}
