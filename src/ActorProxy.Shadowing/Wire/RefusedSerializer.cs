using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorProxy.Shadowing.Wire;

/// <summary>
/// Stands in for a serializer of Akka's that creates whatever type a peer names. A message that arrives under its number is refused before
/// anything of it is read, and nothing is sent through it.
/// </summary>
internal abstract class RefusedSerializer(ExtendedActorSystem system, int identifier, string what) : Serializer(system)
{
    /// <summary>The number of the serializer that it stands in for (Akka's <c>serialization-identifiers</c>).</summary>
    public override int Identifier => identifier;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} has no serializer of its own, and {what} is not used here.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException($"A peer has sent {what}; that is refused.");
}

/// <summary>For Newtonsoft JSON, whose <c>$type</c> names the type to create.</summary>
internal sealed class RefusedJson : RefusedSerializer
{
    /// <summary>Called by Akka, which hands in the settings of the serializer that this one stands in for.</summary>
    public RefusedJson(ExtendedActorSystem system, Config settings)
        : base(system, 1, "JSON with type names")
    {
    }
}

/// <summary>For protobuf whose manifest is a type name. Our own messages and Akka's have serializers of their own.</summary>
internal sealed class RefusedProtobuf(ExtendedActorSystem system) : RefusedSerializer(system, 2, "protobuf with type names");

/// <summary>For remote deployment: an actor of any type with any arguments.</summary>
internal sealed class RefusedDeployment(ExtendedActorSystem system) : RefusedSerializer(system, 3, "an actor to create");
