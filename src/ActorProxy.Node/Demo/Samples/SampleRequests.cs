using System.Globalization;
using System.Text;

namespace ActorProxy.Node.Demo.Samples;

/// <summary>The requests of the demo's clients: every prefix in turn, over every edge in turn, one in five a POST.</summary>
internal static class SampleRequests
{
    /// <summary>The prefixes of the example Mappings.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["/myservice/", "/checkout/", "/catalog/"];

    /// <summary>The request of that number; always the same for the same number.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="edges">Base addresses of the edges.</param>
    public static HttpRequestMessage Create(long number, IReadOnlyList<string> edges)
    {
        var (round, prefix) = Math.DivRem(number, Prefixes.Count);
        var edge = edges[(int)(round % edges.Count)];
        var order = (number * 7) % 1000;
        var uri = string.Create(CultureInfo.InvariantCulture, $"{edge}{Prefixes[(int)prefix]}orders/{order}?page={number % 3}");
        if (number % 5 != 4)
            return new HttpRequestMessage(HttpMethod.Get, uri);

        var json = string.Create(CultureInfo.InvariantCulture, $$"""{"order":{{order}},"items":[{"sku":"A-{{number % 97}}","count":{{1 + number % 4}}}]}""");
        return new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }
}
