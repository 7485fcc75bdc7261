using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Serialization;
using ControlTable = ActorProxy.Shadowing.Control.ControlTable;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Wire;

public sealed class ShadowingSerializerTests : ClusterTestKit
{
    private readonly ShadowingSerializer _serializer;

    public ShadowingSerializerTests() => _serializer = new ShadowingSerializer((ExtendedActorSystem)Sys);

    /// <summary>One of each type that crosses the wire, with its manifest.</summary>
    private static Dictionary<string, object> Messages => new()
    {
        ["A"] = new Admission { Verdict = Admission.Types.Verdict.Busy, Batch = 5, Node = "n", NodeUid = 6 },
        ["S"] = new Settlement { Edge = 1, Batches = { new BatchResults { Batch = 2, Results = { 15, 200, 3, 4 } } } },
        ["T"] = new Return { Edge = 1, Batch = 2, Copies = { 0, 3 } },
        ["M"] = new MetricsPage { Incarnation = 1, Version = 2, Address = "a", Roles = { "edge" }, Shadows = { new ShadowCounters { Mapping = "m" } } },
        ["D"] = new DepartedRequest(),
        ["R"] = new RetiredTotal { Incarnations = { 1, 2 }, Part = 1, Parts = 2 },
        ["G"] = new ClusterSighting { Members = { "a", "b" }, IsAnswer = true },
        ["Q"] = new SamplesRequest { Mapping = "m", Path = "$.a", Skip = 3 },
        ["P"] = new SamplesPage { Samples = { new Shadowing.Wire.Generated.Sample { At = 5, Json = Google.Protobuf.ByteString.CopyFromUtf8("{}") } }, Total = 4 },
        ["C"] = ControlTable.Empty.With(new ControlChange("a", 5, true, "me", "why"), 1, DateTimeOffset.UnixEpoch),
    };

    [Fact]
    public void Every_message_comesBackEqual_underItsManifest()
    {
        foreach (var (manifest, message) in Messages)
        {
            Assert.Equal(manifest, _serializer.Manifest(message));
            Assert.Equal(message, _serializer.FromBinary(_serializer.ToBinary(message), manifest));
        }
    }

    [Fact]
    public void A_batch_comesBackEqual()
    {
        var batch = new CopyBatch
        {
            Mapping = "m", Lane = 3, Edge = 4, Id = 5, SettleTo = "s", Count = 1, Copies = Requests.Pack(Requests.Encode(Requests.Get("/x"))), IsForwarded = true,
        };

        Assert.Equal("B", _serializer.Manifest(batch));
        var read = (CopyBatch)_serializer.FromBinary(_serializer.ToBinary(batch), "B");

        Assert.Equal(("m/3", 4UL, 5UL, "s", 1, true), (read.EntityId, read.Edge, read.Id, read.SettleTo, read.Count, read.IsForwarded));
        Assert.Equal(Assert.Single(CopyBatch.Split(batch.Copies)).ToArray(), Assert.Single(CopyBatch.Split(read.Copies)).ToArray());
    }

    [Fact]
    public void Every_boundType_isCovered() =>
        Assert.Equal(ShadowingSerializer.Types.ToHashSet(), [.. Messages.Values.Select(m => m.GetType()), typeof(CopyBatch)]);

    [Fact]
    public void Every_boundType_isFoundByTheSystem()
    {
        foreach (var message in Messages.Values)
        {
            var serializer = Assert.IsType<ShadowingSerializer>(Sys.Serialization.FindSerializerFor(message));
            var manifest = Serialization.ManifestFor(serializer, message);
            Assert.Equal(message, Sys.Serialization.Deserialize(serializer.ToBinary(message), serializer.Identifier, manifest));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("System.Object")]
    public void FromBinary_ofAnUnknownManifest_isAnArgumentException(string manifest) =>
        Assert.Throws<ArgumentException>(() => _serializer.FromBinary([], manifest));

    [Fact]
    public void Anything_else_isAnArgumentException()
    {
        Assert.Throws<ArgumentException>(() => _serializer.Manifest("text"));
        Assert.Throws<ArgumentException>(() => _serializer.ToBinary("text"));
    }

    /// <summary>Akka reserves the numbers up to 40; ours must stay for as long as there are old nodes.</summary>
    [Fact]
    public void Identifier_neverChanges() => Assert.Equal(9110, _serializer.Identifier);
}
