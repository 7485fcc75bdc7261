using System.Diagnostics;
using System.Globalization;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Faults;

/// <summary>The machine fails a node: no descriptors, no room on the disk, a clock that is set.</summary>
internal static class MachineFaults
{
    /// <summary>Debian's libfaketime.</summary>
    public const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    private const string Watched = "steady-shadow";
    private const double OtherWeight = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>An edge gets no more descriptors for a while.</summary>
    public static Fault NoFilesAtAnEdge { get; } = new("no descriptors at an edge", (scene, random) => NoFilesAsync(scene, random, scene.Cluster.Edges[random.Next(2)])) { KillsAnEdge = true };

    /// <summary>A shadow node gets no more descriptors for a while.</summary>
    public static Fault NoFilesAtAShadowNode { get; } = new("no descriptors at a shadow node", (scene, random) => NoFilesAsync(scene, random, scene.Cluster.Shadows[random.Next(3)]));

    /// <summary>The first edge's state is on a disk that is full, also while it is killed and started anew. Needs root.</summary>
    public static Fault FullDiskAtAnEdge { get; } = new("full disk under --state of an edge", (scene, _) => FillDiskAsync(scene, scene.Cluster.Edges[0])) { KillsAnEdge = true };

    /// <summary>The same of a shadow node.</summary>
    public static Fault FullDiskAtAShadowNode { get; } = new("full disk under --state of a shadow node", (scene, _) => FillDiskAsync(scene, scene.Cluster.Shadows[0]));

    /// <summary>A node's clock is set forward by an hour, then back by two. Needs <see cref="FakeTime"/>.</summary>
    public static Fault ClockSteps(Func<SoakScene, TestNode> choose) => new("clock steps", (scene, _) => StepClockAsync(scene, choose(scene)));

    private static async Task<string> NoFilesAsync(SoakScene scene, Random random, TestNode node)
    {
        var length = TimeSpan.FromSeconds(3 + (random.NextDouble() * 5));
        using (scene.Outages.Begin(node))
        {
            // Below what it has open: it keeps that, and gets nothing more.
            LimitFiles(node, 16);
            try
            {
                await Task.Delay(length);
            }
            finally
            {
                LimitFiles(node, 20_000);
            }

            // .NET ends a process that needs another thread then, as a thread needs a descriptor. Who watches over it starts it anew.
            var hasEnded = !node.IsRunning;
            if (hasEnded) node.Start();
            await node.ReadyAsync();
            return $"{node.Name} for {length.TotalSeconds:0.0} s{(hasEnded ? "; it ended and was started anew" : "")}";
        }
    }

    private static async Task<string> FillDiskAsync(SoakScene scene, TestNode node)
    {
        Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", node.State);
        try
        {
            var filling = Path.Combine(node.State, "filling");
            Fill(filling);

            // The change is in force everywhere, and the node says that it cannot keep it. It is no less ready.
            await ControlFaults.DoAsync(node, a => a.SetWeightAsync(Watched, OtherWeight));
            await WeightEverywhereAsync(scene, OtherWeight);
            await Eventually.Async(() => node.Output.Contains("Runtime control cannot be written", StringComparison.Ordinal), Limit, $"{node.Name} says that its disk is full");
            await node.ReadyAsync();

            // Others tell it what it could not keep.
            using (scene.Outages.Begin(node))
            {
                await node.KillAsync();
                node.Start();
                await node.ReadyAsync();
            }

            await WeightEverywhereAsync(scene, OtherWeight);

            // It is kept as soon as there is room.
            File.Delete(filling);
            await Eventually.Async(() => File.Exists(Path.Combine(node.State, "control.json")), Limit, $"{node.Name} has written its state");
            await ControlFaults.DoAsync(node, a => a.SetWeightAsync(Watched, 100));
            await WeightEverywhereAsync(scene, 100);
        }
        finally
        {
            Run("umount", "--lazy", node.State);
        }

        return $"{node.Name}, killed and started anew meanwhile";
    }

    private static async Task<string> StepClockAsync(SoakScene scene, TestNode node)
    {
        var setting = Path.Combine(node.State, "clock");
        Set(setting, "+0");
        await RestartAsync(node, ["env", $"LD_PRELOAD={FakeTime}", $"FAKETIME_TIMESTAMP_FILE={setting}", "FAKETIME_CACHE_DURATION=1", "DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"]);
        await scene.Cluster.StableAsync();
        foreach (var (step, hours) in ((string, double)[])[("+3600", 1), ("-3600", -1)])
        {
            Set(setting, step);
            await Eventually.Async(() => ClockAsync(node), clock => Math.Abs((clock - DateTimeOffset.UtcNow).TotalHours - hours) < 0.5, Limit, $"the clock of {node.Name} is {hours} h off");
            var before = await Eventually.Async(() => AnsweredAsync(scene), _ => true, Limit, "an edge tells its counts");
            await Eventually.Async(() => AnsweredAsync(scene), now => now > before + 300, Limit, "copies are answered, whatever the clocks say");
            await scene.Cluster.StableAsync();
        }

        await RestartAsync(node, []);
        await scene.Cluster.StableAsync();
        var metrics = await Eventually.Async(node.Admin.ReadMetricsAsync, _ => true, Limit, $"{node.Name} answers");
        var expired = metrics.Cluster.Shadows.Sum(s => s.Outcome("expired"));
        return expired == 0 ? node.Name : throw new InvalidOperationException($"{expired} copies expired because a clock was set");
    }

    private static async Task RestartAsync(TestNode node, IReadOnlyList<string> wrapper)
    {
        await node.StopAsync();
        node.Wrapper = wrapper;
        node.Start();
        await node.ReadyAsync();
    }

    private static async Task<DateTimeOffset> ClockAsync(TestNode node)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await client.GetAsync($"{node.AdminUrl}/alive");
        return answer.Headers.Date!.Value;
    }

    private static async Task<long> AnsweredAsync(SoakScene scene) =>
        (await scene.Cluster.Edges[0].Admin.ReadMetricsAsync()).Cluster.Shadows.Sum(s => s.Outcome("answered"));

    private static async Task WeightEverywhereAsync(SoakScene scene, double weight)
    {
        foreach (var node in scene.Cluster.Nodes)
        {
            await Eventually.Async(
                node.Admin.ReadMetricsAsync,
                m => Math.Abs((m.Shadow(Watched).EffectiveWeight ?? -1) - weight) < 0.01,
                Limit,
                $"{node.Name} has weight {weight} of {Watched} in force");
        }
    }

    private static void LimitFiles(TestNode node, int limit)
    {
        try
        {
            Run("prlimit", "--pid", node.ProcessId.ToString(CultureInfo.InvariantCulture), $"--nofile={limit}:");
        }
        catch (InvalidOperationException) when (!node.IsRunning)
        {
            // It has ended meanwhile.
        }
    }

    private static void Fill(string path)
    {
        try
        {
            using var file = File.Create(path, bufferSize: 1);
            while (true) file.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    // In one step, as it is read all the time.
    private static void Set(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }
}
