using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>Who counts: one life of one process. A restarted node is another incarnation; a new actor system in the same process is not.</summary>
/// <param name="Incarnation">A random number, fixed for the life of the process.</param>
internal sealed record NodeIdentity(ulong Incarnation)
{
    public static NodeIdentity Create()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return new NodeIdentity(BinaryPrimitives.ReadUInt64LittleEndian(bytes) | 1);
    }
}
