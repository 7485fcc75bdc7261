using System.Text.RegularExpressions;
using ActorProxy.Deploy.Tests.Support;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;

namespace ActorProxy.Deploy.Tests.Docs;

public sealed partial class ExampleTests
{
    [Fact]
    public void Mappings_that_the_guides_tell_to_write_are_read_without_errors_and_warnings()
    {
        var examples = Repository.Files("deploy/docs", "*.md").SelectMany(file => Block().Matches(Repository.Read(file)))
            .Select(match => match.Groups[1].Value).Where(text => text.Contains("apiVersion:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var table = new MappingLoader().Load([new MappingSource("example", example)]);
            Assert.DoesNotContain(table.Findings, finding => finding.Severity != Severity.Notice);
            Assert.NotEmpty(table.Shadows);
        }
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
