using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// Finds the endpoints of services: those that the services file lists, else all addresses that DNS has for the name, which are looked up
/// again in the background. Safe on any thread; nobody ever waits for a look-up.
/// </summary>
public sealed class ServiceDirectory : IServiceDirectory, IAsyncDisposable
{
    private readonly ServiceDirectoryOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly Lock _gate = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _refreshing;

    // Weak, so that services of routes that are gone are no longer asked for.
    private readonly Dictionary<(ServiceTarget, AddressFamilies), WeakReference<TrackedService>> _tracked = [];

    /// <summary>Starts the background refresh.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="logger">Tells of names that cannot be resolved, once per change.</param>
    /// <param name="time">The clock of the refresh.</param>
    public ServiceDirectory(ServiceDirectoryOptions options, ILogger<ServiceDirectory> logger, TimeProvider time)
    {
        (_options, _logger, _stopping) = (options, logger, _stop.Token);
        _timer = new PeriodicTimer(options.RefreshInterval, time);
        _refreshing = RefreshPeriodicallyAsync();
    }

    /// <summary>
    /// The endpoints of a service. Those of a listed service, or of a literal address, are there at once. A name that is new stands for
    /// itself until DNS has answered, so that the first requests are not refused.
    /// </summary>
    public ServiceEndpoints For(ServiceTarget service) => For(service, UpstreamSettings.Default);

    /// <inheritdoc cref="For(ServiceTarget)"/>
    public ServiceEndpoints For(ServiceTarget service, UpstreamSettings settings)
    {
        var families = AddressFamilies.Of(settings);
        lock (_gate)
        {
            if (_tracked.TryGetValue((service, families), out var known) && known.TryGetTarget(out var tracked))
                return tracked;

            tracked = new TrackedService(service, families);
            _tracked[(service, families)] = new WeakReference<TrackedService>(tracked);
            Update(tracked);
            return tracked;
        }
    }

    /// <summary>Asks <see cref="ServiceDirectoryOptions.Listed"/> again for every service in use: the services file has changed.</summary>
    public void Refresh()
    {
        foreach (var service in InUse())
            Update(service);
    }

    /// <summary>Ends the background refresh. Endpoints stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _timer.Dispose();
        await _refreshing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Update(TrackedService service)
    {
        if (_options.Listed(service.Service) is { } listed)
            service.SetListed(listed);
        else if (service.ShouldResolve())
            _ = ResolveAsync(service);
    }

    private List<TrackedService> InUse()
    {
        lock (_gate)
        {
            var services = new List<TrackedService>(_tracked.Count);
            foreach (var (target, reference) in _tracked)
            {
                if (reference.TryGetTarget(out var service))
                    services.Add(service);
                else
                    _tracked.Remove(target);
            }

            return services;
        }
    }

    private async Task RefreshPeriodicallyAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
            await Task.WhenAll(InUse().Where(service => service.IsByName).Select(ResolveAsync)).ConfigureAwait(false);
    }

    private async Task ResolveAsync(TrackedService service)
    {
        // A resolver that hangs must not hold the others back for longer than one turn.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        limit.CancelAfter(_options.RefreshInterval);
        try
        {
            var addresses = await _options.Resolve(service.Service.Host, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            if (service.SetResolved(addresses))
            {
                var endpoints = string.Join(", ", service.Current.Select(endpoint => endpoint.BaseAddress));
                _logger.LogInformation("{Service} resolves to {Endpoints}", service.Service, endpoints);
            }
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            if (service.SetUnresolved())
                _logger.LogWarning("{Service} cannot be resolved: {Reason}", service.Service, e.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is known stays.
        }
    }
}
