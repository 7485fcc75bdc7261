namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// Stops sending to a shadow that fails again and again. After <see cref="FailuresToOpen"/> failures in a row it opens; then it lets one copy
/// through after a pause that doubles with each failed try, from 1 s to 10 s. One answer closes it. A status, whichever, is an answer.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    /// <summary>Failures in a row that open it.</summary>
    public const int FailuresToOpen = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private int _failures;
    private bool _isOpen;
    private bool _trying;
    private TimeSpan _pause = FirstPause;
    private long _openedAt;

    /// <summary>Whether copies are held back now.</summary>
    public bool IsOpen => Volatile.Read(ref _isOpen);

    /// <summary>Whether a copy may be sent. Whoever gets a yes reports what became of it.</summary>
    public bool TryPass()
    {
        if (!Volatile.Read(ref _isOpen)) return true;
        lock (_lock)
        {
            if (!_isOpen) return true;
            if (_trying || time.GetElapsedTime(_openedAt) < _pause) return false;
            _trying = true;
            return true;
        }
    }

    /// <summary>A copy was answered.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0 && !Volatile.Read(ref _isOpen)) return;
        lock (_lock)
        {
            (_failures, _isOpen, _trying, _pause) = (0, false, false, FirstPause);
        }
    }

    /// <summary>A copy failed: refused, reset or too late.</summary>
    public void Failed()
    {
        lock (_lock)
        {
            _failures++;
            if (_isOpen)
            {
                // Copies that were under way when it opened end here too; only the try itself lengthens the pause.
                if (!_trying) return;
                _trying = false;
                _openedAt = time.GetTimestamp();
                _pause = _pause * 2 > LongestPause ? LongestPause : _pause * 2;
            }
            else if (_failures >= FailuresToOpen)
            {
                _isOpen = true;
                _openedAt = time.GetTimestamp();
            }
        }
    }
}
