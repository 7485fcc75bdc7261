using System.IO.Compression;
using System.Text;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ZstdSharp;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Bodies;

public sealed class ContentEncodingTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("""{"a":1,"long":"abcabcabcabcabcabc"}""");
    private static readonly byte[] Other = Encoding.UTF8.GetBytes("""{"a":2,"long":"abcabcabcabcabcabc"}""");

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("identity")]
    [InlineData("gzip, br")]
    [InlineData("zstd,gzip , identity")]
    public void An_encoding_does_not_count_and_hides_nothing(string encodings)
    {
        Assert.Equal("", Differences(Of(Plain, "application/json"), Encoded(Plain, encodings)));
        Assert.Equal("$.a value", Differences(Of(Plain, "application/json"), Encoded(Other, encodings)));
        Assert.Equal("$.a value", Differences(Encoded(Plain, encodings), Encoded(Other, "gzip")));
    }

    [Fact]
    public void Encodings_on_several_lines_are_one_list()
    {
        var reply = Encoded(Plain, "gzip, br") with { Headers = [new("Content-Type", "application/json"), new("content-encoding", "gzip"), new("Content-Encoding", "br")] };

        Assert.Equal("", Differences(Of(Plain, "application/json"), reply));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void A_bomb_is_cut_off_at_the_limit(string encoding)
    {
        var bomb = Encoded(new byte[32 * 1024 * 1024], encoding);
        Assert.InRange(bomb.Body.Length, 1, 256 * 1024);
        Compare(Of(Plain, "application/json"), bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var comparison = Compare(Of(Plain, "application/json"), bomb);

        Assert.Equal((ComparisonOutcome.Truncated, ComparedParts.Head), (comparison.Outcome, comparison.Compared));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 * 1024 * 1024);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("compress")]
    [InlineData("gzip,gzip,gzip,gzip,gzip")]
    public void What_cannot_be_read_is_not_comparable(string encoding)
    {
        var damaged = Of(new byte[] { 0x1F, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, "application/json").With(("Content-Encoding", encoding));

        var comparison = Compare(Of(Plain, "application/json"), damaged);

        Assert.Equal((ComparisonOutcome.NotComparable, ComparedParts.Head), (comparison.Outcome, comparison.Compared));
    }

    [Fact]
    public void What_nobody_can_read_is_still_the_same_when_it_is_the_same()
    {
        var reply = Of(Plain, "application/json").With(("Content-Encoding", "compress"));

        Assert.Equal(ComparisonOutcome.Match, Compare(reply, reply with { Body = Plain.ToArray() }).Outcome);
    }

    [Fact]
    public void An_empty_body_has_no_encoding() =>
        Assert.Equal("", Differences(Of(default, "application/json"), Of(default, "application/json").With(("Content-Encoding", "gzip"))));

    [Theory]
    [InlineData("utf-16", "application/json; charset=utf-16le")]
    [InlineData("iso-8859-1", "application/json; charset=\"ISO-8859-1\"")]
    [InlineData("utf-32", "application/json")]
    public void The_character_set_does_not_count(string encoding, string type)
    {
        const string text = """{"name":"Zoë"}""";
        var encoder = Encoding.GetEncoding(encoding);
        byte[] bytes = encoding == "utf-32" ? [.. encoder.GetPreamble(), .. encoder.GetBytes(text)] : encoder.GetBytes(text);

        Assert.Equal("", Differences(JsonReply(text), Of(bytes, type)));
        Assert.Equal("", Differences(Text(text), Of(bytes, type.Replace("application/json", "text/plain", StringComparison.Ordinal)), new CompareSettings { Body = BodyComparison.Bytes }));
    }

    [Fact]
    public void A_byte_order_mark_does_not_count() => Assert.Equal("", Differences(JsonReply("{}"), Of(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "application/json")));

    [Fact]
    public void An_unknown_character_set_is_compared_by_bytes() =>
        Assert.Equal("body value", Differences(Text("a", "text/plain; charset=klingon"), Text("b", "text/plain; charset=klingon")));

    private static Reply Encoded(byte[] body, string encodings)
    {
        foreach (var encoding in encodings.Split(',', StringSplitOptions.TrimEntries)) body = Encode(body, encoding);
        return Of(body, "application/json").With(("Content-Encoding", encodings == "raw deflate" ? "deflate" : encodings));
    }

    private static byte[] Encode(byte[] body, string encoding)
    {
        using var result = new MemoryStream();
        using (Stream? stream = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(result, CompressionLevel.Optimal, leaveOpen: true),
            "zstd" => new CompressionStream(result, leaveOpen: true),
            "deflate" => new ZLibStream(result, CompressionLevel.Optimal, leaveOpen: true),
            "raw deflate" => new DeflateStream(result, CompressionLevel.Optimal, leaveOpen: true),
            _ => null,
        })
        {
            if (stream is null) return body;
            stream.Write(body);
        }

        return result.ToArray();
    }
}
