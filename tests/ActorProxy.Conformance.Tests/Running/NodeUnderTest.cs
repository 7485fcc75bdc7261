using System.Net.Http.Json;
using System.Text.Json;
using ActorProxy.Testing;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>A real node with both roles, a cluster of its own, and a directory of Mappings that it watches.</summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-conformance-").FullName;
    private readonly HttpClient _admin;
    private readonly string _adminUrl = $"http://127.0.0.1:{FreePorts.Take()}";
    private readonly string[] _arguments;
    private ProgramProcess? _process;

    private NodeUnderTest(string[] arguments)
    {
        _arguments = arguments;
        _admin = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_adminUrl), Timeout = TimeSpan.FromSeconds(10) };
        Directory.CreateDirectory(MappingsDirectory);
    }

    /// <summary>Port of its HTTP side.</summary>
    public int Port { get; } = FreePorts.Take();

    /// <summary>What it wrote.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Where its files of resources are.</summary>
    public string MappingsDirectory => Path.Combine(_directory, "mappings");

    /// <summary>Its services file.</summary>
    public string ServicesPath => Path.Combine(_directory, "services.yaml");

    /// <summary>Makes a node with an empty directory; nothing is started yet.</summary>
    /// <param name="arguments">Arguments of <c>run</c> besides addresses and files.</param>
    public static NodeUnderTest Create(params string[] arguments) => new(arguments);

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="servicesFile">Text of the services file.</param>
    public async Task StartAsync(string servicesFile)
    {
        await File.WriteAllTextAsync(ServicesPath, servicesFile);
        _process = ProgramProcess.Start("node", NodeProgram.Assembly,
        [
            "run", "--mappings", MappingsDirectory, "--services", ServicesPath, "--listen", $"http://127.0.0.1:{Port}", "--admin", _adminUrl,
            "--remote", $"127.0.0.1:{FreePorts.Take()}", "--log-level", "Warning", .. _arguments,
        ]);
        await Eventually.Async(IsReadyAsync, ReadyLimit, "the node becomes ready");
    }

    /// <summary>Puts a file of resources in place, or replaces it, as one step. The node loads it when it looks next.</summary>
    public void Write(string file, byte[] content)
    {
        var draft = Path.Combine(_directory, file + ".draft");
        File.WriteAllBytes(draft, content);
        File.Move(draft, Path.Combine(MappingsDirectory, file), overwrite: true);
    }

    /// <summary>Removes a file of resources.</summary>
    public void Delete(string file) => File.Delete(Path.Combine(MappingsDirectory, file));

    /// <summary>What it has to say of its resources.</summary>
    public async Task<Diagnostics> ReadDiagnosticsAsync() =>
        await _admin.GetFromJsonAsync<Diagnostics>("/api/diagnostics", Json) ?? throw new HttpRequestException("no diagnostics");

    /// <summary>Waits until the diagnostics are as wanted.</summary>
    public Task<Diagnostics> DiagnosedAsync(Func<Diagnostics, bool> condition, string because) =>
        Eventually.Async(ReadDiagnosticsAsync, condition, ReloadLimit, because);

    /// <summary>Waits until every copy of the shadows whose names start with a text has ended.</summary>
    /// <returns>Their counters.</returns>
    public Task<IReadOnlyList<ShadowCounters>> SettledAsync(string names) =>
        Eventually.Async(() => CountersAsync(names), counters => counters.All(shadow => shadow.IsSettled), SettleLimit, $"all copies of {names}* have ended");

    /// <summary>Waits until more copies than so many were offered to the shadows whose names start with a text.</summary>
    public Task OfferedAsync(string names, long moreThan) => Eventually.Async(
        () => CountersAsync(names), counters => counters.Sum(shadow => shadow.Offered) > moreThan, SettleLimit, $"more than {moreThan} copies of {names}* are offered");

    /// <summary>The counters of the shadows whose names start with a text.</summary>
    public async Task<IReadOnlyList<ShadowCounters>> CountersAsync(string names)
    {
        var metrics = await _admin.GetFromJsonAsync<Metrics>("/api/metrics", Json) ?? throw new HttpRequestException("no metrics");
        return [.. metrics.Cluster.Shadows.Where(shadow => shadow.Name.StartsWith(names, StringComparison.Ordinal))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _admin.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"the node ended. Its output:\n{Output}");
        using var response = await _admin.GetAsync("/ready");
        return response.IsSuccessStatusCode;
    }
}
