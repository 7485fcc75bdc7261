namespace ActorProxy.Conformance.Tests.Hostile;

/// <summary>Broken and hostile files among the resources of a running node: always findings, never a crash, a hang or a disturbed table.</summary>
public sealed class HostileFilesTests(BesetNode node) : IClassFixture<BesetNode>
{
    private const int Seed = 20261123;

    [Fact]
    public async Task Hostile_files_are_findings_and_do_not_disturb_requests()
    {
        foreach (var (name, content) in HostileFiles.All)
            node.Write($"{name}.yaml", content);

        var diagnostics = await node.ReadAllAsync();

        Assert.All(HostileFiles.All.Keys, name => Assert.True(diagnostics.In($"{name}.yaml").Count > 0, $"there are no findings about {name}"));
        Assert.All(diagnostics.Errors, finding => Assert.InRange(finding.Message.Length, 1, 2_000));
        await node.RestoreAsync();
    }

    [Fact]
    public async Task Files_changed_at_random_do_not_disturb_requests()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 60; i++)
                node.Write($"random-{i:00}.yaml", HostileFiles.Mutated(random));
            await node.ReadAllAsync();
        }

        await node.RestoreAsync();
    }

    [Fact]
    public async Task A_file_that_becomes_broken_keeps_what_it_said()
    {
        node.BreakGood();

        await node.UntilAsync(diagnostics => diagnostics.In("good.yaml").Any(finding => finding.Code == "previous-kept"), "the finding");
        await node.RestoreAsync();
    }
}
