using ActorProxy.Edge.Recording;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using BenchmarkDotNet.Attributes;

namespace ActorProxy.Benchmarks;

/// <summary>What a copy costs on the threads of production's requests, from the question whether it is wanted to its bytes in the batch.</summary>
public class CopyAtTheEdge
{
    private const int ReadBytes = 4096;

    private readonly byte[] _batch = new byte[256 * 1024];
    private readonly CopyRecorder _recorder = new();
    private readonly CopyTraits _traits = new() { Method = "POST" };
    private ShadowOffer _offer = null!;
    private HttpRequestMessage _message = null!;
    private byte[] _body = [];
    private CopyContent _content;

    [Params(0, 1024, 40 * 1024)]
    public int BodyBytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _offer = new ShadowOffer(SampleCopies.Shadow, new ShadowMeter(), new ByteBudget(16 * 1024 * 1024), TimeProvider.System);
        _offer.Use(SampleCopies.Shadow);
        _message = SampleCopies.Message(BodyBytes);
        _body = new byte[BodyBytes];
        _content = SampleCopies.Content(_message, _body);
        if (Encode() < BodyBytes) throw new InvalidOperationException("The copy does not fit into the memory that is there.");
    }

    /// <summary>Every request must have become a copy in a batch: a cheaper end would be measured as the real one.</summary>
    [GlobalCleanup]
    public void Check()
    {
        if (CopyOutcomes.All.Sum(_offer.Meter.CountOf) > 0) throw new InvalidOperationException("Copies were given up or dropped.");
    }

    /// <summary>The encoding alone, into memory that is there.</summary>
    [Benchmark]
    public int Encode()
    {
        CopyEncoder.TryEncodeField(_batch, SampleCopies.Ticket, _content, SampleCopies.OfferedAt, out var written);
        return written;
    }

    /// <summary>Sampling, recording the body as it streams by, encoding into the open batch; full batches are taken out, which allocates their bytes once.</summary>
    [Benchmark]
    public void RecordAndOffer()
    {
        _recorder.Begin(BodyBytes == 0 ? BodyFraming.None : BodyFraming.ContentLength, BodyBytes);
        _recorder.Ask(_offer, _traits);
        if (BodyBytes > 0)
        {
            _recorder.Expect(_body);
            for (var at = 0; at < _body.Length; at += ReadBytes) _recorder.Append(_body, _body.AsSpan(at, Math.Min(ReadBytes, _body.Length - at)));
            _recorder.CompleteBody(_body);
        }

        _recorder.Answer(new SentRequest(_message, _content.PathAndQuery, _content.Host), new ProductionAnswer(200, TimeSpan.FromMilliseconds(3)));
        _recorder.End();
        if (_offer.Buffer.TryTakeFull(out var shipment)) _offer.Budget.Return(shipment.BudgetBytes);
    }
}

/// <summary>What a dispatcher does with a batch before it sends; figures are per copy.</summary>
public class BatchAtTheDispatcher
{
    private const int Copies = 64;

    private byte[] _bytes = [];

    [Params(0, 512)]
    public int BodyBytes { get; set; }

    [GlobalSetup]
    public void Setup() => _bytes = SampleCopies.Batch(Copies, BodyBytes);

    /// <summary>The message and where its copies lie.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public int ReadAndSplit() => CopyBatch.Split(CopyBatchCodec.Read(_bytes).Copies).Count;

    /// <summary>And each copy with its headers, as they are sent: bytes within the batch.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public int Decode()
    {
        var length = 0;
        foreach (var encoded in CopyBatch.Split(CopyBatchCodec.Read(_bytes).Copies))
        {
            var copy = Copy.Decode(encoded);
            for (var i = 0; i < copy.HeaderCount; i++)
            {
                var (name, value) = copy.HeaderAt(i);
                length += name.Length + value.Length;
            }
        }

        return length;
    }

    /// <summary>The same with headers as texts, which only HTTP/2 and the logs need.</summary>
    [Benchmark(OperationsPerInvoke = Copies)]
    public int DecodeTexts()
    {
        var length = 0;
        foreach (var encoded in CopyBatch.Split(CopyBatchCodec.Read(_bytes).Copies))
        {
            foreach (var (name, value) in Copy.Decode(encoded).Headers) length += name.Length + value.Length;
        }

        return length;
    }
}
