using ActorProxy.Mappings.Routing;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>
/// Tells other nodes which resources this one has in force: any text is answered with the generation, so that no message of our own needs a
/// serializer.
/// </summary>
internal sealed class GenerationActor : ReceiveActor
{
    /// <summary>Its name among the top-level actors.</summary>
    public const string ActorName = "pbm-generation";

    /// <summary>What to ask.</summary>
    public const string Question = "generation?";

    public GenerationActor(RouteTableStore routes) => Receive<string>(_ => Sender.Tell(routes.Current.Generation));
}
