using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Reading;

public sealed class ResourceReadingTests
{
    [Theory]
    [InlineData("weight: heavy", "spec.weight must be a whole number, not text")]
    [InlineData("weight: 1.5", "spec.weight must be a whole number, not a number")]
    [InlineData("weight: \"10\"", "spec.weight must be a whole number, not text")]
    [InlineData("shadow: 1", "spec.shadow must be true or false, not a number")]
    [InlineData("rewrite: [a]", "spec.rewrite must be text, not a list")]
    [InlineData("headers: [a]", "spec.headers must be a map, not a list")]
    [InlineData("headers: {a: 1}", "spec.headers.a must be text, not a number")]
    [InlineData("timeout_ms: -1", "spec.timeout_ms must be at least 0, not -1")]
    [InlineData("method: true", "spec.method must be text, not a boolean")]
    public void A_wrong_type_names_file_line_resource_and_field_and_spoils_that_resource_alone(string field, string message)
    {
        var table = Tables.Load(Tables.Mapping("good", "/good/") + Tables.Mapping("bad", "/bad/", field));

        var finding = Assert.Single(table.Errors());
        Assert.Equal(("bad.default", "file0.yaml", message), (finding.Resource, finding.File, finding.Message));
        Assert.Equal($"spec.{field.Split(':')[0]}", finding.Field!.Split(".a")[0]);
        Assert.Equal(19, finding.Line);
        Assert.Equal("good", table.Route(new("/good/")));
        Assert.Null(table.Route(new("/bad/")));
    }

    [Theory]
    [InlineData("wieght: 10", "weight")]
    [InlineData("timeoutMs: 10", "timeout_ms")]
    [InlineData("Shadow: true", "shadow")]
    public void An_unknown_field_is_a_warning_with_the_nearest_known_name(string field, string nearest)
    {
        var table = Tables.Load(Tables.Mapping("m", "/", field));

        var finding = table.Single(FindingCodes.UnknownField);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.EndsWith($"did you mean {nearest}?", finding.Message, StringComparison.Ordinal);
        Assert.Equal("m", table.Route(new("/")));
    }

    [Fact]
    public void Other_kinds_are_noticed_and_passed_over()
    {
        var table = Tables.Load("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {}\n");

        Assert.Equal(Severity.Notice, table.Single(FindingCodes.IgnoredKind).Severity);
    }

    [Theory]
    [InlineData("getambassador.io/v1", FindingCodes.UnsupportedVersion)]
    [InlineData("example.org/v1", FindingCodes.IgnoredKind)]
    public void Other_versions_are_reported(string version, string code) =>
        Tables.Load(Tables.Mapping("m", "/").Replace("getambassador.io/v3alpha1", version, StringComparison.Ordinal)).Single(code);

    [Theory]
    [InlineData("prefix: /", "prefix: \"\"", "spec.prefix")]
    [InlineData("service: m", "", "spec.service")]
    public void Required_fields_are_required(string text, string replacement, string field) =>
        Assert.Equal(field, Tables.Load(Tables.Mapping("m", "/").Replace(text, replacement, StringComparison.Ordinal)).Single(FindingCodes.MissingField).Field);

    [Theory]
    [InlineData("just text")]
    [InlineData("[1, 2]")]
    [InlineData("kind: Mapping")]
    [InlineData("apiVersion: getambassador.io/v2\nkind: Mapping\nmetadata: {}\n")]
    public void A_document_that_is_no_resource_is_an_error(string text) => Tables.Load(text).Single(FindingCodes.NotAResource);

    [Fact]
    public void A_broken_document_spoils_itself_alone_and_names_its_line()
    {
        var table = Tables.Load(Tables.Mapping("a", "/a/") + "---\nkind: [unclosed\n" + Tables.Mapping("b", "/b/"));

        Assert.Equal(("a", "b"), (table.Route(new("/a/")), table.Route(new("/b/"))));
        Assert.InRange(table.Single(FindingCodes.InvalidYaml).Line!.Value, 10, 13);
    }

    [Fact]
    public void Comments_empty_documents_lists_and_JSON_are_read()
    {
        var table = Tables.Load(
            "# comment\n---\n---\n# nothing\n",
            """{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"getambassador.io/v2","kind":"Mapping","metadata":{"name":"json"},"spec":{"prefix":"/j/","service":"s"}}]}""");

        Assert.Empty(table.Findings);
        Assert.Equal("json", table.Route(new("/j/")));
    }

    [Fact]
    public void Anchors_and_merge_keys_work()
    {
        var table = Tables.Load("""
            apiVersion: v1
            kind: List
            items:
              - apiVersion: getambassador.io/v2
                kind: Mapping
                metadata: {name: a}
                spec: &base {prefix: /a/, service: s, timeout_ms: 7}
              - apiVersion: getambassador.io/v2
                kind: Mapping
                metadata: {name: b}
                spec: {<<: *base, prefix: /b/}
            """);

        Assert.Empty(table.Findings);
        Assert.All(table.Groups, group => Assert.Equal(TimeSpan.FromMilliseconds(7), group.Productions[0].Timeout));
        Assert.Equal("b", table.Route(new("/b/")));
    }

    [Fact]
    public void A_double_key_is_a_warning_and_the_last_one_counts()
    {
        var table = Tables.Load(Tables.Mapping("m", "/a/", "weight: 1", "weight: 2"));

        Assert.Equal("spec.weight", table.Single(FindingCodes.DuplicateKey).Field);
        Assert.Equal(2, table.Groups[0].Productions[0].Weight);
    }

    [Theory]
    [InlineData("(unclosed")]
    [InlineData("a)(b")]
    [InlineData("(?<=a)b")]
    [InlineData("(a)\\\\1")]
    [InlineData("((a{100}){100}){100}")]
    public void A_regular_expression_that_RE2_would_refuse_is_an_error(string pattern)
    {
        var table = Tables.Load(Tables.Mapping("m", $"\"/{pattern}\"", "prefix_regex: true"));

        Assert.Equal("spec.prefix", table.Single(FindingCodes.InvalidRegex).Field);
    }

    [Theory]
    [InlineData("/[[:alpha:]]+", "/abc", true)]
    [InlineData("/\\\\d+", "/\u0663", false)]
    [InlineData("/(?P<id>[0-9]+)", "/12", true)]
    [InlineData("/a|/b", "/b", true)]
    [InlineData("/a|/b", "/bc", false)]
    [InlineData("/[]a]", "/]", true)]
    [InlineData("/\\\\Qa.b\\\\E", "/a.b", true)]
    [InlineData("/\\\\pN", "/7", true)]
    public void Regular_expressions_follow_RE2(string pattern, string path, bool matches) =>
        Assert.Equal(matches, Tables.Load(Tables.Mapping("m", $"\"{pattern}\"", "prefix_regex: true")).Route(new(path)) == "m");

    [Theory]
    [InlineData("name", "http", "name", 80)]
    [InlineData("name:8080", "http", "name", 8080)]
    [InlineData("https://name", "https", "name", 443)]
    [InlineData("HTTP://Name.ns:81", "http", "name.ns", 81)]
    [InlineData("[::1]:90", "http", "[::1]", 90)]
    [InlineData("127.0.0.1", "http", "127.0.0.1", 80)]
    public void A_service_has_scheme_host_and_port(string text, string scheme, string host, int port)
    {
        var table = Tables.Load(Tables.Mapping("m", "/").Replace("service: m", $"service: \"{text}\"", StringComparison.Ordinal));

        var service = table.Groups[0].Productions[0].Service;
        Assert.Equal((scheme, host, port), (service.Scheme, service.Host, service.Port));
    }

    [Theory]
    [InlineData("tcp://name")]
    [InlineData("name:0")]
    [InlineData("name:http")]
    [InlineData("http://")]
    [InlineData("a b")]
    [InlineData("[::1")]
    public void A_service_that_cannot_be_understood_is_an_error(string text) =>
        Tables.Load(Tables.Mapping("m", "/").Replace("service: m", $"service: \"{text}\"", StringComparison.Ordinal)).Single(FindingCodes.InvalidService);

    [Fact]
    public void Mappings_for_another_ambassador_id_are_passed_over()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/a/", "ambassador_id: [other]"), Tables.Mapping("b", "/b/", "ambassador_id: [other, default]"),
            Tables.Mapping("c", "/c/", "ambassador_id: other").Replace("v3alpha1", "v2", StringComparison.Ordinal));

        Assert.Equal(["b"], table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal(2, table.Findings.Count(finding => finding.Code == FindingCodes.OtherAmbassadorId));
    }
}
