using System.Diagnostics;
using System.Text;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Reading;

public sealed class HostileYamlTests
{
    public static TheoryData<string, string> Documents => new()
    {
        { "deep flow lists", new string('[', 100_000) },
        { "deep flow maps", string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
        { "deep block maps", string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n")) },
        { "deep block lists", string.Concat(Enumerable.Repeat("- ", 50_000)) },
        { "exploding anchors", "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n")) },
        { "exploding merges", "a0: &a0 {k: v}\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} {{x{i}: *a{i - 1}, y{i}: *a{i - 1}}}\n")) },
        { "an anchor in itself", "a: &a [*a]" },
        { "an unknown alias", "a: *b" },
        { "a long document", "a: " + new string('x', 3_000_000) },
        { "many nodes", "[" + string.Join(',', Enumerable.Repeat("a", 150_000)) + "]" },
        { "a map as a key", "{a: b}: c" },
        { "merge of text", "<<: text" },
        { "binary", "\0\u0001\u0002ELF" },
        { "control characters", "a: \u0001\u0002\u0003\u001b" },
        { "a lone escape", "a: \"\\x" },
        { "a bad escape", "a: \"\\Uffffffff\"" },
        { "unclosed quotes", "a: \"" + new string('b', 10_000) },
        { "tabs", "a:\n\t- b" },
        { "tags", "!!python/object/apply:os.system [ls]" },
        { "directives", "%YAML 9.9\n%TAG ! !\n---\na: b" },
        { "half a surrogate", "a: \ud800" },
        { "many anchors", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"- &a{i} x\n")) },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_document_gives_a_finding_and_the_running_table_goes_on(string name, string text)
    {
        _ = name;
        var loader = new MappingLoader();
        loader.Load([new("a.yaml", Tables.Mapping("a", "/a/")), new("b.yaml", Tables.Mapping("b", "/b/"))]);

        var watch = Stopwatch.StartNew();
        var table = loader.Load([new("a.yaml", text), new("b.yaml", Tables.Mapping("b", "/b/"))]);

        Assert.Contains(table.Findings, finding => finding is { Severity: Severity.Error, File: "a.yaml" });
        Assert.Equal(("a", "b"), (table.Route(new("/a/")), table.Route(new("/b/"))));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("%YAML 9.9\n")]
    [InlineData("# a comment\n\n%YAML 9.9\n%TAG ! !\n")]
    [InlineData("kind: Other\n...\n%YAML 9.9\n")]
    public void A_directive_for_another_YAML_is_an_error(string before)
    {
        var table = Tables.Load(before + Tables.Mapping("a", "/a/") + "\n---\n" + Tables.Mapping("b", "/b/"));

        Assert.Contains(table.Findings, finding => finding is { Severity: Severity.Error, Code: FindingCodes.InvalidYaml });
        Assert.Equal("b", table.Route(new("/b/")));
    }

    [Theory]
    [InlineData("%YAML 1.1\n")]
    [InlineData("%YAML 1.2\n")]
    public void A_directive_for_this_YAML_is_none(string before)
    {
        var table = Tables.Load(before + Tables.Mapping("a", "/a/"));

        Assert.DoesNotContain(table.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal("a", table.Route(new("/a/")));
    }

    [Theory]
    [InlineData("docs2")]
    [InlineData("regex_headers")]
    [InlineData("headers")]
    public void A_map_of_tens_of_thousands_of_fields_is_read_in_time(string field)
    {
        var fields = string.Concat(Enumerable.Range(0, 40_000).Select(i => field == "docs2" ? $"  a_rather_long_unknown_name_{i}: b\n" : $"    x{i}: a+b\n"));
        var watch = Stopwatch.StartNew();
        var table = Tables.Load(Tables.Mapping("m", "/", field == "docs2" ? "docs: {}" : field + ":") + "\n" + fields);

        Assert.InRange(table.Findings.Count, 1, 60);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_file_of_rubbish_gives_a_bounded_number_of_findings()
    {
        var table = Tables.Load(string.Concat(Enumerable.Repeat("--- a\n", 20_000)));

        Assert.Equal(1001, table.Findings.Count);
        Assert.Contains("19000 more", table.Single(FindingCodes.TooManyFindings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_documents_never_throw_or_hang()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var original = Tables.Mapping("a", "/a/", "headers: {x: \"y\", z: w}", "regex_headers: {r: \"a.*\"}", "add_request_headers: {a: {value: b, append: false}}")
            + Tables.Mapping("b", "&anchor /b/", "weight: 5", "shadow: true") + Tables.Policy("p", "mapping: b", "methods: [GET]", "weight: 0.5")
            + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\nspec:\n  rules:\n"
            + "    - matches: [{path: {value: /x}, headers: [{name: h, value: v}]}]\n      filters:\n"
            + "        - {type: RequestMirror, requestMirror: {backendRef: {name: b, port: 80}, percent: 20}}\n      backendRefs: [{name: a, port: 80, weight: 3}]\n";
        for (var round = 0; round < 3000; round++)
        {
            var text = Mutate(original, random);
            var watch = Stopwatch.StartNew();
            var failure = Record.Exception(() => Tables.Load(text));

            Assert.True(failure is null, $"seed {seed}, round {round}: {failure}");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"seed {seed}, round {round}: took {watch.Elapsed}");
        }
    }

    private static string Mutate(string original, Random random)
    {
        const string Alphabet = "{}[]:,-#&*!|>'\"%@`\\ \n\t\0?<~0aé\u2028\ud800";
        var text = new StringBuilder(original);
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = random.Next(Math.Max(1, text.Length));
            if (text.Length < 2)
                break;
            switch (random.Next(5))
            {
                case 0:
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 1:
                    text.Insert(at, new string(Alphabet[random.Next(Alphabet.Length)], random.Next(1, 40)));
                    break;
                case 2:
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                    break;
                case 3:
                    text.Insert(at, original.AsSpan(random.Next(original.Length - 20), 20));
                    break;
                default:
                    text.Length = Math.Max(1, at);
                    break;
            }
        }

        return text.ToString();
    }
}
