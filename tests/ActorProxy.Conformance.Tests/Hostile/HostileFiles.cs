using System.Globalization;
using System.Text;

namespace ActorProxy.Conformance.Tests.Hostile;

/// <summary>Texts and bytes that nobody should put beside Mappings, by what is wrong with them.</summary>
internal static class HostileFiles
{
    private const string Mapping =
        """
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata:
          name: hostile
        spec:
          hostname: hostile.tests
          prefix: /hostile/
          service: canary
          timeout_ms: 3000
          retry_policy: { retry_on: 5xx, num_retries: 2 }
          add_request_headers:
            X-One: { value: "1", append: false }
          circuit_breakers:
          - { priority: default, max_connections: 10 }
          weight: 50

        """;

    /// <summary>All of them; each is worth a finding.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["deep-lists"] = Text(new string('[', 200_000)),
        ["deep-maps"] = Text(string.Concat(Enumerable.Repeat("{a: ", 100_000))),
        ["deep-blocks"] = Text(string.Concat(Enumerable.Range(0, 3_000).Select(i => new string(' ', i) + "a:\n"))),
        ["deep-in-a-field"] = Text(Mapping + "  labels: " + new string('[', 50_000) + new string(']', 50_000) + "\n"),
        ["exploding-anchors"] = Text(ExplodingAnchors()),
        ["anchor-of-itself"] = Text("a: &a [*a, *a]\nb: *a\n"),
        ["exploding-merges"] = Text(ExplodingAnchors().Replace("[", "{ x: [", StringComparison.Ordinal).Replace("]", "] }", StringComparison.Ordinal)),
        ["unknown-anchor"] = Text(Mapping + "  docs: *nowhere\n"),
        ["huge-scalar"] = Text(Mapping + "  docs: " + new string('x', 24_000_000) + "\n"),
        ["huge-key"] = Text(Mapping + "  " + new string('k', 1_000_000) + ": 1\n"),
        ["many-keys"] = Text(Mapping + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"  k{i}: {i}\n"))),
        ["many-documents"] = Text(string.Concat(Enumerable.Repeat("---\nkind: Mapping\n", 20_000))),
        ["huge-numbers"] = Text(Mapping.Replace("weight: 50", "weight: " + new string('9', 100_000), StringComparison.Ordinal)),
        ["not-a-number"] = Text(Mapping.Replace("timeout_ms: 3000", "timeout_ms: .nan", StringComparison.Ordinal)),
        ["infinite"] = Text(Mapping.Replace("timeout_ms: 3000", "timeout_ms: .inf", StringComparison.Ordinal)),
        ["negative"] = Text(Mapping.Replace("timeout_ms: 3000", "timeout_ms: -9223372036854775808", StringComparison.Ordinal)),
        ["list-for-a-map"] = Text(Mapping.Replace("spec:", "spec: []\nother:", StringComparison.Ordinal)),
        ["map-for-a-text"] = Text(Mapping.Replace("prefix: /hostile/", "prefix: {a: b}", StringComparison.Ordinal)),
        ["text-for-a-list"] = Text(Mapping.Replace("retry_policy: {", "circuit_breaker: [", StringComparison.Ordinal)),
        ["complex-key"] = Text("? [a, {b: c}]\n: d\n"),
        ["tags"] = Text("!!python/object/apply:os.system [\"true\"]\n"),
        ["object-tag"] = Text(Mapping.Replace("weight: 50", "weight: !System.Int32 50", StringComparison.Ordinal) + "  modules: !!set {a}\n"),
        ["tabs"] = Text(Mapping.Replace("  prefix", "\tprefix", StringComparison.Ordinal)),
        ["open-quote"] = Text(Mapping + "  docs: \"never closed\n"),
        ["null-bytes"] = [.. Text(Mapping), 0, 0, 0],
        ["binary"] = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))],
        ["broken-utf8"] = [.. Text(Mapping), .. "  docs: "u8, 0xC3, 0x28, 0xA0, 0xA1, 0xFF, 0xFE, (byte)'\n', .. "\u0007: ["u8],
        ["utf16"] = Encoding.Unicode.GetBytes(Mapping),
        ["huge-regex"] = Text(Mapping.Replace("prefix: /hostile/", "prefix: /((((a{1000}){1000}){1000}){1000})\n  prefix_regex: true", StringComparison.Ordinal)),
        ["broken-regex"] = Text(Mapping.Replace("prefix: /hostile/", "prefix: /(((\n  prefix_regex: true", StringComparison.Ordinal)),
        ["control-characters"] = Text(Mapping.Replace("X-One", "\"X-One\\r\\nX-Two\"", StringComparison.Ordinal)),
        ["no-service"] = Text(Mapping.Replace("service: canary", "service: \"http://:0/../\"", StringComparison.Ordinal)),
    };

    /// <summary>A proper Mapping with some bytes changed, taken out or repeated at random; what it says may or may not be proper.</summary>
    public static byte[] Mutated(Random random)
    {
        var bytes = Text(Mapping).ToList();
        for (var change = random.Next(1, 12); change > 0 && bytes.Count > 1; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at)));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, "{}[]:,&*!|>'\"%@`#- \n\t?~"u8.ToArray().Skip(random.Next(20)).Take(random.Next(1, 4)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string ExplodingAnchors()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
            text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        return text.ToString();
    }
}
