using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace ActorProxy.Shadowing.Wire;

/// <summary>
/// Akka's serializer of sundry messages, narrowed to what nodes of a cluster say to each other. What it leaves out are failures (an exception of a type
/// that the peer names), orders to stop, routers and configurations.
/// </summary>
internal sealed class NarrowedMisc(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    // Identify and its answer, a reference to an actor, the remote watcher's heartbeat and its answer.
    private static readonly string[] Allowed = ["ID", "AID", "AR", "RWHB", "RWHR"];

    private readonly MiscMessageSerializer _akkas = new(system);

    /// <inheritdoc/>
    public override int Identifier => 16;

    /// <inheritdoc/>
    public override string Manifest(object o) => _akkas.Manifest(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => _akkas.ToBinary(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => Allowed.Contains(manifest)
        ? _akkas.FromBinary(bytes, manifest)
        : throw new SerializationException($"A peer has sent a message '{manifest}' of Akka.Remote; that is refused.");
}
