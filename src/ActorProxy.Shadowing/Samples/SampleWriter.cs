using ActorProxy.Mappings.Redaction;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Samples;

/// <summary>
/// Writes a sample down: what was sent, what came back, and what is different. Headers that carry credentials are blotted out, and the whole is
/// bounded in length.
/// </summary>
/// <param name="mapping">The shadow Mapping.</param>
/// <param name="settings">Its policy.</param>
/// <param name="redaction">Headers that this node never shows, whatever the policy says.</param>
internal sealed class SampleWriter(string mapping, CompareSettings settings, HeaderRedaction redaction)
{
    /// <summary>Longest body that is kept, in bytes; of longer ones the beginning.</summary>
    public const int BodyBytes = 4 * 1024;

    /// <summary>Longest sample, in bytes; where it would be longer, less of everything is kept.</summary>
    public const int MostBytes = 48 * 1024;

    private readonly HeaderRedaction _redaction = redaction.With(settings.Redact);

    /// <summary>Writes one sample.</summary>
    public Sample Write(DateTimeOffset at, ComparedRequest request, string endpoint, Comparison comparison, Reply production, Reply shadow, Reply? baseline)
    {
        for (var share = 1; ; share *= 4)
        {
            var json = new SampleSheet(_redaction, settings.MaxReplyBytes, share).Write(at, mapping, request, endpoint, comparison, production, shadow, baseline);
            if (json.Length <= MostBytes) return new Sample(at, json);
        }
    }
}
