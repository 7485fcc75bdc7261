using System.Text.RegularExpressions;
using ActorProxy.Deploy.Tests.Support;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;

namespace ActorProxy.Deploy.Tests.Docs;

public sealed partial class MappingFieldTests
{
    [Fact]
    public void Every_field_in_the_guide_is_known_to_the_reader()
    {
        var fields = Repository.Read("deploy/docs/mappings.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1])).Select(match => match.Groups[1].Value).ToList();
        Assert.True(fields.Count > 50);
        var mapping = "apiVersion: getambassador.io/v3alpha1\nkind: Mapping\nmetadata: {name: a}\nspec:\n" + string.Concat(fields.Select(field => $"  {field}: x\n"));
        var findings = new MappingLoader().Load([new MappingSource("test", mapping)]).Findings;
        Assert.DoesNotContain(findings, finding => finding.Code == FindingCodes.UnknownField);
    }

    [GeneratedRegex("`([a-z0-9_]+)`")]
    private static partial Regex Name();
}
