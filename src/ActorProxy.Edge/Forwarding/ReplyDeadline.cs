namespace ActorProxy.Edge.Forwarding;

/// <summary>
/// The time production has from the end of the request to the head of its reply (Envoy: the route's timeout). One timer, used again for the
/// next request.
/// </summary>
internal sealed class ReplyDeadline : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _timer = new();
    private TimeSpan? _limit;
    private object? _body;
    private bool _isRunning;
    private bool _isSpent;

    /// <summary>Whether production was too slow.</summary>
    public bool IsExpired => _limit is not null && _timer.IsCancellationRequested;

    /// <summary>Signalled when production is too slow.</summary>
    public CancellationToken Token => _limit is null ? CancellationToken.None : _timer.Token;

    /// <summary>Begins a request.</summary>
    /// <param name="limit">The time; null means none.</param>
    /// <param name="body">The body whose end starts the clock; null when there is none, which starts it at once.</param>
    public void Begin(TimeSpan? limit, object? body)
    {
        lock (_gate)
        {
            (_limit, _body) = (limit, body);
            if (body is null)
                Start();
        }
    }

    /// <summary>The request is complete: the clock runs.</summary>
    public void RequestEnded(object body)
    {
        lock (_gate)
        {
            if (ReferenceEquals(body, _body))
                Start();
        }
    }

    /// <summary>The head of the reply is in, or there will be none: the clock stops for good.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _body = null;
            if (!_isRunning)
                return;

            // Resetting also tells whether the timer has gone off, or is just about to; then it can never be used again.
            _isRunning = false;
            _isSpent = !_timer.TryReset();
        }
    }

    /// <summary>Makes it ready for another request.</summary>
    public void Reset()
    {
        Stop();
        if (_isSpent)
        {
            _timer.Dispose();
            _timer = new CancellationTokenSource();
        }

        (_limit, _isSpent) = (null, false);
    }

    public void Dispose() => _timer.Dispose();

    private void Start()
    {
        if (_limit is not { } limit)
            return;

        _isRunning = true;
        _timer.CancelAfter(limit);
    }
}
