using ActorProxy.Deploy.Tests.Support;
using ActorProxy.Mappings.Loading;
using YamlDotNet.RepresentationModel;

namespace ActorProxy.Deploy.Tests.Kubernetes;

public sealed class DefinitionTests
{
    private static readonly YamlMappingNode Definition = Yaml.Documents(Repository.Read("deploy/kubernetes/crds/shadowpolicies.yaml"))[0];
    private static readonly YamlNode Spec = Definition.At("spec", "versions").Items().Single().At("schema", "openAPIV3Schema", "properties", "spec", "properties")!;

    [Fact]
    public void The_guide_shows_every_field_that_is_defined_and_no_other()
    {
        var guide = Repository.Read("deploy/docs/shadow-policy.md");
        var start = guide.IndexOf("spec:", guide.IndexOf("## Fields", StringComparison.Ordinal), StringComparison.Ordinal);
        var shown = Yaml.Documents(guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)])[0].At("spec").Keys().ToList();
        Assert.Equal(Spec.Keys().Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("additional", "true")]
    [InlineData("weight", "0.5")]
    [InlineData("sample_by", "{header: X-User-Id}")]
    [InlineData("order_by", "{client_address: true}")]
    [InlineData("methods", "[GET]")]
    [InlineData("host", "{literal: name}")]
    [InlineData("request_headers", "{add: {X-Env: shadow}, set: {X-Other: {value: a}}, remove: [Cookie]}")]
    [InlineData("timeout_ms", "3000")]
    [InlineData("max_body_bytes", "1048576")]
    [InlineData("max_in_flight", "64")]
    [InlineData("max_copies_per_second", "0.5")]
    [InlineData("max_age_ms", "30000")]
    [InlineData("lanes", "64")]
    [InlineData("trace", "keep")]
    [InlineData("compare", "{status: true, headers: [a], body: json, ignore: [$.a], numeric_tolerance: 0.1, unordered: [$.b], max_reply_bytes: 100, sample: 50, baseline: s, redact: [X-Secret], normalise: [{pattern: a, replace: b}]}")]
    public void Every_field_defined_is_read_without_a_finding(string field, string value)
    {
        Assert.NotNull(Spec.At(field));
        Assert.Empty(FindingsOf(field, value));
    }

    [Fact]
    public void Every_field_defined_has_its_case_above()
    {
        var cases = typeof(DefinitionTests).GetMethod(nameof(Every_field_defined_is_read_without_a_finding))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Length;
        Assert.Equal(Spec.Keys().Count(), cases + 1);
    }

    [Theory]
    [InlineData("lanes", "maximum", "65")]
    [InlineData("lanes", "minimum", "0")]
    [InlineData("weight", "maximum", "100.1")]
    [InlineData("max_in_flight", "maximum", "100001")]
    [InlineData("max_in_flight", "minimum", "0")]
    [InlineData("timeout_ms", "minimum", "0")]
    [InlineData("max_age_ms", "minimum", "0")]
    public void A_limit_of_the_definition_is_the_limit_of_the_reader(string field, string limit, string beyond)
    {
        var edge = Spec.Text(field, limit)!;
        Assert.Empty(FindingsOf(field, edge));
        Assert.NotEmpty(FindingsOf(field, beyond));
    }

    private static IReadOnlyList<string> FindingsOf(string field, string value)
    {
        var mapping = """
            apiVersion: getambassador.io/v3alpha1
            kind: Mapping
            metadata: {name: a}
            spec: {hostname: "*", prefix: /a/, service: a}
            ---
            apiVersion: getambassador.io/v3alpha1
            kind: Mapping
            metadata: {name: a-shadow}
            spec: {hostname: "*", prefix: /a/, service: a-shadow, shadow: true}
            """;
        var policy = $"apiVersion: actorproxy.io/v1\nkind: ShadowPolicy\nmetadata: {{name: p}}\nspec:\n  mapping: a-shadow\n  {field}: {value}\n";
        return [.. new MappingLoader().Load([new MappingSource("test", $"{mapping}\n---\n{policy}")]).Findings.Select(finding => finding.Message)];
    }
}
