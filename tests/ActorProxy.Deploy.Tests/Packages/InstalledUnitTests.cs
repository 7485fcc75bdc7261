using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ActorProxy.Deploy.Tests.Machines;

namespace ActorProxy.Deploy.Tests.Packages;

/// <summary>The Debian package's content, started as the units say, by a user without any right.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstalledUnitTests(BuiltPackages packages)
{
    /// <summary>In no password file, owner of nothing.</summary>
    private const string User = "64999";

    [Fact]
    public async Task Edge_and_shadow_as_shipped_are_a_cluster_run_by_a_clean_user_from_folders_that_it_cannot_write_to()
    {
        var root = Path.Combine(packages.Folder, "root");
        await CommandRun.SucceedAsync("dpkg-deb", "-x", packages.Package, root);
        await using var machine = new Machine($"ap{Environment.ProcessId % 100_000}u");
        await machine.StartAsync();
        var edge = await StartAsync(machine, root, "actorproxy-edge.service");
        var shadow = await StartAsync(machine, root, "actorproxy-shadow.service");
        using var client = machine.CreateClient();
        await ReadyAsync(client, 9110, edge);
        await ReadyAsync(client, 9111, shadow);
        Assert.Equal(1, (await machine.RunAsync(root, $"setpriv --reuid={User} --regid={User} --clear-groups touch usr/lib/actorproxy/x")).ExitCode);
        Assert.Equal(0, (await machine.RunAsync(root, "usr/bin/actorproxy health --ready")).ExitCode);
        Assert.Contains("Count: 2 nodes", (await machine.RunAsync(root, "usr/bin/pbm cluster show")).Output, StringComparison.Ordinal);

        Assert.Equal(0, await edge.StopAsync());
        Assert.Equal(0, await shadow.StopAsync());
        Assert.DoesNotContain("fail:", edge.Output + shadow.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installing_again_keeps_settings_and_puts_newer_ones_beside_them()
    {
        var (folder, root) = (Path.Combine(packages.Folder, "again"), Path.Combine(packages.Folder, "again-root"));
        Directory.CreateDirectory(folder);
        await CommandRun.SucceedAsync("tar", "xzf", packages.Archive, "-C", folder, "--strip-components=1");
        await CommandRun.SucceedAsync(Path.Combine(folder, "install.sh"), "--root", root);
        var (settings, program) = (Path.Combine(root, "etc/actorproxy/edge.env"), Path.Combine(root, "usr/lib/actorproxy"));
        var shipped = await File.ReadAllTextAsync(settings);
        await File.WriteAllTextAsync(settings, "ACTORPROXY_LISTEN=http://0.0.0.0:1\n");
        await File.WriteAllTextAsync(Path.Combine(program, "Old.dll"), "of an earlier version");

        await CommandRun.SucceedAsync(Path.Combine(folder, "install.sh"), "--root", root);

        Assert.Equal("ACTORPROXY_LISTEN=http://0.0.0.0:1\n", await File.ReadAllTextAsync(settings));
        Assert.Equal(shipped, await File.ReadAllTextAsync($"{settings}.dist"));
        Assert.False(File.Exists(Path.Combine(program, "Old.dll")));
        Assert.True(File.Exists(Path.Combine(root, "lib/systemd/system/actorproxy-edge.service")));
    }

    [Fact]
    public async Task The_bill_of_materials_names_every_assembly_that_is_not_ours()
    {
        var bill = JsonNode.Parse(await File.ReadAllTextAsync(Directory.EnumerateFiles(packages.Folder, "*.sbom.cdx.json").Single()))!;
        Assert.Equal(("CycloneDX", "1.5"), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!));
        var components = bill["components"]!.AsArray();
        var names = components.Select(component => (string)component!["name"]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var expected in (string[])["Akka", "Yarp.ReverseProxy", "YamlDotNet", "KubernetesClient", "Microsoft.NETCore.App.Runtime.linux-x64"])
            Assert.Contains(expected, names);
        Assert.All(components, component => Assert.NotEmpty(component!["licenses"]!.AsArray()));

        var notices = await CommandRun.SucceedAsync("tar", "xzOf", packages.Archive, "--wildcards", "*/doc/THIRD-PARTY-NOTICES.txt");
        Assert.All(names, name => Assert.Contains($"\n{name} ", notices, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Starts a unit's command with its settings, below another root, and waits for what it tells systemd.</summary>
    private static async Task<MachineProcess> StartAsync(Machine machine, string root, string unit)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(root, "lib/systemd/system", unit));
        string Value(string name) => lines.Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];
        var environment = (await File.ReadAllLinesAsync(root + Value("EnvironmentFile"))).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Replace("/etc/", $"{root}/etc/", StringComparison.Ordinal));
        var state = Path.Combine(root, "var/lib", Value("StateDirectory"));
        await CommandRun.SucceedAsync("install", "-d", "-o", User, "-g", User, "-m", Value("StateDirectoryMode"), state);
        environment["ACTORPROXY_STATE"] = state;

        var socketPath = Path.Combine(root, $"{unit}.notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(socketPath));
        File.SetUnixFileMode(socketPath, (UnixFileMode)0b110_110_110);
        environment["NOTIFY_SOCKET"] = socketPath;
        environment["WATCHDOG_USEC"] = $"{long.Parse(Value("WatchdogSec"), CultureInfo.InvariantCulture) * 1_000_000}";
        var process = machine.Start(
            root + Value("WorkingDirectory"),
            $"setpriv --reuid={User} --regid={User} --clear-groups --bounding-set=-all --no-new-privs -- {root}{Value("ExecStart")}",
            environment);

        var told = new HashSet<string>();
        var buffer = new byte[1000];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!told.IsSupersetOf(["READY=1", "WATCHDOG=1"]))
        {
            var length = await socket.ReceiveAsync(buffer, limit.Token).AsTask().ContinueWith(
                receiving => receiving.IsCompletedSuccessfully ? receiving.Result : throw new TimeoutException($"{unit} tells systemd nothing: {process.Output}"),
                TaskScheduler.Default);
            told.Add(Encoding.UTF8.GetString(buffer, 0, length).Split('\n')[0]);
        }

        return process;
    }

    private static async Task ReadyAsync(HttpClient client, int port, MachineProcess process)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await client.GetAsync(new Uri($"http://127.0.0.1:{port}/ready"))).IsSuccessStatusCode)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), process.Output);
            await timer.WaitForNextTickAsync();
        }
    }
}
