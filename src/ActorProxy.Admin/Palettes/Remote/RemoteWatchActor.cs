using ActorProxy.Admin.Api;
using Akka.Actor;
using Akka.Remote;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>
/// Remembers what remoting announces of its connections, from the start of the actor system on: Akka does not tell afterwards. Answers
/// <see cref="Read"/> with a <see cref="RemoteResponse"/>.
/// </summary>
internal sealed class RemoteWatchActor : ReceiveActor
{
    /// <summary>Its name among the top-level actors.</summary>
    public const string ActorName = "pbm-remote";

    /// <summary>Most addresses remembered; the one without a change for longest makes room.</summary>
    private const int MostAddresses = 500;

    private const string Open = "open";
    private const string Closed = "closed";

    private readonly Dictionary<string, AssociationResponse> _associations = new(StringComparer.Ordinal);

    public RemoteWatchActor()
    {
        Receive<RemotingLifecycleEvent>(announced =>
        {
            if (RemoteEvents.Describe(announced, Context.System.Scheduler.Now.ToUniversalTime()) is { } happened)
                Note(happened);
        });
        Receive<Read>(_ => Sender.Tell(new RemoteResponse(
            ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString(),
            [.. _associations.Values.OrderBy(association => association.Address, StringComparer.Ordinal)])));
    }

    protected override void PreStart() => RemoteEvents.Subscribe(Context.System, Self);

    private void Note(RemoteEventResponse happened)
    {
        var known = _associations.GetValueOrDefault(happened.Address) ?? new AssociationResponse(happened.Address, null, null, null, null, 0, null, false);
        var noted = happened.Event switch
        {
            "associated" => With(known, happened.Direction, Open) with { Quarantined = false },
            "disassociated" => With(known, happened.Direction, Closed),
            "quarantined" => known with { Quarantined = true },
            _ => With(known, happened.Direction, Closed) with { Failures = known.Failures + 1, LastError = happened.Error },
        };
        _associations[happened.Address] = noted with { Since = happened.At };
        if (_associations.Count > MostAddresses)
            _associations.Remove(_associations.Values.MinBy(association => association.Since)!.Address);
    }

    private static AssociationResponse With(AssociationResponse association, string? direction, string state) =>
        direction == "inbound" ? association with { Inbound = state } : association with { Outbound = state };

    /// <summary>Asks for what is known.</summary>
    public sealed class Read : INoSerializationVerificationNeeded
    {
        public static readonly Read Instance = new();
    }
}
