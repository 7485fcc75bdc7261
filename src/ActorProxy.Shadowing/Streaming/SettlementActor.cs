using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;
using Google.Protobuf.Collections;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>Takes the dispatchers' reports for this edge into the <see cref="CopyLedger"/>, and ends what will never be reported.</summary>
internal sealed class SettlementActor : ReceiveActor, IWithTimers
{
    /// <summary>Name under <c>/user</c>.</summary>
    public const string ActorName = "settlements";

    // A dispatcher's last reports may be under way when the news of its end comes.
    private static readonly TimeSpan GraceForTheGone = TimeSpan.FromSeconds(1);

    private readonly CopyLedger _ledger;

    public SettlementActor(CopyLedger ledger, ulong edge)
    {
        _ledger = ledger;
        Receive<Settlement>(settlement =>
        {
            // Another process may have had this address before.
            if (settlement.Edge != edge) return;
            foreach (var batch in settlement.Batches) _ledger.Settle(batch.Batch, Results(batch));
        });
        Receive<Return>(message =>
        {
            if (message.Edge == edge) _ledger.Return(message.Batch, [.. message.Copies.Select(i => (int)i)]);
        });
        Receive<Sweep>(_ => _ledger.Expire());
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            // Whoever left in order has handed its copies over, and those who took them report; what got lost all the same expires.
            if (removed.PreviousStatus == MemberStatus.Exiting) return;
            var uid = (ulong)(uint)removed.Member.UniqueAddress.Uid;
            Timers.StartSingleTimer(uid, new Gone(uid), GraceForTheGone);
        });
        Receive<Gone>(gone => _ledger.NodeIsGone(gone.NodeUid));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(CopyLedger ledger, ulong edge) => Akka.Actor.Props.Create(() => new SettlementActor(ledger, edge));

    protected override void PreStart()
    {
        Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, TimeSpan.FromSeconds(1));
    }

    protected override void PostStop() => Cluster.Get(Context.System).Unsubscribe(Self);

    private static CopyResult[] Results(BatchResults batch)
    {
        var numbers = batch.Results;
        var results = new CopyResult[numbers.Count / 4];
        for (var i = 0; i < results.Length; i++)
        {
            // An outcome that a newer dispatcher knows and this edge does not is still an end of the copy.
            var outcome = numbers[4 * i] < CopyOutcomes.Count ? (CopyOutcome)numbers[4 * i] : CopyOutcome.Unconfirmed;
            results[i] = new CopyResult(outcome, (int)numbers[(4 * i) + 1], numbers[(4 * i) + 2], numbers[(4 * i) + 3], Comparison(batch.Comparisons, i));
        }

        return results;
    }

    private static ComparisonOutcome? Comparison(RepeatedField<uint> numbers, int copy) =>
        copy >= numbers.Count || numbers[copy] == 0 ? null
        : numbers[copy] <= ComparisonOutcomes.Count ? (ComparisonOutcome)(numbers[copy] - 1)
        : ComparisonOutcome.NotComparable;

    private sealed record Gone(ulong NodeUid);

    private sealed class Sweep
    {
        public static Sweep Instance { get; } = new();
    }
}
