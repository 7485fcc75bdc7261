using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Tests.Support;
using FsCheck.Xunit;

namespace ActorProxy.Mappings.Tests.Routing;

/// <summary>The compiled lookup finds exactly what asking every group in turn finds.</summary>
public sealed class RouteIndexProperties
{
    private static readonly string[] Segments = ["a", "b", "ab", "A", "aa", ""];
    private static readonly string[] Authorities = ["h1", "h2.example", "other.example", "h1:8080", "H1"];
    private static readonly string[] Hosts = ["h1", "h2.example", "\"*\"", "\"*.example\"", "\"h*\"", "h1:8080"];

    [Property(MaxTest = 300)]
    public void TryMatch_equals_a_linear_scan_in_evaluation_order(int seed)
    {
        var random = new Random(seed);
        var table = Tables.Load([.. Enumerable.Range(0, random.Next(1, 60)).Select(i => RandomMapping(random, i))]);

        for (var i = 0; i < 60; i++)
        {
            var request = RandomRequest(random);
            var expected = table.Groups.FirstOrDefault(group => group.Matches(request));
            var found = table.TryMatch(request, out var match);

            Assert.Equal(expected is not null, found);
            if (found)
                Assert.Same(expected, match.Group);
        }
    }

    private static string RandomMapping(Random random, int i)
    {
        var path = RandomPath(random);
        var fields = new List<string>();
        switch (random.Next(6))
        {
            case 0:
                fields.Add("prefix_exact: true");
                break;
            case 1:
                fields.Add("prefix_regex: true");
                path += random.Next(4) switch { 0 => ".*", 1 => "?", 2 => "[ab]+/.*", _ => "|/b" };
                break;
            case 2:
                fields.Add("case_sensitive: false");
                break;
        }

        if (random.Next(4) == 0)
            fields.Add($"precedence: {random.Next(-2, 3)}");
        if (random.Next(4) == 0)
            fields.Add("method: POST");
        if (random.Next(4) == 0)
            fields.Add($"headers: {{x-h: \"{random.Next(3)}\"}}");

        return Tables.Mapping($"m{i}", $"\"{path}\"", [.. fields])
            .Replace("hostname: \"*\"", $"hostname: {Hosts[random.Next(Hosts.Length)]}", StringComparison.Ordinal);
    }

    private static TestRequest RandomRequest(Random random) => new(
        RandomPath(random),
        random.Next(2) == 0 ? "GET" : "POST",
        Authorities[random.Next(Authorities.Length)],
        ("x-h", $"{random.Next(3)}"));

    private static string RandomPath(Random random) =>
        "/" + string.Join('/', Enumerable.Range(0, random.Next(4)).Select(_ => Segments[random.Next(Segments.Length)]));
}
