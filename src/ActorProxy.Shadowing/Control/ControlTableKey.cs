using Akka.DistributedData;

namespace ActorProxy.Shadowing.Control;

/// <summary>The key under which the one <see cref="ControlTable"/> is replicated.</summary>
internal sealed class ControlTableKey(string id) : Key<ControlTable>(id);
