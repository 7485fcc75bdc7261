using System.Buffers;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using FsCheck;
using FsCheck.Fluent;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A request of any shape that HTTP allows, as an edge would record it.</summary>
public sealed record AnyRequest(
    string Method, string Path, string Host, IReadOnlyList<(string Name, string Value)> Headers, string? ContentType, byte[] Body, int Framing,
    double SamplePoint, ulong? OrderKey, int Status, uint Microseconds)
{
    /// <summary>Arbitraries for properties.</summary>
    public static Arbitrary<AnyRequest> Arbitrary() => Any.ToArbitrary();

    public static Gen<AnyRequest> Any { get; } =
        from method in Gen.Elements("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE", "M-SEARCH", "a")
        from path in Latin1(0, 200)
        from host in Latin1(0, 40)
        from headers in Header.ListOf()
        from contentType in Gen.Elements(new string?[] { null, "application/json", "text/plain; charset=iso-8859-1", "" })
        from size in Gen.Frequency((8, Gen.Choose(0, 300)), (1, Gen.Choose(10_000, CopyBatch.MaxBytes + 5000)))
        from seed in Gen.Choose(0, int.MaxValue)
        from framing in Gen.Choose(0, 2)
        from samplePoint in Gen.Choose(0, 1_000_000)
        from orderKey in Gen.Elements(new ulong?[] { null, 1, 0x8000_0000_0000_0001, ulong.MaxValue })
        from status in Gen.Elements(0, 200, 404, 599)
        from microseconds in Gen.Elements(0u, 1u, 127u, 128u, 70_000u, uint.MaxValue)
        select new AnyRequest(
            method, path, host, [.. headers], contentType, RandomBytes(seed, size), framing, samplePoint / 1_000_001.0, orderKey, status, microseconds);

    internal CopyTicket Ticket => new(SamplePoint, OrderKey);

    /// <summary>What HTTP keeps of the headers: those of one name together, at the place of the first.</summary>
    internal IReadOnlyList<(string Name, string Value)> Expected =>
    [
        .. Headers.GroupBy(h => h.Name, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Select(h => (same.First().Name, h.Value))),
        .. ContentType is null ? [] : new[] { ("Content-Type", ContentType) },
    ];

    internal CopyContent Content()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), (Uri?)null);
        foreach (var (name, value) in Headers) Assert.True(message.Headers.TryAddWithoutValidation(name, value), name);

        // What frames the body and Host are not copied as headers.
        message.Headers.TryAddWithoutValidation("Host", "somewhere.else");
        message.Headers.TryAddWithoutValidation("Transfer-Encoding", "chunked");
        if (ContentType is not null)
        {
            message.Content = new ByteArrayContent([]);
            message.Content.Headers.TryAddWithoutValidation("Content-Length", "12");
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return new CopyContent
        {
            Request = message,
            PathAndQuery = Path,
            Host = Host,
            Body = InPieces(Body),
            Framing = (BodyFraming)Framing,
            ProductionStatus = Status,
            ProductionLatency = TimeSpan.FromMicroseconds(Microseconds),
        };
    }

    private static Gen<(string Name, string Value)> Header { get; } =
        from name in Gen.Elements("x-a", "X-B", "x-b", "X-Long-Header-Name-That-Goes-On", "Cookie", "Accept", "!#$%&'*+-.^_`|~09")
        from value in Latin1(0, 150)
        select (name, value);

    private static Gen<string> Latin1(int least, int most) =>
        from length in Gen.Choose(least, most)
        from characters in Gen.Choose(0, 255).Where(c => c is not ('\r' or '\n' or '\0')).Select(c => (char)c).ArrayOf(length)
        select new string(characters);

    private static byte[] RandomBytes(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes)
    {
        if (bytes.Length < 2) return new ReadOnlySequence<byte>(bytes);
        var first = new Piece(bytes.AsMemory(0, bytes.Length / 3), null);
        var last = new Piece(bytes.AsMemory(bytes.Length / 3), first);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
