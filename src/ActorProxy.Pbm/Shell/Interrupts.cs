namespace ActorProxy.Pbm.Shell;

/// <summary>Turns Ctrl-C into the cancellation of what runs; without anything running it ends the process, as usual.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Lock _sync = new();
    private CancellationTokenSource? _running;

    public Interrupts() => Console.CancelKeyPress += OnCancelKeyPress;

    /// <summary>Runs something that Ctrl-C cancels.</summary>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>> work)
    {
        using var running = new CancellationTokenSource();
        Set(running);
        try
        {
            return await work(running.Token);
        }
        finally
        {
            Set(null);
        }
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancelKeyPress;

    private void Set(CancellationTokenSource? running)
    {
        lock (_sync)
            _running = running;
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs press)
    {
        lock (_sync)
        {
            if (_running is null)
                return;

            press.Cancel = true;
            _running.Cancel();
        }
    }
}
