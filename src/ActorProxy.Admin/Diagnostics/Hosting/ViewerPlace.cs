using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ActorProxy.Admin.Diagnostics.Hosting;

/// <summary>A browser's place among the <see cref="Viewers"/>, for as long as its circuit lives; also while it reconnects.</summary>
internal sealed class ViewerPlace(Viewers viewers) : CircuitHandler
{
    private bool _holds;

    /// <summary>Whether there was none.</summary>
    public bool IsRefused { get; private set; }

    /// <inheritdoc/>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _holds = viewers.TryEnter();
        IsRefused = !_holds;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_holds) viewers.Leave();
        _holds = false;
        return Task.CompletedTask;
    }
}
