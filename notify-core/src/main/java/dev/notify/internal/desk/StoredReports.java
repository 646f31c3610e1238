package dev.notify.internal.desk;

import dev.notify.channel.Channel;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotifyException;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.Report;
import dev.notify.report.ReportReader;
import dev.notify.report.Reports;
import dev.notify.report.Taking;
import dev.notify.report.TrackedReport;
import dev.notify.report.UntrustedCallException;
import dev.notify.report.Word;
import dev.notify.request.Scope;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Has calls read by the channel they are for, and each thing they say done by whoever knows about it. */
final class StoredReports implements Reports {

    private final Setup setup;
    private final Writing writing;
    private final People people;
    private final Scope scope;
    private final DeliveryReports deliveries;
    private final KeptReports kept;
    private final SaidWords words;

    StoredReports(Setup setup, Writing writing, People people, Announcer announcer, Intake intake, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.people = people;
        this.scope = scope;
        this.deliveries = new DeliveryReports(setup, writing, people, announcer, scope);
        this.kept = new KeptReports(writing, scope);
        this.words = new SaidWords(setup, writing, intake, scope);
    }

    @Override
    public Handled accept(ChannelName name, ProviderCall call) {
        Channel channel = setup.lines().channels().get(name);
        List<ReportReader> readers = channel == null ? List.of() : readers(channel);
        if (readers.isEmpty()) {
            throw new InvalidInputException(
                    "channel", name + (channel == null ? " is not configured" : " reads no reports of its provider"));
        }
        Optional<ReportReader> trusting = Optional.empty();
        for (ReportReader reader : readers) {
            Optional<List<? extends Heard>> heard = trusted(reader, call);
            if (heard.isPresent()) {
                trusting = Optional.of(reader);
                if (!heard.get().isEmpty()) {
                    return taken(name, reader, call, heard.get());
                }
            }
        }
        Reply reply = trusting.orElseThrow(UntrustedCallException::new).reply(call, List.of());
        return new Handled(List.of(), reply);
    }

    private static Optional<List<? extends Heard>> trusted(ReportReader reader, ProviderCall call) {
        try {
            return Optional.of(reader.read(call));
        } catch (UntrustedCallException e) {
            return Optional.empty(); // the pool's next may be the one it is for
        }
    }

    private Handled taken(ChannelName name, ReportReader reader, ProviderCall call, List<? extends Heard> heard) {
        List<Taken> taken = new ArrayList<>();
        for (Heard one : heard) {
            taken.add(new Taken(one, take(name, one)));
        }
        return new Handled(taken, reader.reply(call, List.copyOf(taken)));
    }

    private static List<ReportReader> readers(Channel channel) {
        Stream<Channel> all = channel instanceof ProviderPool pool
                ? pool.providers().stream().map(Provider::channel)
                : Stream.of(channel);
        return all.filter(ReportReader.class::isInstance)
                .map(ReportReader.class::cast)
                .toList();
    }

    private Effect take(ChannelName channel, Heard heard) {
        if (heard instanceof Report report) {
            return accept(report);
        }
        if (heard instanceof TrackedReport report) {
            Optional<DeliveryId> delivery = kept.deliveryOf(channel, report.providerId());
            return delivery.isPresent() ? accept(report.about(delivery.get())) : kept.keep(channel, report);
        }
        return heard instanceof Word word ? words.take(channel, word) : taking((Taking) heard);
    }

    @Override
    public Effect accept(Report report) {
        Effect effect = deliveries.take(report);
        return effect == Effect.KEPT ? kept.keep(report) : effect;
    }

    /** Takes in what was kept; false if it is too early still. */
    boolean again(Rows.Card card) {
        return kept.read(card)
                .filter(report -> deliveries.take(report) != Effect.KEPT)
                .isPresent();
    }

    private Effect taking(Taking taking) {
        Optional<Rows.Delivery> delivery =
                writing.session(scope).reads().load(List.of(taking.delivery().value())).stream()
                        .map(ReadPart.Loaded::delivery)
                        .filter(d -> d.tenant().equals(scope.tenant().value()))
                        .findFirst();
        if (delivery.isEmpty()) {
            return Effect.UNKNOWN;
        }
        try {
            StoredSigns signs = new StoredSigns(setup, writing, scope);
            return signs.acknowledge(delivery.get(), people.idOf(delivery.get()))
                            .first()
                    ? Effect.CHANGED
                    : Effect.KNOWN;
        } catch (People.Unanswered e) {
            throw new NotifyException(e.getMessage() + ": give it again", e);
        }
    }
}
