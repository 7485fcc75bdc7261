using System.Text;
using System.Text.Json.Nodes;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Corpus.Services;

/// <summary>A reply while the model makes it.</summary>
public sealed class ReplyDraft
{
    public ReplyEnd End { get; set; }

    public int Status { get; set; } = 200;

    public Dictionary<string, string> Headers { get; } = [];

    public JsonObject Json { get; set; } = [];

    /// <summary>Takes the place of the JSON.</summary>
    public string? Html { get; set; }

    public double Milliseconds { get; set; }

    /// <summary>The reply.</summary>
    public Reply ToReply()
    {
        var latency = TimeSpan.FromMilliseconds(Milliseconds);
        return End != ReplyEnd.Complete
            ? Reply.Failed(End, latency)
            : new Reply { Status = Status, Headers = [.. Headers], Body = Encoding.UTF8.GetBytes(Html ?? Json.ToJsonString()), Latency = latency };
    }
}
