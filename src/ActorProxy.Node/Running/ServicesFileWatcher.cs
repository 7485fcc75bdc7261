using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>Keeps the services file in force in step with its file. A version with an error in it is reported and changes nothing.</summary>
internal sealed class ServicesFileWatcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly ILogger _log;
    private string _stamp;
    private volatile ServiceFile _current;
    private volatile IReadOnlyList<Finding> _findings;

    /// <summary>Reads the file.</summary>
    /// <exception cref="NodeStartException">It has an error.</exception>
    public ServicesFileWatcher(string path, ILogger log)
    {
        (_path, _log) = (path, log);
        _stamp = ContentStamp.Of([path]);
        _current = ServiceFile.Read(path);
        _findings = _current.Findings;
        if (Errors(_current) is { Length: > 0 } errors) throw new NodeStartException($"services: {string.Join("; ", errors)}");
    }

    /// <summary>What there is to say about the newest version of the file, in force or not.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The endpoints that the file lists for a service, or null when it does not list it.</summary>
    public IReadOnlyList<string>? Find(ServiceTarget service) => _current.TryFind(service, out var endpoints) ? endpoints : null;

    /// <summary>Looks once a second until cancelled.</summary>
    /// <param name="changed">Called after a new version was read, whether or not it was put in force.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Action changed, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                var stamp = ContentStamp.Of([_path]);
                if (stamp == _stamp) continue;
                _stamp = stamp;
                Reload();
                changed();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private void Reload()
    {
        var next = ServiceFile.Read(_path);
        _findings = next.Findings;
        if (Errors(next) is { Length: > 0 } errors)
        {
            _log.LogError("The services file has errors; the version before it stays in force: {Errors}", string.Join("; ", errors));
            return;
        }

        _current = next;
        _log.LogInformation("The services file {Path} was read again: {Count} services", _path, next.Names.Count);
    }

    private static string[] Errors(ServiceFile file) =>
        [.. file.Findings.Where(f => f.Severity == Severity.Error).Select(f => $"{f.Place}: {f.Message}")];
}
