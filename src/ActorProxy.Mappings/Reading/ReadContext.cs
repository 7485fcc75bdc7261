namespace ActorProxy.Mappings.Reading;

/// <summary>What reading a resource depends on besides its text.</summary>
/// <param name="OwnNamespace">The node's own namespace: where resources without one are, and where service names need no suffix.</param>
/// <param name="AmbassadorId">Mappings for another id are not used.</param>
internal sealed record ReadContext(string OwnNamespace, string AmbassadorId);
