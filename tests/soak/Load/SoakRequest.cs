using System.Globalization;
using ActorProxy.Testing.Http;

namespace ActorProxy.Soak.Load;

/// <summary>The request of a number: everything about it follows from the number, so whoever receives it can tell whether it is whole.</summary>
/// <param name="Number">Unique within a soak.</param>
internal readonly record struct SoakRequest(long Number)
{
    // Of a thousand requests; mostly small ones, a few in several parts, one over the limit for copies.
    private static readonly (int UpTo, int Bytes)[] Sizes =
        [(600, 0), (800, 200), (920, 4_000), (970, 40_000), (990, 200_000), (999, 700_000), (1_000, 1_500_000)];

    /// <summary>The Mappings that it may go to.</summary>
    public static IReadOnlyList<string> Mappings { get; } = ["steady", "compared", "fragile"];

    /// <summary>The Mapping that it goes to.</summary>
    public string Mapping => Mappings[(int)(Number % Mappings.Count)];

    /// <summary>Bytes of its body; 0 = a GET.</summary>
    public int BodyBytes
    {
        get
        {
            var draw = (int)((ulong)Number * 0x9E3779B97F4A7C15 % 1_000);
            return Sizes.First(s => draw < s.UpTo).Bytes;
        }
    }

    /// <summary>Path and query.</summary>
    public string Target => string.Create(CultureInfo.InvariantCulture, $"/{Mapping}/?n={Number}");

    /// <summary>As it is sent.</summary>
    public HttpRequestMessage ToMessage(string baseUrl)
    {
        if (BodyBytes == 0) return new HttpRequestMessage(HttpMethod.Get, baseUrl + Target);
        var body = new byte[BodyBytes];
        body.AsSpan().Fill(Filling);
        return new HttpRequestMessage(HttpMethod.Post, baseUrl + Target) { Content = new ByteArrayContent(body) };
    }

    /// <summary>Which request was received; null when it is none of a soak's.</summary>
    public static SoakRequest? Of(RecordedRequest received)
    {
        var mark = received.Target.IndexOf("?n=", StringComparison.Ordinal);
        return mark > 0 && long.TryParse(received.Target.AsSpan(mark + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SoakRequest(number)
            : null;
    }

    /// <summary>Whether what was received is this request, byte for byte.</summary>
    public bool IsWhole(RecordedRequest received) =>
        received.Target == Target
        && received.Method == (BodyBytes == 0 ? "GET" : "POST")
        && received.Body.Length == BodyBytes
        && !received.Body.AsSpan().ContainsAnyExcept(Filling);

    private byte Filling => (byte)(Number % 251);
}
