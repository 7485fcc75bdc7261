using System.Text;
using System.Text.Json;
using ActorProxy.Mappings.Redaction;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Samples;
using ActorProxy.Shadowing.Tests.Support;
using Copy = ActorProxy.Shadowing.Copies.Copy;

namespace ActorProxy.Shadowing.Tests.Samples;

public sealed class SampleWriterTests
{
    private static readonly Comparison Different = new(
        ComparisonOutcome.Mismatch, [new FieldDifference("$.a", DifferenceKind.Value)], ComparedParts.Head | ComparedParts.Body, [], ComparedParts.None);

    [Fact]
    public void Write_tellsRequestAndReplies()
    {
        var sample = Write(Reply("müsli"), Reply("other"), [("X-One", "1")]);

        Assert.Equal("m-shadow", sample.GetProperty("mapping").GetString());
        Assert.Equal(("$.a", "value"), (sample.GetProperty("differences")[0].GetProperty("path").GetString(), sample.GetProperty("differences")[0].GetProperty("kind").GetString()));
        Assert.Equal(("GET", "/x?y"), (sample.GetProperty("request").GetProperty("method").GetString(), sample.GetProperty("request").GetProperty("target").GetString()));
        Assert.Equal(("200", "müsli"), (sample.GetProperty("production").GetProperty("status").GetString(), sample.GetProperty("production").GetProperty("body").GetString()));
        Assert.Equal("other", sample.GetProperty("shadow").GetProperty("body").GetString());
        Assert.False(sample.TryGetProperty("baseline", out _));
    }

    [Fact]
    public void Write_hidesCredentials_whateverTheirCase()
    {
        var reply = Reply("x") with { Headers = [new("set-cookie", "hidden"), new("X-TENANT", "hidden"), new("x-node-secret", "hidden"), new("X-Plain", "shown")] };

        var text = Write(reply, reply, [("authorization", "hidden"), ("COOKIE", "hidden"), ("Proxy-Authorization", "hidden"), ("X-Plain", "shown")]).GetRawText();

        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Contains("shown", text, StringComparison.Ordinal);
        Assert.Contains(HeaderRedaction.Placeholder, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ofABodyThatIsNoText_isBase64_andALongOneIsCut()
    {
        var binary = Reply("") with { Body = new byte[] { 0xFF, 0xFE } };
        var @long = Reply(new string('ä', SampleWriter.BodyBytes));

        var sample = Write(binary, @long, []);

        Assert.Equal(binary.Body.ToArray(), sample.GetProperty("production").GetProperty("body_base64").GetBytesFromBase64());
        Assert.Equal(2 * SampleWriter.BodyBytes, sample.GetProperty("shadow").GetProperty("body_bytes").GetInt32());
        Assert.Equal(new string('ä', SampleWriter.BodyBytes / 2), sample.GetProperty("shadow").GetProperty("body").GetString());
    }

    [Fact]
    public void Write_ofWhatIsLongEverywhere_isBounded()
    {
        var headers = Enumerable.Range(0, 200).Select(i => KeyValuePair.Create($"X-{i}", new string('\u0001', 5_000))).ToArray();
        var reply = Reply(new string('\u0001', 100_000)) with { Headers = headers, Trailers = headers };

        var sample = Write(reply, reply, [.. headers.Take(100).Select(h => (h.Key, new string('x', 5_000)))]);

        Assert.InRange(Encoding.UTF8.GetByteCount(sample.GetRawText()), 100, SampleWriter.MostBytes);
    }

    private static Reply Reply(string body) => new() { Status = 200, Body = Encoding.UTF8.GetBytes(body) };

    private static JsonElement Write(Reply production, Reply shadow, (string Name, string Value)[] headers)
    {
        var bytes = new byte[2 * 1024 * 1024];
        Assert.True(Shadowing.Copies.CopyEncoder.TryEncode(bytes, Requests.Ticket, Requests.Get("/x?y", headers), 1, out var written));
        var request = new ComparedRequest(Copy.Decode(bytes.AsMemory(0, written)));
        var writer = new SampleWriter("m-shadow", new CompareSettings { Redact = ["x-tenant"] }, new HeaderRedaction(["X-Node-Secret"]));
        using var json = JsonDocument.Parse(writer.Write(DateTimeOffset.UnixEpoch, request, "GET /x", Different, production, shadow, null).Json);
        return json.RootElement.Clone();
    }
}
