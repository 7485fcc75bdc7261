using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>
/// Sends copies over HTTP/1.1, with a client of our own: .NET's costs more than all else that a dispatcher does for a copy, and sends a request
/// without a body again, up to three times, when a shadow dies over it.
/// </summary>
internal sealed class Http1Connections : ICopyConnections
{
    // Nobody waits for a shadow, so connections for a peak need not be kept for long.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(1), SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IdleConnections> _idle = [];
    private readonly Connector _connector;
    private readonly UpstreamSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeper;
    private readonly SemaphoreSlim? _places;
    private volatile bool _isDisposed;
    private int _sweeps;

    public Http1Connections(ServiceTarget service, UpstreamSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _connector = Connector.To(service, settings);
        _places = settings.CircuitBreakers is { } limits ? new SemaphoreSlim(Math.Max(1, limits.MaxConnections)) : null;
        _sweeper = time.CreateTimer(static self => ((Http1Connections)self!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(CopyRules rules, Copy copy, ServiceEndpoint endpoint, IReplySink? sink, CancellationToken cancellation)
    {
        if (!RequestHeadWriter.IsRequest(copy)) throw CopyFailedException.Reset("The copy's method or path cannot be a request's.");
        if (_places is not null) await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var idle = _idle.GetOrAdd(endpoint.BaseAddress, static _ => new IdleConnections());
            var connection = Take(idle) ?? await OpenAsync(endpoint, cancellation).ConfigureAwait(false);
            try
            {
                return await connection.ExchangeAsync(rules, copy, sink, cancellation).ConfigureAwait(false);
            }
            finally
            {
                Return(idle, connection);
            }
        }
        finally
        {
            _places?.Release();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _sweeper.Dispose();
        foreach (var idle in _idle.Values) idle.Close(static _ => true);
    }

    private Http1Connection? Take(IdleConnections idle)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (idle.Take() is { } connection)
        {
            if (!IsTooOld(connection) && !connection.IsStale) return connection;
            connection.Dispose();
        }

        return null;
    }

    private void Return(IdleConnections idle, Http1Connection connection)
    {
        if (!connection.IsReusable || IsTooOld(connection))
        {
            connection.Dispose();
            return;
        }

        connection.IdleSince = _time.GetTimestamp();
        idle.Add(connection);
        if (_isDisposed) idle.Close(static _ => true);
        else if (Interlocked.Exchange(ref _sweeps, 1) == 0) _sweeper.Change(SweepInterval, SweepInterval);
    }

    private async ValueTask<Http1Connection> OpenAsync(ServiceEndpoint endpoint, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_settings.ConnectTimeout);
        try
        {
            var (socket, stream) = await _connector.OpenAsync(endpoint.Host, endpoint.Port, limit.Token).ConfigureAwait(false);
            return new Http1Connection(socket, stream, _time.GetTimestamp());
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new CopyFailedException(CopyOutcome.ConnectFailed, e.Message, e);
        }
    }

    // Without idle connections there is nothing to sweep, and a service without traffic costs nothing.
    private void Sweep()
    {
        var limit = _settings.ConnectionIdleTimeout is { } idleTimeout && idleTimeout < LongestIdle ? idleTimeout : LongestIdle;
        var left = 0;
        foreach (var idle in _idle.Values) left += idle.Close(c => _time.GetElapsedTime(c.IdleSince) >= limit || IsTooOld(c) || c.IsStale);
        if (left > 0 || _isDisposed) return;
        _sweeper.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Volatile.Write(ref _sweeps, 0);
        if (_idle.Values.Any(idle => !idle.IsEmpty) && Interlocked.Exchange(ref _sweeps, 1) == 0) _sweeper.Change(SweepInterval, SweepInterval);
    }

    private bool IsTooOld(Http1Connection connection) =>
        _settings.MaxConnectionLifetime is { } most && _time.GetElapsedTime(connection.OpenedAt) >= most;
}
