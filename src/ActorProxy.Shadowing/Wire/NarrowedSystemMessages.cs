using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace ActorProxy.Shadowing.Wire;

/// <summary>
/// Akka's serializer of system messages, narrowed to watching each other's actors. The others steer actors that were deployed from elsewhere, which
/// none are, and carry exceptions of types that the peer names.
/// </summary>
internal sealed class NarrowedSystemMessages(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly Type[] Allowed = [typeof(Watch), typeof(Unwatch), typeof(DeathWatchNotification)];

    private readonly SystemMessageSerializer _akkas = new(system);

    /// <inheritdoc/>
    public override int Identifier => 22;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => _akkas.ToBinary(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => Allowed.Contains(type)
        ? _akkas.FromBinary(bytes, type)
        : throw new SerializationException($"A peer has sent a system message '{type}'; that is refused.");
}
