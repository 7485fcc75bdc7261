using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Google.Protobuf;

namespace ActorProxy.Shadowing.Samples;

/// <summary>Gives this node's samples to whoever asks, a page at a time.</summary>
internal sealed class SamplesActor : ReceiveActor
{
    /// <summary>Name under <c>/user</c>, the same on every node.</summary>
    public const string ActorName = "comparison-samples";

    // Well below the remoting frame; the longest sample fits beside it.
    private const int PageBytes = 48 * 1024;

    public SamplesActor(SampleStore store)
    {
        Receive<SamplesRequest>(request =>
        {
            var samples = store.Find(request.Mapping)?.Read(request.Path) ?? [];
            var page = new SamplesPage { Total = (uint)samples.Count };
            var size = 0;
            foreach (var sample in samples.Skip((int)Math.Min(request.Skip, int.MaxValue)))
            {
                if (size > 0 && size + sample.Json.Length > PageBytes) break;
                page.Samples.Add(new Wire.Generated.Sample
                {
                    At = (ulong)sample.At.ToUnixTimeMilliseconds(), Json = UnsafeByteOperations.UnsafeWrap(sample.Json),
                });
                size += sample.Json.Length;
            }

            Sender.Tell(page);
        });
    }

    public static Props Props(SampleStore store) => Akka.Actor.Props.Create(() => new SamplesActor(store));
}
