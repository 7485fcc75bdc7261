using System.Diagnostics;
using System.Text.Json.Nodes;
using ActorProxy.Deploy.Tests.Packages;

namespace ActorProxy.Deploy.Tests.Machines;

/// <summary>Four network namespaces as machines, the archive with its shipped configuration, and the README word for word.</summary>
[Collection(PackageCollection.Name)]
public sealed class SeveralMachinesTests(BuiltPackages packages)
{
    private const int RequestsToEach = 100;

    [Fact]
    public async Task The_READMEs_words_make_a_cluster_of_four_machines_that_serves_and_copies()
    {
        var prefix = $"ap{Environment.ProcessId % 100_000}";
        await using var wires = new Machine($"{prefix}s");
        await wires.StartAsync();
        await CommandRun.SucceedAsync("ip", "-n", wires.Name, "link", "add", "switch", "type", "bridge");
        await CommandRun.SucceedAsync("ip", "-n", wires.Name, "link", "set", "switch", "up");
        var machines = ReadmeSection.Starting.Keys.Select((address, i) => new Machine($"{prefix}m{i}", address)).ToList();
        Assert.Equal(4, machines.Count);
        var root = Path.Combine(packages.Folder, "machines");
        try
        {
            // 1. A disk for each machine with the archive on it; the services of the shipped services.yaml run on the machine itself.
            foreach (var machine in machines)
            {
                await machine.StartAsync(wires.Name);
                Directory.CreateDirectory(DiskOf(machine));
                File.CreateSymbolicLink(Path.Combine(DiskOf(machine), Path.GetFileName(packages.Archive)), packages.Archive);
                var unpacked = await machine.RunAsync(DiskOf(machine), string.Join(" && ", ReadmeSection.Unpacking));
                Assert.True(unpacked.ExitCode == 0, unpacked.Output);
                machine.Start(FolderOf(machine), "bin/actorproxy demo-service --role production --port 7001");
                machine.Start(FolderOf(machine), "bin/actorproxy demo-service --role shadow --port 7002");
            }

            // 2. The README's commands.
            var nodes = machines.ToDictionary(machine => machine, machine => machine.Start(FolderOf(machine), ReadmeSection.Starting[machine.Address!]));
            foreach (var machine in machines)
                await UntilAsync(async () => await LookAsync(machine), () => $"{machine.Address} is no part of the cluster: {nodes[machine].Output}");

            // 3. Traffic through both edges; the copies are counted wherever one asks.
            var edges = machines.Where(machine => ReadmeSection.Starting[machine.Address!].Contains("--roles edge", StringComparison.Ordinal)).ToList();
            Assert.Equal(2, edges.Count);
            foreach (var edge in edges)
            {
                using var client = edges[0].CreateClient();
                for (var i = 0; i < RequestsToEach; i++)
                    Assert.Equal(200, (int)(await client.GetAsync(new Uri($"http://{edge.Address}:8080/myservice/{i}"))).StatusCode);
            }

            foreach (var machine in machines)
                await UntilAsync(async () => await HasCountedAllAsync(machine), () => $"{machine.Address} has not counted all copies");

            // 4. An orderly end.
            Assert.Equal(0, await nodes[edges[0]].StopAsync());
        }
        finally
        {
            foreach (var machine in machines)
                await machine.DisposeAsync();
        }

        string DiskOf(Machine machine) => Path.Combine(root, machine.Address!);
        string FolderOf(Machine machine) => Path.Combine(DiskOf(machine), "actorproxy");
        async Task<bool> LookAsync(Machine machine)
        {
            Assert.Equal(2, ReadmeSection.Looking.Count);
            foreach (var command in ReadmeSection.Looking)
            {
                var run = await machine.RunAsync(FolderOf(machine), command);
                if (run.ExitCode != 0 || (command.Contains("cluster show", StringComparison.Ordinal) && !IsWhole(run.Output)))
                    return false;
            }

            return true;
        }

        async Task<bool> HasCountedAllAsync(Machine machine)
        {
            using var client = machine.CreateClient();
            var metrics = JsonNode.Parse(await client.GetStringAsync(new Uri("http://127.0.0.1:9110/api/metrics")))!;
            var shadow = metrics["cluster"]!["shadows"]!.AsArray().Single(each => (string)each!["name"]! == "myservice-shadow")!;
            return (long)shadow["offered"]! == 2 * RequestsToEach && (long)shadow["under_way"]! == 0 && (long)shadow["outcomes"]!["answered"]! > 0;
        }
    }

    private static bool IsWhole(string shown) =>
        shown.Contains("Count: 4 nodes", StringComparison.Ordinal) && shown.Split('\n').Count(line => line.Contains("| up |", StringComparison.Ordinal)) == 4;

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> complaint)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90), complaint());
            await timer.WaitForNextTickAsync();
        }
    }
}
