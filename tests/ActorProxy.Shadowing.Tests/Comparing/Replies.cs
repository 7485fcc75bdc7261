using System.Text;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Shadowing.Tests.Comparing;

/// <summary>Replies and comparisons for tests.</summary>
internal static class Replies
{
    public static Reply JsonReply(string body, int status = 200) => Of(Encoding.UTF8.GetBytes(body), "application/json", status);

    public static Reply Text(string body, string type = "text/plain") => Of(Encoding.UTF8.GetBytes(body), type);

    public static Reply Of(ReadOnlyMemory<byte> body, string type, int status = 200) =>
        new() { Status = status, Headers = [new("Content-Type", type)], Body = body };

    public static Reply With(this Reply reply, params (string Name, string Value)[] headers) =>
        reply with { Headers = [.. reply.Headers, .. headers.Select(h => KeyValuePair.Create(h.Name, h.Value))] };

    public static Reply WithTrailers(this Reply reply, params (string Name, string Value)[] trailers) =>
        reply with { Trailers = [.. trailers.Select(h => KeyValuePair.Create(h.Name, h.Value))] };

    public static Comparison Compare(Reply production, Reply shadow, CompareSettings? settings = null, Reply? baseline = null) =>
        new ReplyComparer(settings ?? new CompareSettings()).Compare(production, shadow, baseline);

    /// <summary>The differences as text: <c>$.a value; $.b missing</c>, sorted.</summary>
    public static string Differences(Reply production, Reply shadow, CompareSettings? settings = null) =>
        Text(Compare(production, shadow, settings).Differences);

    /// <summary>The differences of two JSON bodies as text.</summary>
    public static string JsonDifferences(string production, string shadow, CompareSettings? settings = null) => Differences(JsonReply(production), JsonReply(shadow), settings);

    private static string Text(IEnumerable<FieldDifference> differences) =>
        string.Join("; ", differences.Select(d => $"{d.Path} {d.Kind.Name()}").Order(StringComparer.Ordinal));
}
