using System.Text;
using System.Text.Json;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Samples of what differed, for people.</summary>
internal static class DiffsText
{
    private const int MostSamples = 10;
    private const int BodyLength = 400;

    private static readonly string[] Replies = ["production", "shadow", "baseline"];

    /// <summary>The newest samples; the API has all of them, and in full.</summary>
    public static string Of(DiffsResponse diffs)
    {
        var text = new StringBuilder();
        if (diffs.Samples.Count == 0)
            text.Append(diffs.Name).Append(": no samples").Append(diffs.Path is null ? "" : $" in which {diffs.Path} differs");
        foreach (var sample in diffs.Samples.Take(MostSamples))
            Add(text, sample);
        if (diffs.Samples.Count > MostSamples)
            text.Append("... and ").Append(diffs.Samples.Count - MostSamples).Append(" more; --json has all of them");
        if (diffs.Unanswered.Count > 0)
            text.Append("\nSamples are missing of: ").AppendJoin(", ", diffs.Unanswered).Append(" (no answer in time)");
        return text.ToString().TrimEnd('\n');
    }

    private static void Add(StringBuilder text, JsonElement sample)
    {
        var request = sample.GetProperty("request");
        text.Append(sample.GetProperty("at").GetString()).Append("  ").Append(request.GetProperty("method").GetString()).Append(' ')
            .Append(request.GetProperty("target").GetString()).Append('\n').Append("  differs: ")
            .AppendJoin(", ", sample.GetProperty("differences").EnumerateArray().Select(d => $"{d.GetProperty("path").GetString()} ({d.GetProperty("kind").GetString()})"))
            .Append('\n');
        foreach (var name in Replies)
        {
            if (sample.TryGetProperty(name, out var reply))
                text.Append("  ").Append(name.PadRight(10)).Append(' ').Append(reply.GetProperty("status").GetString()).Append(' ').Append(Body(reply)).Append('\n');
        }
    }

    private static string Body(JsonElement reply)
    {
        if (!reply.TryGetProperty("body", out var body))
            return $"({reply.GetProperty("body_bytes").GetInt64()} bytes that are no text)";

        var line = string.Concat(body.GetString()!.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= BodyLength ? line : line[..BodyLength] + "...";
    }
}
