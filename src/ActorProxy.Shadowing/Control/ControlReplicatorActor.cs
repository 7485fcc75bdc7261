using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;
using Akka.Event;

namespace ActorProxy.Shadowing.Control;

/// <summary>Ties the <see cref="ControlStore"/> to DistributedData: what changes here goes to all nodes, what changes there comes here.</summary>
internal sealed class ControlReplicatorActor : ReceiveActor
{
    private static readonly IKey<ControlTable> Key = new ControlTableKey("runtime-control");
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(1);

    private readonly ControlStore _store;
    private readonly IActorRef _replicator = DistributedData.Get(Context.System).Replicator;

    public ControlReplicatorActor(ControlStore store)
    {
        _store = store;
        var log = Context.GetLogger();
        Receive<ControlTable>(Replicate);
        Receive<Changed>(change => _store.Merge(change.Get<ControlTable>(Key)));
        Receive<UpdateSuccess>(_ => { });

        // Whoever was not reached in time gets it by gossip.
        Receive<UpdateTimeout>(_ => log.Info("A change of runtime control has not reached all nodes within {0}; gossip carries it on", WriteTimeout));
        Receive<IUpdateFailure>(failure => log.Error("A change of runtime control could not be replicated: {0}", failure));
    }

    public static Props Props(ControlStore store) => Akka.Actor.Props.Create(() => new ControlReplicatorActor(store));

    protected override void PreStart()
    {
        var self = Self;
        _onChange = table => self.Tell(table);
        _store.ChangedHere += _onChange;
        _replicator.Tell(Dsl.Subscribe(Key, Self));
        if (!_store.Table.Entries.IsEmpty) Replicate(_store.Table);
    }

    protected override void PostStop() => _store.ChangedHere -= _onChange;

    private Action<ControlTable>? _onChange;

    private void Replicate(ControlTable table) =>
        _replicator.Tell(Dsl.Update(Key, ControlTable.Empty, new WriteAll(WriteTimeout), held => held.Merge(table)));
}
