using System.Reflection;
using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire;
using Akka.Actor;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Copy = ActorProxy.Shadowing.Copies.Copy;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Wire;

/// <summary>
/// Nodes of this build and of earlier ones are one cluster during a rolling upgrade: what has ever been put on the wire keeps its bytes and its
/// meaning, and what a newer build adds is passed over.
/// </summary>
public sealed class GoldenBytesTests : ClusterTestKit
{
    private const string File = "Wire/golden.txt";

    private static readonly IReadOnlyDictionary<string, byte[]> Golden = System.IO.File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, File))
        .Select(line => line.Split(": "))
        .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]));

    private readonly ShadowingSerializer _serializer;

    public GoldenBytesTests() => _serializer = new ShadowingSerializer((ExtendedActorSystem)Sys);

    public static TheoryData<string> Names => [.. GoldenMessages.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_meanWhatTheyAlwaysMeant(string name)
    {
        var (_, message) = GoldenMessages.All[name];

        Assert.Equal(message, message.Descriptor.Parser.ParseFrom(Golden[name]));
        Assert.True(Golden[name].AsSpan().SequenceEqual(message.ToByteArray()), $"{name}: {Convert.ToHexString(message.ToByteArray())}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_aNodeReads_itWritesInTheSameBytes(string name)
    {
        var (manifest, message) = GoldenMessages.All[name];

        var written = Rewritten(Golden[name], manifest);

        // The writer of batches puts its fields in an order of its own, which means the same.
        Assert.Equal(message, message.Descriptor.Parser.ParseFrom(written));
        if (manifest != "B") Assert.Equal(Golden[name], written);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_aNewerNodeAdds_isPassedOver(string name)
    {
        var (manifest, message) = GoldenMessages.All[name];
        var newer = message.Descriptor.Parser.ParseFrom(Golden[name]);
        AddUnknownFields(newer);

        var written = Rewritten(newer.ToByteArray(), manifest);

        var read = message.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(written);
        Assert.Equal(message, read);
    }

    [Fact]
    public void A_copyWithFieldsOfANewerNode_isReadWhole()
    {
        var newer = ((Shadowing.Wire.Generated.CopyBatch)GoldenMessages.All["batch"].Message).Clone();
        AddUnknownFields(newer);

        var copy = Copy.Decode(Assert.Single(CopyBatch.Split(CopyBatchCodec.Read(newer.ToByteArray()).Copies)));

        Assert.Equal(("POST", "/a%20b?c=d", "example.com", "body"), (copy.Method, Text(copy.PathAndQuery), Text(copy.Host), Text(copy.Body)));
        Assert.Equal([("X-One", "1"), ("x-two", "")], copy.Headers);
        Assert.Equal((BodyFraming.Chunked, 0.25, 9UL), (copy.Framing, copy.SamplePoint, copy.OrderKey));
        var reply = copy.ReadReply();
        Assert.Equal((ReplyEnd.Truncated, 201, "reply"), (reply.End, reply.Status, Text(reply.Body)));
    }

    [Fact]
    public void Every_messageHasBytes_andAllBytesAMessage() => Assert.Equal(GoldenMessages.All.Keys.Order(), Golden.Keys.Order());

    [Fact]
    public void Every_manifestIsHere()
    {
        var manifests = typeof(ShadowingSerializer).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.Name.EndsWith("Manifest", StringComparison.Ordinal)).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(manifests.Order(), GoldenMessages.All.Values.Select(m => m.Manifest).Distinct().Order());
    }

    /// <summary>A field without bytes here could change its number or type, and nobody would notice.</summary>
    [Fact]
    public void Every_fieldIsSetSomewhere()
    {
        var set = new HashSet<string>();
        foreach (var (_, message) in GoldenMessages.All.Values) Visit(message, (owner, field) => set.Add($"{owner.Descriptor.Name}.{field.Name}"));

        var all = GoldenMessages.All.Values.SelectMany(m => m.Message.Descriptor.File.MessageTypes).Distinct()
            .SelectMany(type => type.Fields.InDeclarationOrder().Select(field => $"{type.Name}.{field.Name}"));
        Assert.Empty(all.Distinct().Except(set));
    }

    /// <summary>Numbers that stand for something and cross the wire.</summary>
    [Fact]
    public void Numbers_keepTheirMeaning()
    {
        Assert.Equal(
            "SampledOut SkippedMethod SkippedUpgrade SkippedLoop Paused Aborted BodyTooLarge DroppedBufferFull Unconfirmed Expired DroppedWeight DroppedPaused DroppedRate "
            + "DroppedCircuitOpen UnknownMapping Answered TimedOut ConnectFailed Reset",
            InOrder<CopyOutcome>(19));
        Assert.Equal("Match Mismatch NoiseOnly Truncated NotComparable", InOrder<ComparisonOutcome>(5));
        Assert.Equal("Missing Added Type Value Order Length", InOrder<DifferenceKind>(6));
        Assert.Equal("Complete Truncated TimedOut ConnectFailed Reset ClientLeft", InOrder<RecordedReplyEnd>(6));
        Assert.Equal("None ContentLength Chunked", InOrder<BodyFraming>(3));
    }

    private byte[] Rewritten(byte[] bytes, string manifest)
    {
        var read = _serializer.FromBinary(bytes, manifest);
        if (read is not CopyBatch batch) return _serializer.ToBinary(read);

        // Its copies are a view into the whole message.
        return CopyBatchCodec.Write(new CopyBatch
        {
            Version = batch.Version, Mapping = batch.Mapping, Lane = batch.Lane, Edge = batch.Edge, Id = batch.Id, SettleTo = batch.SettleTo, Count = batch.Count,
            Copies = batch.Part is null ? CopyBatch.Join(CopyBatch.Split(batch.Copies)) : batch.Copies, Part = batch.Part, IsForwarded = batch.IsForwarded, SentAt = batch.SentAt,
        });
    }

    private static void AddUnknownFields(IMessage message)
    {
        foreach (var inner in Inner(message)) AddUnknownFields(inner);
        var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(1000, WireFormat.WireType.Varint);
            output.WriteUInt64(300);
            output.WriteTag(1001, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFromUtf8("of a newer version"));
            output.WriteTag(1002, WireFormat.WireType.Fixed64);
            output.WriteFixed64(7);
        }

        message.MergeFrom(stream.ToArray());
    }

    private static void Visit(IMessage message, Action<IMessage, FieldDescriptor> onSet)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (IsSet(field, message)) onSet(message, field);
        }

        foreach (var inner in Inner(message)) Visit(inner, onSet);
    }

    private static bool IsSet(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        null => false,
        System.Collections.ICollection many => many.Count > 0,
        string text => text.Length > 0,
        ByteString bytes => bytes.Length > 0,
        IMessage => true,
        bool flag => flag,
        var number => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
    };

    private static IEnumerable<IMessage> Inner(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().SelectMany(field => field.Accessor.GetValue(message) switch
    {
        IMessage inner => [inner],
        System.Collections.IDictionary map => map.Values.OfType<IMessage>(),
        System.Collections.IEnumerable many and not (string or ByteString) => many.OfType<IMessage>(),
        _ => Enumerable.Empty<IMessage>(),
    });

    private static string InOrder<T>(int count) where T : struct, Enum
    {
        Assert.Equal(count, Enum.GetValues<T>().Length);
        return string.Join(' ', Enumerable.Range(0, count).Select(i => ((T)Enum.ToObject(typeof(T), i)).ToString()));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
