using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;
using ControlTable = ActorProxy.Shadowing.Control.ControlTable;

namespace ActorProxy.Shadowing.Wire;

/// <summary>
/// The only form in which our messages cross the wire: a one-letter manifest and protobuf. No type name is ever read from the network.
/// </summary>
internal sealed class ShadowingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string CopyBatchManifest = "B";
    private const string AdmissionManifest = "A";
    private const string SettlementManifest = "S";
    private const string ReturnManifest = "T";
    private const string MetricsPageManifest = "M";
    private const string DepartedRequestManifest = "D";
    private const string RetiredTotalManifest = "R";
    private const string ControlTableManifest = "C";
    private const string ClusterSightingManifest = "G";
    private const string SamplesRequestManifest = "Q";
    private const string SamplesPageManifest = "P";

    /// <summary>The types that are bound to this serializer.</summary>
    public static Type[] Types { get; } =
    [
        typeof(CopyBatch), typeof(Admission), typeof(Settlement), typeof(Return), typeof(MetricsPage), typeof(DepartedRequest), typeof(RetiredTotal), typeof(ControlTable),
        typeof(ClusterSighting),
        typeof(SamplesRequest), typeof(SamplesPage),
    ];

    /// <summary>Fixed for all versions; Akka reserves 0 to 40.</summary>
    public override int Identifier => 9110;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        CopyBatch => CopyBatchManifest,
        Admission => AdmissionManifest,
        Settlement => SettlementManifest,
        Return => ReturnManifest,
        MetricsPage => MetricsPageManifest,
        DepartedRequest => DepartedRequestManifest,
        RetiredTotal => RetiredTotalManifest,
        ControlTable => ControlTableManifest,
        ClusterSighting => ClusterSightingManifest,
        SamplesRequest => SamplesRequestManifest,
        SamplesPage => SamplesPageManifest,
        _ => throw new ArgumentException($"{o.GetType()} is not one of ours.", nameof(o)),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        CopyBatch batch => CopyBatchCodec.Write(batch),
        ControlTable table => ControlTableCodec.Write(table).ToByteArray(),
        IMessage message => message.ToByteArray(),
        _ => throw new ArgumentException($"{obj.GetType()} is not one of ours.", nameof(obj)),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        CopyBatchManifest => CopyBatchCodec.Read(bytes),
        AdmissionManifest => Admission.Parser.ParseFrom(bytes),
        SettlementManifest => Settlement.Parser.ParseFrom(bytes),
        ReturnManifest => Return.Parser.ParseFrom(bytes),
        MetricsPageManifest => MetricsPage.Parser.ParseFrom(bytes),
        DepartedRequestManifest => DepartedRequest.Parser.ParseFrom(bytes),
        RetiredTotalManifest => RetiredTotal.Parser.ParseFrom(bytes),
        ControlTableManifest => ControlTableCodec.Read(Generated.ControlTable.Parser.ParseFrom(bytes)),
        ClusterSightingManifest => ClusterSighting.Parser.ParseFrom(bytes),
        SamplesRequestManifest => SamplesRequest.Parser.ParseFrom(bytes),
        SamplesPageManifest => SamplesPage.Parser.ParseFrom(bytes),
        _ => throw new ArgumentException($"The manifest '{manifest}' is not known to this version.", nameof(manifest)),
    };
}
