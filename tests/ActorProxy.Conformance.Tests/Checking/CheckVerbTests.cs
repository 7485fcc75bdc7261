using System.Globalization;
using System.Text.Json;
using ActorProxy.Testing.Processes;
using ActorProxy.Conformance.Tests.Running;

namespace ActorProxy.Conformance.Tests.Checking;

/// <summary>The verb <c>check</c> over the resources of all cases: it says what the running node says.</summary>
[Collection(BedCollection.Name)]
public sealed class CheckVerbTests(TestBed bed)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Check_says_what_the_running_node_says()
    {
        var (exitCode, output) = await CheckAsync("--json");

        using var json = JsonDocument.Parse(output);
        var checkedFindings = json.RootElement.EnumerateArray()
            .Select(finding => Text(finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("code").GetString(), finding.GetProperty("message").GetString()));
        var expected = bed.DefaultDiagnostics.Errors.Where(finding => finding.Code != "own-listener") // only a node knows where it listens
            .Select(finding => Text(finding.File, finding.Line ?? 0, finding.Code, finding.Message));
        Assert.Equal(expected.Order(StringComparer.Ordinal), checkedFindings.Order(StringComparer.Ordinal));
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Check_prints_a_line_for_each_finding()
    {
        var (_, output) = await CheckAsync();

        var lines = output.Split('\n');
        Assert.All(
            bed.DefaultDiagnostics.Errors.Where(finding => finding.Code != "own-listener"),
            finding => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}: {finding.Severity} {finding.Code} {(finding.Resource.Length == 0 ? "-" : finding.Resource)}: {finding.Message}"), lines));
    }

    private async Task<(int ExitCode, string Output)> CheckAsync(params string[] more)
    {
        await using var process = ProgramProcess.Start(
            "check", NodeProgram.Assembly, ["check", bed.DefaultNode.MappingsDirectory, "--services", bed.DefaultNode.ServicesPath, .. more]);
        return (await process.ExitAsync(Limit), process.Output);
    }

    private static string Text(string? file, int line, string? code, string? message) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line} {code} {message}");
}
