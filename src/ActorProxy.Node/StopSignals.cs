using System.Runtime.InteropServices;

namespace ActorProxy.Node;

/// <summary>Ctrl-C and SIGTERM. The first asks for an orderly end, the second for an end at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _now = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Takes over the signals until disposed.</summary>
    public StopSignals() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>Asks for an orderly end, as the first signal does.</summary>
    public void Ask() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _now.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        (_stop.IsCancellationRequested ? _now : _stop).Cancel();
    }
}
