using System.Text.Json;
using ActorProxy.Admin.Diagnostics.Samples;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class SampleViewTests
{
    private const string Sample = """
        {
          "at": "2026-01-02T03:04:05Z",
          "differences": [{ "path": "$.price", "kind": "value" }],
          "noise": [{ "path": "$.at", "kind": "value" }],
          "request": { "method": "GET", "target": "/cart?id=7", "headers": [] },
          "production": { "status": "200", "latency_ms": 4.5, "headers": [["Content-Type", "application/json"]], "trailers": [], "body_bytes": 20, "body": "{\"price\":10.0,\"n\":1}" },
          "shadow": { "status": "timed_out", "latency_ms": 3000, "headers": [], "trailers": [], "body_bytes": 3, "body_base64": "/wD/" }
        }
        """;

    private readonly SampleView _view = SampleView.Of(JsonDocument.Parse(Sample).RootElement);

    [Fact]
    public void JSON_is_written_one_value_to_a_line_with_its_numbers_as_they_were() =>
        Assert.Equal("200\nContent-Type: application/json\n\n{\n  \"price\": 10.0,\n  \"n\": 1\n}", _view.Production.Text);

    [Fact]
    public void What_is_no_text_is_told_by_its_size() => Assert.Equal("timed_out\n\n(3 bytes that are no text)", _view.Shadow.Text);

    [Fact]
    public void Differences_and_noise_have_their_kind()
    {
        Assert.Equal("GET /cart?id=7", _view.Request);
        Assert.Equal(["$.price (value)"], _view.Differences);
        Assert.Equal(["$.at (value)"], _view.Noise);
        Assert.Equal(TimeSpan.FromSeconds(3), _view.Shadow.Latency);
    }
}
